import CommandLineKit
import History
import Synchronization
import Tables

extension Context {
  /// Reads a folder's tables, or changes them. A line on the terminal says how far the file is that
  /// takes long, and how long it will take still. While a file is written anew, the person may
  /// interrupt that.
  func reading<Value>(_ folder: DiskFolder, _ body: (Store) throws -> Value) throws -> Value {
    let watch = TerminalWatch(on: console)
    defer { watch.finish() }
    return try ending { try body(store(in: folder, watchedBy: watch)) }
  }

  /// Reads the lab's tables in the same way, as they are or as they were in a commit.
  func readingLab<Value>(
    at revision: String?, _ body: (Store) throws -> Value
  ) throws -> Value {
    let watch = TerminalWatch(on: console)
    defer { watch.finish() }
    return try ending { try body(store(at: revision, watchedBy: watch)) }
  }

  /// Reads a commit's tables in the same way.
  func reading<Value>(_ commit: CommitTree, _ body: (Store) throws -> Value) throws -> Value {
    let watch = TerminalWatch(on: console)
    defer { watch.finish() }
    return try ending { try body(store(in: WatchedCommit(commit: commit, watch: watch))) }
  }

  /// Runs a work on many bytes, of which a terminal shows how many there were, and which the person
  /// may interrupt.
  func copying<Value>(
    _ label: String, _ body: ((Int) throws -> Void) throws -> Value
  ) throws -> Value {
    try interruptible {
      let meter = ProgressMeter(label, in: .bytes, on: console)
      defer { meter.finish() }
      return try body { count in
        meter.advance(by: count)
        try Interruption.check()
      }
    }
  }
}

/// The meter of the file that is read or written now.
private final class TerminalWatch: FolderWatch {
  private struct Reading {
    let path: String
    let meter: ProgressMeter
    var furthest = 0
  }

  private let console: Console
  private let reading = Mutex<Reading?>(nil)
  /// Threads that share a file read it in pieces, none of which is so far from the others. A look at
  /// one place of a file, as when a row is searched for, is no reading of it.
  private static let reach = 1 << 24

  init(on console: Console) { self.console = console }

  func didRead(_ range: Range<Int>, of path: String, size: Int) {
    guard console.error.isTerminal else { return }
    reading.withLock { reading in
      if reading?.path != path {
        reading?.meter.finish()
        let meter = ProgressMeter("Reading \(path)", of: size, in: .bytes, on: console)
        reading = Reading(path: path, meter: meter)
      }
      // A file may be read again.
      if range.lowerBound == 0 { reading?.furthest = 0 }
      guard let furthest = reading?.furthest, range.upperBound > furthest,
        range.lowerBound <= furthest + Self.reach
      else { return }
      reading?.furthest = range.upperBound
      reading?.meter.advance(to: range.upperBound)
    }
  }

  func writing(
    _ path: String, size: Int, _ work: (_ advance: (Int) throws -> Void) throws -> Void
  ) throws {
    finish()
    try Interruption.noting {
      let meter = ProgressMeter("Writing \(path)", of: size, in: .bytes, on: console)
      defer { meter.finish() }
      try work { written in
        meter.advance(to: written)
        try Interruption.check()
      }
    }
    // What came behind the last look is no longer noted by anybody else.
    try Interruption.check()
  }

  func finish() {
    reading.withLock { reading in
      reading?.meter.finish()
      reading = nil
    }
  }
}
