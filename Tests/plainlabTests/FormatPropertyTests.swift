import CSVText
import CommandLineKit
import Foundation
import TestSupport
import Testing

@testable import plainlab

/// Random sound tables, written as no program would, come back with the same cells.
@Suite("plainlab fmt on random tables")
struct FormatPropertyTests {
  private static let words = [
    "", "a", " b ", "5\" pipe", "x,y", "\"", "\"\"", "two\nlines", "two\r\nlines", "\r", "é",
    "e\u{301}",
    "👩‍🔬", "\u{FEFF}", "=1", "TRUE", "\t", "0", "-1", "\u{200B}", "NULL",
  ]

  @Test(
    "The cells stay, the form is canonical, and the second time nothing changes", arguments: 0..<60)
  func cells(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let folder = try TemporaryFolder()
    let width = Int.random(in: 1...5, using: &random)
    let names = (0..<width).map { "c\($0)" }
    var rows = (0..<Int.random(in: 0...30, using: &random)).map { _ in
      names.indices.map { _ in Self.words.randomElement(using: &random) ?? "" }
    }
    // A record without any cell is a blank row, which is another test.
    rows.removeAll { $0.allSatisfy(\.isEmpty) }
    let odd = Self.write([names] + rows, &random)
    try folder.write(odd, to: "x.csv")

    let run = folder.plainlab("fmt x.csv")
    #expect(run.status == .success && run.error == "", "\(odd.debugDescription)")
    let new = try folder.text("x.csv")
    #expect(Array(new.utf8) == Array(Self.canonical([names] + rows).utf8))
    #expect(folder.plainlab("fmt x.csv") == (.success, "", ""))
    #expect(try folder.bytes("x.csv") == Array(new.utf8))
    // What is canonical is read without a word.
    #expect(folder.plainlab("cat x.csv --format csv") == (.success, new, ""))
  }

  /// RFC 4180 with needless quotes, line ends of both kinds, a mark in front and empty rows behind.
  private static func write(_ rows: [[String]], _ random: inout SeededRandom) -> String {
    var text = Bool.random(using: &random) ? "\u{FEFF}" : ""
    let isMixed = Bool.random(using: &random)
    let isWindows = Bool.random(using: &random)
    func end(_ random: inout SeededRandom) -> String {
      (isMixed ? Bool.random(using: &random) : isWindows) ? "\r\n" : "\n"
    }
    for (i, row) in rows.enumerated() {
      text += row.map { cell in
        let isPlain = cell.unicodeScalars.allSatisfy { !",\"\r\n".unicodeScalars.contains($0) }
        // A blank line in a file of one column would be a blank row.
        let isSafe = isPlain && !(cell.isEmpty && row.count == 1)
        guard isSafe, Bool.random(using: &random) else {
          return "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }
        return cell
      }.joined(separator: ",")
      let isLast = i == rows.count - 1
      if !isLast || Bool.random(using: &random) { text += end(&random) } else { return text }
    }
    guard rows[0].count > 1 else { return text }
    let empty = String(repeating: ",", count: rows[0].count - 1)
    for _ in 0..<Int.random(in: 0...2, using: &random) { text += empty + end(&random) }
    for _ in 0..<Int.random(in: 0...2, using: &random) { text += end(&random) }
    return text
  }

  private static func canonical(_ rows: [[String]]) -> String {
    rows.map { row in
      row.enumerated().map { column, cell in
        let isSpecial = cell.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        // In front of a record it could be taken for that of a file.
        let isMark = column == 0 && cell.unicodeScalars.first == "\u{FEFF}"
        return isSpecial || isMark ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: ",") + "\n"
    }.joined()
  }
}
