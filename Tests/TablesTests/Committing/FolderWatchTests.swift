import CSVText
import JSONText
import Synchronization
import Testing

@testable import Tables

/// Who watches a change is told of every byte, and may stop it until it is decided on.
@Suite("Watching a change of files")
struct FolderWatchTests {
  /// Notes what it is told, and stops the work at one of the calls.
  private final class Watch: FolderWatch {
    struct Stopped: Error {}

    let told = Mutex<[String]>([])
    let stopsAt: Int?

    init(stoppingAt call: Int? = nil) { stopsAt = call }

    func didRead(_ range: Range<Int>, of path: String, size: Int) {
      told.withLock { $0.append("read \(range) of \(size) of \(path)") }
    }

    func writing(
      _ path: String, size: Int, _ work: (_ advance: (Int) throws -> Void) throws -> Void
    ) throws {
      told.withLock { $0.append("begin \(path), \(size)") }
      var calls = 0
      try work { done in
        told.withLock { $0.append("\(done)") }
        if calls == stopsAt { throw Stopped() }
        calls += 1
      }
      told.withLock { $0.append("end") }
    }
  }

  private let old = "id,name\n1,urgent\n2,weekly\n"
  private let edits = [
    FileEdit("runs.csv", .append(Array("2\n".utf8))),
    FileEdit(
      "labels.csv",
      .rewrite([
        .kept(0..<10), .new(Array("late".utf8)), .kept(16..<26),
        .copied(MemorySource(Array(repeating: 0x41, count: (1 << 20) + 1))),
      ])),
    FileEdit("new.csv", .rewrite([.new(Array("id\n".utf8))])),
  ]

  private func commit(_ data: DataFolder, _ watch: Watch) throws {
    let session = try data.session()
    let snapshot = try session.snapshot().watched(by: watch)
    _ = try snapshot.open("runs.csv").bytes(at: 1, count: 2)
    try session.commit(edits, from: snapshot, what: "test", rows: .null, at: 1_800_000_000)
  }

  @Test(
    "Each file that is written anew is told of, piece by piece, and once more when it is durable")
  func told() throws {
    let data = try DataFolder(["runs.csv": "id\n1\n", "labels.csv": old])
    let watch = Watch()
    try commit(data, watch)
    let size = 24 + (1 << 20) + 1
    #expect(
      watch.told.withLock { $0 } == [
        "read 1..<3 of 5 of runs.csv", "begin labels.csv, \(size)", "10", "10", "14", "24", "24",
        "\(24 + (1 << 20))", "\(size)", "\(size)", "\(size)", "end", "begin new.csv, 3", "3", "3",
        "end",
      ])
    #expect(data.text("labels.csv")?.hasPrefix("id,name\n1,late\n2,weekly\nAAA") == true)
  }

  @Test("Stopped at any call, the folder is as it was, without litter, and can be changed again")
  func stopped() throws {
    for call in 0..<9 {
      let data = try DataFolder(["runs.csv": "id\n1\n", "labels.csv": old])
      #expect(throws: Watch.Stopped.self) { try commit(data, Watch(stoppingAt: call)) }
      #expect(data.tables() == ["runs.csv": "id\n1\n", "labels.csv": old])
      #expect(data.names(in: ".plainlab") == [".gitignore", "lock"])
      try commit(data, Watch())
      #expect(data.tables().count == 3)
    }
  }
}
