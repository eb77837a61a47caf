import CSVText
import CommandLineKit
import Tables
import Wording

/// Cells of a table as fields of an answer.
extension Field {
  /// The cell as its type has it; as text where it is not of its type, and none where it is empty.
  init(_ batch: borrowing RecordBatch, _ record: Int, _ at: Int, _ type: ColumnType) {
    guard at >= 0, !batch.isEmpty(record, at) else {
      self = .null
      return
    }
    let text = batch.text(record, at)
    switch type {
    case .int: self = Int(cellText: text).map { .int($0) } ?? .text(text)
    case .decimal: self = ExactDecimal(text).map { .decimal($0.text) } ?? .text(text)
    case .bool: self = Bool(cellText: text).map { .bool($0) } ?? .text(text)
    default: self = .text(text)
    }
  }
}

extension Heading {
  /// The heading of a table's column; numbers keep to the right.
  init(_ column: ColumnSchema) {
    self.init(column.name, column.type.isNumeric ? .right : .left)
  }
}

extension UsageError {
  /// `there is no table 'spec'`, with what was most likely meant.
  static func unknown(_ kind: String, _ name: String, among names: [String]) -> UsageError {
    var known: [String] = []
    for name in names where !known.contains(name) { known.append(name) }
    let meant =
      nearest(to: name, in: names).map { " Did you mean '\($0)'?" }
      ?? (names.isEmpty
        ? " There is none yet."
        : known.count <= 20 ? " There is \(known.joinedForReading())." : "")
    return UsageError("There is no \(kind) '\(visible(name))'.\(meant)")
  }
}

extension Context {
  /// Says that rows could not be read.
  func noteLost(_ lost: Int) {
    note(
      "\(counted(lost, "record")) could not be read and \(lost == 1 ? "is" : "are") not shown; "
        + "'plainlab check' names them.")
  }
}
