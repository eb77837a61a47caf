import CSVText
import Foundation
import JSONText
import Testing

@testable import Tables

@Suite struct CommitTests {
  @Test("Several files change as one: appended, rewritten, made and removed, in new folders too")
  func everyKind() throws {
    let data = try DataFolder([
      "runs.csv": "id\n1\n", "labels.csv": "id,name\n1,urgent\n2,weekly\n", "old.csv": "id\n",
    ])
    try data.commit([
      FileEdit("runs.csv", .append(bytes("2\n"))),
      FileEdit("labels.csv", .rewrite([.kept(0..<10), .new(bytes("late")), .kept(16..<26)])),
      FileEdit("old.csv", .remove),
      FileEdit("parts/2026/12.csv", .append(bytes("id\n7\n"))),
    ])
    #expect(data.text("runs.csv") == "id\n1\n2\n")
    #expect(data.text("labels.csv") == "id,name\n1,late\n2,weekly\n")
    #expect(data.text("old.csv") == nil)
    #expect(data.text("parts/2026/12.csv") == "id\n7\n")
    #expect(data.names(in: ".plainlab") == [".gitignore", "generation", "lock", "recent"])
    #expect(data.text(".plainlab/.gitignore") == "*\n")
  }

  @Test(
    "What was changed is remembered, with the fingerprints before and after; 64 changes at most")
  func recent() throws {
    let data = try DataFolder(["runs.csv": "id\n"])
    for number in 1...66 {
      let session = try data.session(FaultyDisk(.none))
      try session.commit(
        [FileEdit("runs.csv", .append(bytes("\(number)\n")))], from: session.snapshot(),
        what: "add \(number)", rows: ["added": .int(number)], at: Int64(number))
    }
    let changes = try RecentChange.all(in: data.folder)
    #expect(changes.map(\.generation) == (3...66).reversed())
    #expect(changes[0].what == "add 66" && changes[0].at == 66)
    #expect(changes[0].rows == ["added": 66])
    let file = try #require(changes[0].files.first)
    #expect(file.path == "runs.csv" && file.before == changes[1].files[0].after)
    let now = try SystemDisk().status(of: data.path("runs.csv"), followingLinks: false)
    #expect(file.after == now)
  }

  @Test("A file that was edited since the snapshot is never written over, whoever saved it how")
  func overtaken() throws {
    let edits = [
      FileEdit("runs.csv", .append(bytes("2\n"))), FileEdit("labels.csv", .rewrite([.new([49])])),
      FileEdit("new.csv", .append(bytes("id\n"))),
    ]
    let meanwhile: [(path: String, edit: (DataFolder) throws -> Void)] = [
      ("runs.csv", { try $0.write("id\n7\n", to: "runs.csv") }),
      ("runs.csv", { try $0.save("id\n1\n", to: "runs.csv") }),
      ("runs.csv", { try FileManager.default.removeItem(atPath: $0.path("runs.csv")) }),
      ("labels.csv", { try $0.write("id\n1\n2\n", to: "labels.csv") }),
      ("new.csv", { try $0.write("id\n5\n", to: "new.csv") }),
      ("steps.csv", { try $0.write("id\n8\n", to: "steps.csv") }),
      ("parts/2.csv", { try $0.write("id\n2\n", to: "parts/2.csv") }),
    ]
    for (path, edit) in meanwhile {
      let data = try DataFolder([
        "runs.csv": "id\n1\n", "labels.csv": "id\n1\n", "steps.csv": "id\n1\n",
        "parts/1.csv": "id\n1\n",
      ])
      let session = try data.session()
      let snapshot = try session.snapshot()
      _ = try snapshot.names(in: "parts")
      for path in ["runs.csv", "labels.csv", "steps.csv"] { _ = try snapshot.open(path) }
      #expect(try snapshot.fingerprint(of: "new.csv") == nil)
      try edit(data)
      let edited = data.tables()
      let error = #expect(throws: Overtaken.self) {
        try session.commit(edits, from: snapshot, what: "test", rows: .null, at: 0)
      }
      #expect(error?.paths == [path])
      #expect(data.tables() == edited)
      #expect(data.names(in: ".plainlab") == [".gitignore", "lock"])
    }
  }

  @Test("What a person is told who was faster than a change")
  func overtakenMessage() {
    let error = Overtaken(folder: "data", paths: ["runs.csv", "run_steps.csv"])
    #expect(
      error.description == "data/runs.csv and data/run_steps.csv were edited while the change was "
        + "being made; nothing was written. Try again.")
  }

  @Test("A change of the same length within one tick of the clock is noticed")
  func sameTick() throws {
    let disk = ModelDisk(["runs.csv": "id\n1\n"], isClockSlow: true)
    let folder = DiskFolder("/data")
    let session = try WritingSession(
      folder, disk: disk, patience: .seconds(10), holder: "test", at: 0)
    let snapshot = try session.snapshot()
    #expect(try snapshot.open("runs.csv").allBytes() == bytes("id\n1\n"))
    let file = try disk.open("/data/runs.csv", .writing)
    try disk.writeAll(bytes("7"), to: file, at: 3)
    #expect(try disk.status(of: file) == snapshot.fingerprint(of: "runs.csv"))
    #expect(throws: Overtaken.self) {
      try session.commit(
        [FileEdit("runs.csv", .append(bytes("2\n")))], from: snapshot, what: "", rows: .null, at: 0)
    }
    #expect(try disk.contents(of: "/data/runs.csv") == bytes("id\n7\n"))
  }

  @Test("A large file is waited for until its time can tell, unless our own change left it so")
  func largeFile() throws {
    let large = String(repeating: "0123456789abcde\n", count: 70_000)
    let disk = ModelDisk(["runs.csv": large], isClockSlow: true)
    let folder = DiskFolder("/data")
    let start = disk.now()
    func append() throws {
      let session = try WritingSession(
        folder, disk: disk, patience: .seconds(10), holder: "test", at: 0)
      let snapshot = try session.snapshot()
      _ = try snapshot.open("runs.csv")
      try session.commit(
        [FileEdit("runs.csv", .append(bytes("2\n")))], from: snapshot, what: "", rows: .null, at: 0)
    }
    try append()
    #expect(disk.now() == start + 20_000_000)
    try append()
    #expect(disk.now() == start + 20_000_000)
  }

  @Test("An edit in the last instant, behind the decision, takes the whole change back")
  func lastInstant() throws {
    for saved in [true, false] {
      let data = try DataFolder(["labels.csv": "id\n1\n", "runs.csv": "id\n1\n"])
      // Between the look at the file and the exchange.
      let disk = FaultyDisk(.none) { name, _ in
        guard name.hasPrefix("exchange") else { return }
        if data.text("labels.csv") == "id\n1\n" {
          try? saved
            ? data.save("id\n5\n6\n", to: "labels.csv") : data.write("id\n5\n", to: "labels.csv")
        }
      }
      let error = #expect(throws: Overtaken.self) {
        try data.commit(
          [
            FileEdit("runs.csv", .append(bytes("2\n"))),
            FileEdit("labels.csv", .rewrite([.new(bytes("id\n2\n"))])),
          ], disk: disk)
      }
      #expect(error?.paths == ["labels.csv"])
      #expect(
        data.tables() == ["labels.csv": saved ? "id\n5\n6\n" : "id\n5\n", "runs.csv": "id\n1\n"])
      #expect(data.names(in: ".plainlab") == [".gitignore", "generation", "lock"])
      #expect(throws: Never.self) { try data.session() }
    }
  }

  @Test("A second writer waits, and is told for whom")
  func busy() throws {
    let data = try DataFolder(["runs.csv": "id\n"])
    let first = try WritingSession(
      data.folder, holder: "import runs", at: 1_800_000_000)
    let error = #expect(throws: FolderIsBusy.self) {
      try WritingSession(data.folder, patience: .milliseconds(5), holder: "second", at: 0)
    }
    #expect(
      error?.description == "'data' is being changed by 'import runs' (process \(getpid()), since "
        + "2027-01-15T08:00:00Z). Try again when it is done.")
    withExtendedLifetime(first) {}
  }

  @Test("Something else in the place of the state folder is left alone")
  func stateFolderInTheWay() throws {
    let data = try DataFolder([".plainlab": "mine"])
    let error = #expect(throws: UnusableStateFolder.self) { try data.session() }
    #expect(
      error?.description == "'data/.plainlab' is a file, where Plainlab keeps a folder of its own. "
        + "Move it away.")
    try data.moveBehindLink(".plainlab")
    #expect(throws: UnusableStateFolder.self) { try data.session() }
    // There is nothing in it for a reader.
    #expect(throws: Never.self) { try Store.open(data.folder, catalog: Catalog([])) }
  }

  @Test("What was changed in the state folder's .gitignore is put right")
  func gitignore() throws {
    let data = try DataFolder(["runs.csv": "id\n"])
    _ = try data.session()
    try data.write("# nothing\n", to: ".plainlab/.gitignore")
    _ = try data.session()
    #expect(data.text(".plainlab/.gitignore") == "*\n")
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("Of old files a gigabyte is kept, those of the oldest changes go first")
  func pruned() throws {
    let data = try DataFolder(["labels.csv": "id\n1\n", "runs.csv": "id\n"])
    for number in 1...3 {
      try data.commit([FileEdit("labels.csv", .rewrite([.new(Array("id\n\(number + 1)\n".utf8))]))])
    }
    #expect(data.text(".plainlab/recent/2/0") == "id\n2\n")
    let state = StateFolder(folder: data.folder, disk: SystemDisk())
    func prune(_ remembered: Int...) -> [String] {
      state.pruneKept([1, 2, 3], of: Set(remembered))
      return data.names(in: ".plainlab/recent").filter { !$0.hasSuffix(".json") }
    }
    #expect(prune(1, 2, 3) == ["1", "2", "3"])
    // A file with a hole takes no room on the disk.
    let large = try FileHandle(forWritingTo: URL(filePath: data.path(".plainlab/recent/2/0")))
    try large.truncate(atOffset: UInt64(EarlierFile.keptLimit))
    try large.close()
    #expect(prune(1, 2, 3) == ["3"])
    #expect(prune(2) == [])
  }

  @Test("A link among the old files that are kept leads nowhere")
  func hostileKept() throws {
    let data = try DataFolder(["labels.csv": "id\n1\n"])
    try data.commit([FileEdit("labels.csv", .rewrite([.new(Array("id\n2\n".utf8))]))])
    let files = FileManager.default
    let papers = data.outside + "/papers"
    try files.createDirectory(atPath: papers, withIntermediateDirectories: false)
    for name in ["0", "1", "thesis"] {
      try Data("mine".utf8).write(to: URL(filePath: papers + "/" + name))
    }
    for name in ["2", "999"] {
      try files.createSymbolicLink(
        atPath: data.path(".plainlab/recent/" + name), withDestinationPath: papers)
    }
    // The second change's old files would go through the link.
    for number in 3...5 {
      try data.commit([FileEdit("labels.csv", .rewrite([.new(Array("id\n\(number)\n".utf8))]))])
    }
    #expect(try files.contentsOfDirectory(atPath: papers).sorted() == ["0", "1", "thesis"])
    #expect(data.text("labels.csv") == "id\n5\n")
    #expect(data.names(in: ".plainlab").allSatisfy { !$0.hasSuffix(".tmp") })
    let changes = try RecentChange.all(in: data.folder)
    #expect(changes.map(\.generation) == [4, 3, 2, 1])
    #expect(changes.map { $0.files[0].earlier == nil } == [false, false, true, false])
  }
}
