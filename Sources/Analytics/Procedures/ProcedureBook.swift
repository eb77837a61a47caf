internal import Lab
public import Tables
internal import Wording

/// What procedures are called and say, now and at each version that is kept.
public struct ProcedureBook: Sendable {
  /// A step as a version had it.
  struct Line: Sendable, Hashable {
    let text: String
    /// `nil` when it is not estimated.
    let minutes: Int?
  }

  private struct Edition: Hashable {
    let procedure: Int
    let version: Int
  }

  private var titles: [Int: String] = [:]
  private var names: [(id: Int, name: String)] = []
  private var current: [Int: Int] = [:]
  /// The steps of now by their ids, retired ones too.
  private var steps: [Int: Step] = [:]
  /// The minutes of the steps that are followed now.
  private var estimates: [Int: Int] = [:]
  private var kept: [Edition: [Line]] = [:]

  /// Reads the tables of procedures, their steps and their versions.
  public init(in store: Store) throws {
    let procedures = try store.rows(of: Procedure.self)
    let named = Dictionary(grouping: procedures, by: \.name)
    for procedure in procedures {
      let isOnly = named[procedure.name]?.count == 1
      let title = isOnly ? procedure.name : "\(procedure.name) (\(procedure.id))"
      titles[procedure.id.id] = title
      names.append((procedure.id.id, procedure.name))
      current[procedure.id.id] = procedure.version
    }
    for step in try store.rows(of: Step.self) {
      steps[step.id.id] = step
      guard step.order != nil, let minutes = step.estimatedMinutes else { continue }
      estimates[step.procedure.id] = [estimates[step.procedure.id] ?? 0, minutes].total
    }
    for version in try store.rows(of: ProcedureVersion.self) {
      guard let text = version.text else { continue }
      kept[Edition(procedure: version.procedure.id, version: version.version)] = text.steps.map {
        Line(text: $0.description, minutes: $0.estimatedMinutes)
      }
    }
  }

  /// The name of a procedure, with its number where two have one name; its number where it is not
  /// there.
  func title(of procedure: Int) -> String { titles[procedure] ?? "procedure \(procedure)" }

  /// The steps that a version had, in their order; `nil` where it is the one that is followed now, or
  /// is not known or not kept: then the table of steps says what they are.
  func lines(of procedure: Int, version: Int) -> [Line]? {
    guard version != current[procedure] else { return nil }
    return kept[Edition(procedure: procedure, version: version)]
  }

  /// Whether a version is the one that is followed now.
  func isCurrent(_ version: Int, of procedure: Int) -> Bool { current[procedure] == version }

  /// A step as the table of steps has it now.
  func line(ofStep id: Int) -> Line {
    guard let step = steps[id] else {
      return Line(text: "step \(id), which is not there", minutes: nil)
    }
    return Line(text: step.description, minutes: step.estimatedMinutes)
  }

  /// Whether a step is followed no more.
  func isRetired(step id: Int) -> Bool { steps[id].map { $0.order == nil } ?? true }

  /// A step's place in its procedure now; `nil` where it is followed no more.
  func number(ofStep id: Int) -> Int? { steps[id]?.order }

  /// The minutes that are estimated for a version: the sum of its steps that are estimated; `nil`
  /// where none is.
  func estimatedMinutes(of procedure: Int, version: Int) -> Int? {
    guard let lines = lines(of: procedure, version: version) else { return estimates[procedure] }
    let minutes = lines.compactMap(\.minutes)
    return minutes.isEmpty ? nil : minutes.total
  }
}

extension ProcedureBook {
  /// The procedure that a person named, by its name or its number.
  /// - Throws: `NoAnswer` when there is none, or more than one.
  func procedure(named word: String) throws -> Int {
    if let id = Int(word), titles[id] != nil { return id }
    let meant = names.filter { $0.name.lowercased() == word.lowercased() }
    if let only = meant.first, meant.count == 1 { return only.id }
    if meant.count > 1 {
      let ids = meant.map { String($0.id) }.joinedForReading()
      throw NoAnswer("'\(visible(word))' is the name of \(ids). Name one by its number.")
    }
    let known = nearest(to: word, in: names.map(\.name)).map { "Did you mean '\(visible($0))'?" }
    throw NoAnswer(
      "There is no procedure '\(visible(word))'. "
        + (known ?? "'plainlab procedure list' shows those that there are."))
  }
}

extension [Int] {
  /// Their sum, or the greatest number where it is greater, as cells are written by hand.
  fileprivate var total: Int {
    reduce(0) { sum, next in
      let (more, isTooMany) = sum.addingReportingOverflow(Swift.max(0, next))
      return isTooMany ? .max : more
    }
  }
}
