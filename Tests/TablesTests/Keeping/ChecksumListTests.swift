import Testing

@testable import Tables

@Suite struct ChecksumListTests {
  /// SHA-256 of "abc" (FIPS 180-2, appendix B.1).
  private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test("A list is written as sha256sum writes it, odd names with escapes")
  func writing() {
    var list = ChecksumList()
    for path in ["data/runs.csv", "data/a b.csv", "data/a\nb", "data/back\\slash", "data/a\rb"] {
      list.entries.append(.init(digest: Self.abc, path: path))
    }
    #expect(
      String(decoding: list.text, as: UTF8.self) == #"""
        \#(Self.abc)  data/runs.csv
        \#(Self.abc)  data/a b.csv
        \\#(Self.abc)  data/a\nb
        \\#(Self.abc)  data/back\\slash
        \\#(Self.abc)  data/a\rb

        """#)
  }

  @Test("What was written is read, and so is a list of another program")
  func reading() throws {
    var list = ChecksumList()
    for path in ["a", "a\\nb", "a\nb\r\\", "ü b"] {
      list.entries.append(.init(digest: Self.abc, path: path))
    }
    #expect(try ChecksumList(text: list.text).entries == list.entries)
    let other = Array("\(Self.abc.uppercased()) *runs.csv".utf8)
    #expect(
      try ChecksumList(text: other).entries == [.init(digest: Self.abc, path: "runs.csv")])
    #expect(try ChecksumList(text: []).entries == [])
  }

  @Test(
    "A line that is no checksum is named",
    arguments: [
      "", "abc  runs.csv", "\(abc) runs.csv", "\(abc)  ", "\\\(abc)  a\\b", "\(abc)  a\\n\n",
      String(abc.dropLast()) + "g  runs.csv",
    ])
  func damage(line: String) {
    let text = "\(Self.abc)  labels.csv\n\(line)\n"
    // A line break is written as an escape, so that this one is two lines, the last of them empty.
    let number = line.hasSuffix("\n") ? 3 : 2
    #expect(throws: DamagedChecksums.self) { try ChecksumList(text: Array(text.utf8)) }
    do {
      _ = try ChecksumList(text: Array(text.utf8))
    } catch {
      #expect((error as? DamagedChecksums)?.line == number)
    }
  }
}
