/// How each cell of a batch was judged, column after column.
struct Judgements {
  enum Judgement: UInt8 {
    case sound
    case empty
    /// A finding was made of it already, or it cannot be known; nothing further is asked of it.
    case faulty
  }

  private var cells: [Judgement] = []
  private var records = 0

  /// Begins anew: every cell is sound.
  mutating func reset(records: Int, columns: Int) {
    self.records = records
    cells.removeAll(keepingCapacity: true)
    cells.append(contentsOf: repeatElement(.sound, count: records * columns))
  }

  subscript(record: Int, column: Int) -> Judgement {
    @inline(__always) get { cells[column &* records &+ record] }
    @inline(__always) set { cells[column &* records &+ record] = newValue }
  }

  mutating func fill(_ column: Int, with judgement: Judgement) {
    for i in column * records..<(column + 1) * records { cells[i] = judgement }
  }

  @inline(__always)
  func isEmpty(_ record: Int, _ column: Int) -> Bool { self[record, column] == .empty }

  @inline(__always)
  func isFaulty(_ record: Int, _ column: Int) -> Bool { self[record, column] == .faulty }

  @inline(__always)
  func isSound(_ record: Int, _ column: Int) -> Bool { self[record, column] == .sound }
}
