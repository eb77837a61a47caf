/// Where each run stands in a history, by its id.
///
/// Of two runs of one id, which `check` reports, the first one is meant. Ids that ascend, as those of a
/// file that grows at its end do, are searched as they are; others need a table.
struct RunPlaces: Sendable {
  private let ids: PackedNumbers
  private let others: [Int: Int32]?

  init(_ ids: PackedNumbers) {
    self.ids = ids
    guard !zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else {
      others = nil
      return
    }
    var others: [Int: Int32] = [:]
    others.reserveCapacity(ids.count)
    for (place, id) in ids.enumerated().reversed() { others[id] = Int32(place) }
    self.others = others
  }

  /// Where the run with an id stands; `nil` where there is none.
  ///
  /// - Parameter last: The place asked for before: rows of runs mostly lie in the order of the runs.
  func place(of id: Int, after last: Int32?) -> Int32? {
    if let others { return others[id] }
    if let last, Int(last) + 1 < ids.count, ids[Int(last) + 1] == id { return last + 1 }
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && ids[low] == id ? Int32(low) : nil
  }
}

/// Finds the runs of rows, of which those of one run mostly follow one another.
struct RunFinder {
  private let places: RunPlaces
  private var last: (run: Int, place: Int32?) = (.min, nil)

  init(_ places: RunPlaces) { self.places = places }

  /// Where the run of a row stands; `nil` where the row has no id, or there is no such run.
  mutating func place(of run: Int, with id: Int) -> Int32? {
    if run != last.run { last = (run, places.place(of: run, after: last.place)) }
    return id > RunHistory.unusable ? last.place : nil
  }
}
