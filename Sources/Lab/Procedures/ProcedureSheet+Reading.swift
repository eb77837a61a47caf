internal import Tables
internal import Wording

/// What of a sheet cannot be understood, line by line.
public struct UnreadableSheet: Error, Equatable, CustomStringConvertible {
  public let faults: [Fault]

  public struct Fault: Sendable, Equatable {
    /// Counted from 1.
    public let line: Int
    /// A sentence without a capital or a full stop.
    public let message: String

    public init(line: Int, _ message: String) {
      self.line = line
      self.message = message
    }
  }

  public init(_ faults: [Fault]) { self.faults = faults }

  public var description: String {
    faults.map { "line \($0.line): \($0.message)" }.joined(separator: "\n")
  }
}

extension ProcedureSheet {
  /// Reads a sheet that a person wrote.
  /// - Parameter knownLabels: The labels there are; by default any word may be one.
  /// - Throws: `UnreadableSheet` with all that cannot be understood.
  public init(
    reading text: String, knownLabels: [String]? = nil
  ) throws(UnreadableSheet) {
    var reader = SheetReader()
    // Some editors of Windows begin every text with a byte order mark.
    let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    for (i, line) in text.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      reader.read(line, at: i + 1)
    }
    self = try reader.sheet(knownLabels)
  }
}

/// Puts the lines of a sheet together to what they say.
private struct SheetReader {
  /// A name and value, or a step, with the lines it goes on in.
  private struct Entry {
    /// `nil` for a step.
    let name: String?
    let line: Int
    var text: String

    /// Adds a line: after a space, or after a line break where `\` keeps it.
    mutating func goOn(_ more: Substring) {
      if text.utf8.last == UInt8(ascii: "\\") {
        text = text.dropLast() + "\n" + more
      } else {
        text += (text.isEmpty ? "" : " ") + more
      }
    }
  }

  private static let names = ["name", "description", "labels"]

  private var entries: [Entry] = []
  private var faults: [UnreadableSheet.Fault] = []
  private var origin: ProcedureSheet.Origin?

  mutating func read(_ line: Substring, at number: Int) {
    let end = line.utf8.lastIndex { !Self.isSpace($0) }.map { line.utf8.index(after: $0) }
    let line = line[..<(end ?? line.startIndex)]
    let isIndented = line.utf8.first.map(Self.isSpace) ?? false
    // By scalars: an accent at the start of a word would else be one character with the space.
    let bullet = /(?:\d+[.)]|[-*])(?:[ \t]|$)/.matchingSemantics(.unicodeScalar)
    if line.isEmpty {
      return
    } else if line.utf8.first == UInt8(ascii: "#") {
      readRemark(line)
    } else if isIndented {
      goOn(Self.trimmed(line), at: number)
    } else if let step = line.prefixMatch(of: bullet) {
      add(nil, line[step.range.upperBound...], at: number)
    } else if let heading = line.prefixMatch(of: /([A-Za-z]+)[ \t]*:/) {
      readHeading(String(heading.1).lowercased(), line[heading.range.upperBound...], at: number)
    } else {
      fault(
        number,
        "this is neither a step, as in '1. Rinse twice', nor does it go on from the line "
          + "above, indented")
    }
  }

  /// The first remark tells what the sheet began with.
  private mutating func readRemark(_ line: Substring) {
    let words = /# Procedure (\d+), version (\d+)\..*/
    if entries.isEmpty, origin == nil, let match = line.wholeMatch(of: words),
      let procedure = Int(match.1), let version = Int(match.2)
    {
      origin = .init(Key(procedure), version: version)
    }
  }

  private mutating func readHeading(_ name: String, _ value: Substring, at number: Int) {
    if !Self.names.contains(name) {
      let meant = nearest(to: name, in: Self.names).map { "; '\($0)' was meant?" } ?? ""
      fault(number, "there is no '\(visible(name)):' in a procedure\(meant)")
    } else if entries.contains(where: { $0.name == name }) {
      fault(number, "'\(name):' stands here for the second time")
    } else if entries.contains(where: { $0.name == nil }) {
      fault(number, "'\(name):' stands before the steps")
    } else {
      add(name, value, at: number)
    }
  }

  private mutating func add(_ name: String?, _ text: Substring, at number: Int) {
    entries.append(Entry(name: name, line: number, text: String(Self.trimmed(text))))
  }

  private mutating func goOn(_ text: Substring, at number: Int) {
    if entries.isEmpty {
      fault(number, "nothing stands above that this line could go on from")
    } else {
      entries[entries.count - 1].goOn(text)
    }
  }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(.init(line: line, message))
  }

  /// What the lines say together.
  mutating func sheet(_ knownLabels: [String]?) throws(UnreadableSheet) -> ProcedureSheet {
    var values: [String: Entry] = [:]
    var steps: [StepText] = []
    for entry in entries {
      if let name = entry.name {
        values[name] = entry
        continue
      }
      do throws(UnreadableDuration) {
        let step = try StepText(line: entry.text)
        if step.description.isEmpty { fault(entry.line, "this step does not say what to do") }
        steps.append(step)
      } catch {
        fault(entry.line, error.description)
      }
    }
    let text = ProcedureText(
      name: values["name"]?.text ?? "", description: values["description"]?.text, steps: steps)
    if text.name.isEmpty, faults.isEmpty {
      fault(values["name"]?.line ?? 1, "a procedure needs a name, as in 'name: Rinsing'")
    }
    let labels = values["labels"].map { Self.labels(in: $0.text) }
    for label in labels ?? [] where knownLabels.map({ !$0.contains(label) }) ?? false {
      let meant = nearest(to: label, in: knownLabels ?? []).map { "; '\(visible($0))' was meant?" }
      fault(
        values["labels"]?.line ?? 1,
        "there is no label '\(visible(label))'"
          + (meant ?? "; 'plainlab label create' makes one"))
    }
    guard faults.isEmpty else { throw UnreadableSheet(faults.sorted { $0.line < $1.line }) }
    return ProcedureSheet(text, labels: labels, origin: origin)
  }

  /// The labels of a list with commas, in quotes where they have one themselves.
  private static func labels(in list: String) -> [String] {
    list.matches(of: /\s*(?:"((?:[^"]|"")*)"|([^,]+))\s*(?:,|$)/).compactMap { match in
      let label =
        match.1.map { String($0).replacing("\"\"", with: "\"") } ?? match.2.map(String.init)
      return label.map { String(trimmed($0[...])) }.flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func trimmed(_ text: Substring) -> Substring {
    guard let start = text.utf8.firstIndex(where: { !isSpace($0) }),
      let last = text.utf8.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return text[start..<text.utf8.index(after: last)]
  }
}
