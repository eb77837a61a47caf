import CSVText
import Foundation
import Lab
import Tables
import TestSupport
import Testing

/// One mistake, made anywhere in a sound lab, is one finding at its place.
@Suite("Damage to a sound lab")
struct DamageTests {
  static let sound: [String: PlainCSV] = {
    let folder = ErrorFixtureTests.folder.appending(path: "sound")
    let walk = FileManager.default.enumerator(atPath: folder.path)
    let paths = (walk.map { $0.compactMap { $0 as? String } } ?? []).filter { $0.hasSuffix(".csv") }
    let files = paths.map { ($0, try? PlainCSV(contentsOf: folder.appending(path: $0))) }
    return Dictionary(files.compactMap { path, file in file.map { (path, $0) } }) { first, _ in
      first
    }
  }()

  static let bytes = sound.mapValues { Array($0.text.utf8) }

  @Test("The lab without damage has no findings")
  func soundLab() throws {
    let list = try Self.check(Self.bytes)
    #expect(list.isEmpty, "\(list.findings)")
  }

  @Test("A mistake gives one finding, on its line", arguments: Damage.all)
  func damage(_ damage: Damage) throws {
    for seed in UInt64(1)...25 {
      var random = SeededRandom(seed: seed)
      var patient = Patient(sound: Self.sound, bytes: Self.bytes)
      guard let line = damage.harm(&patient, &random) else { continue }
      let list = try Self.check(patient.bytes)
      let what: Comment =
        "\(damage.name), seed \(seed): \(patient.path):\(line) \(list.findings.map(\.sentence))"
      #expect(list.findings.count == 1, what)
      #expect(list.findings.allSatisfy { $0.file == "data/" + patient.path }, what)
      #expect(list.findings.allSatisfy { $0.place?.line == line }, what)
      #expect(list.findings.allSatisfy { $0.code.rawValue == damage.code }, what)
    }
  }

  @Test("A file of any bytes is checked without a crash, and never found sound")
  func anyBytes() throws {
    for seed in UInt64(1)...300 {
      var random = SeededRandom(seed: seed)
      var files = Self.bytes
      let path = files.keys.sorted()[Int.random(in: 0..<files.count, using: &random)]
      var bytes = files[path] ?? []
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        case 2: bytes[at] = UInt8.random(in: 0...255, using: &random)
        default: bytes.insert(contentsOf: Self.marks.shuffled(using: &random).prefix(4), at: at)
        }
      }
      files[path] = bytes
      let list = try Self.check(files)
      #expect(list.omitted == 0, "seed \(seed)")
      for finding in list.findings {
        #expect(!finding.sentence.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "seed \(seed)")
      }
      let places = list.findings.filter { $0.file == "data/" + path }.map { $0.place?.offset ?? 0 }
      #expect(places == places.sorted(), "seed \(seed): in the order of the file")
    }
  }

  private static let marks = Array("\",\n;\r\t<=@#".utf8)

  static func check(_ files: [String: [UInt8]]) throws -> FindingList {
    let store = try Store(MemoryFolder(files: files), catalog: LabCatalog.catalog)
    return try Check(store).list
  }
}

extension Finding {
  fileprivate var sentence: String { "\(code.rawValue): \(message). \(hint)" }
}
