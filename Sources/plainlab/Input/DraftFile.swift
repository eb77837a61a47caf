import CSVText
import CommandLineKit
import Foundation
import Tables
import Wording

/// A text in a file of its own while a person edits it.
struct DraftFile {
  let path: String
  /// What the person was given.
  let original: String

  /// Puts the text into a new file of a folder, which nobody else can read.
  init(_ text: String, name: String, in folder: String) throws {
    original = text
    path = "\(folder)/plainlab-\(name)-\(UUID().uuidString.prefix(8)).txt"
    try SystemDisk().make(path, mode: 0o600, isSynced: false, Array(text.utf8))
  }

  /// What stands in the file.
  func text() throws -> String {
    try String(utf8: FileSource.open(path).allBytes(), of: path)
  }

  /// Whether a person wrote something that is worth keeping.
  var isTouched: Bool {
    guard let text = try? text() else { return true }
    return text != original && !text.isRemarkAlone
  }

  func replace(by text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension String {
  /// The text of a file.
  fileprivate init(utf8 bytes: [UInt8], of file: String) throws {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ReadingError(file: visible(file), place: nil, message: "it is not a text in UTF-8")
    }
    self = text
  }

  /// Whether it says nothing: empty lines and remarks.
  var isRemarkAlone: Bool {
    split(whereSeparator: \.isNewline).allSatisfy { line in
      line.hasPrefix("#") || line.allSatisfy(\.isWhitespace)
    }
  }
}

extension Context {
  /// Where files are put that need not stay.
  var temporaryFolder: String {
    let chosen = console.environment["TMPDIR", default: ""]
    return chosen.isEmpty ? "/tmp" : chosen
  }

  /// The text of a file, or of standard input for `-`.
  func text(ofFile file: String) throws -> String {
    do {
      let source = try FileSource.open(file == "-" ? "/dev/stdin" : path(file))
      return try String(utf8: source.allBytes(), of: file)
    } catch let error as FileError {
      // As it was typed, not as the system was asked for it.
      throw FileError(file, error.code)
    }
  }
}
