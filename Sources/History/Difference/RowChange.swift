/// What happened to one row between two states of a table.
public struct RowChange: Sendable, Equatable {
  public enum Kind: String, Sendable { case added, removed, changed }

  public let kind: Kind
  /// The cells of its primary key; of a table without one all its cells.
  public let key: [String]
  /// The cells that differ; of a row that was added or removed those that hold something.
  public let cells: [CellChange]
  /// The file that it stands in, or stood in when it was removed, and its line there.
  public let file: String
  public let line: Int

  /// The key as a person writes it.
  public var keyText: String { key.joined(separator: "/") }
}

/// A cell of a row before and after.
public struct CellChange: Sendable, Equatable {
  public let column: String
  /// Empty where the row or the column was not there, too: an empty cell is no value.
  public let old: String
  public let new: String
}
