import CommandLineKit
import Foundation
import TestSupport
import Testing

@testable import plainlab

/// Two people, a branch each, and what both share: they work, take the other's work in, and hand on.
@Suite("Two people and a week of work")
struct WeekOfWorkTests {
  @Test("Their labs merge without a hand on an id, and each child has its parent", arguments: 1...4)
  func week(seed: Int) throws {
    let lab = try MergingLab()
    try lab.write("run_events", "id,run_id,event,at,user_id,reason\n")
    try lab.commit("events")
    for person in ["ada", "ben"] { try lab.git("branch", person) }
    var random = SeededRandom(seed: UInt64(seed))
    var births: Set<String> = [""]
    var children: Set<String> = []
    for day in 1...7 {
      for person in ["ada", "ben"].shuffled(using: &random) {
        try lab.git("checkout", "-q", person)
        for number in 1...Int.random(in: 2...5, using: &random) {
          let tag = "\(person)\(day)\(number)"
          let runs = try rows(of: "runs", in: lab)
          if Bool.random(using: &random) {
            try lab.append(MergingLab.run(nextID(runs), tag), to: "runs")
            births.insert(tag)
          } else if let run = runs.randomElement(using: &random) {
            let id = nextID(try rows(of: "run_events", in: lab))
            let reason = "\(run[5])/\(tag)"
            try lab.append(
              "\(id),\(run[0]),note,2026-01-03T09:00:00Z,,\(reason)\n", to: "run_events")
            children.insert(reason)
          }
        }
        try lab.commit("\(person), day \(day)")
        // Not everybody takes the other's work in each day.
        guard day == 7 || Int.random(in: 0...2, using: &random) > 0 else { continue }
        let merge = lab.plainlab("merge main")
        #expect(merge.status == .success, "\(merge)")
        try lab.git("commit", "-q", "--no-edit")
        try lab.git("branch", "-f", "main", "HEAD")
        #expect(try lab.git("status", "--porcelain").said == "")
        try expectParents(lab)
      }
    }
    let runs = try rows(of: "runs", in: lab).map { $0[5] }
    #expect(Set(runs) == births && runs.count == births.count)
    let events = try rows(of: "run_events", in: lab).map { $0[5] }
    #expect(Set(events) == children && events.count == children.count)
  }

  /// An event's reason begins with the notes of its run, whatever their ids became.
  private func expectParents(_ lab: MergingLab) throws {
    let runs = try rows(of: "runs", in: lab)
    for event in try rows(of: "run_events", in: lab) {
      let parents = runs.filter { $0[0] == event[1] }
      #expect(parents.count == 1 && event[5].hasPrefix(parents[0][5] + "/"), "\(event)")
    }
  }

  private func rows(of table: String, in lab: MergingLab) throws -> [[String]] {
    try lab.text(table).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func nextID(_ rows: [[String]]) -> Int { (rows.compactMap { Int($0[0]) }.max() ?? 0) + 1 }
}
