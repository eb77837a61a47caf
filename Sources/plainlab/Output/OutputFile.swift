import CSVText
import CommandLineKit
import Tables
import Wording

extension Flags {
  /// Of commands that can write their answer into a file.
  static let output = Option(
    "output", short: "o", placeholder: "FILE", completion: .files,
    "The file that is written, in place of one that is there; '-' is standard output")
}

extension Context {
  /// Lets `body` write to the file that was named, as a whole or not at all; to standard output
  /// where none was, or '-'.
  ///
  /// A file in the lab's data folder is refused: it would stand there like one of the lab's own.
  func deliver(
    to file: String?, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    guard let file, file != "-" else { return try body { try console.out.write(bytes: $0) } }
    guard !file.isEmpty else { throw UsageError("--output needs the name of a file.") }
    if isInDataFolder(file) {
      throw UsageError(
        "'\(visible(file))' is in the lab's data folder, which holds the lab's own files only. Write to "
          + "another folder.")
    }
    let path = path(file)
    do {
      try interruptible {
        try replaceFile(at: path) { write in
          try withoutActuallyEscaping(write) { write in
            try body { bytes in
              try Interruption.check()
              try write(bytes)
            }
          }
        }
      }
    } catch let error as FileError where error.path == path {
      // As it was typed, not as the system was asked for it.
      throw FileError(file, error.code)
    }
  }
}
