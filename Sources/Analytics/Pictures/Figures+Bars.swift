extension Figures {
  /// The rows of a picture of bars: their words, or the first cell where they have none, and their
  /// numbers in that column.
  public func bars(_ column: Int) -> [(name: String, value: Double?)] {
    let words = columns.indices.filter {
      columns[$0].kind == .text && columns[$0] != FigureColumn.note
    }
    return rows.map { ($0.name(words.isEmpty ? [0] : words), $0.number(column)) }
  }
}
