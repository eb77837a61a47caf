internal import JSONText
internal import Wording

/// What is wrong with a descriptor, collected while it is read.
struct DescriptorFaults {
  private let file: DescriptorFile?
  private(set) var findings: [Finding] = []
  private var omitted = 0

  /// A descriptor with more faults has one cause, and each costs a search for its line.
  private static let limit = 100

  /// - Parameter file: The file they are in; without one nothing is collected.
  init(of file: DescriptorFile?) { self.file = file }

  /// Whether a finding would be kept, so that a suggestion for it is worth looking for.
  var hasRoom: Bool { file != nil && findings.count < Self.limit }

  /// Which of the names may have been meant, as a hint; empty when none is near.
  func suggestion(for name: String, among names: [String]) -> String {
    guard hasRoom, let meant = nearest(to: name, in: names) else { return "" }
    return "Did you mean '\(abbreviated(meant))'?"
  }

  mutating func add(
    _ severity: Severity = .error, at node: DescriptorNode, table: String? = nil,
    field: String? = nil, _ message: String, hint: String = ""
  ) {
    guard let file else { return }
    guard hasRoom else {
      omitted += 1
      return
    }
    findings.append(
      Finding(
        .schemaError, severity, file: file.title, place: file.place(of: node.path), table: table,
        field: field, message, hint: hint))
  }

  /// The findings, and how many more there were.
  func all() -> [Finding] {
    guard omitted > 0, let file else { return findings }
    return findings + [
      Finding(
        .schemaError, .error, file: file.title,
        "\(counted(omitted, "more fault")) of the descriptor not shown")
    ]
  }
}

/// Reading values of a kind; one of another kind is a fault and reads as none.
extension DescriptorFaults {
  mutating func text(_ name: String, of node: DescriptorNode) -> String? {
    value(name, of: node, "text") { $0.string }
  }

  mutating func bool(_ name: String, of node: DescriptorNode) -> Bool? {
    value(name, of: node, "true or false") { $0.bool }
  }

  /// A text, or an array of texts.
  mutating func texts(_ name: String, of node: DescriptorNode) -> [String]? {
    value(name, of: node, "text or a list of texts") { json in
      if let text = json.string { return [text] }
      guard let array = json.array else { return nil }
      let texts = array.compactMap(\.string)
      return texts.count == array.count ? texts : nil
    }
  }

  /// A whole number of zero or more.
  mutating func count(_ name: String, of node: DescriptorNode) -> Int? {
    value(name, of: node, "a whole number") { json in json.int.flatMap { $0 >= 0 ? $0 : nil } }
  }

  mutating func object(_ name: String, of node: DescriptorNode) -> DescriptorNode? {
    value(name, of: node, "an object") { $0.members }.flatMap { _ in node[name] }
  }

  mutating func array(_ name: String, of node: DescriptorNode) -> [DescriptorNode]? {
    value(name, of: node, "a list") { $0.array }.flatMap { _ in node[name]?.elements }
  }

  private mutating func value<Value>(
    _ name: String, of node: DescriptorNode, _ expected: String, _ read: (JSON) -> Value?
  ) -> Value? {
    guard let member = node[name] else { return nil }
    if let value = read(member.json) { return value }
    add(at: member, "'\(name)' must be \(expected), not \(shown(member.json))")
    return nil
  }
}

/// A value as a message names it.
private func shown(_ json: JSON) -> String {
  switch json {
  case .null: "null"
  case .bool(let value): "\(value)"
  case .number(let digits): abbreviated(digits)
  case .string(let text): "'\(abbreviated(text))'"
  case .array: "a list"
  case .object: "an object"
  }
}
