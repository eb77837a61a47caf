internal import CSVText

extension Import {
  /// What became of a file's rows, or would.
  public struct Outcome {
    public let written: Written<Void>
    /// How many rows are in the table already as the file has them.
    public let unchanged: Int
    /// How many records of the file are blank.
    public let blankRecords: Int
    /// The bytes of the records that were left out, in the order of the file.
    public let badRecords: [Range<Int>]
    /// Why they were left out.
    public let findings: FindingList
  }

  /// What to do with records that are no rows of the table.
  public enum BadRecords {
    /// Nothing is written because of them.
    case refuse
    /// They are left out. They are handed to this function, to be kept elsewhere, when all else is
    /// known to be right and before it is written; it may be called again with others.
    case leaveOut(([Range<Int>]) throws -> Void)
  }

  /// Adds the rows of the file to its table or, in an update, changes those that are there.
  ///
  /// - Parameters:
  ///   - isPreview: Whether nothing is to be written.
  ///   - progress: Is told the byte of the file up to which it was read.
  /// - Throws: `RefusedImport` with every finding of the file; what `Store.write` throws. Every table
  ///   is then as it was.
  public func write(
    to store: Store, bad: BadRecords = .refuse, isPreview: Bool = false,
    progress: (Int) -> Void = { _ in }
  ) throws -> Outcome {
    if !headerFindings.isEmpty { throw RefusedImport(headerFindings) }
    var attempts = ImportAttempts(file: self, store: store)
    return switch bad {
    case .refuse: try attempts.writeAll(isPreview: isPreview, progress)
    case .leaveOut(let keep): try attempts.writeGood(isPreview: isPreview, keep, progress)
    }
  }
}

/// Why a file was not imported: its findings. No table was touched.
public struct RefusedImport: Error, CustomStringConvertible {
  public let findings: FindingList

  init(_ found: FileFindings) {
    var list = FindingList()
    list.add(found)
    findings = list
  }

  init(_ findings: [Finding]) {
    var found = FileFindings()
    for finding in findings { found.add(finding) }
    self.init(found)
  }

  public var description: String { findings.findings.map(\.message).joined(separator: "\n") }
}

extension Import {
  /// Writes records of the file as they stand in it, below its header, to a file that is not there
  /// yet. It can be imported as this one, once its records are mended.
  /// - Throws: `FileError`.
  public func copy(_ records: [Range<Int>], toNewFileAt path: String) throws {
    let disk = SystemDisk()
    let folder = folderPath(of: path)
    let admits = try disk.status(of: folder, followingLinks: true)?.mode ?? 0o755
    try disk.make(path, mode: admits & 0o644) { write in
      for range in [headerBytes] + records {
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 20) {
          let end = min(range.upperBound, start + (1 << 20))
          try write(source.bytes(at: start, count: end - start))
        }
      }
    }
    try disk.syncFolder(folder)
  }
}
