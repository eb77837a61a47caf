internal import CSVText
internal import Wording

/// Records whose cells are all empty, as a spreadsheet leaves them where rows were deleted.
struct BlankRows {
  /// Where those begin that stand one below the other, and how many there are.
  var start: Place?
  var count = 0
}

extension TableCheck {
  /// Finds the blank rows of a batch. Those that stand together are one finding.
  mutating func findBlankRows(_ batch: borrowing RecordBatch) -> [Int] {
    guard let first = projection.first(where: { $0 >= 0 }) else { return [] }
    var blank: [Int] = []
    var last = -1
    for record in 0..<batch.count where batch.isEmpty(record, first) {
      guard batch.isBlank(record) else { continue }
      if record > last + 1 { addBlankRows(atEnd: false) }
      if blanks.start == nil { blanks.start = batch.place(of: record, 0) }
      blanks.count += 1
      blank.append(record)
      last = record
    }
    if last < batch.count - 1 { addBlankRows(atEnd: false) }
    return blank
  }

  /// Tells of the blank rows met last, if there are any.
  mutating func addBlankRows(atEnd: Bool) {
    guard let start = blanks.start else { return }
    defer { blanks = BlankRows() }
    let isOne = blanks.count == 1
    // In a table of one column a blank line is a record, and is told as it is in others.
    let isLine = header.count == 1
    let what = isLine ? "blank line" : "row"
    let some = isOne ? "a \(what)" : counted(blanks.count, what)
    add(
      Finding(
        .blankRow, atEnd ? .warning : .error, file: title, place: start,
        table: table.name,
        (isLine ? some : some + " without any value") + (atEnd ? " at the end" : ""),
        hint: atEnd
          ? "'plainlab fmt' removes \(isOne ? "it" : "them")."
          : "Remove \(isOne ? "it" : "them"): a row is never empty."))
  }
}
