internal import CSVText
internal import Wording

/// Turns the faults of a file's text into findings, one for each cause.
///
/// A few records of the wrong width are a few slips of the hand; many of the same width have one
/// cause, as have many bytes of another encoding.
struct FaultFolding {
  private var groups: [Group: [DialectFault]] = [:]
  private var counts: [Group: Int] = [:]

  /// How many faults of one kind are told one by one.
  private static let limit = 3

  /// What makes faults alike.
  private enum Group: Hashable {
    case ragged(Int)
    case encoding
    case stray
    case afterQuote
    case each(DialectFault)
  }

  mutating func add(_ fault: DialectFault) {
    let group: Group =
      switch fault.kind {
      case .ragged(let cells, _, let isTruncated) where !isTruncated: .ragged(cells)
      case .invalidUTF8, .zeroByte: .encoding
      case .quoteInPlainCell: .stray
      case .textAfterQuote: .afterQuote
      default: .each(fault)
      }
    counts[group, default: 0] += 1
    if groups[group, default: []].count <= Self.limit { groups[group, default: []].append(fault) }
  }

  /// The findings, given to `tell` with what more there is of each.
  func forEach(_ tell: (DialectFault, DialectWording, _ more: String) -> Void) {
    for (group, faults) in groups {
      let count = counts[group] ?? 0
      let told = count > Self.limit ? Array(faults.prefix(1)) : faults
      for fault in told {
        let more =
          count > Self.limit ? "\(counted(count - 1, "more line")) further down like this one" : ""
        tell(fault, DialectWording(fault.kind), more)
      }
    }
  }
}
