package import CSVText

/// What becomes of one file of a data folder.
package struct FileEdit: Sendable {
  /// In the data folder: `runs.csv`, `runs/2026-11.csv`, `attachments/report.pdf`.
  package let path: String
  package let content: Content
  /// The file whose mode, owner and access list a new file gets; `nil` for those of the folder's.
  var model: SnapshotFile?

  package enum Content: Sendable {
    /// These bytes behind the last one of the file; a new file where there is none.
    case append([UInt8])
    /// Pieces of the file as the snapshot has it and other bytes, in order; no `.kept` for a file that
    /// is not there.
    case rewrite([Piece])
    /// No such file any more. Nothing to do where there is none.
    case remove
  }

  package enum Piece: Sendable {
    case kept(Range<Int>)
    case new([UInt8])
    /// All bytes of another file, in constant memory.
    case copied(any ByteSource)

    /// In bytes.
    var size: Int {
      switch self {
      case .kept(let range): range.count
      case .new(let bytes): bytes.count
      case .copied(let source): source.size
      }
    }
  }

  package init(_ path: String, _ content: Content) {
    self.path = path
    self.content = content
  }
}

extension FileEdit {
  /// Whether the path leads to a file inside the data folder, and not into Plainlab's own.
  var isInside: Bool {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    return names.first != ".plainlab"
      && names.allSatisfy { !["", ".", ".."].contains($0) && !$0.utf8.contains(0) }
  }
}
