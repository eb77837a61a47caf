package import CSVText

/// What becomes of the bytes of one file: which stretches are replaced, and by what.
package struct FilePatch: Sendable {
  /// The file in the data folder: `runs.csv`.
  package let path: String
  /// The file as a person is told it.
  package let title: String
  /// The file as it is; `nil` when it is to be made.
  package let source: (any ByteSource)?
  /// In the order of the file; none reaches into the next.
  package let splices: [Splice]

  /// Bytes of a file, and what shall stand in their place. An empty range at the end adds to it.
  package struct Splice: Sendable {
    package let range: Range<Int>
    package let bytes: [UInt8]
  }

  var size: Int { source?.size ?? 0 }

  /// Whether all that happens is that something is added behind the last byte.
  package var isAppend: Bool {
    source != nil && splices.count == 1 && splices[0].range == size..<size
  }
}

extension FilePatch {
  /// The file as it would be: stretches of the old one, and new bytes.
  package var pieces: [FileEdit.Piece] {
    var pieces: [FileEdit.Piece] = []
    var at = 0
    for splice in splices {
      if at < splice.range.lowerBound { pieces.append(.kept(at..<splice.range.lowerBound)) }
      if !splice.bytes.isEmpty { pieces.append(.new(splice.bytes)) }
      at = splice.range.upperBound
    }
    if at < size { pieces.append(.kept(at..<size)) }
    return pieces
  }

  /// The bytes that stand in a stretch of the old file once the splices inside are made.
  func patched(_ range: Range<Int>, _ splices: ArraySlice<Splice>) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var at = range.lowerBound
    for splice in splices {
      bytes += try old(at..<splice.range.lowerBound) + splice.bytes
      at = splice.range.upperBound
    }
    return try bytes + old(at..<range.upperBound)
  }

  func old(_ range: Range<Int>) throws -> [UInt8] {
    guard let source, !range.isEmpty else { return [] }
    return try source.bytes(at: range.lowerBound, count: range.count)
  }
}
