import CSVText
import JSONText
import TestSupport
import Testing

@testable import Tables

/// The power goes at any moment of a change, and takes what was not synced: any of it, in any order.
/// What the next session finds is the folder before the change or after it; after it, if the change
/// had been answered.
@Suite struct PowerLossTests {
  /// Disks that may be left, for each moment.
  private static let seeds = 8

  @Test("Whatever a loss of power takes, a change is whole or not there", arguments: Scenario.plain)
  func anyMoment(_ scenario: Scenario) throws {
    let disk = ModelDisk(scenario.before)
    disk.record()
    try commit(scenario.edits, disk)
    let moments = disk.history + [disk.contents]
    var random = SeededRandom(seed: 1)
    // Six changes: more than 1200 disks in all, beside those of the other tests.
    #expect(moments.count * Self.seeds >= 200)
    for (index, moment) in moments.enumerated() {
      for _ in 0..<Self.seeds {
        let left = moment.afterPowerLoss(&random)
        let expected = index == moments.count - 1 ? scenario.after : nil
        try expectWhole(left, scenario, expected, "at change \(index)")
      }
    }
  }

  @Test("The power may go again while the first loss is made good", arguments: Scenario.plain)
  func again(_ scenario: Scenario) throws {
    let disk = ModelDisk(scenario.before)
    disk.record()
    try commit(scenario.edits, disk)
    var random = SeededRandom(seed: 2)
    for (index, moment) in disk.history.enumerated() {
      let recovering = ModelDisk(moment.afterPowerLoss(&random))
      recovering.record()
      _ = try session(recovering)
      for (again, moment) in (recovering.history + [recovering.contents]).enumerated() {
        let left = moment.afterPowerLoss(&random)
        try expectWhole(left, scenario, nil, "at change \(index), then at \(again)")
      }
    }
  }

  @Test("A second change never loses or revives the first")
  func secondChange() throws {
    let first = [FileEdit("runs.csv", .append(Array("2\n".utf8)))]
    let second = [
      FileEdit("runs.csv", .append(Array("3\n".utf8))),
      FileEdit("labels.csv", .rewrite([.kept(0..<3), .new(Array("7\n".utf8))])),
    ]
    let disk = ModelDisk(["runs.csv": "id\n1\n", "labels.csv": "id\n1\n"])
    try commit(first, disk)
    disk.record()
    try commit(second, disk)
    let scenario = Scenario(
      name: "", before: ["runs.csv": "id\n1\n2\n", "labels.csv": "id\n1\n"], edits: second,
      after: ["runs.csv": "id\n1\n2\n3\n", "labels.csv": "id\n7\n"])
    var random = SeededRandom(seed: 3)
    for (index, moment) in disk.history.enumerated() {
      for _ in 0..<Self.seeds {
        try expectWhole(moment.afterPowerLoss(&random), scenario, nil, "at change \(index)")
      }
    }
  }

  @Test("A change that the disk refuses behind the decision is whole or not there, then not there")
  func takenBack() throws {
    let scenario = try #require(Scenario.plain.first { $0.name == "five files" })
    let disk = ModelDisk(scenario.before)
    disk.record()
    disk.failExchange()
    #expect(throws: FileError.self) { try commit(scenario.edits, disk) }
    #expect(try tables(disk) == scenario.before)
    let moments = disk.history + [disk.contents]
    var random = SeededRandom(seed: 5)
    for (index, moment) in moments.enumerated() {
      for _ in 0..<Self.seeds {
        let expected = index == moments.count - 1 ? scenario.before : nil
        try expectWhole(moment.afterPowerLoss(&random), scenario, expected, "at change \(index)")
      }
    }
  }

  @Test("What a person takes back by hand, after the answer, is not made again")
  func answered() throws {
    let disk = ModelDisk(["runs.csv": "id\n1\n"])
    try commit([FileEdit("runs.csv", .append(Array("2\n".utf8)))], disk)
    let file = try disk.open("/data/runs.csv", .writing)
    try disk.truncate(file, to: 5)
    try disk.sync(file)
    var random = SeededRandom(seed: 4)
    for _ in 0..<100 {
      let left = ModelDisk(disk.contents.afterPowerLoss(&random))
      _ = try session(left)
      #expect(try tables(left) == ["runs.csv": "id\n1\n"])
    }
  }

  private let folder = DiskFolder("/data", name: "data")

  private func session(_ disk: ModelDisk) throws -> WritingSession {
    try WritingSession(folder, disk: disk, patience: .zero, holder: "test", at: 0)
  }

  private func commit(_ edits: [FileEdit], _ disk: ModelDisk) throws {
    let session = try session(disk)
    try session.commit(edits, from: session.snapshot(), what: "test", rows: .null, at: 0)
  }

  private func tables(_ disk: ModelDisk) throws -> [String: String] {
    var tables: [String: String] = [:]
    for name in try disk.names(in: "/data") ?? [] where name != ".plainlab" {
      let path = "/data/" + name
      if let parts = try disk.names(in: path) {
        for part in parts {
          tables[name + "/" + part] = try disk.contents(of: path + "/" + part).map(text)
        }
      } else {
        tables[name] = try disk.contents(of: path).map(text)
      }
    }
    return tables
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func expectWhole(
    _ left: ModelDisk.Contents, _ scenario: Scenario, _ expected: [String: String]?,
    _ moment: String
  ) throws {
    let disk = ModelDisk(left)
    do {
      _ = try session(disk)
    } catch {
      Issue.record("\(moment): \(error)")
      return
    }
    let found = try tables(disk)
    #expect(found == scenario.before || found == scenario.after, "\(moment)")
    if let expected { #expect(found == expected, "\(moment)") }
    let names = Set(try disk.names(in: "/data/.plainlab") ?? [])
    #expect(names.isSubset(of: [".gitignore", "generation", "lock", "recent"]), "\(moment)")
    // A second look changes nothing.
    _ = try session(disk)
    #expect(try tables(disk) == found, "\(moment)")
  }
}
