import CSVText
import Foundation
import JSONText
import Testing

@testable import Tables

/// Every call of a change is the last one of its process, or fails. Afterwards the folder is as it
/// was before the change, or as it is after it.
@Suite struct FaultTests {
  private static let noSpace: CInt = 28  // ENOSPC
  private static let ioError: CInt = 5  // EIO

  @Test("More than two thousand points of failure are tried, one at a time")
  func points() throws {
    let counts = try Self.all.map(count)
    let points = counts.map { $0.changes * 2 + $0.calls * 2 }.reduce(0, +)
    #expect(points > 2000)
  }

  @Test(
    "Killed before or in the middle of any call, a change is whole or not there", arguments: all)
  func killed(_ scenario: Scenario) throws {
    for change in 0..<(try count(scenario).changes) {
      for cut in [false, true] { try trial(scenario, .kill(change: change, cut: cut)) }
    }
  }

  @Test("When any call fails once, the change is made or refused, and says which", arguments: all)
  func failingOnce(_ scenario: Scenario) throws {
    for call in 0..<(try count(scenario).calls) {
      try trial(scenario, .failOnce(call: call, code: Self.ioError))
    }
  }

  @Test("When the disk fails from any call on, nothing is lost", arguments: all)
  func failingFrom(_ scenario: Scenario) throws {
    for call in 0..<(try count(scenario).calls) {
      try trial(scenario, .failFrom(call: call, code: Self.noSpace))
    }
  }

  // Where names cannot be exchanged, what was rewritten cannot be taken back, and what is to be
  // appended has to wait for room.
  @Test(
    "On a disk that is full from any call on, readers go on at once",
    arguments: all.filter(\.canExchange))
  func full(_ scenario: Scenario) throws {
    for call in 0..<(try count(scenario).calls) {
      let data = try arranged(scenario)
      _ = try? data.commit(
        scenario.edits, disk: FaultyDisk(.full(call: call), canExchange: scenario.canExchange))
      try expectWhole(data, scenario, "full from \(call)", on: FaultyDisk(.full(call: 0)))
    }
  }

  @Test("A recovery that is killed at any call is done by the next")
  func killedRecovery() throws {
    for scenario in Self.all {
      let points = try count(scenario).changes
      for change in stride(from: 0, to: points, by: 3) {
        for again in 0..<12 {
          let data = try arranged(scenario)
          let first = FaultyDisk(
            .kill(change: change, cut: true), canExchange: scenario.canExchange)
          _ = try? data.commit(scenario.edits, disk: first)
          let second = FaultyDisk(
            .kill(change: again, cut: true), canExchange: scenario.canExchange)
          _ = try? data.session(second)
          try expectWhole(data, scenario, "killed at \(change), then in recovery at \(again)")
          if !second.count.isDead { break }
        }
      }
    }
  }

  @Test(
    "Whenever a change was killed, what is remembered of it takes it back, byte for byte",
    arguments: all)
  func takenBack(_ scenario: Scenario) throws {
    let points = try count(scenario).changes
    for change in 0...points {
      let data = try arranged(scenario)
      let disk = FaultyDisk(.kill(change: change, cut: true), canExchange: scenario.canExchange)
      _ = try? data.commit(scenario.edits, disk: disk)
      _ = try data.session(FaultyDisk(.none))
      let store = try Store(data.folder, catalog: Catalog([]))
      guard let last = try? LastChange(in: store) else {
        // Where names cannot be exchanged, the old files are gone.
        #expect(change < points || !scenario.canExchange)
        continue
      }
      #expect(data.tables() == scenario.after, "killed at \(change)")
      try store.takeBackFiles(last)
      // A folder that the change made may stay.
      let files = data.tables().filter { $0.value != "an empty folder" }
      #expect(files == scenario.before, "killed at \(change)")
      #expect(Set(data.names(in: ".plainlab/recent")) == ["1.json", "2.json"])
    }
  }

  private static let all = Scenario.plain + Scenario.linked

  private func arranged(_ scenario: Scenario) throws -> DataFolder {
    let data = try DataFolder(scenario.before)
    try scenario.arrange(data)
    return data
  }

  private func count(_ scenario: Scenario) throws -> FaultyDisk.Count {
    let data = try arranged(scenario)
    let disk = FaultyDisk(.none, canExchange: scenario.canExchange)
    try data.commit(scenario.edits, disk: disk)
    #expect(data.tables() == scenario.after)
    return disk.count
  }

  private func trial(_ scenario: Scenario, _ fault: FaultyDisk.Fault) throws {
    let data = try arranged(scenario)
    var expected: [String: String]?
    do {
      try data.commit(
        scenario.edits, disk: FaultyDisk(fault, canExchange: scenario.canExchange))
      expected = scenario.after
    } catch let error as InterruptedChange {
      // What a killed process says, nobody hears.
      if case .kill = fault {
      } else {
        expected = error.isTakenBack ? scenario.before : scenario.after
      }
    } catch is FaultyDisk.Killed {
    } catch {
      expected = scenario.before
      #expect(data.tables() == scenario.before, "\(fault): \(error)")
      if case .failOnce = fault {
        #expect(
          data.names(in: ".plainlab").allSatisfy {
            !$0.hasSuffix(".tmp") && !$0.hasSuffix(".json")
          },
          "\(fault): \(error)")
      }
    }
    try expectWhole(data, scenario, "\(fault)", expected)
  }

  /// Looks as a reader does and as a writer does.
  private func expectWhole(
    _ data: DataFolder, _ scenario: Scenario, _ fault: String, _ expected: [String: String]? = nil,
    on disk: FaultyDisk = FaultyDisk(.none)
  ) throws {
    let read = try ConsistentReading(data.folder, disk: disk).read { snapshot in
      var texts: [String: String] = [:]
      for path in Set(scenario.before.keys).union(scenario.after.keys) {
        if let file = try snapshot.file(path) {
          texts[path] = String(decoding: try file.allBytes(), as: UTF8.self)
        }
      }
      return texts
    }
    #expect(read == scenario.before || read == scenario.after, "\(fault)")
    if let expected { #expect(read == expected, "\(fault)") }
    _ = try data.session(FaultyDisk(.none))
    #expect(data.tables() == read, "\(fault)")
    #expect(
      Set(data.names(in: ".plainlab")).isSubset(of: [".gitignore", "generation", "lock", "recent"]),
      "\(fault)")
    #expect(
      data.outsideNames().allSatisfy { !$0.hasPrefix(".") }, "\(fault): \(data.outsideNames())")
  }
}
