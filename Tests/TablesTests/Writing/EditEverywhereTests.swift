import CSVText
import Foundation
import JSONText
import Testing

@testable import Tables

/// A hand edit before every single call that a commit makes to the system.
@Suite("A hand edit at any point of a commit")
struct EditEverywhereTests {
  enum Edit: String, CaseIterable, Sendable {
    /// Of what the file holds at that moment, as `sed` edits it.
    case renamed, rewritten, appended
    /// Of what the file held before the commit, as an editor has it in memory.
    case renamedBuffer, rewrittenBuffer

    var isOfBuffer: Bool { self == .renamedBuffer || self == .rewrittenBuffer }
  }

  /// Two files of which the change adds to one and rewrites the other.
  private static let old = [
    "runs.csv": "id,note\n1,first\n2,second\n", "labels.csv": "id,name\n1,daily\n2,weekly\n",
  ]
  private static let new = [
    "runs.csv": "id,note\n1,first\n2,second\n3,added\n",
    "labels.csv": "id,name\n1,hourly\n2,weekly\n",
  ]
  private static let change = [
    FileEdit("runs.csv", .append(Array("3,added\n".utf8))),
    FileEdit(
      "labels.csv", .rewrite([.kept(0..<10), .new(Array("hourly".utf8)), .kept(15..<25)])),
  ]

  private static func edited(_ text: String, _ edit: Edit) -> String {
    edit == .appended
      ? text + "9,EDITED\n"
      : text.replacing("second", with: "EDITED by hand").replacing("weekly", with: "EDITED by hand")
  }

  private static func make(_ edit: Edit, _ path: String, _ folder: DataFolder) {
    guard let text = edit.isOfBuffer ? old[path] : folder.text(path) else { return }
    switch edit {
    case .renamed, .renamedBuffer: try? folder.save(edited(text, edit), to: path)
    case .rewritten, .rewrittenBuffer: try? folder.write(edited(text, edit), to: path)
    case .appended:
      let handle = try? FileHandle(forWritingTo: URL(fileURLWithPath: folder.path(path)))
      _ = try? handle?.seekToEnd()
      try? handle?.write(contentsOf: Data("9,EDITED\n".utf8))
      try? handle?.close()
    }
  }

  @Test(
    "It is never lost, and the files change as one or not at all", arguments: Edit.allCases,
    ["runs.csv", "labels.csv"])
  func everywhere(edit: Edit, path: String) throws {
    // Where the file system cannot exchange two names, a save in the instant of the rename is lost.
    for canExchange in path == "runs.csv" ? [true, false] : [true] {
      var number = 0
      var isReached = true
      while isReached {
        let folder = try DataFolder(Self.old)
        let disk = EditingDisk(before: number, canExchange: canExchange) {
          Self.make(edit, path, folder)
        }
        let outcome = Result { try commit(folder, disk) }
        isReached = disk.count > number
        if isReached {
          try judge(folder, outcome, edit, path, "\(edit) \(path) \(canExchange) \(number)")
        }
        number += 1
      }
      #expect(number > 40)
    }
  }

  /// The same two files are looked at as by a change that reads them before it writes.
  private func commit(_ folder: DataFolder, _ disk: EditingDisk) throws {
    let session = try folder.session(disk)
    let snapshot = try session.snapshot()
    // The change is of these bytes: an edit before they are read belongs to the old state.
    for (path, text) in Self.old.sorted(by: { $0.key < $1.key }) {
      let source = try snapshot.open(path)
      guard try source.bytes(at: 0, count: source.size) == Array(text.utf8) else {
        throw Overtaken(folder: "data", paths: [path])
      }
    }
    try session.commit(Self.change, from: snapshot, what: "test", rows: .null, at: 0)
  }

  private func judge(
    _ folder: DataFolder, _ outcome: Result<Void, any Error>, _ edit: Edit, _ path: String,
    _ point: Comment
  ) throws {
    var isDone: Bool?
    switch outcome {
    case .success: isDone = true
    case .failure(is Overtaken): isDone = false
    case .failure(is InterruptedChange): isDone = nil
    case .failure(let error): Issue.record("\(error) at \(point)")
    }
    // Whoever comes next ends it, or says that a person has to.
    do {
      _ = try folder.session()
      #expect(
        Set(folder.names(in: ".plainlab")).isSubset(of: [
          ".gitignore", "generation", "lock", "recent",
        ]), point)
    } catch is UnfinishedChange {
      #expect(folder.text(path)?.contains("EDITED") == true, point)
      return
    }
    let other = path == "runs.csv" ? "labels.csv" : "runs.csv"
    let states = [Self.old, Self.new].map { state in
      let text = (edit.isOfBuffer ? Self.old : state)[path] ?? ""
      return [path: Self.edited(text, edit), other: state[other] ?? ""]
    }
    let found = folder.tables()
    if let isDone {
      #expect(found == states[isDone ? 1 : 0], point)
    } else {
      #expect(states.contains(found), point)
    }
  }
}
