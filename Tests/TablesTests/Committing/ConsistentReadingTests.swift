import CSVText
import Foundation
import JSONText
import Synchronization
import Testing

@testable import Tables

@Suite struct ConsistentReadingTests {
  private struct Part: TableRow {
    let id: Int
    static let schema = Schema("parts", "Parts.", Part.init, Column("id", \.id, .primaryKey))
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("A look makes nothing in the folder")
  func noTraces() throws {
    let data = try DataFolder(["runs.csv": "id\n1\n"])
    let store = try Store.open(data.folder, catalog: Catalog([]))
    #expect(try store.tree.names(in: "") == ["runs.csv"])
    #expect(data.names() == ["runs.csv"])
  }

  @Test("What is opened stays as it was, whatever is written later")
  func frozen() throws {
    let data = try DataFolder(["parts.csv": "id\n1\n", "parts/2.csv": "id\n2\n"])
    let store = try Store.open(data.folder, catalog: Catalog([Part.schema.table]))
    try data.commit([
      FileEdit("parts.csv", .append(bytes("3\n"))),
      FileEdit("parts/2.csv", .rewrite([.new(bytes("id\n7\n"))])),
      FileEdit("parts/4.csv", .append(bytes("id\n4\n"))),
    ])
    #expect(try store.rows(of: Part.self).map(\.id) == [1, 2])
    let now = try Store.open(data.folder, catalog: Catalog([Part.schema.table]))
    #expect(try now.rows(of: Part.self).map(\.id) == [1, 3, 7, 4])
  }

  @Test("Readers without a lock never see a part of a change, while changes are made and refused")
  func concurrent() throws {
    let data = try DataFolder(["a.csv": "0\n", "b.csv": "0\n"])
    let isDone = Atomic(false)
    let reads = Mutex<[[String]]>([])
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 3) { worker in
      do {
        if worker == 0 {
          defer { isDone.store(true, ordering: .releasing) }
          for number in 1...150 {
            // Every third one fails on the way and is taken back.
            let disk = FaultyDisk(
              number % 3 == 0 ? .failOnce(call: 40 + number, code: 5) : .none)
            let session = try WritingSession(data.folder, disk: disk, holder: "test", at: 0)
            _ = try? session.commit(
              [
                FileEdit("a.csv", .append(bytes("\(number)\n"))),
                FileEdit("b.csv", .rewrite([.kept(0..<2), .new(bytes("\(number)\n"))])),
              ], from: session.snapshot(), what: "test", rows: .null, at: 0)
          }
        } else {
          while !isDone.load(ordering: .acquiring) {
            let texts = try ConsistentReading(data.folder, disk: FaultyDisk(.none)).read {
              snapshot in
              try ["a.csv", "b.csv"].map {
                String(decoding: try snapshot.open($0).allBytes(), as: UTF8.self)
              }
            }
            reads.withLock { $0.append(texts) }
          }
        }
      } catch {
        failures.withLock { $0.append("\(worker): \(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let seen = reads.withLock { $0 }
    #expect(Set(seen).count > 5)
    let made = try #require(data.text("a.csv")).split(separator: "\n").count - 1
    #expect((100..<150).contains(made))
    for texts in seen {
      #expect(texts[0].split(separator: "\n").last == texts[1].split(separator: "\n").last)
    }
  }

  @Test("A table may have more parts than a process may open files at first")
  func manyParts() throws {
    let data = try DataFolder([:])
    try FileManager.default.createDirectory(
      atPath: data.path("parts"), withIntermediateDirectories: true)
    for part in 0..<1200 { try data.write("id\n\(part)\n", to: "parts/\(part).csv") }
    #if os(Linux)
      // As few as a process has by default.
      var limit = rlimit()
      try #require(unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
      limit.rlim_cur = min(limit.rlim_cur, 1024)
      try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
    #endif
    let store = try Store.open(data.folder, catalog: Catalog([Part.schema.table]))
    #expect(try store.rows(of: Part.self).count == 1200)
  }
}
