internal import Statistics

/// How long runs of a version took, beside those of the version before that has any.
///
/// The shift is that of J. L. Hodges and E. L. Lehmann: the median of the differences of each run
/// after from each run before. Whether it could be chance is asked by the test of H. B. Mann and
/// D. R. Whitney. Neither assumes a shape of the durations, which have long tails.
public struct VersionChange: Sendable, Equatable {
  /// Below so many runs of either version nothing is compared: with fewer than four on each side no
  /// difference whatever would be significant at 5 %, and with five it takes nearly all.
  public static let fewestRuns = 5

  /// The procedure's number and name.
  public let procedure: Int
  public let title: String
  public let version: Int
  /// The version that it is compared with, which is the next lower one that has runs.
  public let before: Int
  public let runs: Int
  public let runsBefore: Int
  /// When the first of its runs was started, in seconds since 1970.
  public let firstRun: Int
  /// Median of the minutes worked before.
  public let medianBefore: Double?
  /// By how many minutes of work a run takes longer; less than 0: shorter. `nil` where there are too
  /// few runs.
  public let shift: Double?
  /// The chance of a difference like this one or a greater one where there is none.
  public let pValue: Double?

  /// Why there is no shift.
  public var note: String? {
    guard shift == nil else { return nil }
    let (fewer, count) = runsBefore < runs ? (before, runsBefore) : (version, runs)
    return "compared from \(Self.fewestRuns) runs of each version on; version \(fewer) has \(count)"
  }

  /// Whether it made the procedure slower beyond chance, at 5 %, and by a tenth at least.
  public var isSlower: Bool {
    guard let shift, let pValue, let medianBefore else { return false }
    return pValue < 0.05 && shift >= medianBefore / 10 && shift > 0
  }
}

extension VersionChange {
  private struct Version {
    let group: RunGroup
    var worked = Tally()
    var firstRun = Int.max
  }

  /// The changes from version to version of each procedure.
  static func all(of ended: EndedRuns, _ runs: NamedRuns) -> [VersionChange] {
    let history = runs.history
    var sorter = RunSorter(.version)
    var versions: [Version] = []
    for run in ended.places {
      guard let worked = history.secondsWorked(run) else { continue }
      let number = sorter.group(of: run, history)
      if number == versions.count { versions.append(Version(group: sorter.group(number, runs))) }
      versions[number].worked.add(worked)
      versions[number].firstRun = min(versions[number].firstRun, history.starts[run])
    }
    let known = versions.filter { $0.group.version != nil }.sorted { $0.group < $1.group }
    return zip(known, known.dropFirst()).compactMap { before, now in
      guard before.group.id == now.group.id, let version = now.group.version,
        let old = before.group.version
      else { return nil }
      let areEnough = min(before.worked.count, now.worked.count) >= fewestRuns
      return VersionChange(
        procedure: now.group.id, title: now.group.name ?? "", version: version, before: old,
        runs: now.worked.count,
        runsBefore: before.worked.count, firstRun: now.firstRun,
        medianBefore: OrderedSamples(before.worked).percentile(0.5).map { $0 / 60 },
        shift: areEnough
          ? hodgesLehmannShift(from: before.worked, to: now.worked).map { $0 / 60 } : nil,
        pValue: areEnough ? MannWhitney(now.worked, before.worked)?.pValue : nil)
    }
  }
}
