/// Rows that follow each other in three versions of a file, and are the same in all of them.
struct CommonRun: Equatable {
  /// The place of the first row in each version.
  let base: Int
  let ours: Int
  let theirs: Int
  private(set) var count: Int

  /// The runs of at least so many rows, in the order in which all three have them.
  ///
  /// A row that stands elsewhere in one version is in none of them. Linear where the versions differ
  /// here and there; where they differ throughout, in what is left of them.
  /// - Parameters: A number for each row, which tells it from others.
  static func all(
    _ base: [UInt64], _ ours: [UInt64], _ theirs: [UInt64], atLeast shortest: Int
  ) -> [CommonRun] {
    var runs: [CommonRun] = []
    var (i, j, k) = (0, 0, 0)
    while i < base.count, j < ours.count, k < theirs.count {
      guard base[i] == ours[j], base[i] == theirs[k] else {
        guard let next = next(base[i...], ours[j...], theirs[k...]) else { break }
        (i, j, k) = next
        continue
      }
      let start = (i, j, k)
      while i < base.count, j < ours.count, k < theirs.count, base[i] == ours[j],
        base[i] == theirs[k]
      {
        (i, j, k) = (i + 1, j + 1, k + 1)
      }
      if i - start.0 >= shortest {
        runs.append(
          CommonRun(base: start.0, ours: start.1, theirs: start.2, count: i - start.0))
      }
    }
    return runs
  }

  /// The next places at which all three have one row, as near as can be.
  private static func next(
    _ base: ArraySlice<UInt64>, _ ours: ArraySlice<UInt64>, _ theirs: ArraySlice<UInt64>
  ) -> (Int, Int, Int)? {
    var width = 16
    while true {
      let (here, there) = (places(ours.prefix(width)), places(theirs.prefix(width)))
      let near = base.prefix(width)
      for i in near.indices {
        if let j = here[near[i]], let k = there[near[i]] { return (i, j, k) }
      }
      guard width < max(base.count, ours.count, theirs.count) else { return nil }
      width *= 4
    }
  }

  private static func places(_ rows: ArraySlice<UInt64>) -> [UInt64: Int] {
    Dictionary(zip(rows, rows.indices), uniquingKeysWith: { first, _ in first })
  }
}
