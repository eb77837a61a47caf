import History
import Tables
import Testing

/// Random changes on both sides of a small lab, merged, and held against what was done.
@Suite("Random merges against a model")
struct RandomMergeTests {
  @Test("No row of either side is lost, and what both changed is named", arguments: 0..<150)
  func merges(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let base = ModelLab.random(&random)
    var (ours, theirs) = (base, base)
    ours.change("o", &random)
    theirs.change("t", &random)
    let merge = try LabMerge(
      LabVersions(base: base.files, ours: ours.files, theirs: theirs.files))
    let merged = ours.files.merging(merge.texts) { $1 }
    let findings = try Check(Store(MemoryLab(merged), catalog: SmallLab.catalog)).list.findings
      .filter { $0.severity == .error }
    if !merge.isOpen {
      // A row may refer to one that the other side deleted; nothing else may be wrong.
      #expect(findings.allSatisfy { $0.code == .foreignKey }, "\(findings.map(\.message))")
    } else {
      #expect(!findings.isEmpty)
    }
    let text = merged.values.joined(separator: "\n")
    for (side, other) in [(ours, theirs), (theirs, ours)] {
      for tag in side.added { #expect(text.contains(tag), "added \(tag) is lost") }
      for (key, tag) in side.edited where other.edited[key] == nil {
        #expect(text.contains(tag), "edit \(tag) is lost")
      }
    }
    for (key, tag) in ours.edited {
      guard let other = theirs.edited[key], other != tag else { continue }
      #expect(text.contains(tag) && text.contains(other) && merge.isOpen, "\(tag), \(other)")
    }
    try expectReferences(merged, ours, theirs)
  }

  /// Each child names its parent in its value, whatever the ids became.
  private func expectReferences(
    _ merged: [String: String], _ ours: ModelLab, _ theirs: ModelLab
  ) throws {
    func rows(_ path: String) -> [[String]] {
      merged[path]!.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    guard !merged.values.contains(where: { $0.contains("<<<<<<<") }) else { return }
    var births: [String: String] = [:]
    for run in rows("runs.csv") { births[run[0]] = run[4] }
    for step in rows("run_steps.csv") {
      guard let birth = births[step[1]] else { continue }
      #expect(step[2].hasPrefix(birth + "/"), "\(step) refers to \(birth)")
    }
  }
}

/// What a lab of runs and steps is, and what was done to it.
struct ModelLab {
  struct Run {
    var id: Int
    var status: String
    var notes: String
    var birth: String
  }
  struct Step {
    var id: Int
    var run: Int
    var value: String
  }

  var runs: [Run] = []
  var steps: [Step] = []
  /// Words that stand in rows which this side added and did not delete.
  var added: Set<String> = []
  /// Words that this side wrote into cells that were there, by the cells.
  var edited: [String: String] = [:]

  static func random(_ random: inout SeededRandom) -> ModelLab {
    var lab = ModelLab()
    for id in 1...random.number(2...8) { lab.addRun(id, "b\(id)") }
    for id in 1...random.number(1...8) {
      let run = lab.runs[random.number(0...lab.runs.count - 1)]
      lab.steps.append(Step(id: id, run: run.id, value: "\(run.birth)/b\(id)."))
    }
    return lab
  }

  private mutating func addRun(_ id: Int, _ birth: String) {
    runs.append(Run(id: id, status: "started", notes: "", birth: birth))
  }

  mutating func change(_ side: String, _ random: inout SeededRandom) {
    for number in 0..<random.number(0...8) {
      let tag = "\(side)\(number)"
      switch random.number(0...6) {
      case 0, 1:
        addRun((runs.map(\.id).max() ?? 0) + 1, tag)
        added.insert(",\(tag)\n")
      case 2, 3:
        guard let run = runs.randomElement(using: &random) else { continue }
        let value = "\(run.birth)/\(tag)."
        steps.append(Step(id: (steps.map(\.id).max() ?? 0) + 1, run: run.id, value: value))
        added.insert(value)
      case 4:
        let place = random.number(0...runs.count - 1)
        guard runs[place].birth.hasPrefix("b") else { continue }
        runs[place].notes = "note \(tag)."
        edited["\(runs[place].id) notes"] = runs[place].notes
      case 5:
        let place = random.number(0...runs.count - 1)
        let moved = runs.remove(at: place)
        runs.insert(moved, at: random.number(0...runs.count))
      default:
        guard let place = steps.indices.randomElement(using: &random),
          !added.contains(steps[place].value)
        else { continue }
        steps.remove(at: place)
      }
    }
  }

  var files: [String: String] {
    [
      "runs.csv": "id,status,label_id,notes,birth\n"
        + runs.map { "\($0.id),\($0.status),,\($0.notes),\($0.birth)\n" }.joined(),
      "run_steps.csv": "id,run_id,value\n"
        + steps.map { "\($0.id),\($0.run),\($0.value)\n" }.joined(),
    ]
  }
}

extension SeededRandom {
  fileprivate mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }
}
