/// What runs are grouped by.
public enum RunGrouping: String, CaseIterable, Sendable {
  case procedure
  /// A procedure at one of its versions.
  case version
  /// Who ran it.
  case user
  case none

  /// The columns of a group.
  var columns: [FigureColumn] {
    switch self {
    case .procedure: [FigureColumn("procedure", .text, "The name of the procedure.")]
    case .version:
      [
        FigureColumn("procedure", .text, "The name of the procedure."),
        FigureColumn("version", .count, "The version that was followed. Empty: not known."),
      ]
    case .user: [FigureColumn("user", .text, "The code of who ran it. Empty: not known.")]
    case .none: [FigureColumn("group", .text, "All runs.")]
    }
  }
}

/// What every metric of runs can be asked.
public enum RunOptions {
  public static let grouping = MetricOption(
    "by", default: RunGrouping.procedure, "What runs are grouped by")

  public static let procedure = MetricOption(
    "procedure", placeholder: "NAME", "Only runs of this procedure, by its name or number")
}

/// Runs that have something in common.
public struct RunGroup: Sendable, Hashable {
  public let grouping: RunGrouping
  /// The number of the procedure or of the person's row; 0 for all runs.
  public let id: Int
  /// The procedure's name, the person's code; `nil` where nobody is named.
  public let name: String?
  /// The version that was followed; `nil` where it is not known, and in other groups.
  public let version: Int?

  func cells() -> [Figure] {
    grouping == .version ? [Figure(name), Figure(version)] : [Figure(name)]
  }

  /// What a sentence calls it.
  var title: String {
    (name ?? "not known") + (version.map { " (version \($0))" } ?? "")
  }
}

extension RunGroup: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    (left.name ?? "", left.id, left.version ?? .min)
      < (right.name ?? "", right.id, right.version ?? .min)
  }
}

/// Sorts runs into groups, which have numbers from 0.
struct RunSorter {
  private struct Key: Hashable {
    let id: Int
    let version: Int
  }

  let grouping: RunGrouping
  private var numbers: [Key: Int] = [:]
  private var keys: [Key] = []
  private var last: (key: Key, number: Int)?

  init(_ grouping: RunGrouping) { self.grouping = grouping }

  /// The group of a run. Constant time on average.
  mutating func group(of run: Int, _ history: RunHistory) -> Int {
    let key: Key =
      switch grouping {
      case .procedure: Key(id: history.procedures[run], version: 0)
      case .version: Key(id: history.procedures[run], version: history.versions[run])
      case .user: Key(id: history.users[run], version: 0)
      case .none: Key(id: 0, version: 0)
      }
    if let last, last.key == key { return last.number }
    let number = numbers[key] ?? keys.count
    if number == keys.count {
      numbers[key] = number
      keys.append(key)
    }
    last = (key, number)
    return number
  }

  var count: Int { keys.count }

  /// The group with this number.
  func group(_ number: Int, _ runs: NamedRuns) -> RunGroup {
    let key = keys[number]
    switch grouping {
    case .procedure: return RunGroup(.procedure, key.id, runs.book.title(of: key.id))
    case .version:
      let version = key.version == RunHistory.missing ? nil : key.version
      return RunGroup(.version, key.id, runs.book.title(of: key.id), version)
    case .user: return RunGroup(.user, key.id, runs.person(key.id))
    case .none: return RunGroup(.none, 0, "all")
    }
  }

  /// The id of the procedure of a group by procedure or version.
  func procedure(of number: Int) -> Int { keys[number].id }
}

extension RunGroup {
  init(_ grouping: RunGrouping, _ id: Int, _ name: String?, _ version: Int? = nil) {
    self.grouping = grouping
    self.id = id
    self.name = name
    self.version = version
  }
}
