internal import CSVText
internal import Wording

/// The file as text: its header, and what is not CSV.
extension TableCheck {
  /// Finds the table's columns in the header, and tells what is wrong with it; whether the rows can
  /// be understood.
  mutating func matchHeader(of reader: borrowing RecordReader, _ start: [UInt8]) -> Bool {
    guard let names = reader.header else { return false }
    let match = HeaderMatch(names, of: table, start: start)
    projection = match.projection
    header = names.places
    hasFaultyHeader = match.faults.contains { $0.severity == .error }
    missingNames = table.columns.indices.count {
      table.columns[$0].isRequired && projection[$0] < 0
    }
    for fault in match.faults {
      add(
        Finding(
          fault.code, fault.severity, file: title, place: fault.place, table: table.name,
          field: fault.field, fault.message, hint: fault.hint))
    }
    return match.isUsable
  }

  /// Tells why there is no header: nothing is there, or what is there cannot be read.
  mutating func addUnreadableHeader(_ reader: inout RecordReader) throws {
    var found: DialectFault?
    while case .fault(let fault) = try reader.next() {
      if fault.kind != .byteOrderMark { found = found ?? fault }
    }
    guard let fault = found else {
      add(
        Finding(
          .missingLabel, file: title, place: .start, table: table.name,
          "the file is empty: it has no header",
          hint: "The first line must be: \(table.columns.map(\.name).joined(separator: ","))"))
      return
    }
    if case .conflictMarker = fault.kind {
      add(
        Finding(
          .conflictMarker, file: title, place: fault.place, table: table.name,
          "git could not merge the header",
          hint: "Decide which header to keep, and remove the marks. Nothing else was checked."))
    } else {
      add(DialectWording(fault.kind), at: fault.place)
    }
  }

  mutating func add(_ faults: FaultFolding, of source: any ByteSource) throws {
    for told in try faults.told(source, missing: missingNames) {
      add(told.words, at: told.place)
    }
  }

  private mutating func add(_ words: DialectWording, at place: Place) {
    add(
      Finding(
        words.code, words.severity, file: title, place: place, table: table.name, words.message,
        hint: words.hint))
  }
}
