import Foundation

/// A CSV text as a person would read it out: what tests compare with. Small files only.
struct PlainCSV {
  let header: [String]
  var records: [[String]]

  init(_ text: String) {
    var all: [[String]] = [[""]]
    var isQuoted = false
    var wasQuote = false
    for character in text.unicodeScalars {
      // A doubled quote leaves the quotes and enters them again: it stands for one.
      let last = all[all.count - 1].count - 1
      switch (character, isQuoted) {
      case ("\"", _):
        isQuoted.toggle()
        all[all.count - 1][last] += isQuoted && wasQuote ? "\"" : ""
      case (",", false): all[all.count - 1].append("")
      case ("\n", false): all.append([""])
      default: all[all.count - 1][last].unicodeScalars.append(character)
      }
      wasQuote = character == "\"" && !isQuoted
    }
    if all.last == [""] { all.removeLast() }
    header = all.first ?? []
    records = Array(all.dropFirst())
  }

  init(contentsOf file: URL) throws {
    self.init(try String(contentsOf: file, encoding: .utf8))
  }

  /// The text of the file, with quotes around the cells that need them.
  var text: String { Self.text(of: [header] + records) }

  static func text(of records: [[String]]) -> String {
    records.map { record in
      record.map { $0.contains(/[",\n]/) ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0 }
        .joined(separator: ",") + "\n"
    }.joined()
  }

  /// The cells of a record by the names of their columns.
  func named(_ record: [String]) -> [String: String] {
    Dictionary(zip(header, record)) { first, _ in first }
  }

  /// The folder of the package that these tests stand in.
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
