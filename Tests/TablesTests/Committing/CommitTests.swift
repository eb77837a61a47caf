import JSONText
import Testing

@testable import Tables

@Suite struct CommitTests {
  @Test("Several files change as one: appended, rewritten, made and removed, in new folders too")
  func everyKind() throws {
    let data = try DataFolder([
      "runs.csv": "id\n1\n", "labels.csv": "id,name\n1,urgent\n2,weekly\n", "old.csv": "id\n",
    ])
    try data.commit([
      FileEdit("runs.csv", .append(Array("2\n".utf8))),
      FileEdit(
        "labels.csv", .rewrite([.kept(0..<10), .new(Array("late".utf8)), .kept(16..<26)])),
      FileEdit("old.csv", .remove),
      FileEdit("parts/2026/12.csv", .append(Array("id\n7\n".utf8))),
    ])
    #expect(data.text("runs.csv") == "id\n1\n2\n")
    #expect(data.text("labels.csv") == "id,name\n1,late\n2,weekly\n")
    #expect(data.text("old.csv") == nil)
    #expect(data.text("parts/2026/12.csv") == "id\n7\n")
    #expect(data.names(in: ".plainlab") == [".gitignore", "generation", "lock", "recent"])
    #expect(data.names(in: ".plainlab/recent") == ["1.json"])
    #expect(data.text(".plainlab/.gitignore") == "*\n")
  }
}
