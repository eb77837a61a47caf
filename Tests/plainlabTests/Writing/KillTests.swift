import CommandLineKit
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Commands that are killed while they change a lab of several tables.
///
/// `PLAINLAB_KILL_SECONDS` sets how long; `scripts/verify-kill` does.
@Suite("A command that is killed", .serialized)
struct KillTests {
  @Test("The next command completes the change or undoes it; nothing is between, nothing left over")
  func killed() async throws {
    let environment = ProcessInfo.processInfo.environment
    let asked = environment["PLAINLAB_KILL_SECONDS"].flatMap(Double.init)
    let seconds = asked ?? 5
    let seed = environment["PLAINLAB_KILL_SEED"].flatMap(UInt64.init) ?? 1
    let end = ContinuousClock.now + .seconds(seconds)
    // Two at a time, each in a lab of its own: while one waits for the disk, the other goes on.
    let sum = try await withThrowingTaskGroup(of: Kills.self) { group in
      for number in 0..<2 {
        group.addTask {
          var shooting = try Shooting(seed: seed &+ UInt64(number) &* 1_000_003)
          while ContinuousClock.now < end { try shooting.round() }
          return shooting.kills
        }
      }
      return try await group.reduce(into: Kills()) { $0.add($1) }
    }
    print("Killed \(sum.count) commands: \(sum).")
    #expect(sum.count + sum.finished > 0)
    // Over a long time some are found undone and some done; in seconds that is a matter of luck.
    if asked != nil { #expect(sum.before > 0 && sum.after > 0, "\(sum)") }
  }
}

/// How often commands were killed, and what was then found.
private struct Kills: CustomStringConvertible {
  var before = 0
  var after = 0
  var left: [String: Int] = [:]
  var finished = 0

  var count: Int { before + after }

  mutating func add(_ other: Kills) {
    before += other.before
    after += other.after
    finished += other.finished
    left.merge(other.left) { $0 + $1 }
  }

  var description: String {
    let litter = left.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }
    return "\(before) found undone, \(after) done; \(litter.joined(separator: ", ")); "
      + "\(finished) more ended before they could be killed"
  }
}

/// A lab, and commands in it that are killed at random moments.
private struct Shooting {
  private let folder: TemporaryFolder
  private var random: SeededRandom
  private(set) var kills = Kills()
  private var number = 0
  /// How long a command takes once it has the lock, in microseconds, as the last ones did.
  private var duration = 40_000

  init(seed: UInt64) throws {
    folder = try TemporaryFolder()
    random = SeededRandom(seed: seed)
    let procedures = package.appending(path: "data/procedures.csv")
    try folder.write(
      String(contentsOf: procedures, encoding: .utf8), to: "data/procedures.csv")
    try refill()
  }

  /// Labels of which each is attached to two procedures.
  private mutating func refill() throws {
    var labels = "id,name,color\n"
    var attached = "label_id,procedure_id\n"
    for id in 1...400 {
      labels += "\(id),\"label, \(id)\",#0000FF\n"
      attached += "\(id),1\n\(id),\(2 + id % 3)\n"
    }
    try folder.write(labels, to: "data/labels.csv")
    try folder.write(attached, to: "data/procedure_labels.csv")
  }

  private typealias Files = (labels: [Substring], attached: [Substring])

  private func files() throws -> Files {
    (
      try folder.text("data/labels.csv").split(separator: "\n", omittingEmptySubsequences: false),
      try folder.text("data/procedure_labels.csv").split(
        separator: "\n", omittingEmptySubsequences: false)
    )
  }

  /// A command, and the files as it should leave them.
  private mutating func command(_ old: Files) -> (words: [String], new: Files) {
    number += 1
    var new = old
    let i = Int.random(in: 2..<(old.labels.count - 2), using: &random)
    let id = String(old.labels[i].prefix { $0 != "," })
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let next = (old.labels.dropLast().compactMap { Int($0.prefix { $0 != "," }) }.max() ?? 0) + 1
      new.labels.insert("\(next),added \(number),#00FF00", at: new.labels.count - 1)
      return (["add", "labels", "name=added \(number)", "color=#00FF00"], new)
    case 1:
      new.labels[i] = "\(id),\"changed, \(number)\",#0000FF"
      if !old.labels[i].contains("#0000FF") {
        new.labels[i] = "\(id),\"changed, \(number)\",#00FF00"
      }
      return (["set", "labels", id, "name=changed, \(number)"], new)
    default:
      new.labels.remove(at: i)
      new.attached.removeAll { $0.hasPrefix("\(id),") }
      return (["remove", "labels", id, "--cascade"], new)
    }
  }

  mutating func round() throws {
    if number % 300 == 299 { try refill() }
    let old = try files()
    let (words, new) = command(old)
    let child = try Child(
      Child.plainlab, words + ["--data", folder.url.appending(path: "data").path])
    // Most shots fall while it has the lock, some before.
    if Int.random(in: 0..<8, using: &random) == 0 {
      usleep(UInt32.random(in: 0...50_000, using: &random))
    } else {
      let delay = Int.random(in: 0...max(1000, duration * 5 / 4), using: &random)
      if aim(at: child) { usleep(UInt32(delay)) }
    }
    child.kill()
    let end = child.wait()
    let left = try folder.litter().map { name in
      name.hasSuffix(".tmp") && name != "journal.tmp" ? "temporary files" : name
    }
    if end == .exited(0) {
      kills.finished += 1
      duration = max(1000, duration * 4 / 5)
    } else {
      try #require(end == .killed(SIGKILL), "\(words)")
      duration = min(200_000, duration * 21 / 20)
      for name in Set(left) { kills.left[name, default: 0] += 1 }
    }
    try judge(old, new, words, isFinished: end == .exited(0))
  }

  /// Waits until the child has the lock; `false` when it ended without.
  private func aim(at child: Child) -> Bool {
    let lock = folder.url.appending(path: "data/.plainlab/lock").path
    let sign = "\"process\":\(child.process),"
    for _ in 0..<20_000 {
      if let line = FileManager.default.contents(atPath: lock),
        String(decoding: line, as: UTF8.self).contains(sign)
      {
        return true
      }
      usleep(200)
    }
    return false
  }

  private mutating func judge(
    _ old: Files, _ new: Files, _ words: [String], isFinished: Bool
  ) throws {
    // A reader first, or a writer at once.
    if Bool.random(using: &random) { try expectSilence(words) }
    let next = folder.run("set", "procedures", "1", "description=After \(number)")
    #expect(next.status == .success, "\(words) \(next)")
    let found = try files()
    let isDone = found == new
    try #require(isDone || (!isFinished && found == old), "\(words)")
    if !isFinished { if isDone { kills.after += 1 } else { kills.before += 1 } }
    #expect(try folder.litter() == [], "\(words)")
    try expectSilence(words)
  }

  private func expectSilence(_ words: [String]) throws {
    let check = folder.run("check")
    try #require(
      check.status == .success && check.out == "" && check.error == "",
      "after \(words): \(check.out) \(check.error)")
  }
}
