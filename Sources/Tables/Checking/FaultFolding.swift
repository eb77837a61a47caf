internal import CSVText
internal import Wording

/// Turns the faults of a file's text into what a person is told, one for each cause.
///
/// A few records of the wrong width are a few slips of the hand; many of them have one cause, as
/// have many bytes of another encoding.
struct FaultFolding {
  private var groups: [Group: (first: [DialectFault], count: Int)] = [:]
  private var others: [DialectFault] = []

  /// How many faults of one kind are told one by one.
  static let limit = 3

  /// What makes faults alike.
  private enum Group {
    case tooFew
    case tooMany
    case encoding
    case stray
    case afterQuote
    case blank
    case marker
  }

  mutating func add(_ fault: DialectFault) {
    let group: Group
    switch fault.kind {
    case .ragged(let cells, let expected, let isTruncated) where !isTruncated:
      group = cells < expected ? .tooFew : .tooMany
    case .invalidUTF8, .zeroByte: group = .encoding
    case .quoteInPlainCell: group = .stray
    case .textAfterQuote: group = .afterQuote
    case .blankLines(_, atEnd: false): group = .blank
    case .conflictMarker(let end) where end == fault.place.line: group = .marker
    default:
      others.append(fault)
      return
    }
    groups[group, default: ([], 0)].count += 1
    if groups[group, default: ([], 0)].first.count < Self.limit {
      groups[group]?.first.append(fault)
    }
  }

  /// What to tell, and where.
  ///
  /// - Parameters:
  ///   - source: The file, in which a line of the wrong width is looked at again.
  ///   - missing: How many names were found missing in the header. Records that have as many cells
  ///     too many are right, and the header is not.
  func told(
    _ source: any ByteSource, missing: Int
  ) throws -> [(words: DialectWording, place: Place)] {
    var told = others.map { (words: Self.words($0), place: $0.place) }
    for group in groups.values {
      let first = group.first[0]
      if missing > 0, case .ragged(let cells, let expected, _) = first.kind,
        cells == expected + missing
      {
        continue
      }
      let isFolded = group.count > Self.limit
      if isFolded, let words = try Self.otherDelimiter(first, group.count, source) {
        told.append((words, first.place))
        continue
      }
      for fault in isFolded ? [first] : group.first {
        var words = Self.words(fault)
        if isFolded {
          let more = "It is so in \(counted(group.count - 1, "more place")) further down."
          words = DialectWording(words.code, words.message, words.hint + " " + more)
        }
        told.append((words, fault.place))
      }
    }
    return told
  }

  private static func words(_ fault: DialectFault) -> DialectWording {
    // A mark that begins nothing ends where it stands.
    if case .conflictMarker(let end) = fault.kind, end == fault.place.line {
      return DialectWording(
        .conflictMarker, "a mark of a merge was left over", "Remove the line, once it is merged.")
    }
    return DialectWording(fault.kind)
  }

  /// Whether lines have too few cells because they were saved with something else between them.
  private static func otherDelimiter(
    _ fault: DialectFault, _ count: Int, _ source: any ByteSource
  ) throws -> DialectWording? {
    guard case .ragged(let cells, let expected, _) = fault.kind, cells < expected else {
      return nil
    }
    let line = try source.bytes(at: fault.place.offset, count: min(fault.place.length, 1 << 12))
    let delimiters: [(UInt8, String)] = [
      (UInt8(ascii: ";"), "semicolons"), (UInt8(ascii: "\t"), "tabs"), (UInt8(ascii: "|"), "bars"),
    ]
    for (delimiter, word) in delimiters where line.count(where: { $0 == delimiter }) + 1 >= expected
    {
      return DialectWording(
        .wrongDelimiter, "the cells have \(word) between them, not commas as in the header",
        "So it is in \(counted(count, "line")). Write commas there, as everywhere.")
    }
    return nil
  }
}
