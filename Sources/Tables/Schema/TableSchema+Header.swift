internal import CSVText

extension TableSchema {
  /// The header of a new file, with its line feed.
  public var headerLine: String {
    var bytes: [UInt8] = []
    for (i, column) in columns.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.appendCell(Array(column.name.utf8))
    }
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
