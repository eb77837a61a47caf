internal import CSVText
internal import Wording

/// What stands between the cells of another system's file: one character.
public struct Delimiter: Hashable, Sendable {
  let scalar: UInt32

  init(scalar: Unicode.Scalar) { self.scalar = scalar.value }

  public static let comma = Delimiter(scalar: ",")
  public static let semicolon = Delimiter(scalar: ";")
  public static let tab = Delimiter(scalar: "\t")
  public static let bar = Delimiter(scalar: "|")

  /// Those that are looked for where none is stated.
  static let usual = [comma, semicolon, tab, bar]

  /// Reads a word for one, or the character itself; `nil` for what cannot separate cells.
  public init?(_ text: String) {
    switch text {
    case "comma": self = .comma
    case "semicolon": self = .semicolon
    case "tab", "\\t": self = .tab
    case "bar", "pipe": self = .bar
    default:
      guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first,
        !"\"\r\n\0".unicodeScalars.contains(scalar)
      else { return nil }
      self.init(scalar: scalar)
    }
  }

  /// The word or character that `init(_:)` reads.
  public var text: String {
    self == .tab ? "tab" : Unicode.Scalar(scalar).map { String(Character($0)) } ?? ""
  }

  /// As a message names it.
  var title: String {
    switch self {
    case .comma: "a comma"
    case .semicolon: "a semicolon"
    case .tab: "a tab"
    default: "'\(visible(text))'"
    }
  }
}

extension Delimiter {
  /// How many records are read to find out.
  private static let sample = 100

  /// Finds the delimiter with which the first records fit the header; a comma where none does more
  /// than another, as a file of one column has none.
  ///
  /// - Throws: `ForeignFault` when several fit equally well.
  static func find(
    in source: any ByteSource, _ dialect: ForeignDialect, cellLimit: Int
  ) throws -> Delimiter {
    var best: [Delimiter] = []
    var most = 0.0
    for delimiter in usual {
      var dialect = dialect
      dialect.delimiter = delimiter
      let share = try fit(source, dialect, cellLimit)
      if share > most { (best, most) = ([], share) }
      if share == most, share > 0 { best.append(delimiter) }
    }
    guard best.count > 1 else { return best.first ?? .comma }
    throw ForeignFault(.unclearDelimiter(best), at: .start)
  }

  /// The share of the first records, the header among them, that have as many cells as it; 0 where
  /// that is one.
  private static func fit(
    _ source: any ByteSource, _ dialect: ForeignDialect, _ cellLimit: Int
  ) throws -> Double {
    var records = 1
    var fitting = 0
    do {
      var reader = try ForeignReader(source, dialect, cellLimit: cellLimit)
      guard reader.header.cells.count > 1 else { return 0 }
      fitting = 1
      while records < sample, let record = try reader.next() {
        records += 1
        if record.fault == nil { fitting += 1 }
      }
    } catch is ForeignFault {
      // Read with another delimiter, the file may well go on.
      records += 1
    }
    return Double(fitting) / Double(records)
  }
}
