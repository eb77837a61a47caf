import TestSupport
import Testing

@testable import Lab

@Suite("Which step is which after an edit")
struct ProceduresStepMatchingTests {
  /// What became of each step of the new text: the place of the old one, from 1, or 0 for a new one.
  private func origins(
    _ old: [String], retired: [String] = [], to new: [String]
  ) throws -> [Int] {
    let text = { (lines: [String]) in try lines.map { try StepText(line: $0) } }
    let matching = StepMatching(from: try text(old), retired: try text(retired), to: try text(new))
    return matching.origins.map { ($0 ?? -1) + 1 }
  }

  @Test("A text that stays keeps every step")
  func same() throws {
    #expect(try origins(["Rinse", "Dry", "Rinse"], to: ["Rinse", "Dry", "Rinse"]) == [1, 2, 3])
    #expect(try origins([], to: []) == [])
  }

  @Test("A step that is added is new, wherever it is put")
  func added() throws {
    #expect(try origins(["Rinse", "Dry"], to: ["Weigh", "Rinse", "Dry"]) == [0, 1, 2])
    #expect(try origins(["Rinse", "Dry"], to: ["Rinse", "Weigh", "Dry"]) == [1, 0, 2])
    #expect(try origins(["Rinse", "Dry"], to: ["Rinse", "Dry", "Weigh"]) == [1, 2, 0])
    #expect(try origins([], to: ["Rinse"]) == [0])
  }

  @Test("A step that moves keeps its id")
  func moved() throws {
    #expect(try origins(["A", "B", "C", "D"], to: ["D", "A", "B", "C"]) == [4, 1, 2, 3])
    #expect(try origins(["A", "B", "C"], to: ["C", "B", "A"]).sorted() == [1, 2, 3])
  }

  @Test("Another duration does not make another step")
  func retimed() throws {
    #expect(
      try origins(["Rinse (5 min)", "Dry"], to: ["Dry (9 min)", "Rinse (6 min)"]) == [2, 1])
  }

  @Test("Of steps with the same words those with the same duration belong together")
  func duplicates() throws {
    #expect(
      try origins(["Wait (10 min)", "Read", "Wait (20 min)"], to: ["Read", "Wait (20 min)"])
        == [2, 3])
    #expect(try origins(["Wait", "Read", "Wait"], to: ["Read", "Wait"]) == [2, 3])
    #expect(try origins(["Wait"], to: ["Wait", "Wait"]).sorted() == [0, 1])
  }

  @Test("A step that is reworded keeps its id, also where others come and go")
  func reworded() throws {
    #expect(
      try origins(
        ["Warm up", "Clean the glass"],
        to: ["Warm up", "Darken the bay", "Clean the glass with isopropanol", "Flash"])
        == [1, 0, 2, 0])
  }

  @Test("A step that is reworded and moved keeps its id")
  func rewordedElsewhere() throws {
    #expect(
      try origins(
        ["Clean the glass", "Warm up the lamp", "Flash"],
        to: ["Warm up the lamp", "Flash", "Clean the glass well"]) == [2, 3, 1])
  }

  @Test("Of several that are alike each goes to the most alike")
  func alike() throws {
    #expect(
      try origins(
        ["Run control level 1", "Run control level 2"],
        to: ["Run control level 2 twice", "Run control level 1 twice"]) == [2, 1])
  }

  @Test("Where all other steps stay, a step in the same place is the same, however it is worded")
  func inPlace() throws {
    #expect(try origins(["Rinse", "Flash", "Dry"], to: ["Rinse", "Weigh", "Dry"]) == [1, 2, 3])
    #expect(try origins(["Rinse"], to: ["Weigh"]) == [1])
    #expect(try origins(["A1", "B2"], to: ["C3", "D4"]) == [1, 2])
  }

  @Test("Where more steps come than go, nobody can say which is which: they are new")
  func replaced() throws {
    #expect(
      try origins(["Rinse", "Flash", "Dry"], to: ["Rinse", "Weigh", "Pack", "Dry"])
        == [1, 0, 0, 3])
  }

  @Test("A step that the procedure once had comes back with its id")
  func revived() throws {
    #expect(
      try origins(["Rinse", "Dry"], retired: ["Wipe"], to: ["Rinse", "Wipe", "Dry"]) == [1, 3, 2])
    // Rather than being taken for a step that is dropped in its place.
    #expect(try origins(["Rinse"], retired: ["Wipe"], to: ["Wipe"]) == [2])
  }

  @Test("What no new step took is dropped; a retired step is not")
  func dropped() {
    let steps = { (words: [String]) in words.map { StepText($0) } }
    let matching = StepMatching(
      from: steps(["Rinse", "Flash", "Dry"]), retired: steps(["Wipe"]), to: steps(["Dry"]))
    #expect(matching.dropped == [0, 1])
  }

  @Test("No step is taken twice")
  func injective() throws {
    var random = SeededRandom(seed: 7)
    let words = ["Rinse", "Rinse twice", "Dry", "Dry well", "Weigh", "Flash (5 min)"]
    for _ in 0..<150 {
      let pick = { (random: inout SeededRandom) in
        (0..<Int.random(in: 0...7, using: &random)).map { _ in
          words[Int.random(in: 0..<words.count, using: &random)]
        }
      }
      let (old, retired, new) = (pick(&random), pick(&random), pick(&random))
      let taken = try origins(old, retired: retired, to: new).filter { $0 > 0 }
      #expect(Set(taken).count == taken.count, "\(old) \(retired) \(new)")
      // No step is called new while one that says the same is dropped.
      let matching = StepMatching(
        from: try old.map { try StepText(line: $0) }, to: try new.map { try StepText(line: $0) })
      let lost = Set(matching.dropped.map { old[$0] })
      let fresh = Set(new.indices.filter { matching.origins[$0] == nil }.map { new[$0] })
      #expect(lost.isDisjoint(with: fresh), "\(old) \(new)")
    }
  }
}
