internal import Statistics
internal import Wording

extension Promised: WatchedMeasurement {
  /// Open specimens that are late, those that will be, and a compliance that fell.
  ///
  /// Every open specimen over its promise is told, be it one: somebody waits for it. A fall is told
  /// when the 99.8 % interval of the difference (Newcombe 1998) is below 0.
  public func attention(after before: Promised) -> [Attention] {
    let breached = told(.openBreached, .breach) { count, names in
      "\(counted(count, "open specimen")) \(count == 1 ? "is" : "are") older than promised: \(names)"
    }
    let risk = told(.atRisk, .risk) { count, names in
      "\(counted(count, "open specimen")) \(count == 1 ? "has" : "have") used up 80 % of the time "
        + "promised: \(names)"
    }
    return [breached, risk, fall(after: before)].compactMap { $0 }
  }

  public var headlines: [Headline] {
    [Headline("in time, %", whole.compliance.map { 100 * $0 }, decimals: 1)]
  }

  private func told(
    _ listed: Listed, _ weight: Attention.Weight, _ sentence: (Int, String) -> String
  ) -> Attention? {
    guard let state = listed.state else { return nil }
    let affected = groups.filter { $0.count(state) > 0 }
      .sorted { ($1.count(state), $0.assay) < ($0.count(state), $1.assay) }
    let count = affected.reduce(0) { $0 + $1.count(state) }
    guard count > 0 else { return nil }
    let names = affected.prefix(3).map { "\($0.count(state)) \(visible($0.assay))" }
    let more = affected.count > 3 ? ["\(affected.count - 3) more assays"] : []
    return Attention(
      weight, size: Double(count), sentence(count, (names + more).joinedForReading()),
      command: "plainlab metrics sla --list --state \(listed.rawValue)")
  }

  private func fall(after before: Promised) -> Attention? {
    let (now, then) = (whole, before.whole)
    guard
      let difference = ShareDifference(
        (now.count(.within), now.decided), less: (then.count(.within), then.decided), .strict),
      difference.upper < 0, let compliance = now.compliance, let earlier = then.compliance
    else { return nil }
    return Attention(
      .change, size: -difference.estimate,
      "Compliance fell from \(fixed(100 * earlier, decimals: 1)) % to "
        + "\(fixed(100 * compliance, decimals: 1)) %: \(grouped(now.count(.within))) of "
        + "\(counted(now.decided, "specimen")) \(now.count(.within) == 1 ? "was" : "were") in time",
      command: "plainlab metrics sla")
  }
}
