public import Tables
internal import Wording

/// What an edit made of a procedure.
public struct ProcedureEdit: Sendable {
  public let procedure: Key<Procedure>
  /// The version it is at now.
  public let version: Int
  /// Whether the version is a new one; not when nothing but its labels changed.
  public let isNewVersion: Bool
  public let before: ProcedureText
  public let after: ProcedureText
  /// Whether it bears other labels than before.
  public internal(set) var changesLabels = false

  // Places of steps, from 1, in the text after the edit.
  /// Steps that say something else, and are still the same steps.
  public let reworded: [Int]
  /// Steps whose duration alone is another.
  public let retimed: [Int]
  /// Steps that were not there before.
  public let added: [Int]
  /// Steps that were retired once, and are followed again.
  public let revived: [Int]
  /// Steps that are followed no more, by their places in the text before.
  public let dropped: [Int]
  /// Whether steps that are kept follow each other in another order.
  public let isReordered: Bool

  init(of record: ProcedureRecord, to after: ProcedureText, version: Int, _ matching: StepMatching)
  {
    procedure = record.procedure.id
    self.version = version
    isNewVersion = version != record.procedure.version
    before = record.text
    self.after = after
    let old = record.steps.map(\.text)
    var (reworded, retimed, added, revived) = ([Int](), [Int](), [Int](), [Int]())
    for (i, origin) in matching.origins.enumerated() {
      guard let origin else {
        added.append(i + 1)
        continue
      }
      if origin >= old.count {
        revived.append(i + 1)
      } else if old[origin].description != after.steps[i].description {
        reworded.append(i + 1)
      } else if old[origin] != after.steps[i] {
        retimed.append(i + 1)
      }
    }
    (self.reworded, self.retimed, self.added, self.revived) = (reworded, retimed, added, revived)
    dropped = matching.dropped.map { $0 + 1 }
    let kept = matching.origins.compactMap { $0 }.filter { $0 < old.count }
    isReordered = kept != kept.sorted()
  }
}

extension ProcedureEdit {
  /// The edit in a few words, which stand in `versions` where nobody gave others: `Step 3 reworded,
  /// steps 5 and 6 added`.
  public var summary: String {
    var parts: [String] = []
    if before.name != after.name { parts.append("name changed") }
    if before.description != after.description { parts.append("description changed") }
    for (places, noun, change) in [
      (reworded, "step", "reworded"), (retimed, "step", "re-timed"), (added, "step", "added"),
      (revived, "step", "taken up again"), (dropped, "former step", "dropped"),
    ] where !places.isEmpty {
      let numbers = places.map(String.init).joinedForReading()
      parts.append("\(noun)\(places.count == 1 ? "" : "s") \(numbers) \(change)")
    }
    if isReordered { parts.append("steps reordered") }
    if changesLabels { parts.append("labels changed") }
    let text = parts.isEmpty ? "as edited by hand" : parts.joined(separator: ", ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
