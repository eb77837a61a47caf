import CSVText
import Tables
import TestSupport
import Testing

@testable import History

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
    let findings = try Check(Store(MemoryFolder(merged), catalog: SmallLab.catalog)).list.findings
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

  @Test("Leaving out what is the same in all versions changes nothing", arguments: 0..<150)
  func leftOutRows(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let base = ModelLab.random(&random)
    var (ours, theirs) = (base, base)
    ours.change("o", &random)
    theirs.change("t", &random)
    let versions = try LabVersions(base: base.files, ours: ours.files, theirs: theirs.files)
    let whole = try LabMerge(versions)
    for count in [1, 2, 5] {
      let shorter = try versions.withoutCommonRows(atLeast: count)
      let merge = try LabMerge(shorter)
      #expect(merge.texts == whole.texts)
      #expect(merge.renumbered == whole.renumbered && merge.clashes == whole.clashes)
      #expect(merge.files.map(\.conflicts) == whole.files.map(\.conflicts))
      #expect(merge.files.map(\.isMissedByGit) == whole.files.map(\.isMissedByGit))
      #expect(merge.files.map(\.ours) == whole.files.map(\.ours))
    }
  }

  @Test(
    "Of a long table nearly all is left out, line ends, quotes and a last line without end stay")
  func longTable() throws {
    for (end, last) in [("\n", "\n"), ("\r\n", "\r\n"), ("\n", "")] {
      func text(_ edit: (Int) -> String?) -> String {
        let rows = (1...400).compactMap { id in edit(id) ?? "\(id),started,,\"note, \(id)\"" }
        return (["id,status,label_id,notes"] + rows.filter { !$0.isEmpty }).joined(separator: end)
          + last
      }
      let base = ["runs.csv": text { _ in nil }, "run_steps.csv": "id,run_id,value\n1,7,a\n"]
      var (ours, theirs) = (base, base)
      ours["runs.csv"] =
        text { $0 == 3 ? "3,completed,," : $0 == 200 ? "" : nil }
        + (last.isEmpty ? end : "") + "401,started,,mine" + end
      theirs["runs.csv"] =
        text { $0 == 3 ? "3,started,,theirs" : $0 == 300 ? "300,completed,,\"a\nb\"" : nil }
        + (last.isEmpty ? end : "") + "401,started,,yours" + end
      theirs["run_steps.csv"]! += "2,401,yours\n"
      let versions = try LabVersions(base: base, ours: ours, theirs: theirs)
      let shorter = try versions.withoutCommonRows()
      #expect(try shorter.theirs.tree.open("runs.csv").size < 500)
      let (whole, merge) = (try LabMerge(versions), try LabMerge(shorter))
      #expect(merge.texts == whole.texts && merge.renumbered == whole.renumbered)
      #expect(merge.renumbered.map(\.new) == ["402"])
      #expect(merge.texts["run_steps.csv"] == "id,run_id,value\n1,7,a\n2,402,yours\n")
      #expect(merge.texts["runs.csv"]?.contains("3,completed,,theirs") ?? false)
    }
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
