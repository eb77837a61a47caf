internal import Wording

/// What two sides changed otherwise, so that a person must say which it is.
public struct MergeConflict: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// Both changed a cell, to two values.
    case cell
    /// Both added a row of this key, with two values in a cell.
    case added
    /// One deleted the row that the other changed.
    case deletion
    /// One took a column away in which the other changed cells.
    case column
  }

  public let kind: Kind
  /// The row's key as a person reads it; empty where it is about a column.
  public let key: String
  /// The column's name; `nil` where it is about the whole row.
  public let column: String?
  /// What stood there before, and what does on either side; `nil` where there is no such row or
  /// cell.
  public let base: String?
  public let ours: String?
  public let theirs: String?
}

extension MergeConflict {
  /// What happened, as a sentence without a capital or a full stop.
  public var sentence: String {
    let (key, column) = (visible(abbreviated(key)), visible(column ?? ""))
    func shown(_ value: String?) -> String {
      value.map { $0.isEmpty ? "empty" : "'\(visible(abbreviated($0)))'" } ?? "gone"
    }
    let both = "ours is \(shown(ours)), theirs is \(shown(theirs))"
    return switch kind {
    case .cell: "row \(key): \(column) was \(shown(base)), \(both)"
    case .added: "row \(key) was added on both sides: \(column) of \(both)"
    case .deletion:
      ours == nil
        ? "row \(key) was deleted in ours and changed in theirs"
        : "row \(key) was changed in ours and deleted in theirs"
    case .column:
      ours == nil
        ? "column \(column) was taken away in ours and filled in theirs"
        : "column \(column) was filled in ours and taken away in theirs"
    }
  }
}
