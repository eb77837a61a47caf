/// Which file of a table a new row goes to.
///
/// A table in parts that are named by months (`runs/2026-11.csv`), years or days gets a row into the
/// part of the row's time; of other names, the last one takes all. A table without a file gets one.
struct PartNames {
  let title: @Sendable (_ path: String) -> String

  /// Rows by the file that they go to: by the number of one that is there, or in one to make.
  struct Placed {
    var known: [Int: [[String]]] = [:]
    var new: [NewFile] = []
  }

  struct NewFile {
    let path: String
    let title: String
    let header: [UInt8]
    /// The part after which its columns, quotes and line ends are made; `nil` for the first file of
    /// a table.
    let model: TableAtHand.File?
    var rows: [[String]]
  }

  func placed(_ rows: [[String]], in hand: TableAtHand) -> Placed {
    var placed = Placed()
    for cells in rows {
      let path = path(for: cells, in: hand)
      if let known = hand.files.firstIndex(where: { $0.file.path == path }) {
        placed.known[known, default: []].append(cells)
      } else if let new = placed.new.firstIndex(where: { $0.path == path }) {
        placed.new[new].rows.append(cells)
      } else {
        // New columns are not added here: the row may fill one that the other parts do not have.
        let model = hand.files.last.flatMap { last in
          hand.table.columns.indices.allSatisfy { last.projection[$0] >= 0 } ? last : nil
        }
        placed.new.append(
          NewFile(
            path: path, title: title(path),
            header: model?.headerBytes ?? Array(hand.table.headerLine.utf8), model: model,
            rows: [cells]))
      }
    }
    return placed
  }

  private func path(for cells: [String], in hand: TableAtHand) -> String {
    let table = hand.table
    guard let last = hand.files.last else { return table.name + ".csv" }
    let name = last.file.path.dropFirst(table.name.count + 1).dropLast(4)
    guard last.file.path.hasPrefix(table.name + "/"), Self.isDate(name),
      let time = table.columns.indices.first(where: {
        table.columns[$0].isRequired && [.date, .datetime].contains(table.columns[$0].type)
      }), cells[time].utf8.count >= name.utf8.count
    else { return last.file.path }
    return "\(table.name)/\(cells[time].prefix(name.count)).csv"
  }

  /// Whether the name is a year, a month or a day.
  private static func isDate(_ name: some StringProtocol) -> Bool {
    [4, 7, 10].contains(name.utf8.count)
      && name.utf8.enumerated().allSatisfy { i, byte in
        [4, 7].contains(i) ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
      }
  }
}
