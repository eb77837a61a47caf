internal import CSVText

/// Goes through a column of a batch and lets sound cells pass, without making anything of them.
///
/// What is left is not always wrong: a text that begins with `=` deserves a look, which is taken by
/// `CellRemark`. The switch over types stands outside of the loop over cells.
///
/// Most cells pass at a glance, by a few loads. What does not is looked at byte by byte, and only then
/// left over: a glance decides nothing that the long look would decide otherwise.
struct CellSieve {
  let column: ColumnSchema
  private let words: [[UInt8]]
  private let shortWords: [ShortCell]
  private let isText: Bool

  init(_ column: ColumnSchema) {
    self.column = column
    isText = column.type.isText
    words =
      switch column.type {
      case .enumeration(let words): words.map { Array($0.utf8) }
      case .bool: [Array("true".utf8), Array("false".utf8)]
      default: []
      }
    shortWords = words.compactMap { ShortCell($0) }
  }

  /// Judges every cell of a column; returns how many are left for a look, and whether any is empty.
  func sort(
    _ batch: borrowing RecordBatch, _ at: Int, into judged: inout Judgements, _ place: Int
  ) -> (left: Int, empty: Int) {
    switch column.type {
    case .int: siftNumbers(batch, at, &judged, place)
    case .decimal: sift(batch, at, &judged, place, isSound: { ExactDecimal.isDecimal($0) })
    case .date: sift(batch, at, &judged, place, isSound: { CalendarDate(cell: $0) != nil })
    case .time: sift(batch, at, &judged, place, isSound: { TimeOfDay(cell: $0) != nil })
    case .datetime: siftInstants(batch, at, &judged, place)
    case .bool, .enumeration:
      sift(batch, at, &judged, place) {
        isShortWord($0)
      } isSound: { cell in
        for i in words.indices where cell.equals(words[i]) { return true }
        return false
      }
    case .text(let limit):
      siftTexts(batch, at, &judged, place, limit ?? .max)
    case .list(let element):
      sift(
        batch, at, &judged, place,
        isSound: { cell in
          cell[0] != UInt8(ascii: "#")
            && cell.allElements { part in
              !part.isEmpty && element.accepts(part) && !(column.isKey && hasOddEnd(part))
            }
        })
    case .path:
      sift(
        batch, at, &judged, place,
        isSound: { cell in
          RelativePath.isInside(cell) && !textNeedsLook(cell) && !hasOddEnd(cell)
        })
    case .json: sift(batch, at, &judged, place, isSound: { JSONCell.isJSON($0) })
    case .hexColor: sift(batch, at, &judged, place, isSound: { HexColor.isColor($0) })
    }
  }

  /// - Parameter isSoundAtAGlance: Whether a cell as it stands in the file is sound for certain.
  @inline(__always)
  private func sift(
    _ batch: borrowing RecordBatch, _ at: Int, _ judged: inout Judgements, _ place: Int,
    atAGlance isSoundAtAGlance: (borrowing CellBytes) -> Bool = { _ in false },
    isSound: (Span<UInt8>) -> Bool
  ) -> (left: Int, empty: Int) {
    var (left, empty) = (0, 0)
    batch.forEachCell(of: at) { record, cell in
      if isSoundAtAGlance(cell) { return }
      judge(record, at, batch, &judged, place, &left, &empty, isSound)
    }
    return (left, empty)
  }

  /// The long look at a cell.
  @inline(__always)
  private func judge(
    _ record: Int, _ at: Int, _ batch: borrowing RecordBatch, _ judged: inout Judgements,
    _ place: Int, _ left: inout Int, _ empty: inout Int, _ isSound: (Span<UInt8>) -> Bool
  ) {
    let verdict = batch.withCell(record, at) { cell -> Judgements.Judgement in
      cell.isEmpty ? .empty : isSound(cell) ? .sound : .faulty
    }
    // A sound one is set too: what was noted of the batch before is still there.
    judged[record, place] = verdict
    if verdict == .empty { empty &+= 1 }
    if verdict == .faulty { left &+= 1 }
  }

  private func siftNumbers(
    _ batch: borrowing RecordBatch, _ at: Int, _ judged: inout Judgements, _ place: Int
  ) -> (left: Int, empty: Int) {
    var (left, empty) = (0, 0)
    judged.beginNumbers(of: place)
    batch.forEachCell(of: at) { record, cell in
      guard let number = cell.smallNumber else {
        judge(record, at, batch, &judged, place, &left, &empty) { Int(cell: $0) != nil }
        return
      }
      judged.note(Int32(truncatingIfNeeded: number), record, place)
    }
    return (left, empty)
  }

  private func siftInstants(
    _ batch: borrowing RecordBatch, _ at: Int, _ judged: inout Judgements, _ place: Int
  ) -> (left: Int, empty: Int) {
    var decoder = InstantDecoder()
    return sift(batch, at, &judged, place) { cell in
      cell.count == 20 && decoder.seconds(of: cell.twenty) != nil
    } isSound: {
      decoder.seconds(of: $0) != nil
    }
  }

  private func siftTexts(
    _ batch: borrowing RecordBatch, _ at: Int, _ judged: inout Judgements, _ place: Int,
    _ limit: Int
  ) -> (left: Int, empty: Int) {
    let mayHoldLineBreaks = batch.mayHoldLineBreaks
    return sift(batch, at, &judged, place) { cell in
      !mayHoldLineBreaks && cell.count <= limit && cell.count < SpreadsheetTrace.longestCell
        && Self.isPlain(cell.firstByte) && Self.isPlain(cell.lastByte)
    } isSound: { cell in
      if cell.count > limit, cell.scalarCount > limit { return false }
      return !textNeedsLook(cell)
    }
  }

  /// Whether a byte is a letter, a digit or a mark that means nothing where a text begins or ends.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "@"): false
    case 0x21...0x7E: true
    default: false
    }
  }

  @inline(__always)
  private func isShortWord(_ cell: borrowing CellBytes) -> Bool {
    guard let cell = cell.short else { return false }
    for i in shortWords.indices where shortWords[i] == cell { return true }
    return false
  }

  /// Whether a text, which is not empty, deserves a word.
  @inline(__always)
  private func textNeedsLook(_ cell: Span<UInt8>) -> Bool {
    switch cell[0] {
    case UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "@"): return true
    case 0...0x20, 0xC2, 0xE2, 0xE3: if column.isRequired { return true }
    default: break
    }
    if column.isKey, hasOddEnd(cell) { return true }
    if cell.count >= SpreadsheetTrace.longestCell { return true }
    for i in cell.indices where cell[i] == UInt8(ascii: "\n") { return true }
    return false
  }

  /// Whether something that nobody sees may stand at an end of a key or a path.
  @inline(__always)
  private func hasOddEnd(_ cell: Span<UInt8>) -> Bool {
    let first = cell[0]
    let last = cell[cell.count &- 1]
    return first <= 0x20 || first >= 0x7F || last <= 0x20 || last >= 0x7F
  }
}

extension ColumnSchema {
  /// Whether its values identify rows, here or elsewhere.
  var isKey: Bool { isPrimaryKey || isUnique || reference != nil }
}
