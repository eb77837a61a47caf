internal import CSVText

/// Goes through a column of a batch and lets sound cells pass, without making anything of them.
///
/// What is left is not always wrong: a text that begins with `=` deserves a look, which is taken by
/// `CellRemark`. The switch over types stands outside of the loop over cells.
struct CellSieve {
  let column: ColumnSchema
  private let words: [[UInt8]]
  private let isText: Bool

  init(_ column: ColumnSchema) {
    self.column = column
    isText = column.type.isText
    words =
      if case .enumeration(let words) = column.type { words.map { Array($0.utf8) } } else { [] }
  }

  /// Judges every cell of a column; returns how many are left for a look, and whether any is empty.
  func sort(
    _ batch: borrowing RecordBatch, _ at: Int, into judged: inout Judgements, _ place: Int
  ) -> (left: Int, empty: Int) {
    switch column.type {
    case .int: sift(batch, at, &judged, place) { Int(cell: $0) != nil }
    case .decimal: sift(batch, at, &judged, place) { ExactDecimal.isDecimal($0) }
    case .bool: sift(batch, at, &judged, place) { Bool(cell: $0) != nil }
    case .date: sift(batch, at, &judged, place) { CalendarDate(cell: $0) != nil }
    case .time: sift(batch, at, &judged, place) { TimeOfDay(cell: $0) != nil }
    case .datetime: sift(batch, at, &judged, place) { Instant(cell: $0) != nil }
    case .enumeration:
      sift(batch, at, &judged, place) { cell in
        for i in words.indices where cell.equals(words[i]) { return true }
        return false
      }
    case .text(let limit):
      sift(batch, at, &judged, place) { cell in
        if let limit, cell.count > limit, cell.scalarCount > limit { return false }
        return !textNeedsLook(cell)
      }
    case .list(let element):
      sift(batch, at, &judged, place) { cell in
        cell[0] != UInt8(ascii: "#")
          && cell.allElements { part in
            !part.isEmpty && element.accepts(part) && !(column.isKey && hasOddEnd(part))
          }
      }
    case .path:
      sift(batch, at, &judged, place) { cell in
        RelativePath.isInside(cell) && !textNeedsLook(cell) && !hasOddEnd(cell)
      }
    case .json: sift(batch, at, &judged, place) { JSONCell.isJSON($0) }
    case .hexColor: sift(batch, at, &judged, place) { HexColor.isColor($0) }
    }
  }

  @inline(__always)
  private func sift(
    _ batch: borrowing RecordBatch, _ at: Int, _ judged: inout Judgements, _ place: Int,
    _ isSound: (Span<UInt8>) -> Bool
  ) -> (left: Int, empty: Int) {
    var left = 0
    var empty = 0
    for record in 0..<batch.count {
      let verdict = batch.withCell(record, at) { cell -> Judgements.Judgement in
        cell.isEmpty ? .empty : isSound(cell) ? .sound : .faulty
      }
      if verdict == .sound { continue }
      judged[record, place] = verdict
      if verdict == .empty { empty &+= 1 } else { left &+= 1 }
    }
    return (left, empty)
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
