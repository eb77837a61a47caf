import CommandLineKit
import Foundation
import Testing

@testable import plainlab

/// What nobody means to type, through the built program: it answers, and the file can be read.
@Suite("Hostile values on the command line", .serialized)
struct HostileValueTests {
  private func lab() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("id,name,color\n1,daily,#112233\n", to: "data/labels.csv")
    try folder.write("code,name,sla_hours\nTSH,Thyrotropin,4\n", to: "data/assays.csv")
    return folder
  }

  /// Makes each word a cell of its own row; what was taken must stand in the file as it was given.
  @Test(
    "A text is written as it was given, or refused",
    arguments: [
      "\"", "\"\"", "a\"b", ",", "a,b", "\n", "a\nb", "a\r\nb", "a\rb", "\r", "=1+1", "+1", "-1",
      "@x", "<<<<<<< HEAD", "x\n<<<<<<< HEAD\n=======\n>>>>>>> b", "\u{FEFF}", "\u{FEFF}a", "a/b",
      "..", "../../etc/passwd", "id", "NULL", "\u{200B}", "e\u{301}", "\u{202E}abc", "\u{1B}[31m",
      "--dry-run", "a=b", "=", " ", "\t", "\u{7F}", "👩‍🔬", "\u{FFFF}",
    ])
  func text(word: String) throws {
    let folder = try lab()
    let old = try folder.bytes("data/assays.csv")
    for words in [
      ["add", "assays", "code=\(word)", "name=\(word)"],
      ["set", "assays", "TSH", "name=\(word)"],
    ] {
      let (end, output) = try folder.child(words.map { Array($0.utf8) })
      let bytes = try folder.bytes("data/assays.csv")
      switch end {
      case .exited(0):
        let cell =
          word.utf8.contains { [0x22, 0x2C, 0x0D, 0x0A].contains($0) }
          ? "\"\(word.replacing("\"", with: "\"\""))\"" : word
        #expect(bytes.firstRange(of: Array(",\(cell)".utf8)) != nil, "\(words) \(output)")
        // Rows of CSV come back the same.
        let list = folder.run("list", "assays", "--format", "csv")
        #expect(list.status == .success && list.out.contains(cell), "\(words) \(list)")
      case .exited(1), .exited(2): #expect(bytes == old, "\(words) \(output)")
      default: Issue.record("\(words) ended with \(end): \(output)")
      }
      let check = folder.run("check")
      #expect(check.status == .success, "\(words) \(check)")
      try folder.write(bytes: old, to: "data/assays.csv")
    }
  }

  @Test("What is no UTF-8 is refused before anything is written")
  func encoding() throws {
    let folder = try lab()
    let old = try folder.everything()
    for bytes: [UInt8] in [[0xFF], [0x65, 0xCC], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE9]] {
      for words in ["add labels color=#112233 name=", "set labels 1 name=", "remove labels "] {
        var arguments = words.split(separator: " ", omittingEmptySubsequences: false)
          .map { Array($0.utf8) }
        arguments[arguments.count - 1] += bytes
        let (end, output) = try folder.child(arguments)
        #expect(end == .exited(2) || end == .exited(1), "\(words)\(bytes): \(end) \(output)")
        #expect(try folder.text("data/labels.csv") == "id,name,color\n1,daily,#112233\n")
      }
    }
    #expect(old["data/assays.csv"] == (try folder.bytes("data/assays.csv")))
  }

  @Test("Numbers at the ends of what a number can be, as ids")
  func ids() throws {
    let folder = try lab()
    let ids = [
      "9223372036854775807", "-9223372036854775808", "-1", "0", "9223372036854775808", "1e3", "01",
      "+1", "0x10", "", " 2", "٣", "18446744073709551616",
    ]
    for id in ids {
      let text = try folder.text("data/labels.csv")
      let words = ["id=\(id)", "name=n\(id)", "color=#112233"]
      let add = try folder.child((["add", "labels"] + words).map { Array($0.utf8) })
      #expect(add.end == .exited(0) || add.end == .exited(1), "\(id) \(add)")
      if add.end != .exited(0) { #expect(try folder.text("data/labels.csv") == text) }
      for words in [
        ["add", "labels", "name=next", "color=#112233"], ["set", "labels", id, "id=7"],
        ["remove", "labels", id],
      ] {
        let (end, output) = try folder.child(words.map { Array($0.utf8) })
        #expect(end == .exited(0) || end == .exited(1), "\(words) \(output)")
        #expect(folder.run("check").status == .success, "\(words)")
      }
      try folder.write("id,name,color\n1,daily,#112233\n", to: "data/labels.csv")
    }
  }

  @Test("A word that is wrong is wrong usage, and a row that is not there a finding")
  func usage() throws {
    let folder = try lab()
    let old = try folder.text("data/labels.csv")
    let lines: [(words: [String], status: Int32)] = [
      (["add", "labels", "name"], 2), (["add", "labels", "=x"], 2), (["add", "labels", ""], 2),
      (["add", "labels", "name=a", "name=b"], 2), (["add", "labels", "Name=a"], 2),
      (["add", "labels", "name\u{301}=a"], 2), (["add", "", "name=a"], 2),
      (["add", "../labels", "a=b"], 2),
      (["set", "labels", "1"], 2), (["set", "labels", "", "name=x"], 1),
      (["set", "labels", "2", "name=x"], 1), (["set", "labels", "1/1", "name=x"], 1),
      (["set", "labels", "1", "name="], 1), (["set", "labels", "1", "id="], 1),
      (["remove", "labels", ""], 1), (["remove", "labels", "/"], 1), (["remove", "labels"], 2),
      (["remove", "procedure_labels", "1"], 1), (["remove", "procedure_labels", "//"], 1),
      (["remove", "labels", "99999999999999999999"], 1), (["add", "labels", "color=#GGGGGG"], 1),
    ]
    for (words, status) in lines {
      let (end, output) = try folder.child(words.map { Array($0.utf8) })
      #expect(end == .exited(status), "\(words): \(end) \(output)")
      #expect(output != "", "\(words)")
      #expect(try folder.text("data/labels.csv") == old, "\(words)")
    }
  }

  @Test("A path stays inside the data folder")
  func paths() throws {
    let folder = try lab()
    for path in ["../x", "/etc/passwd", "a/../../x", "..", "a\\..\\b", "", "./", "~/x", "a//b"] {
      let (end, output) = try folder.child(
        "add", "attachments", "resource_type=runs", "resource_id=1", "path=\(path)",
        "media_type=text/plain", "bytes=1", "sha256=\(String(repeating: "a", count: 64))",
        "added_at=2026-01-01T00:00:00Z")
      let isInside = ["~/x"].contains(path)
      #expect(end == .exited(isInside ? 0 : 1), "\(path): \(output)")
    }
  }

  /// No shell passes so much; a program that calls the library might.
  @Test("What is too long to be read again is not written")
  func tooLong() throws {
    let folder = try lab()
    let old = try folder.text("data/assays.csv")
    let text = String(repeating: "x", count: 16 << 20 | 1)
    let add = folder.run(arguments: ["add", "assays", "code=A", "name=\(text)"])
    #expect(add.status == .findings && add.error.utf8.count < 2000, "\(add.error.prefix(300))")
    #expect(try folder.text("data/assays.csv") == old)
  }

  @Test("What is long is written and read, and told in short")
  func long() throws {
    let folder = try lab()
    let text = String(repeating: "x", count: 1 << 20)
    let key = folder.run(arguments: ["set", "assays", text, "name=x"])
    #expect(key.status == .findings && key.error.utf8.count < 2000)
    #expect(folder.run(arguments: ["set", "assays", "TSH", "name=\(text)"]).status == .success)
    #expect(folder.run("check").status == .success)
    #expect(try folder.text("data/assays.csv") == "code,name,sla_hours\nTSH,\(text),4\n")
  }

  @Test("A zero byte would end the file for other programs, and is refused")
  func zero() throws {
    let folder = try lab()
    let old = try folder.text("data/assays.csv")
    for words in [["add", "assays", "code=A\0", "name=x"], ["set", "assays", "TSH", "name=\0"]] {
      #expect(folder.run(arguments: words).status != .success)
      #expect(try folder.text("data/assays.csv") == old)
    }
  }
}
