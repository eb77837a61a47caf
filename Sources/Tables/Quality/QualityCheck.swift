/// What a rule of data quality may ask: its word in a table of rules. Help, faults and documents take
/// what they say of a check from here.
///
/// Every check but `required` lets empty cells pass.
public enum QualityCheck: String, Vocabulary {
  case required
  case unique
  case oneOf = "in"
  case range
  case pattern
  case length
  case compare
  case freshness
  case rowCount = "row_count"
}

extension QualityCheck {
  /// What is asked, as a sentence about a cell or a table.
  public var meaning: String {
    switch self {
    case .required: "The cell is filled."
    case .unique: "No two rows hold the same value."
    case .oneOf:
      "The cell, or each element of a list, is one of these values. One with ';', ',', a quote or "
        + "a space at its end stands in double quotes."
    case .range:
      "The number, date or time lies in between, ends included; one end may be left out, or stand "
        + "alone behind > >= < or <=. A day among times is the whole day."
    case .pattern:
      "The whole cell, or each element of a list, looks like this: characters, sets such as [A-Z] "
        + "or [^;], any character as a dot, \\d \\w \\s of ASCII, groups, | between what may stand, and "
        + "behind it * + ? {3} {3,} or {3,5}. A backslash takes the meaning of a sign away."
    case .length:
      "The text has so many characters, or the list so many elements: from the one number to the "
        + "other, exactly one, or as in a range."
    case .compare: "The two cells stand like this to each other, by < <= = != >= or >."
    case .freshness:
      "The newest date or time is not older than so many minutes (m), hours (h), days (d) or weeks "
        + "(w) when the table is checked. A day counts from its end, in UTC."
    case .rowCount: "The table has so many rows, counted as a length is."
    }
  }

  /// The form of its argument; `nil` where it takes none.
  public var form: String? {
    switch self {
    case .required, .unique: nil
    case .oneOf: "VALUE;VALUE;…"
    case .range, .length, .rowCount: "LOWEST..HIGHEST"
    case .pattern: "PATTERN"
    case .compare: "COLUMN >= COLUMN"
    case .freshness: "AGE"
    }
  }

  /// Arguments as they may be; none where it takes none.
  public var examples: [String] {
    switch self {
    case .required, .unique: []
    case .oneOf: ["low;normal;high"]
    case .range: ["0..100", "..5", "2026-01-01..", "> 0"]
    case .pattern: ["[A-Z]{2}[0-9]{4}"]
    case .length: ["3..10", "8"]
    case .compare: ["ended_at >= started_at"]
    case .freshness: ["30m", "24h", "7d", "2w"]
    case .rowCount: ["1..", "<= 500"]
    }
  }

  /// Whether it is about one column; the others are about a row or the table.
  public var isAboutColumn: Bool { self != .compare && self != .rowCount }

  /// Whether it is asked of a row by itself or among its like, so that a change of the row can break
  /// it.
  var isAboutRow: Bool { self != .freshness && self != .rowCount }

  /// Whether it can be asked of a column of this type.
  func suits(_ type: ColumnType) -> Bool {
    switch (self, type) {
    case (.required, _), (.unique, _), (.compare, _), (.rowCount, _): true
    case (.oneOf, .list(let element)), (.pattern, .list(let element)): suits(element)
    case (.oneOf, .json): false
    case (.oneOf, _): true
    case (.range, .int), (.range, .decimal), (.range, .date), (.range, .time), (.range, .datetime):
      true
    case (.pattern, .text), (.pattern, .enumeration), (.pattern, .path), (.pattern, .hexColor),
      (.pattern, .int):
      true
    case (.length, .text), (.length, .path), (.length, .list): true
    case (.freshness, .date), (.freshness, .datetime): true
    default: false
    }
  }
}

/// How much it matters that a rule is broken, in the words of a table of rules.
public enum QualitySeverity: String, Vocabulary {
  case error
  case warning
  case info

  var finding: Severity {
    switch self {
    case .error: .error
    case .warning: .warning
    case .info: .note
    }
  }
}
