import CSVText
import CommandLineKit
import Tables
import Wording

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Does a work again whenever a lab's tables changed, until somebody stops it.
///
/// The folder is glanced at once a second. A change counts when two glances agree, so that an
/// editor that saves or a checkout of git is over by then; but no longer than ten seconds, as there
/// are folders that change all the time.
struct Watching {
  /// Glances after which a folder that does not come to rest is taken as it is.
  private static let patience = 10
  /// Glances after which a work that failed is done again, though nothing changed: what was in its way
  /// may be gone.
  private static let retry = 60

  let folder: DiskFolder
  /// Waits for the time of the next glance. Returns `false` when the watch is to end.
  let wait: () throws -> Bool

  /// Does the work once, and again after each change.
  ///
  /// What the first time throws ends the watch, as a command that does not watch would end; later
  /// it is told, as somebody may be in the middle of an edit, and the watch goes on.
  /// - Parameters:
  ///   - changed: Told before the work is done again: the files that changed.
  ///   - failed: Told what the work threw.
  func run(
    changed: ([String]) -> Void, failed: (any Error) -> Void, _ work: () throws -> Void
  ) throws {
    // The glance comes before the work: what changes meanwhile is a change.
    var seen = try FolderGlance(at: folder)
    try work()
    var hasFailed = false
    while let now = try next(after: seen, orIn: hasFailed ? Self.retry : nil) {
      if now != seen { changed(now.changes(since: seen)) }
      seen = now
      hasFailed = false
      do {
        try work()
      } catch  where error is Interrupted || error is OutputError {
        throw error
      } catch {
        hasFailed = true
        failed(error)
      }
    }
  }

  /// The folder once it is another and at rest; `nil` when the watch is to end.
  ///
  /// - Parameter limit: Glances after which it need not be another; `nil` for none.
  /// A folder that is not there, as while it is moved to another place, is waited for.
  private func next(after seen: FolderGlance, orIn limit: Int?) throws -> FolderGlance? {
    var last = seen
    var restless = 0
    var glances = 0
    while try wait() {
      glances += 1
      guard let now = try? FolderGlance(at: folder) else { continue }
      if now == seen {
        if let limit, glances >= limit { return now }
        restless = 0
      } else if now == last || restless == Self.patience {
        return now
      } else {
        restless += 1
      }
      last = now
    }
    return nil
  }
}

extension Context {
  /// Does a work, and again whenever the folder's tables changed, until Ctrl-C. What is going on is
  /// noted with its time.
  func watching(_ folder: DiskFolder, _ work: () throws -> Void) throws {
    var isAnnounced = false
    let watching = Watching(folder: folder) {
      if !isAnnounced {
        note("\(now.cellText): Watching \(visible(folder.name)). Ctrl-C ends it.")
        isAnnounced = true
      }
      // A signal wakes it at once.
      _ = usleep(1_000_000)
      return !Interruption.isWanted
    }
    // From here to the end signals are noted, so that none ends it in the middle of something.
    try interruptible {
      do {
        try watching.run(changed: tell, failed: tell, work)
      } catch let error as Interrupted {
        // Who never came so far as to watch has failed.
        guard isAnnounced else { throw error }
      }
    }
    note("\(now.cellText): Stopped watching.")
  }

  private func tell(_ files: [String]) {
    let names = files.map { visible($0) }
    let shown = names.count > 3 ? names.prefix(3) + ["\(names.count - 3) more"] : names
    note("\(now.cellText): \(shown.isEmpty ? "A change" : shown.joinedForReading()) changed.")
  }

  private func tell(_ error: any Error) {
    note("\(now.cellText): Error: \(visible("\(error)"))")
    note("The watch goes on, and what was written before stands.")
  }
}
