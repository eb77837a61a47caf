import Testing

@Suite struct PropertyTests {
  @Test(
    "Any file reads the same in every way of reading, and well-formed ones as the oracle says",
    arguments: 0..<8)
  func fixedSeeds(_ slice: UInt64) throws {
    var wellFormed = 0
    for seed in slice * 500..<(slice + 1) * 500 {
      let text = GeneratedText(seed: seed)
      if Oracle(text.bytes) != nil { wellFormed += 1 }
      guard try checkProperties(of: text.bytes, seed: seed) else { return }
    }
    // The generator is worth something only while it makes both kinds.
    #expect((150...350).contains(wellFormed))
  }

  @Test(
    "An oddity is seen wherever it lies in the fast path's chunks of 64 bytes",
    arguments: [
      "\"q\"x,1", "\"q\" ,1", "x\ry,1", "1,2\r\r", "1,\r\n\r", "x\"q,1", "x,y\"",
      "x,y\"\"", "\"\"x,1", "\"\"\"\"x,1", "\"\"\"x,1", "1,\"x", "1", "1,2,3", "1\n2,3,4",
      "1,2,3\n4", "", "=======", ">>>>>>> x,y", "<<<<<<< x", "1,\0", "\"\n\0\",1", "\"\r\"\r,1",
    ])
  func chunkBorders(_ oddity: String) throws {
    for padding in 0..<130 {
      let text = "a,b\n\(String(repeating: "x", count: padding)),\"1\"\n\(oddity)\n3,4\n"
      #expect(Oracle(Array(text.utf8)) == nil)
      guard try checkProperties(of: Array(text.utf8), cellLimit: 1 << 20) else { return }
    }
  }

  @Test(
    "Well-formed quotes are read wherever they lie in the fast path's chunks",
    arguments: [
      "\"q\",1", "\"\",\"\"", "\"\"\"\",1", "\"\"\"x\"\"\",1", "\",\n\",\"\r\n\"", "1,\"q\"\r",
      "\"\n\n\",\"\"\r", "é,\"😀\"",
    ])
  func wellFormedAtBorders(_ record: String) throws {
    for padding in 0..<130 {
      let text = "a,b\n\(String(repeating: "x", count: padding)),1\n\(record)\n3,4\n"
      #expect(Oracle(Array(text.utf8)) != nil)
      guard try checkProperties(of: Array(text.utf8), cellLimit: 1 << 20) else { return }
    }
  }
}
