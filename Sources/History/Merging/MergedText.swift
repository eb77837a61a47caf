internal import Wording

/// The bytes of a merged file as they are written, in the form of ours.
struct MergedText {
  private(set) var bytes: [UInt8]
  private let lineEnd: [UInt8]

  /// Begins with the header: that of ours byte by byte, where no column comes or goes.
  init(like ours: TableText, _ names: [String], also theirs: TableText) {
    lineEnd = ours.usualLineEnd
    bytes = Array(ours.mark)
    if names == ours.names {
      bytes += ours.bytes[ours.header]
    } else {
      let (here, there) = (ours.headerCells, theirs.headerCells)
      let cells = names.map { name in
        ours.columns[name].map { here[$0] } ?? theirs.columns[name].map { there[$0] } ?? .empty
      }
      bytes += TableText.body(of: cells) + lineEnd
    }
  }

  /// Adds a record with its own line end, or with that of the file.
  mutating func add(_ body: ArraySlice<UInt8>, _ end: ArraySlice<UInt8>? = nil) {
    endLine()
    bytes += body
    bytes += end ?? lineEnd[...]
  }

  /// A last record that has no line end gets one once another comes behind it.
  private mutating func endLine() {
    if let last = bytes.last, last != .lineFeed { bytes += lineEnd }
  }

  /// Adds blank lines at the end.
  mutating func addRest(_ rest: ArraySlice<UInt8>) { bytes += rest }

  /// Adds the versions of a row between git's markers, with a word on what differs.
  mutating func addConflict(
    _ conflicts: [MergeConflict], ours: [RawCell]?, base: [RawCell]?, theirs: [RawCell]?
  ) {
    let row = "row " + visible(abbreviated(conflicts.first?.key ?? ""))
    let columns = visible(conflicts.compactMap(\.column).joined(separator: ", "))
    func marker(_ sign: Character, _ side: String, _ cells: [RawCell]?) {
      endLine()
      let word = columns.isEmpty ? (cells == nil ? "deleted" : "changed") : columns
      bytes += (String(repeating: sign, count: 7) + " \(side): \(row), \(word)").utf8
      bytes += lineEnd
    }
    marker("<", "ours", ours)
    if let ours { add(TableText.body(of: ours)[...]) }
    if let base {
      bytes += "||||||| base".utf8
      bytes += lineEnd
      add(TableText.body(of: base)[...])
    }
    bytes += "=======".utf8
    bytes += lineEnd
    if let theirs { add(TableText.body(of: theirs)[...]) }
    marker(">", "theirs", theirs)
  }
}
