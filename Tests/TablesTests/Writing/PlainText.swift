/// One record of a CSV text: its bytes, and what its cells hold.
struct PlainRecord: Equatable {
  /// With quotes and line end, as it stands there.
  let raw: [UInt8]
  let cells: [String]
}

/// The records of a sound CSV text, header first, read byte by byte as RFC 4180 says.
///
/// It shares nothing with the reader of the product, so that a test may ask the one about the other.
func plainRecords(_ text: String) -> [PlainRecord] {
  var bytes = Array(text.utf8)[...]
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
  var records: [PlainRecord] = []
  var cells: [String] = []
  var cell: [UInt8] = []
  var isQuoted = false
  var start = bytes.startIndex
  func end(_ next: Int) {
    cells.append(String(decoding: cell, as: UTF8.self))
    records.append(PlainRecord(raw: Array(bytes[start..<next]), cells: cells))
    cells = []
    cell = []
    start = next
  }
  var i = bytes.startIndex
  while i < bytes.endIndex {
    let byte = bytes[i]
    let next = i + 1 < bytes.endIndex ? bytes[i + 1] : 0
    switch byte {
    case UInt8(ascii: "\"") where isQuoted && next == byte:
      cell.append(byte)
      i += 1
    case UInt8(ascii: "\""): isQuoted.toggle()
    case UInt8(ascii: ",") where !isQuoted:
      cells.append(String(decoding: cell, as: UTF8.self))
      cell = []
    case UInt8(ascii: "\r") where !isQuoted && next == UInt8(ascii: "\n"): break
    case UInt8(ascii: "\n") where !isQuoted: end(i + 1)
    default: cell.append(byte)
    }
    i += 1
  }
  if start < bytes.endIndex { end(bytes.endIndex) }
  return records
}

/// How a person or a program may have written a file: all of it can be read, little of it is as we
/// would write it.
struct PlainStyle {
  var hasMark = false
  var lineEnd = "\n"
  var endsLastLine = true
  var blankRows = 0
  var blankLines = 0
  /// For the cell in this column of that record, whether it is quoted without need.
  var quotes: (_ record: Int, _ column: Int) -> Bool = { _, _ in false }

  func text(_ rows: [[String]]) -> String {
    var text = hasMark ? "\u{FEFF}" : ""
    for (i, row) in rows.enumerated() {
      text += row.enumerated().map { column, cell in
        let needs =
          cell.utf8.contains { [0x22, 0x2C, 0x0D, 0x0A].contains($0) }
          || (cell.isEmpty && row.count == 1)
        return needs || quotes(i, column) ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: ",")
      if i < rows.count - 1 || endsLastLine { text += lineEnd }
    }
    guard endsLastLine, let width = rows.first?.count else { return text }
    for _ in 0..<blankRows { text += String(repeating: ",", count: width - 1) + lineEnd }
    for _ in 0..<blankLines { text += lineEnd }
    return text
  }
}
