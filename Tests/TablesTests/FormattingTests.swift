import Tables
import TestSupport
import Testing

@Suite struct FormattingTests {
  @Test("A quote inside a plain cell does not turn a CR in a later cell into a line end")
  func strayQuote() throws {
    #expect(
      try formatted("a,b\n1,5\" pipe\n2,\"x\ry\"\n") == "a,b\n1,\"5\"\" pipe\"\n2,\"x\ry\"\n")
  }

  @Test("Lines that end in CR alone are converted, and a CR inside quotes is kept")
  func carriageReturns() throws {
    #expect(
      try formatted("\u{FEFF}\"a,x\",b\r1,\"q\rz\"\r2,\"say \"\"\r\"\"\"\r")
        == "\"a,x\",b\n1,\"q\rz\"\n2,\"say \"\"\r\"\"\"\n")
  }

  /// The text of a file that is of no table, in its canonical form.
  private func formatted(_ text: String) throws -> [UInt8] {
    let folder = MemoryFolder(["notes.csv": text])
    return try Formatting(TableFile(table: "", path: "notes.csv"), of: nil, in: folder).bytes
  }
}

/// By bytes, as CR LF is one `Character` and two texts that only look the same are equal.
private func == (bytes: [UInt8], text: String) -> Bool { bytes.elementsEqual(text.utf8) }
