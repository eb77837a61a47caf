import CommandLineKit
import Tables

extension Context {
  /// The files that change as a whole, a line each.
  ///
  /// - Parameter bytesThen: What the column is called with the sizes that they get.
  func tell(_ files: [RestoredFile], in data: DiskFolder, bytesThen: String) throws {
    guard !files.isEmpty else { return }
    let headings: [Heading] = ["file", "change", .number("bytes_now"), .number(bytesThen)]
    try rows(headings, as: .table) { rows in
      for file in files {
        try rows.add(
          .text(data.title(of: file.path)), .text(file.change.rawValue), Field(file.bytesNow),
          Field(file.bytesThen))
      }
    }
  }
}
