/// How each cell of a batch was judged, column after column.
struct Judgements {
  enum Judgement: UInt8 {
    case sound
    case empty
    /// A finding was made of it already, or it cannot be known; nothing further is asked of it.
    case faulty
  }

  private var cells: [Judgement] = []
  /// The numbers in columns of whole numbers, as they were read to judge them, so that those who look
  /// for keys need not read them again.
  private var numbers: [Int32] = []
  /// Whether a column was judged by its numbers; in all others they are those of an earlier batch.
  private var hasNumbers: [Bool] = []
  private var records = 0

  /// Begins anew: every cell is sound.
  mutating func reset(records: Int, columns: Int) {
    self.records = records
    cells.removeAll(keepingCapacity: true)
    cells.append(contentsOf: repeatElement(.sound, count: records * columns))
    hasNumbers = Array(repeating: false, count: columns)
    if numbers.count < cells.count {
      numbers = Array(repeating: Self.noNumber, count: cells.count)
    }
  }

  subscript(record: Int, column: Int) -> Judgement {
    @inline(__always) get { cells[column &* records &+ record] }
    @inline(__always) set {
      cells[column &* records &+ record] = newValue
      numbers[column &* records &+ record] = Self.noNumber
    }
  }

  /// Stands where a cell is not sound, or its number is not small.
  private static let noNumber: Int32 = -1

  /// Says that each cell of a column is judged from now on, and the numbers of the sound ones noted.
  mutating func beginNumbers(of column: Int) { hasNumbers[column] = true }

  /// Notes the small number in a sound cell.
  @inline(__always)
  mutating func note(_ number: Int32, _ record: Int, _ column: Int) {
    numbers[column &* records &+ record] = number
  }

  /// Each record's small number in a column that was judged by them, or a negative one where there is
  /// none; `nil` of all other columns.
  func smallNumbers(in column: Int) -> ArraySlice<Int32>? {
    guard hasNumbers[column] else { return nil }
    return numbers[column &* records..<(column &+ 1) &* records]
  }

  /// The records of which a column's small number is not known.
  func recordsWithoutNumber(in column: Int) -> [Int] {
    guard let numbers = smallNumbers(in: column) else { return Array(0..<records) }
    return numbers.indices.filter { numbers[$0] < 0 }.map { $0 - numbers.startIndex }
  }

  mutating func fill(_ column: Int, with judgement: Judgement) {
    for i in column * records..<(column + 1) * records {
      cells[i] = judgement
      numbers[i] = Self.noNumber
    }
  }

  @inline(__always)
  func isEmpty(_ record: Int, _ column: Int) -> Bool { self[record, column] == .empty }

  @inline(__always)
  func isFaulty(_ record: Int, _ column: Int) -> Bool { self[record, column] == .faulty }

  @inline(__always)
  func isSound(_ record: Int, _ column: Int) -> Bool { self[record, column] == .sound }
}
