internal import Wording

extension Backlog: WatchedMeasurement {
  /// The fewest by which a backlog has grown when it is told.
  private static let fewest = 10

  /// That more is open than was.
  ///
  /// Told when ten more are open at least, and their number is so high beside that of the time before that
  /// one of two equal numbers would come out so once in a thousand times (three standard deviations of
  /// the difference of two Poisson counts).
  public func attention(after before: Backlog) -> [Attention] {
    let (now, then) = (Double(whole.open), Double(before.whole.open))
    guard whole.open - before.whole.open >= Self.fewest,
      now - then > 3 * (now + then).squareRoot()
    else { return [] }
    return [
      Attention(
        .risk, size: now - then,
        "\(counted(whole.open, "specimen")) \(whole.open == 1 ? "is" : "are") open, before it was "
          + "\(grouped(before.whole.open)); the oldest waits for "
          + elapsed(seconds: whole.oldest ?? 0),
        command: "plainlab metrics backlog")
    ]
  }

  public var headlines: [Headline] {
    [Headline("open specimens", moment == nil ? nil : Double(whole.open), decimals: 0)]
  }
}
