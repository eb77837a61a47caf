internal import Tables

/// Which run each row of another table belongs to, and the row's id, by which those of a run are sorted.
struct RowsOfRuns: Sendable {
  private(set) var runs: [Int32] = []
  /// Empty where they are not kept.
  private var ids: [Int] = []
  private let keepsIds: Bool
  private var first: (run: Int32, id: Int)?
  private var last: (run: Int32, id: Int) = (.min, .min)
  private var isInOrder = true

  init(keepsIds: Bool, capacity: Int = 0) {
    self.keepsIds = keepsIds
    runs.reserveCapacity(capacity)
    if keepsIds { ids.reserveCapacity(capacity) }
  }

  /// Adds a row of the run at that place.
  mutating func add(_ id: Int, ofRunAt place: Int32) {
    if (place, id) < last { isInOrder = false }
    if first == nil { first = (place, id) }
    last = (place, id)
    runs.append(place)
    if keepsIds { ids.append(id) }
  }
}

/// A block of rows of runs.
protocol RunRows: Sendable {
  var rows: RowsOfRuns { get set }
}

extension RowsOfRuns {
  /// The rows of all blocks. Theirs are empty afterwards.
  static func take(from blocks: inout [some RunRows]) -> RowsOfRuns {
    var all = RowsOfRuns(keepsIds: true)
    all.runs = blocks.take(\.rows.runs)
    all.ids = blocks.take(\.rows.ids)
    return all
  }

  /// Whether the rows of all blocks lie run by run, those of one run by their ids.
  static func areInOrder(_ blocks: [some RunRows]) -> Bool {
    var last: (run: Int32, id: Int) = (.min, .min)
    for rows in blocks.map(\.rows) {
      guard let first = rows.first else { continue }
      if !rows.isInOrder || first < last { return false }
      last = rows.last
    }
    return true
  }

  /// Where the rows of each run begin when they are sorted, and where the last ones end.
  static func bounds(of count: Int, _ blocks: [some RunRows]) -> [Int] {
    var bounds = Array(repeating: 0, count: count + 1)
    for block in blocks {
      for run in block.rows.runs { bounds[Int(run) + 1] += 1 }
    }
    for run in 0..<count { bounds[run + 1] += bounds[run] }
    return bounds
  }

  /// The rows by their runs, those of one run by a key if there is one, and by their ids; what has both
  /// alike stays as it is.
  ///
  /// Each row is put behind those of its run that came before it, so that only the few of one run are
  /// compared with each other.
  func order(_ bounds: [Int], by keys: [Int]? = nil) -> [Int32] {
    var order = [Int32](repeating: 0, count: runs.count)
    var next = bounds
    for (row, run) in runs.enumerated() {
      order[next[Int(run)]] = Int32(row)
      next[Int(run)] += 1
    }
    for run in 0..<bounds.count - 1 where bounds[run + 1] - bounds[run] > 1 {
      order[bounds[run]..<bounds[run + 1]].sort { one, other in
        let (one, other) = (Int(one), Int(other))
        if let keys, keys[one] != keys[other] { return keys[one] < keys[other] }
        return (ids[one], one) < (ids[other], other)
      }
    }
    return order
  }
}
