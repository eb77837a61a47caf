import CommandLineKit
import Foundation
import JSONText
import TestSupport
import Testing

@testable import plainlab

@Suite("plainlab cat")
struct CatTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func cat(_ text: String, _ format: String = "json") throws -> Answer {
    try folder.write(text, to: "x.csv")
    return folder.plainlab("cat x.csv --format \(format)")
  }

  /// The rows of the answer, and that it is sound JSON.
  private func rows(_ out: String) throws -> [[String]] {
    guard case .array(let rows) = try JSON(parsing: out) else {
      Issue.record("no array: \(out)")
      return []
    }
    return rows.map { row in
      guard case .array(let cells) = row else { return [] }
      return cells.map { if case .string(let text) = $0 { text } else { "no string" } }
    }
  }

  @Test("The same records as a table, as CSV and as JSON, the header included")
  func formats() throws {
    let text = "tube,note\r\n1,\"left, then \"\"right\"\"\"\r\n 2 ,\"two\r\nlines\"\n3,\n"
    let warning = "x.csv:1:10: warning[line-ending]: some lines end in CR LF, others in LF\n"
    #expect(
      try cat(text, "table") == (
        .success,
        #"""
        tube  note
        1     left, then "right"
         2    two\r\nlines
        3

        """#.replacing("3\n", with: "3     \n"), warning
      ))
    #expect(
      try cat(text, "csv") == (
        .success, "tube,note\n1,\"left, then \"\"right\"\"\"\n 2 ,\"two\r\nlines\"\n3,\n", warning
      ))
    let json = try cat(text)
    #expect(
      json.out == #"""
        [
        ["tube","note"],
        ["1","left, then \"right\""],
        [" 2 ","two\r\nlines"],
        ["3",""]
        ]

        """#)
    #expect(json.error == warning)
  }

  @Test("An empty file is an empty array, and nothing in the other forms")
  func empty() throws {
    for text in ["", "\u{FEFF}"] {
      #expect(try cat(text).out == "[]\n")
      #expect(try cat(text, "csv").out == "")
      #expect(try cat(text, "table").out == "")
      #expect(try cat(text).status == .success)
    }
  }

  @Test("In a file of one column a blank line is a record with an empty cell")
  func oneColumn() throws {
    let run = try cat("a\n\nb\n\n")
    #expect(run.status == .success && run.error == "")
    #expect(try rows(run.out) == [["a"], [""], ["b"], [""]])
    // Which must not be lost when it is written again.
    #expect(try cat("a\n\nb\n\n", "csv").out == "a\n\"\"\nb\n\"\"\n")
  }

  @Test("Names may be empty or the same, and a file may end without a line end")
  func names() throws {
    #expect(try rows(cat("a,a,\n1,2,3").out) == [["a", "a", ""], ["1", "2", "3"]])
    #expect(try rows(cat(",\n,\n").out) == [["", ""], ["", ""]])
    #expect(try rows(cat("a").out) == [["a"]])
  }

  @Test("Cells are exactly those of the file, whatever characters they hold")
  func cells() throws {
    let cells = [
      "\u{1}\u{1F}\u{7F}\u{85}\u{2028}", "e\u{301}", "\u{E9}", "\u{301}", "👩‍🔬", "\u{200B}",
      "\\n", "\\u0041", "a\tb", "\"", "''", "=1+1", " x ", "\u{FEFF}", "\u{10FFFF}", "</script>",
    ]
    let quoted = cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let names = cells.indices.map { "c\($0)" }
    let run = try cat(names.joined(separator: ",") + "\n" + quoted.joined(separator: ",") + "\n")
    let read = try rows(run.out)
    #expect(read.count == 2)
    // Not as texts, for which NFC and NFD are equal.
    #expect(read.last.map { $0.map { Array($0.utf8) } } == cells.map { Array($0.utf8) })
  }

  @Test("A table shows no character that a terminal obeys")
  func controls() throws {
    let run = try cat("a\u{1B}[31m,b\n\u{7}\u{9B},\u{202E}x\n", "table")
    #expect(run.out == "a\\u{1B}[31m   b\n\\u{07}\\u{9B}  \\u{202E}x\n")
  }

  @Test("Columns of wide characters are aligned")
  func wide() throws {
    #expect(try cat("名,b\n日本語,1\nx,2\n", "table").out == "名      b\n日本語  1\nx       2\n")
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    let text: [UInt8]
    /// What stands first on stderr.
    let error: String
    /// The rows before it.
    let rows: Int

    init(_ name: String, _ text: String, _ error: String, rows: Int) {
      self.init(name, Array(text.utf8), error, rows: rows)
    }

    init(_ name: String, _ text: [UInt8], _ error: String, rows: Int) {
      (self.name, self.text, self.error, self.rows) = (name, text, error, rows)
    }

    var testDescription: String { name }
  }

  static let faults: [Fault] = [
    Fault("a short record", "a,b\n1,2\n3\n4,5\n", "x.csv:3:1: error[missing-cell]: ", rows: 2),
    Fault("a long record", "a,b\n1,2,3\n", "x.csv:2:1: error[extra-cell]: ", rows: 1),
    Fault(
      "text after a quote", "a,b\n1,2\n\"x\"y,2\n", "x.csv:3:4: error[stray-quote]: ", rows: 2),
    Fault("an open quote", "a,b\n1,\"2\n", "x.csv:2:3: error[unterminated-quote]: ", rows: 1),
    Fault("an open header", "\"a,b\n1,2\n", "x.csv:1:1: error[unterminated-quote]: ", rows: 0),
    Fault("CR alone", "a,b\r1,2\r", "x.csv:1:4: error[line-ending]: ", rows: 0),
    Fault("a zero byte", "a,b\n1,\0\n", "x.csv:2:3: error[encoding-error]: ", rows: 1),
    Fault(
      "UTF-16", [0xFF, 0xFE, 0x61, 0, 0x2C, 0],
      "x.csv:1:1: error[encoding-error]: the file is UTF-16", rows: 0),
    Fault(
      "Latin-1", Array("a,b\n1,".utf8) + [0xE4, 0x0A],
      "x.csv:2:3: error[encoding-error]: a character that is not stored as UTF-8", rows: 1),
  ]

  @Test("The first fault is told at its place; what stands before it is shown", arguments: faults)
  func fault(_ fault: Fault) throws {
    try folder.write(bytes: fault.text, to: "x.csv")
    for format in ["json", "csv", "table"] {
      let run = folder.plainlab("cat x.csv --format \(format)")
      #expect(run.status == .findings)
      #expect(run.error.hasPrefix(fault.error))
      if format == "json" { #expect(try rows(run.out).count == fault.rows) }
    }
  }

  @Test("A blank line between records of several cells is a fault; at the end a warning")
  func blankLines() throws {
    let middle = try cat("a,b\n1,2\n\n3,4\n")
    #expect(middle.status == .findings)
    #expect(middle.error.hasPrefix("x.csv:3:1: error[blank-row]: a blank line\n"))
    let end = try cat("a,b\n1,2\n\n\n")
    #expect(end.status == .success)
    #expect(end.error == "x.csv:3:1: warning[blank-row]: 2 blank lines at the end\n")
    #expect(try rows(end.out).count == 2)
  }

  @Test("A quote inside a plain cell is shown as it is, with a warning that is not in the answer")
  func strayQuote() throws {
    let run = try cat("a,b\n1,5\" pipe\n")
    #expect(run.status == .success)
    #expect(try rows(run.out) == [["a", "b"], ["1", "5\" pipe"]])
    #expect(
      run.error
        == "x.csv:2:4: warning[stray-quote]: a quote inside a cell that does not begin with one\n")
    #expect(try cat("a,b\n1,5\" pipe\n", "csv").out == "a,b\n1,\"5\"\" pipe\"\n")
  }

  @Test("Many warnings are told up to a limit")
  func manyWarnings() throws {
    let run = try cat("a,b\n" + String(repeating: "1,5\" pipe\n", count: 100))
    #expect(run.status == .success)
    #expect(try rows(run.out).count == 101)
    #expect(run.error.split(separator: "\n").count == 21)
    #expect(run.error.hasSuffix("80 warnings more like these.\n"))
  }

  @Test("A warning stands between lines of the answer, where both go to one terminal")
  func interleaved() throws {
    try folder.write("a,b\n1,5\" pipe\n2,x\n", to: "x.csv")
    let both = Both()
    let out = Output(write: { both.append($0) })
    let error = Output(isBuffered: false, write: { both.append($0) })
    let console = Console(
      out: out, error: error, workingDirectory: folder.url.path, now: { 0 })
    let status = Plainlab.program.run(
      arguments: ["cat", "x.csv", "--format", "json"], console: console)
    #expect(status == .success)
    for line in both.text.split(separator: "\n") where line.contains("warning") {
      #expect(line.hasPrefix("x.csv:2:4: warning"))
    }
  }

  @Test("A long cell is read up to the limit, which can be raised")
  func longCell() throws {
    let cell = String(repeating: "x", count: 1 << 20)
    try folder.write("a\n\(cell)\n", to: "ok.csv")
    try folder.write("a\n\(cell)x\n", to: "long.csv")
    #expect(folder.plainlab("cat ok.csv --cell-limit 1 --format csv").status == .success)
    let run = folder.plainlab("cat long.csv --cell-limit 1 --format csv")
    #expect(run.status == .findings)
    #expect(run.error.hasPrefix("long.csv:2:1: error[cell-too-long]: a cell of more than 1.0 MB\n"))
    #expect(folder.plainlab("cat long.csv --cell-limit 2 --format csv").status == .success)
    #expect(folder.plainlab("cat long.csv --cell-limit 0").status == .usage)
    #expect(folder.plainlab("cat long.csv --cell-limit -1").status == .usage)
    #expect(folder.plainlab("cat long.csv --cell-limit 2000").status == .usage)
  }

  @Test("What is no file is told with the name that was typed")
  func noFile() throws {
    try folder.makeFolder("sub")
    #expect(folder.plainlab("cat sub") == (.couldNotRun, "", "plainlab cat: sub: Is a directory\n"))
    #expect(
      folder.plainlab("cat none.csv")
        == (.couldNotRun, "", "plainlab cat: none.csv: No such file or directory\n"))
    #expect(folder.plainlab("cat sub/none.csv").error.contains("sub/none.csv: No such file"))
    #expect(folder.run("cat", "").status == .usage)
    #expect(folder.plainlab("cat").status == .usage)
    #expect(folder.plainlab("cat a b").status == .usage)
    #expect(folder.plainlab("cat sub --format xml").status == .usage)
  }

  @Test("Rubbish ends with one sentence, whatever its bytes", arguments: 0..<40)
  func rubbish(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let alphabet: [UInt8] =
      seed.isMultiple(of: 2)
      ? Array(0...255) : Array("a,\"\n\r ;\t0".utf8) + [0xEF, 0xBB, 0xBF, 0, 0x80]
    let bytes = (0..<Int(500)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
    try folder.write(bytes: bytes, to: "x.csv")
    let run = folder.plainlab("cat x.csv --format json")
    #expect(run.status != .usage)
    #expect((run.status == .success) == !run.error.contains("error["))
    _ = try JSON(parsing: run.out)
    let table = folder.plainlab("cat x.csv", isTerminal: true)
    let shown = table.out + table.error
    #expect(shown.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
  }

  /// What two outputs write, in the order in which they do.
  private final class Both: Sendable {
    private let lock = NSLock()
    nonisolated(unsafe) private var bytes: [UInt8] = []
    var text: String { lock.withLock { String(decoding: unsafe bytes, as: UTF8.self) } }
    func append(_ more: [UInt8]) { lock.withLock { unsafe bytes += more } }
  }
}
