import CommandLineKit
import Lab
import Wording

extension ProcedureSheet {
  /// The sheet of a procedure as it stands.
  init(_ record: ProcedureRecord) {
    self.init(
      record.text, labels: record.labels.map(\.name),
      origin: Origin(record.procedure.id, version: record.procedure.version))
  }
}

/// What in a file cannot be understood, with the place of each.
struct UnreadableFile: Error, ExitStatusConvertible, CustomStringConvertible {
  let title: String
  let sheet: UnreadableSheet

  var exitStatus: ExitStatus { .findings }

  var description: String {
    "the text cannot be understood, and nothing was changed.\n"
      + sheet.faults.map { "\(visible(title)):\($0.line): \($0.message)" }.joined(separator: "\n")
  }
}

extension UnreadableSheet {
  private static let mark = "#   ^ "

  /// The text with a remark below each line that has a fault, in the place of earlier remarks.
  func remarks(in text: String) -> String {
    let messages = Dictionary(grouping: faults, by: \.line)
    var lines: [String] = []
    let old = text.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    for (i, line) in old.enumerated() {
      if !line.hasPrefix(Self.mark) { lines.append(String(line)) }
      lines += messages[i + 1, default: []].map { Self.mark + $0.message }
    }
    return lines.joined(separator: "\n")
  }
}

/// The person emptied the text, which is how an edit is called off.
struct NothingWritten: Error, ExitStatusConvertible, CustomStringConvertible {
  var exitStatus: ExitStatus { .findings }
  var description: String { "the text was emptied; nothing was changed" }
}
