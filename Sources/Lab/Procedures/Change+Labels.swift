public import Tables
internal import Wording

/// Labels, and which procedures bear them.
extension Change {
  /// Makes a label, in a colour that few others have unless one is given.
  /// - Throws: `LabelError` when the name is empty or taken.
  @discardableResult
  public mutating func createLabel(_ name: String, color: HexColor? = nil) throws -> Label {
    let name = ProcedureText(name: name).name
    guard !name.isEmpty else { throw LabelError.noName }
    let labels = try rows(of: Label.self)
    if let other = labels.first(where: { $0.name.lowercased() == name.lowercased() }) {
      throw LabelError.taken(other.name, other.id)
    }
    let color = color ?? Label.leastUsedColor(beside: labels)
    let label = Label(id: try newKey(), name: name, color: color)
    try insert(label)
    return label
  }

  /// Deletes a label; procedures that bore it bear it no more.
  @discardableResult
  public mutating func deleteLabel(_ key: Key<Label>) throws -> Label {
    guard let label = try row(key) else { throw LabelError.unknown(key) }
    try delete(label)
    return label
  }

  /// Has a procedure bear a label.
  /// - Throws: `LabelError` when it does already.
  public mutating func attach(_ label: Key<Label>, to procedure: Key<Procedure>) throws {
    guard try row(procedure) != nil else { throw ProcedureError.unknown(procedure) }
    guard let row = try row(label) else { throw LabelError.unknown(label) }
    guard try link(label, procedure) == nil else {
      throw LabelError.attached(row.name, procedure)
    }
    try insert(ProcedureLabel(procedure: procedure, label: label))
  }

  /// Takes a label off a procedure.
  /// - Throws: `LabelError` when it does not bear it.
  public mutating func detach(_ label: Key<Label>, from procedure: Key<Procedure>) throws {
    guard let row = try row(label) else { throw LabelError.unknown(label) }
    guard let link = try link(label, procedure) else {
      throw LabelError.notAttached(row.name, procedure)
    }
    try delete(link)
  }

  /// Has a procedure bear these labels and no others; whether that is a change.
  mutating func replaceLabels(of record: ProcedureRecord, by labels: [Key<Label>]) throws -> Bool {
    let before = record.labels.map(\.id)
    let after = Set(labels)
    for label in before where !after.contains(label) {
      try detach(label, from: record.procedure.id)
    }
    for label in after.sorted() where !before.contains(label) {
      try attach(label, to: record.procedure.id)
    }
    return Set(before) != after
  }

  private mutating func link(
    _ label: Key<Label>, _ procedure: Key<Procedure>
  ) throws -> ProcedureLabel? {
    try rows(where: \ProcedureLabel.procedure, is: procedure).first { $0.label == label }
  }
}

extension Label {
  /// Colours that stand apart from each other on white.
  private static let palette = [
    "#1F77B4", "#2CA02C", "#FF7F0E", "#9467BD", "#D62728", "#8C564B", "#E377C2", "#7F7F7F",
    "#BCBD22", "#17BECF",
  ].map { HexColor(literal: $0) }

  /// The first colour of the palette that the fewest labels have.
  static func leastUsedColor(beside labels: [Label]) -> HexColor {
    let used = Dictionary(grouping: labels) { $0.color.text.uppercased() }.mapValues(\.count)
    let uses = { (color: HexColor) in used[color.text] ?? 0 }
    return palette.min { uses($0) < uses($1) } ?? HexColor(literal: "#7F7F7F")
  }
}

/// Why a label was not made, deleted, attached or taken off. Nothing was changed.
public enum LabelError: Error, Equatable {
  case noName
  case taken(String, Key<Label>)
  case unknown(Key<Label>)
  case attached(String, Key<Procedure>)
  case notAttached(String, Key<Procedure>)
}

extension LabelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noName: "a label needs a name"
    case .taken(let name, let key): "there is a label '\(visible(name))' already (id \(key))"
    case .unknown(let key): "there is no label \(key)"
    case .attached(let name, let key): "procedure \(key) bears the label '\(visible(name))' already"
    case .notAttached(let name, let key):
      "procedure \(key) does not bear the label '\(visible(name))'"
    }
  }
}
