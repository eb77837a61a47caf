import Foundation
import TestSupport
import Testing

@testable import Tables

/// Random changes of the workshop, each judged by the model too.
@Suite("Random sequences of changes")
struct ChangePropertyTests {
  /// The same in every run, but for `scripts/verify-changes`.
  private static let seeds: Range<UInt64> = {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["PLAINLAB_CHANGE_SEED"].flatMap(UInt64.init) ?? 0
    return first..<first + (environment["PLAINLAB_CHANGE_SEQUENCES"].flatMap(UInt64.init) ?? 300)
  }()

  @Test(
    "Files read back as the model, a check is silent, and what is refused leaves every byte",
    arguments: seeds)
  func inMemory(seed: UInt64) throws {
    var sequence = WorkshopSequence(seed: seed)
    for _ in 0..<4 {
      let files = sequence.files
      try sequence.step { body in
        try changed(files, Workshop.catalog, body)
      }
    }
  }

  @Test("The same through the journal, on disk", arguments: 1000..<1030)
  func onDisk(seed: UInt64) throws {
    var sequence = WorkshopSequence(seed: seed)
    let folder = try DataFolder(sequence.files)
    let store = try Store(folder.folder, catalog: Workshop.catalog)
    for _ in 0..<4 {
      let before = folder.tables()
      try sequence.step { body in
        do {
          try store.write("test", body)
        } catch {
          #expect(folder.tables() == before)
          throw error
        }
        return folder.tables().filter { before[$0.key] != $0.value }
      }
    }
    #expect(
      Set(folder.names(in: ".plainlab")).isSubset(of: [
        ".gitignore", "lock", "generation", "recent",
      ]))
  }

  @Test("Of all random changes a good part is made, and a good part refused")
  func balance() throws {
    var (made, refused) = (0, 0)
    for seed in 0..<60 {
      var sequence = WorkshopSequence(seed: UInt64(seed))
      for _ in 0..<4 {
        let files = sequence.files
        let isMade = try sequence.step { try changed(files, Workshop.catalog, $0) }
        if isMade { made += 1 } else { refused += 1 }
      }
    }
    #expect(made > 40 && refused > 40, "\(made) made, \(refused) refused")
  }
}

/// A folder that is changed at random, and the model beside it.
private struct WorkshopSequence {
  var files: [String: String]
  private var model: WorkshopModel
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    let tables = [
      "benches": [
        ["1", "B1", "hall", "1"], ["2", "B2", "hall", "2"], ["3", "B3", "", "2"],
        ["4", "B4", "attic", ""],
      ],
      "devices": [
        ["1", "1", "S1", "idle", ""], ["2", "1", "", "busy", "1"], ["3", "2", "S3", "broken", "2"],
        ["5", "3", "S2", "retired", ""],
      ],
      "notes": [
        ["1", "1", "B1;B2", "S3", "x,y"], ["2", "1", "", "S9", "said \"no\""],
        ["2", "2", "B4", "", "two\nlines"],
        ["5", "1", "", "S1", "two\r\nlines, as Excel has them"],
      ],
    ]
    model = WorkshopModel(tables)
    files = [:]
    for table in Workshop.catalog.tables {
      files[table.name + ".csv"] = Self.text(of: table, tables[table.name, default: []], &random)
    }
  }

  /// The table in one of many hands.
  private static func text(
    of table: TableSchema, _ rows: [[String]], _ random: inout SeededRandom
  ) -> String {
    var order = table.columns.indices.map { Int?.some($0) }
    if Bool.random(using: &random) { order.append(nil) }
    if Bool.random(using: &random) { order.shuffle(using: &random) }
    let quotes = (0..<40).map { _ in Bool.random(using: &random) }
    let manner = Int.random(in: 0...2, using: &random)
    var style = PlainStyle(
      hasMark: Bool.random(using: &random), lineEnd: Bool.random(using: &random) ? "\n" : "\r\n",
      endsLastLine: Bool.random(using: &random),
      blankRows: Int.random(in: 0...1, using: &random),
      blankLines: Int.random(in: 0...1, using: &random))
    style.quotes = { record, column in
      manner == 0 ? false : manner == 1 || quotes[(record * 7 + column) % quotes.count]
    }
    let header = order.map { $0.map { table.columns[$0].name } ?? "seen by" }
    return style.text([header] + rows.map { row in order.map { $0.map { row[$0] } ?? "me" } })
  }
}

// MARK: One change

extension WorkshopSequence {
  private enum Step {
    case insert([String])
    case update([String], [(column: Int, text: String)])
    case delete([String], cascade: Bool)
  }

  /// Makes one random change in both; whether it was made.
  /// - Parameter write: Makes it, and returns the texts of the files that are other than before.
  @discardableResult
  mutating func step(
    _ write: ((inout Change) throws -> Void) throws -> [String: String]
  ) throws -> Bool {
    var steps: [(table: TableSchema, step: Step)] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let table = Workshop.catalog.tables[Int.random(in: 0...2, using: &random)]
      steps.append((table, randomStep(table)))
    }
    let told = Comment("\(steps.map { "\($0.table.name): \($0.step)" })\n\(files)")

    var new = model
    new.begin()
    var given: [[String]] = []
    var outcome: [String: String]?
    var reasons: [String] = []
    do {
      outcome = try write { change in
        given = []
        for (table, step) in steps {
          switch step {
          case .insert(let cells): given.append(try change.insert(cells, into: table))
          case .update(let key, let cells): try change.update(key, in: table, cells)
          case .delete(let key, let cascade):
            try change.delete(key, from: table, cascade: cascade)
          }
        }
      }
    } catch let refused as RefusedChange {
      reasons = refused.findings.map(\.message)
    }

    var isPossible = true
    for (table, step) in steps where isPossible {
      switch step {
      case .insert(var cells):
        let key = given.isEmpty ? new.key(cells, table) : given.removeFirst()
        if table.numbersItsRows, cells[0].isEmpty {
          let free = (new.cells(table).compactMap { Int($0[0]) }.max() ?? 0) + 1
          // Ids that rows had which the change took out are not given again within it.
          if outcome != nil { #expect(Int(key[0]).map { $0 >= free } ?? false, told) }
          cells[0] = key[0].isEmpty ? String(free) : key[0]
        }
        new.insert(cells, into: table)
      case .update(let key, let cells): isPossible = new.update(key, in: table, cells)
      case .delete(let key, let cascade):
        isPossible = new.delete(key, from: table, cascade: cascade)
      }
    }
    isPossible = isPossible && new.end()
    try #require(isPossible == (outcome != nil), "\(reasons) \(told)")
    if let outcome {
      try follow(outcome, new, told)
      model = new
    }
    return isPossible
  }

  /// Compares the files with the model, and every record that the change does not concern with the
  /// bytes that it had.
  private mutating func follow(
    _ outcome: [String: String], _ new: WorkshopModel, _ told: Comment
  ) throws {
    let old = files
    files.merge(outcome) { $1 }
    for table in Workshop.catalog.tables {
      let path = table.name + ".csv"
      let text = files[path] ?? ""
      #expect(Self.rows(of: table, text) == new.cells(table), told)
      let kept = Set(
        new.rows[table.name, default: []].filter { $0.old == $0.cells }.map {
          new.key($0.cells, table)
        })
      let before = Self.raw(table, old[path] ?? "", kept)
      let after = Self.raw(table, text, kept)
      // Only a line end may come to what was the last line.
      #expect(before.count == kept.count && after.count == kept.count, told)
      for (key, raw) in before where after[key] != raw {
        #expect(after[key].map { $0.starts(with: raw) && $0.count <= raw.count + 2 } ?? false, told)
      }
    }
    let findings = try Check(Store(MemoryFolder(files), catalog: Workshop.catalog)).list.findings
    #expect(findings.filter { $0.severity == .error }.map(\.shortly) == [], told)
    #expect(
      findings.count { $0.severity == .warning && $0.code == .foreignKey } <= new.weakReferences,
      told)
  }

  private static func columns(of table: TableSchema, _ header: [String]) -> [Int?] {
    table.columns.map { header.firstIndex(of: $0.name) }
  }

  private static func rows(of table: TableSchema, _ text: String) -> [[String]] {
    let records = plainRecords(text)
    guard let header = records.first else { return [] }
    let columns = columns(of: table, header.cells)
    return records.dropFirst().filter { !$0.cells.allSatisfy(\.isEmpty) }.map { record in
      columns.map { $0.map { record.cells[$0] } ?? "" }
    }
  }

  /// The bytes of the rows with these keys.
  private static func raw(
    _ table: TableSchema, _ text: String, _ keys: Set<[String]>
  ) -> [[String]: [UInt8]] {
    let records = plainRecords(text)
    let columns = columns(of: table, records.first?.cells ?? [])
    var raw: [[String]: [UInt8]] = [:]
    for record in records.dropFirst() where !record.cells.allSatisfy(\.isEmpty) {
      let key = table.primaryKey.map { columns[$0].map { record.cells[$0] } ?? "" }
      if keys.contains(key) { raw[key] = record.raw }
    }
    return raw
  }
}

// MARK: Chance

extension WorkshopSequence {
  private mutating func randomStep(_ table: TableSchema) -> Step {
    switch Int.random(in: 0...9, using: &random) {
    case 0...2: return .insert(table.columns.indices.map { randomCell(table, $0, isNew: true) })
    case 3...6:
      var columns = Array(table.columns.indices)
      // A key is changed now and then.
      if Int.random(in: 0...3, using: &random) > 0 { columns.removeFirst() }
      columns.shuffle(using: &random)
      return .update(
        randomKey(table),
        columns.prefix(Int.random(in: 1...2, using: &random)).map {
          ($0, randomCell(table, $0, isNew: false))
        })
    default: return .delete(randomKey(table), cascade: Int.random(in: 0...3, using: &random) > 0)
    }
  }

  private mutating func randomKey(_ table: TableSchema) -> [String] {
    if Int.random(in: 0...19, using: &random) == 0 { return table.primaryKey.map { _ in "77" } }
    return model.cells(table).randomElement(using: &random).map { model.key($0, table) }
      ?? table.primaryKey.map { _ in "1" }
  }

  private mutating func randomCell(_ table: TableSchema, _ column: Int, isNew: Bool) -> String {
    // Seldom a cell that no row may have.
    if Int.random(in: 0...39, using: &random) == 0 {
      return ["", "x", "-1", "too long for it"].randomElement(using: &random) ?? ""
    }
    let name = table.columns[column].name
    let words: [String] =
      switch (table.name, name) {
      case ("benches", "id"), ("devices", "id"): isNew ? ["", "", "", "6", "9"] : ["1", "8", "9"]
      case ("benches", "code"): ["B1", "B2", "B4", "B5", "B6", "B7", "B8", "ü, ß"]
      case ("benches", "room"): ["", "hall", "attic", "yard, \"old\""]
      case ("benches", "place"): ["", "1", "2", "3"]
      case (_, "bench_id"): ["1", "2", "3", "4", "4", "6"]
      case (_, "serial"): ["", "S1", "S2", "S3", "S4", "S5", "S6", "S7"]
      case (_, "state"): ["idle", "idle", "busy", "broken", "retired"]
      case (_, "part_of"): ["", "", "1", "2", "3", "5"]
      case (_, "device_id"): ["1", "2", "3", "5", "6"]
      case (_, "number"): ["1", "2", "3", "4", "5"]
      case (_, "benches"): ["", "B1", "B2;B4", "B4;B1;B2", "B5"]
      case (_, "compared_with"): ["", "S1", "S3", "S8"]
      default: ["", "a", "x,y", "\"", "two\nlines", "two\r\nlines", " b ", "é", "\u{FEFF}z"]
      }
    return words.randomElement(using: &random) ?? ""
  }
}
