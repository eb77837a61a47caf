import CommandLineKit
import Foundation
import TestSupport
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
    let seconds = asked ?? 8
    let seed = environment["PLAINLAB_KILL_SEED"].flatMap(UInt64.init) ?? 1
    // Two at a time, each in a lab of its own: while one waits for the disk, the other goes on. On
    // threads of their own, as other tests keep those busy that all share.
    let labs = 2
    let results = AsyncStream<Result<Kills, any Error>> { results in
      for number in 0..<labs {
        let seed = seed &+ UInt64(number) &* 1_000_003
        Thread.detachNewThread { results.yield(Result { try kills(seed, for: seconds) }) }
      }
    }
    var sum = Kills()
    for await result in results.prefix(labs) { sum.add(try result.get()) }
    print("Killed \(sum.count) commands: \(sum).")
    #expect(sum.count + sum.finished > 0)
    // Over a long time some are found undone and some done; in seconds that is a matter of luck.
    if asked != nil { #expect(sum.before > 0 && sum.after > 0, "\(sum)") }
  }
}

/// Kills commands in one lab for a while.
private func kills(_ seed: UInt64, for seconds: Double) throws -> Kills {
  var shooting = try Shooting(seed: seed)
  let end = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < end { try shooting.round() }
  return shooting.kills
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
    try refill()
  }

  /// Labels of which each is attached to two procedures.
  private mutating func refill() throws {
    try? folder.remove("data")
    try folder.write("code,name\nTSH,Thyrotropin\n", to: "data/assays.csv")
    try folder.write("id,name,color\n", to: "data/labels.csv")
    try folder.write("label_id,procedure_id\n", to: "data/procedure_labels.csv")
    for name in ["one", "two", "three", "four"] {
      let create = folder.run("procedure", "create", name, "--step", "wash", "--step", "dry")
      try #require(create.status == .success, "\(create)")
    }
    var labels = "id,name,color\n"
    var attached = "label_id,procedure_id\n"
    for id in 1...200 {
      labels += "\(id),\"label, \(id)\",#0000FF\n"
      attached += "\(id),1\n\(id),\(2 + id % 3)\n"
    }
    try folder.write(labels, to: "data/labels.csv")
    try folder.write(attached, to: "data/procedure_labels.csv")
  }

  /// The lines of the tables that the commands change, the empty one at the end included.
  private typealias Files = [String: [Substring]]

  private func files() throws -> Files {
    var files: Files = [:]
    for table in ["labels", "procedure_labels", "procedures", "steps", "versions"] {
      files[table] = try folder.text("data/\(table).csv")
        .split(separator: "\n", omittingEmptySubsequences: false)
    }
    return files
  }

  /// A command, and what it should make of the files.
  private struct Shot {
    var words: [String]
    /// Whether the files are as the command leaves them.
    var isDone: (_ old: Files, _ found: Files) -> Bool
  }

  private mutating func shot(_ old: Files) -> Shot {
    number += 1
    let number = number
    let labels = old["labels", default: []]
    let i = Int.random(in: 2..<(labels.count - 2), using: &random)
    let id = String(labels[i].prefix { $0 != "," })
    /// What the command does is known to the byte.
    func exactly(_ words: [String], _ edit: @escaping (inout Files) -> Void) -> Shot {
      Shot(words: words) { old, found in
        var new = old
        edit(&new)
        return found == new
      }
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      let next = (labels.compactMap { Int($0.prefix { $0 != "," }) }.max() ?? 0) + 1
      return exactly(["add", "labels", "name=added \(number)", "color=#00FF00"]) { new in
        new["labels"]?.insert("\(next),added \(number),#00FF00", at: labels.count - 1)
      }
    case 1:
      return exactly(["set", "labels", id, "name=changed, \(number)"]) { new in
        new["labels"]?[i] = "\(id),\"changed, \(number)\"" + labels[i].suffix(8)
      }
    case 2, 3:
      return exactly(["remove", "labels", id, "--cascade"]) { new in
        new["labels"]?.remove(at: i)
        new["procedure_labels"]?.removeAll { $0.hasPrefix("\(id),") }
      }
    default:
      // Only how many lines come to which table: there are times in them.
      let more = ["procedures": 1, "steps": 3, "versions": 1, "procedure_labels": 1, "labels": 0]
      let steps = ["wash", "dry", "weigh"].flatMap { ["--step", $0] }
      let name = labels[i].split(separator: ",", maxSplits: 1).last?.dropLast(8) ?? ""
      let label = name.replacing("\"", with: "")
      return Shot(
        words: ["procedure", "create", "New \(number)", "--label", String(label)] + steps
      ) { old, found in
        more.allSatisfy { table, count in
          let (old, new) = (old[table, default: []], found[table, default: []])
          return new.count == old.count + count && new.starts(with: old.dropLast())
        }
      }
    }
  }

  mutating func round() throws {
    if number % 100 == 99 { try refill() }
    let old = try files()
    let shot = shot(old)
    let child = try Child(
      Child.plainlab, shot.words + ["--data", folder.url.appending(path: "data").path])
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
      try #require(end == .killed(SIGKILL), "\(shot.words)")
      duration = min(200_000, duration * 21 / 20)
      for name in Set(left) { kills.left[name, default: 0] += 1 }
    }
    try judge(shot, old, isFinished: end == .exited(0))
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

  private mutating func judge(_ shot: Shot, _ old: Files, isFinished: Bool) throws {
    let words = shot.words
    // A reader first, or a writer at once.
    if Int.random(in: 0..<6, using: &random) == 0 { try expectSilence(words) }
    let next = folder.run("set", "assays", "TSH", "name=After \(number)")
    #expect(next.status == .success, "\(words) \(next)")
    let found = try files()
    let isDone = shot.isDone(old, found)
    try #require(isDone || (!isFinished && found == old), "\(words)")
    if !isFinished { if isDone { kills.after += 1 } else { kills.before += 1 } }
    #expect(try folder.litter() == [], "\(words)")
    // The old state was sound when it was the new one: it is looked at now and then.
    if isDone || Int.random(in: 0..<8, using: &random) == 0 { try expectSilence(words) }
  }

  private func expectSilence(_ words: [String]) throws {
    let check = folder.run("check")
    try #require(
      check.status == .success && check.out == "" && check.error == "",
      "after \(words): \(check.out) \(check.error)")
  }
}
