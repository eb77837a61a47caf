import CSVText
import Testing

@Suite struct ConflictTests {
  @Test("A conflict is one fault from its first marker, and all of it is left out")
  func conflict() throws {
    try expect(
      "a,b\n0,1\n1️⃣<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> 12ab (Add x, y)\n4,5\n",
      .fault(.conflictMarker(end: 7), length: 7), records: [["0", "1"], ["4", "5"]])
  }

  @Test("A conflict in diff3 style, with the common ancestor")
  func diff3() throws {
    try expect(
      """
      a,b
      1️⃣<<<<<<< ours
      1,2
      ||||||| merged common ancestors
      1,1
      =======
      1,3
      >>>>>>> theirs
      4,5

      """, .fault(.conflictMarker(end: 8), length: 7), records: [["4", "5"]])
  }

  @Test("Whatever a conflict holds, only its end matters")
  func quotesInside() throws {
    try expect(
      "a,b\n1️⃣<<<<<<< HEAD\n1,\"x\n\"y\"z,\0,\r\n\n=======\n\"\n<<<<<<< a\n>>>>>>>\r\n4,5\n",
      .fault(.conflictMarker(end: 9), length: 7), records: [["4", "5"]])
  }

  @Test("A conflict without its end leaves out the rest of the file")
  func unclosed() throws {
    try expect(
      "a,b\n0,1\n1️⃣<<<<<<< HEAD\n1,2\n>>>>>> \n>>>>>>>x\n4,5",
      .fault(.conflictMarker(end: nil), length: 7), records: [["0", "1"]])
    try expect(
      "a,b\n1️⃣<<<<<<< HEAD\n>>>>>>>", .fault(.conflictMarker(end: 3), length: 7), records: [])
    try expect("a,b\n1️⃣<<<<<<<", .fault(.conflictMarker(end: nil), length: 7), records: [])
  }

  @Test("A marker that stands alone is a fault of its own line")
  func strayMarkers() throws {
    try expect(
      "a,b\n1️⃣=======\n1,2\n2️⃣>>>>>>> x, y\n3,4\n3️⃣||||||| z\n",
      .fault(.conflictMarker(end: 2), length: 7), .fault(.conflictMarker(end: 4), length: 7),
      .fault(.conflictMarker(end: 6), length: 7), records: [["1", "2"], ["3", "4"]])
  }

  @Test("Markers are seen in a file of one column, and where their text has as many commas")
  func markersThatFit() throws {
    try expect(
      "a\n1\n1️⃣<<<<<<< x\n2\n=======\n3\n>>>>>>> y\n4\n",
      .fault(.conflictMarker(end: 7), length: 7), header: ["a"], records: [["1"], ["4"]])
    try expect(
      "a,b\n1️⃣======= x,y\n1,2\n", .fault(.conflictMarker(end: 2), length: 7), records: [["1", "2"]])
  }

  @Test("What only looks like a marker is data")
  func lookalikes() throws {
    try expect(
      "a,b\n<<<<<<,1\n<<<<<<<<,2\n=======x,3\n\"=======\",4\n<<<<<<<,5\n5,=======\n",
      records: [
        ["<<<<<<", "1"], ["<<<<<<<<", "2"], ["=======x", "3"], ["=======", "4"],
        ["<<<<<<<", "5"], ["5", "======="],
      ])
    try expect("a,b\n\"x\n=======\ny\",1\n", records: [["x\n=======\ny", "1"]])
  }
}
