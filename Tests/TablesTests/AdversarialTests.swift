import CSVText
import Testing

@testable import Tables

@Suite("Files that nobody meant well")
struct AdversarialTests {
  static let racks = "code\nA\nB\n"

  @Test("A table of one column, of no rows, of a header without an end")
  func small() throws {
    #expect(try Bench.places(["racks.csv": "code\n"]) == [])
    #expect(try Bench.places(["racks.csv": "code"]) == [])
    #expect(try Bench.places(["racks.csv": "code\nA"]) == [])
    #expect(try Bench.places(["samples.csv": "id,rack"]) == [])
    #expect(try Bench.places(["racks.csv": "code\r\n"]) == ["racks.csv:1:5 line-ending"])
    #expect(try Bench.places(["racks.csv": "\n"]) == ["racks.csv:1:1 missing-label"])
    #expect(try Bench.places(["racks.csv": "rack\n"]) == ["racks.csv:1:1 missing-label"])
    #expect(try Bench.places(["racks.csv": "Code\nA\n"]) == ["racks.csv:1:1 incorrect-label"])
  }

  @Test("In a table of one column a blank line is what it is in others")
  func blankLines() throws {
    #expect(try Bench.places(["racks.csv": "code\nA\n\nB\n"]) == ["racks.csv:3:1 blank-row"])
    let end = try Bench.check(["racks.csv": "code\nA\n\n\n"]).list
    #expect(end.findings.map(\.shortly) == ["racks.csv:3:1 blank-row"])
    #expect(end.findings.map(\.severity) == [.warning])
    #expect(try Bench.places(["racks.csv": "code\nA\n\"\"\nB\n"]) == ["racks.csv:3:1 blank-row"])
  }

  @Test("Ids at the bounds are ids; one beyond is not")
  func bounds() throws {
    let samples = "id,rack\n9223372036854775807,A\n-9223372036854775808,A\n9223372036854775808,A\n"
    #expect(
      try Bench.places(["racks.csv": Self.racks, "samples.csv": samples])
        == ["samples.csv:4:1 constraint-error"])
  }

  @Test("Ten thousand faulty rows are ten thousand findings, in the order of the file")
  func manyFaults() throws {
    var samples = "id,rack,volume\n"
    for i in 1...10_000 { samples += "\(i),A,1.23E+05\n" }
    let list = try Bench.check(["racks.csv": Self.racks, "samples.csv": samples]).list
    #expect(list.count(of: .error) == 10_000)
    #expect(list.findings.compactMap { $0.place?.line } == Array(2...10_001))
  }

  @Test("Twenty thousand different keys that are not there, among as many that are")
  func manyDangling() throws {
    var racks = "code\n"
    var samples = "id,rack\n"
    for i in 1...20_000 {
      racks += "R-\(100_000 + i)\n"
      samples += "\(i),Q-\(100_000 + i)\n"
    }
    let list = try Bench.check(["racks.csv": racks, "samples.csv": samples]).list
    #expect(list.count(of: .error) == 20_000)
  }

  @Test("A hundred thousand findings of a file are kept, and the others counted")
  func tooManyFaults() throws {
    let samples = "id,rack\n" + String(repeating: "x,A\n", count: FindingList.limitPerFile + 7)
    let list = try Bench.check(["racks.csv": Self.racks, "samples.csv": samples]).list
    #expect(list.findings.count == FindingList.limitPerFile)
    #expect(list.omitted == 7)
    #expect(list.count(of: .error) == FindingList.limitPerFile + 7)
  }

  @Test("Nothing of a cell reaches a terminal as it is, nor more than a line of it")
  func hostileCells() throws {
    let hostile = [
      "\u{1B}]0;owned\u{7}", "\u{202E}gnp.exe", "a\u{0}b", "\u{9B}31m", "x\u{2028}y",
      String(repeating: "9", count: 1 << 20), String(repeating: "e\u{301}", count: 1 << 18),
      "\"two\r\nlines\"", "<<<<<<< \u{1B}[2J", "=cmd|' /C calc'!A0", "#\u{1B}[31mREF!",
    ]
    for cell in hostile {
      for line in ["\(cell),A,1", "1,\(cell),1", "1,A,\(cell)"] {
        let files = ["racks.csv": Self.racks, "samples.csv": "id,rack,volume\n\(line)\n"]
        let list = try Bench.check(files).list
        for finding in list.findings {
          for text in [finding.message, finding.hint] {
            #expect(text.utf8.count < 1_000)
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
            #expect(!text.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) })
            #expect(!text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
          }
        }
      }
    }
  }

  @Test("Nor anything of a header")
  func hostileHeader() throws {
    let names = ["\u{1B}[2J", String(repeating: "n", count: 1 << 20), "i\u{202E}d", "\u{200B}"]
    for name in names {
      let list = try Bench.check([
        "racks.csv": Self.racks, "samples.csv": "id,rack,\(name)\n1,A,x\n",
      ]).list
      #expect(list.findings.count == 1)
      for finding in list.findings {
        #expect(finding.message.utf8.count < 1_000 && !finding.message.contains("\u{1B}"))
        #expect(!finding.message.contains("\u{202E}"))
      }
    }
  }

  @Test("A header of a hundred thousand columns is one note")
  func wideHeader() throws {
    let names = (0..<100_000).map { ",x\($0)" }.joined()
    let files = ["racks.csv": Self.racks, "samples.csv": "id,rack\(names)\n"]
    #expect(try Bench.places(files) == ["samples.csv:1:9 extra-label"])
  }

  @Test("A file that was asked for is told of, and no other; references look at all")
  func onlySome() throws {
    let files = [
      "racks.csv": "code\nA\nA\n", "samples.csv": "id,rack\nx,B\n1,A\n", "sample.csv": "",
    ]
    #expect(try Bench.places(files, only: ["racks.csv"]) == ["racks.csv:3:1 primary-key"])
    #expect(
      try Bench.places(files, only: ["samples.csv"])
        == ["samples.csv foreign-key", "samples.csv:2:1 type-error"])
    #expect(try Bench.places(files, only: ["sample.csv"]) == ["sample.csv stray-file"])
    #expect(try Bench.places(files, only: ["nothing.csv"]) == [])
  }

  @Test("Parts of a table share their keys; each finding stands in its own part")
  func parts() throws {
    let files = [
      "racks.csv": Self.racks, "samples/2026-10.csv": "id,rack\n1,A\n2,A\n",
      "samples/2026-11.csv": "rack,id\nA,3\nB,1\nC,4\n", "samples.csv": "id,rack\n2,B\n",
    ]
    #expect(
      try Bench.places(files) == [
        "samples/2026-10.csv:3:1 primary-key", "samples/2026-11.csv:3:3 primary-key",
        "samples/2026-11.csv:4:1 foreign-key",
      ])
  }

  @Test("A missing header, name or key of a part does not touch the others")
  func brokenPart() throws {
    let files = [
      "racks.csv": Self.racks, "samples/2026-10.csv": "id;rack\n1;A\n",
      "samples/2026-11.csv": "id,rack\n1,A\nx,A\n",
    ]
    #expect(
      try Bench.places(files)
        == ["samples/2026-10.csv:1:1 wrong-delimiter", "samples/2026-11.csv:3:1 type-error"])
  }
}
