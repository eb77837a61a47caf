/// Returns a bar of `fraction` times `width` columns, exact to an eighth of one: `██▍`.
///
/// Less than 0 and NaN are no bar; more than 1 is a full one.
public func bar(_ fraction: Double, width: Int) -> String {
  precondition(width >= 0, "A bar cannot be narrower than nothing")
  guard fraction > 0 else { return "" }
  let eighths = Int((min(fraction, 1) * Double(width * 8)).rounded())
  let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  return String(repeating: "█", count: eighths / 8) + partial[eighths % 8]
}

/// Returns one block a value, from the lowest `▁` to the highest `█`; a space where there is no
/// value, or none that is finite.
///
/// Values that are all the same stand at half height.
public func sparkline(_ values: [Double?]) -> String {
  let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  let finite = values.compactMap { $0 }.filter(\.isFinite)
  guard let lowest = finite.min(), let highest = finite.max() else {
    return String(repeating: " ", count: values.count)
  }
  return String(
    values.map { value -> Character in
      guard let value, value.isFinite else { return " " }
      guard lowest < highest else { return blocks[3] }
      // Halved, since the span of two huge numbers of different sign is infinite.
      let level = (value / 2 - lowest / 2) / (highest / 2 - lowest / 2)
      return blocks[min(7, max(0, Int((level * 7).rounded())))]
    })
}
