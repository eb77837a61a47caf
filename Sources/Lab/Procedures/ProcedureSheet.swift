public import Tables

/// A procedure as a text that a person edits, and back.
///
///     # Procedure 3, version 4. Lines that begin with '#' are left out.
///
///     name: Visual inspection
///     description: Before and after each test.
///     labels: photovoltaics, daily
///
///     1. Clean the glass  (10 min)
///     2. Look at the front in good light,
///        at least 1000 lux  (5 min)
///
/// What goes on in another line is indented, and joined with a space; a line that ends in `\` ends
/// there for good. Steps are numbered as they stand: their numbers may be wrong, and `-` does as well.
public struct ProcedureSheet: Sendable, Equatable {
  public var text: ProcedureText
  /// The names of its labels; `nil` when it does not say, and they are to stay as they are.
  public var labels: [String]?
  /// The procedure and the version of it that the sheet began with; `nil` when it does not say.
  public var origin: Origin?

  public struct Origin: Sendable, Equatable {
    public let procedure: Key<Procedure>
    public let version: Int

    public init(_ procedure: Key<Procedure>, version: Int) {
      self.procedure = procedure
      self.version = version
    }
  }

  public init(_ text: ProcedureText, labels: [String]? = nil, origin: Origin? = nil) {
    self.text = text
    self.labels = labels
    self.origin = origin
  }
}

extension ProcedureSheet {
  /// The sheet as it is given to a person.
  public var written: String {
    let origin = origin.map { "\(Self.originStart)\($0.procedure), version \($0.version). " } ?? ""
    let lines = [
      "# \(origin)Lines that begin with '#' are left out.",
      "# Steps are numbered anew as they stand, so '-' does for a number. Minutes stand at the end of",
      "# a step. What goes on in another line is indented.",
      "",
    ]
    return lines.map { $0 + "\n" }.joined()
      + text.readable(labels: labels.map { $0.map(Self.quoted).joined(separator: ", ") })
  }

  static let originStart = "Procedure "

  /// A label in a list of them: in quotes where it has what ends it.
  private static func quoted(_ label: String) -> String {
    guard label.utf8.contains(where: { "\",".utf8.contains($0) }) else { return label }
    return "\"" + label.replacing("\"", with: "\"\"") + "\""
  }
}

extension ProcedureText {
  /// The text as a person reads it, and as two versions are compared: a line for what is one line.
  public var readable: String { readable(labels: nil) }

  fileprivate func readable(labels: String?) -> String {
    var lines = ["name: \(name)", "description: \(Self.indented(description ?? "", by: 2))"]
    if let labels { lines.append("labels: \(labels)") }
    lines.append("")
    for (i, step) in steps.enumerated() {
      let number = "\(i + 1). "
      lines.append(number + Self.indented(step.line, by: number.utf8.count))
    }
    return lines.map { line in
      line.utf8.last == UInt8(ascii: " ") ? line.dropLast() + "\n" : line + "\n"
    }.joined()
  }

  /// A text whose line breaks are kept by `\` and a new line that is indented.
  private static func indented(_ text: String, by columns: Int) -> String {
    text.replacing("\n", with: "\\\n" + String(repeating: " ", count: columns))
  }
}
