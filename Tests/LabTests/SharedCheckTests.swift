import CSVText
import Lab
import Tables
import TestSupport
import Testing

/// Several threads, each with blocks of a table, must find what one finds that reads it alone.
@Suite("Checks by several threads")
struct SharedCheckTests {
  @Test("A mistake is told by several threads as by one", arguments: Damage.all)
  func damage(_ damage: Damage) throws {
    for seed in UInt64(1)...8 {
      var random = SeededRandom(seed: seed)
      var patient = Patient(sound: DamageTests.sound, bytes: DamageTests.bytes)
      guard damage.harm(&patient, &random) != nil else { continue }
      try expectSame(patient.bytes, "\(damage.name), seed \(seed)")
    }
  }

  @Test("Files of any bytes are told by several threads as by one", arguments: 1...60)
  func anyBytes(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var files = DamageTests.bytes
    for (path, bytes) in files where Bool.random(using: &random) {
      files[path] = Self.harmed(bytes, times: Int.random(in: 1...6, using: &random), &random)
    }
    try expectSame(files, "seed \(seed)")
  }

  @Test("A lab with many faults is told by several threads as by one", arguments: 1...12)
  func manyFaults(_ seed: Int) throws {
    var options = SyntheticLab.Options()
    options.seed = UInt64(seed)
    (options.specimens, options.runs, options.procedures) = (150, 20, 4)
    var files: [String: [UInt8]] = [:]
    for table in SyntheticLab(options).tables {
      var bytes: [UInt8] = []
      try table.write { bytes += $0 }
      files[table.schema.name + ".csv"] = bytes
    }
    var random = SeededRandom(seed: UInt64(seed))
    for name in ["specimens.csv", "runs.csv", "run_steps.csv", "steps.csv", "users.csv"] {
      let bytes = files[name] ?? []
      files[name] = Self.harmed(bytes, times: Int.random(in: 0...30, using: &random), &random)
    }
    if Bool.random(using: &random) {
      // Lines that come twice, far from each other.
      let bytes = files["specimens.csv"] ?? []
      files["specimens.csv"] = bytes + bytes.suffix(Int.random(in: 0...500, using: &random))
    }
    if Bool.random(using: &random) { files["assays.csv"] = nil }
    try expectSame(files, "seed \(seed)")
  }

  @Test("Keys that do not ascend are compared all the same")
  func unordered() throws {
    var labels = "id,name,color\n"
    for i in 0..<400 { labels += "\(i + 1),L\(i &* 7919 % 400),#1F77B4\n" }
    var files = ["labels.csv": Array(labels.utf8)]
    try expectSame(files, "distinct")
    #expect(try check(files, blockSize: 256).list.findings.filter { $0.table == "labels" }.isEmpty)
    files["labels.csv"] = Array((labels + "401,L17,#1F77B4\n").utf8)
    try expectSame(files, "one twice")
    let found = try check(files, blockSize: 256).list.findings.filter { $0.table == "labels" }
    #expect(found.map(\.code) == [.uniqueError])
  }

  private static func harmed(
    _ bytes: [UInt8], times: Int, _ random: inout SeededRandom
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<times where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes.remove(at: at)
      case 1: bytes[at] = UInt8.random(in: 0x20...0x7E, using: &random)
      case 2: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 3: bytes.insert(contentsOf: Array("é".utf8), at: at)
      case 4: bytes.insert(contentsOf: Array("\n".utf8), at: at)
      default: bytes.insert(contentsOf: Array("\",\n;=@#".utf8).shuffled(using: &random), at: at)
      }
    }
    return bytes
  }

  private func expectSame(_ files: [String: [UInt8]], _ what: String) throws {
    let alone = try check(files, blockSize: 1 << 19)
    for blockSize in [64, 200, 1000] {
      let together = try check(files, blockSize: blockSize)
      #expect(together.list.findings == alone.list.findings, "\(what)")
      #expect(together.list.omitted == alone.list.omitted, "\(what)")
      #expect(together.records == alone.records && together.files == alone.files, "\(what)")
    }
  }

  private func check(_ files: [String: [UInt8]], blockSize: Int) throws -> Check {
    let store = try Store(
      MemoryFolder(files: files), catalog: LabCatalog.catalog, options: .init(blockSize: blockSize))
    return try Check(store, asOf: Instant(seconds: 1_795_000_000))
  }
}
