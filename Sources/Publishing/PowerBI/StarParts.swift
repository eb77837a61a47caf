/// The files of a fact while its rows are written: one, or one for each month.
///
/// Rows may come in any order of months. What waits to be written is kept by month, and handed on
/// when it is a piece of some size, so that months without end need no memory without end.
struct StarParts {
  /// Bytes of all months together that are worth a call of the system.
  static let piece = 1 << 22

  private let fact: StarFact
  private var waiting: [Int?: [UInt8]] = [:]
  private var begun: Set<Int?> = []
  /// The month of the row before, whose bytes are not in `waiting`.
  private var current: Int?
  private var bytes: [UInt8] = []
  private var size = 0
  /// How many rows there are so far.
  private(set) var count = 0

  init(_ fact: StarFact) { self.fact = fact }

  /// Makes the file of rows without a month, which is there also when there is no such row: a
  /// folder of parts then always has one, with the header.
  mutating func begin(_ output: StarExport.Output) throws {
    begun.insert(nil)
    try output(name(of: nil), .header(of: fact.columns))
  }

  /// - Parameter month: Counted from the year 0 as 202611; `nil` where the row has none.
  mutating func add(toMonth month: Int?, _ write: (inout [UInt8]) -> Void) {
    if month != current {
      waiting[current] = bytes
      bytes = waiting.removeValue(forKey: month) ?? []
      current = month
    }
    let before = bytes.count
    write(&bytes)
    size += bytes.count - before
    count += 1
  }

  /// Hands on what waits, where that is enough.
  mutating func flush(_ output: StarExport.Output, atLeast least: Int) throws {
    guard size >= least else { return }
    waiting[current] = bytes
    let months = waiting.keys.sorted { ($0 ?? 0) < ($1 ?? 0) }
    for month in months {
      guard let more = waiting[month], !more.isEmpty else { continue }
      let isNew = begun.insert(month).inserted
      try output(name(of: month), isNew ? .header(of: fact.columns) + more : more)
    }
    waiting.removeAll()
    bytes.removeAll(keepingCapacity: true)
    size = 0
  }

  private func name(of month: Int?) -> String {
    guard fact.parts != nil else { return fact.name + ".csv" }
    guard let month else { return fact.name + "/undated.csv" }
    let number = month % 100
    return "\(fact.name)/\(month / 100)-\(number < 10 ? "0" : "")\(number).csv"
  }
}
