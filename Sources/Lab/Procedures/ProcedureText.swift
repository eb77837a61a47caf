/// What a procedure says: its name, what it is for, and its steps in their order.
///
/// It is what a person writes and follows, without ids, times and versions. Creating, editing,
/// keeping a version, comparing two and showing one all work on this. Spaces and empty lines around
/// the texts do not count, nor how a line ends; a name is one line.
public struct ProcedureText: Sendable, Hashable {
  public let name: String
  /// What it is for, and when to use it; `nil` when nothing is said.
  public let description: String?
  public let steps: [StepText]

  public init(name: String, description: String? = nil, steps: [StepText] = []) {
    self.name = tidyLines(of: name).filter { !$0.isEmpty }.joined(separator: " ")
    let description = description.map { tidyLines(of: $0).joined(separator: "\n") }
    self.description = description?.isEmpty ?? true ? nil : description
    self.steps = steps
  }
}

/// One thing to do, and how long it is thought to take.
public struct StepText: Sendable, Hashable {
  /// What to do, as an instruction.
  public let description: String
  /// Work and waiting together; `nil` when it is not estimated.
  public let estimatedMinutes: Int?

  public init(_ description: String, minutes: Int? = nil) {
    self.description = tidyLines(of: description).joined(separator: "\n")
    estimatedMinutes = minutes
  }
}

extension ProcedureText {
  /// The minutes of all steps that are estimated; `nil` where none is.
  public var estimatedMinutes: Int? {
    steps.compactMap(\.estimatedMinutes).reduce(nil) { sum, minutes in
      let (more, isTooMany) = (sum ?? 0).addingReportingOverflow(minutes)
      return isTooMany ? .max : more
    }
  }

  /// Whether words stand somewhere in it, without regard to case.
  public func mentions(_ words: String) -> Bool {
    let words = words.lowercased()
    let texts = [name, description ?? ""] + steps.map(\.description)
    return texts.contains { $0.lowercased().contains(words) }
  }

  /// Throws what is missing for a procedure that can be followed.
  func validate() throws(ProcedureError) {
    guard !name.isEmpty else { throw .noName }
    for (i, step) in steps.enumerated() {
      guard !step.description.isEmpty else { throw .emptyStep(i + 1) }
      guard step.estimatedMinutes ?? 0 >= 0 else { throw .negativeDuration(step: i + 1) }
    }
  }
}

/// The lines of a text without the spaces around them, and without the empty ones before the first
/// word and after the last.
///
/// Works on bytes: a line break and a letter's accent can be one character to Swift.
private func tidyLines(of text: String) -> [String] {
  var lines: [ArraySlice<UInt8>] = []
  var rest = Array(text.utf8)[...]
  while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
    lines.append(rest[..<end])
    let isPair = rest[end...].starts(with: "\r\n".utf8)
    rest = rest[(end + (isPair ? 2 : 1))...]
  }
  lines.append(rest)
  let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  let tidy = lines.map { line in
    let start = line.firstIndex { !isSpace($0) } ?? line.endIndex
    let end = line.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    return String(decoding: line[start..<end], as: UTF8.self)
  }
  let first = tidy.firstIndex { !$0.isEmpty } ?? tidy.endIndex
  let last = tidy.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? first
  return Array(tidy[first..<last])
}
