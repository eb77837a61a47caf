internal import CSVText
internal import Wording

/// How the columns of a file answer to those of a table.
///
/// A name that is nearly right is read as the one that was meant, so that one slip in the header is
/// one finding and the rows below are still checked.
struct HeaderMatch {
  /// For each column of the table its place in the file; -1 where the file does not have it.
  private(set) var projection: [Int]
  /// Whether the rows can be understood at all.
  private(set) var isUsable = true
  private(set) var faults: [Fault] = []

  struct Fault {
    let code: FindingCode
    var severity = Severity.error
    let place: Place
    var field: String?
    let message: String
    var hint = ""
  }

  /// - Parameter start: The first bytes of the file, for recognising what stands where the header
  ///   should.
  init(_ header: Header, of table: TableSchema, start: [UInt8]) {
    let names = NameMatch(header, table)
    projection = names.projection
    guard names.isHeader else {
      projection = table.columns.map { _ in -1 }
      isUsable = false
      faults = [Misheader(header, table, start).fault]
      return
    }
    faults = names.misspelt() + names.unaccounted()
  }
}
