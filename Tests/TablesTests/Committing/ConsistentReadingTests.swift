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

  @Test("A change that comes in the middle of a look is a reason to look again, made or taken back")
  func changeInTheMiddle() throws {
    for call in [nil, "exchange"] {
      let data = try DataFolder(["a.csv": "0\n", "b.csv": "0\n"])
      var looks = 0
      let texts = try ConsistentReading(data.folder, disk: SystemDisk()).read { snapshot in
        looks += 1
        let a = try snapshot.open("a.csv").allBytes()
        if looks == 1 {
          // A call that fails behind the decision has the change taken back.
          let fault = try call.map { try failure(of: $0) } ?? .none
          try? data.commit(edits(1), disk: FaultyDisk(fault))
          #expect(data.text("b.csv") == (call == nil ? "0\n1\n" : "0\n"))
        }
        return [a, try snapshot.open("b.csv").allBytes()]
      }
      #expect(looks == 2)
      #expect(texts[0] == texts[1])
    }
  }

  private func edits(_ number: Int) -> [FileEdit] {
    [
      FileEdit("a.csv", .append(bytes("\(number)\n"))),
      FileEdit("b.csv", .rewrite([.kept(0..<2), .new(bytes("\(number)\n"))])),
    ]
  }

  /// The fault that lets the first call of this name fail.
  private func failure(of name: String) throws -> FaultyDisk.Fault {
    let data = try DataFolder(["a.csv": "0\n", "b.csv": "0\n"])
    let number = Mutex<Int?>(nil)
    let disk = FaultyDisk(.none) { found, count in
      if found.hasPrefix(name) { number.withLock { $0 = $0 ?? count.calls } }
    }
    try data.commit(edits(1), disk: disk)
    return .failOnce(call: try #require(number.withLock { $0 }), code: 5)
  }

  @Test("Readers without a lock never see a part of a change, while changes are made and refused")
  func concurrent() throws {
    let data = try DataFolder(["a.csv": "0\n", "b.csv": "0\n"])
    let isDone = Atomic(false)
    let seen = Mutex<Set<[String]>>([])
    let failures = Mutex<[String]>([])
    let (ready, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    for _ in 0..<2 {
      Thread.detachNewThread { [self] in
        do {
          repeat {
            let texts = try read(data)
            seen.withLock { _ = $0.insert(texts) }
            ready.signal()
          } while !isDone.load(ordering: .acquiring)
        } catch {
          failures.withLock { $0.append("\(error)") }
          ready.signal()
        }
        done.signal()
      }
    }
    for number in 1...150 {
      // The readers shall see some of it, however busy the machine is.
      if number % 10 == 1 { ready.wait() }
      // Every third one fails on the way: some before the decision, some are taken back.
      let disk = FaultyDisk(number % 3 == 0 ? .failOnce(call: 40 + number, code: 5) : .none)
      let session = try WritingSession(data.folder, disk: disk, holder: "test", at: 0)
      _ = try? session.commit(
        edits(number), from: session.snapshot(), what: "test", rows: .null, at: 0)
    }
    isDone.store(true, ordering: .releasing)
    for _ in 0..<2 { done.wait() }
    #expect(failures.withLock { $0 } == [])
    let made = try #require(data.text("a.csv")).split(separator: "\n").count - 1
    #expect((100..<150).contains(made))
    let texts = seen.withLock { $0 }
    #expect(texts.count > 5)
    for pair in texts {
      #expect(pair[0].split(separator: "\n").last == pair[1].split(separator: "\n").last)
    }
  }

  private func read(_ data: DataFolder) throws -> [String] {
    try ConsistentReading(data.folder, disk: FaultyDisk(.none)).read { snapshot in
      try ["a.csv", "b.csv"].map {
        String(decoding: try snapshot.open($0).allBytes(), as: UTF8.self)
      }
    }
  }
}
