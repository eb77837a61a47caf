internal import CSVText
internal import Tables

/// What the cells of a column of the star hold, and how they are written.
enum StarType: String, Sendable, CaseIterable {
  /// A whole number.
  case whole
  /// A decimal number with a point.
  case decimal
  case text
  /// `true` or `false`.
  case boolean
  /// A day: `2026-11-20`.
  case date
  /// A time on the lab's clock, without a zone: `2026-11-20T08:30:00`.
  case timestamp
}

/// One column of a table of the star. An empty cell is a value that is not there.
struct StarColumn: Sendable {
  let name: String
  let type: StarType
  /// What a person should know beyond the name; empty where the name says it.
  let meaning: String
  /// The dimension whose member the cell names, where it is a key.
  let dimension: String?
  /// Of a key: whether it is the one that reports follow when they do not say another.
  let isActive: Bool

  init(
    _ name: String, _ type: StarType, _ meaning: String, dimension: String? = nil,
    isActive: Bool = true
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.dimension = dimension
    self.isActive = isActive
  }
}

/// What a cell of a dimension holds.
enum StarCell: Sendable, Equatable {
  case empty
  case whole(Int)
  case decimal(String)
  case text(String)
  case boolean(Bool)
  case date(CalendarDate)

  init(_ text: String?) { self = text.map { .text($0) } ?? .empty }
  init(_ number: Int?) { self = number.map { .whole($0) } ?? .empty }
  init(_ number: ExactDecimal?) { self = number.map { .decimal($0.text) } ?? .empty }
}

extension [UInt8] {
  /// Appends a text so that a spreadsheet takes it for one, whatever it begins with.
  ///
  /// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return may be run as a formula
  /// by the program that opens it (OWASP, CSV Injection); an apostrophe before it keeps it text.
  /// Only for text: of a number it would make one.
  mutating func appendText(_ text: some Collection<UInt8>, startsRecord: Bool = false) {
    switch text.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      appendCell([UInt8(ascii: "'")] + text, startsRecord: startsRecord)
    default: appendCell(text, startsRecord: startsRecord)
    }
  }

  /// Appends a whole number.
  mutating func append(_ number: Int) {
    guard number > 9 || number < 0 else { return append(UInt8(48 &+ number)) }
    append(contentsOf: String(number).utf8)
  }

  /// Appends a number of millionths as a decimal one: `79.983333`.
  mutating func append(millionths number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let (whole, fraction) = number.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    append(Int(whole))
    guard fraction > 0 else { return }
    var digits = String(fraction)
    let zeros = 6 - digits.count
    while digits.last == "0" { digits.removeLast() }
    append(UInt8(ascii: "."))
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: zeros))
    append(contentsOf: digits.utf8)
  }

  /// Appends seconds as minutes, to a millionth.
  mutating func append(minutesOf seconds: Int) {
    guard seconds % 60 > 0 else { return append(seconds / 60) }
    append(millionths: seconds / 60 * 1_000_000 + (seconds % 60 * 1_000_000 + 30) / 60)
  }

  /// Appends a cell of a dimension.
  mutating func append(_ cell: StarCell) {
    switch cell {
    case .empty: return
    case .whole(let number): append(number)
    case .decimal(let digits): append(contentsOf: digits.utf8)
    case .text(let text): appendText(text.utf8)
    case .boolean(let value): append(contentsOf: (value ? "true" : "false").utf8)
    case .date(let day): day.write(to: &self)
    }
  }

  /// The start of each file: the mark by which spreadsheets know UTF-8, and the names of the
  /// columns.
  static func header(of columns: [StarColumn]) -> [UInt8] {
    [0xEF, 0xBB, 0xBF] + columns.map(\.name).joined(separator: ",").utf8 + [0x0A]
  }
}
