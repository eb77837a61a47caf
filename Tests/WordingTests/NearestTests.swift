import Testing

@testable import Wording

@Suite("Did you mean")
struct NearestTests {
  @Test(
    "The nearest word is found",
    arguments: [
      ("machin", "machine"), ("MACHINE", "machine"), ("mahcine", "machine"), ("asay", "assay"),
      ("tta", "tat"), ("specimnes", "specimens"), ("Zürch", "Zürich"), ("ab", "abc"),
    ])
  func near(word: String, expected: String) {
    let words = ["assay", "machine", "tat", "specimens", "Zürich", "abc"]
    #expect(nearest(to: word, in: words) == expected)
  }

  @Test(
    "A wild guess gets no answer",
    arguments: ["", "x", "zz", "mach", "procedure", String(repeating: "machine", count: 20)])
  func wild(word: String) {
    #expect(nearest(to: word, in: ["machine", "y", "operator"]) == nil)
  }

  @Test("Of equally near words the first in order wins, and another case beats a near word")
  func order() {
    #expect(nearest(to: "cat", in: ["bat", "hat"]) == "bat")
    #expect(nearest(to: "cat", in: ["cats", "CAT"]) == "CAT")
  }

  @Test("Enormous candidates are passed over")
  func enormous() {
    let giant = String(repeating: "a", count: 1_000_000)
    #expect(nearest(to: "aaa", in: [giant, "aab"]) == "aab")
    #expect(nearest(to: giant, in: ["aab"]) == nil)
  }

  @Test("The bounded distance agrees with the whole table")
  func oracle() {
    let words = ["", "a", "ab", "ba", "abc", "acb", "cab", "bca", "abcd", "badc", "aabb", "abab"]
    for a in words {
      for b in words {
        let expected = plainDistance(Array(a), Array(b))
        for limit in 0...4 {
          let found = alignmentDistance(Array(a), Array(b), atMost: limit)
          #expect(found == (expected <= limit ? expected : nil), "\(a) \(b) \(limit)")
        }
      }
    }
  }

  /// Optimal string alignment as the definition has it.
  private func plainDistance(_ a: [Character], _ b: [Character]) -> Int {
    func distance(_ i: Int, _ j: Int) -> Int {
      if i == 0 || j == 0 { return i + j }
      let same = a[i - 1] == b[j - 1] ? 0 : 1
      var best = min(
        distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + same)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        best = min(best, distance(i - 2, j - 2) + 1)
      }
      return best
    }
    return distance(a.count, b.count)
  }
}
