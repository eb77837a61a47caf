internal import Wording

/// What an answer does not count, as remarks: `Left out: 3 open, 1 without readable times.`; empty when
/// nothing was left out.
///
/// - Parameters:
///   - reasons: How many there are of each kind, and what they are; kinds of which there are none are
///     not told.
///   - faults: How many of them 'plainlab check' names, as something is wrong with their rows.
func leftOutRemarks(_ reasons: [(count: Int, what: String)], faults: Int = 0) -> [String] {
  let told = reasons.filter { $0.count > 0 }.map { "\(grouped($0.count)) \($0.what)" }
  return (told.isEmpty ? [] : ["Left out: \(told.joined(separator: ", "))."])
    + (faults > 0 ? ["'plainlab check' names the rows that are at fault."] : [])
}
