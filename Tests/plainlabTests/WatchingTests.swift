import CommandLineKit
import Foundation
import Tables
import Testing

@testable import plainlab

@Suite("Watching a folder")
struct WatchingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("key,value,description\n", to: "data/settings.csv")
    try folder.write("id,name,color\n", to: "data/labels.csv")
  }

  private struct Failure: Error {}

  /// What happened while these things were done, each between two glances, until there are no more.
  private func story(
    _ steps: [() throws -> Void], work: (Int) throws -> Void = { _ in }
  ) throws -> [String] {
    var (events, left, works) = ([String](), steps[...], 0)
    let data = DiskFolder(folder.url.appending(path: "data").path, name: "data")
    let watching = Watching(folder: data) {
      guard let step = left.popFirst() else { return false }
      try step()
      return true
    }
    func count() throws {
      works += 1
      events.append("work")
      try work(works)
    }
    try watching.run(
      changed: { events.append("changed " + $0.joined(separator: " ")) },
      failed: { _ in events.append("failed") }, count)
    return events
  }

  private func nothing() {}

  @Test("The work is done once, and again when two glances at a change agree")
  func change() throws {
    let events = try story([
      nothing, { try folder.write("id,name,color\n1,a,#000000\n", to: "data/labels.csv") },
      nothing, nothing,
    ])
    #expect(events == ["work", "changed labels.csv", "work"])
  }

  @Test("A work that failed is done again after a while, though nothing changed")
  func again() throws {
    let change = { try folder.write("id,name,color\n1,a,#000000\n", to: "data/labels.csv") }
    let events = try story([change] + Array(repeating: nothing, count: 140)) { works in
      if works == 2 { throw Failure() }
    }
    #expect(events == ["work", "changed labels.csv", "work", "failed", "work"])
  }

  @Test("What changes while the work is done is a change")
  func meanwhile() throws {
    let events = try story([nothing, nothing, nothing]) { works in
      if works == 1 { try folder.write("id,name,color\n1,b,#000000\n", to: "data/labels.csv") }
    }
    #expect(events == ["work", "changed labels.csv", "work"])
  }

  @Test("Parts, files that come and files that go are changes; editors' and foreign files are none")
  func files() throws {
    let events = try story([
      { try folder.write("id\n", to: "data/runs/2026-11.csv") }, nothing,
      { try folder.remove("data/labels.csv") }, nothing,
      { try folder.write("x", to: "data/.labels.csv.swp") }, nothing,
      { try folder.write("x", to: "data/attachments/photo.jpg") }, nothing,
    ])
    #expect(
      events == ["work", "changed runs/2026-11.csv", "work", "changed labels.csv", "work"])
  }

  @Test("A folder that does not come to rest is not waited for without end")
  func restless() throws {
    var count = 0
    let steps = Array(
      repeating: {
        count += 1
        try folder.write(String(repeating: "x", count: count), to: "data/labels.csv")
      }, count: 11)
    #expect(try story(steps) == ["work", "changed labels.csv", "work"])
  }

  @Test("A folder that is gone for a while is waited for")
  func away() throws {
    let path = folder.url.appending(path: "data").path
    let events = try story([
      { try FileManager.default.moveItem(atPath: path, toPath: path + "-2") }, nothing, nothing,
      {
        try FileManager.default.moveItem(atPath: path + "-2", toPath: path)
        try folder.write("id,name,color\n2,c,#000000\n", to: "data/labels.csv")
      }, nothing,
    ])
    #expect(events == ["work", "changed labels.csv", "work"])
  }

  @Test("What the work throws ends the watch the first time, and is told later")
  func failure() throws {
    #expect(throws: Failure.self) { try story([nothing]) { _ in throw Failure() } }
    let steps = [
      { try folder.write("id\n", to: "data/labels.csv") }, nothing,
      { try folder.write("id,name\n", to: "data/labels.csv") }, nothing,
    ]
    let events = try story(steps) { works in if works == 2 { throw Failure() } }
    #expect(
      events
        == ["work", "changed labels.csv", "work", "failed", "changed labels.csv", "work"])
  }

  @Test("An interruption of the work ends the watch")
  func interruption() throws {
    #expect(throws: Interrupted.self) {
      try story([{ try folder.write("id\n", to: "data/labels.csv") }, nothing]) { works in
        if works == 2 { throw Interrupted() }
      }
    }
  }
}
