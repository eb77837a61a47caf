internal import CSVText

/// How far a journaled change of one file has come.
package enum FileState: Hashable, Sendable {
  /// The file is as it was before.
  case before
  /// Some of the bytes to append are there.
  case torn
  /// The change is there; perhaps edits on top of it, too.
  case after
  /// Neither: somebody edited the file, or removed it, before the change came to it.
  case edited
}

extension StateFolder {
  /// How far a change of a file has come.
  ///
  /// A rewritten file is known by its inode: while its new one still waits under the temporary name,
  /// the change did not come to it; when the old one waits there, or nothing, it did.
  func progress(of file: JournaledFile) throws -> FileState {
    let target = try disk.status(of: path(of: file.place), followingLinks: false)
    let held = try file.temporary.flatMap {
      try disk.status(of: path(of: $0), followingLinks: false)
    }
    func isBase(_ status: Fingerprint?) -> Bool {
      guard let status, let base = file.base else { return status == nil && file.base == nil }
      return status.hasContent(of: base)
    }
    switch file.action {
    case .append(let bytes, let tail):
      return try progress(ofAppending: bytes, tail: tail, to: file, target)
    case .replace(_, let new):
      if let held {
        if held.hasContent(of: new) { return isBase(target) ? .before : .edited }
        return isBase(held) ? .after : .edited
      }
      // The new file is gone from where it waited; that it was lost shows by the old one.
      return file.base != nil && isBase(target) ? .edited : .after
    case .remove:
      if let held { return isBase(held) ? .after : .edited }
      if target == nil { return .after }
      return isBase(target) ? .before : .edited
    }
  }

  private func progress(
    ofAppending bytes: [UInt8], tail: String, to file: JournaledFile, _ target: Fingerprint?
  ) throws -> FileState {
    guard let base = file.base, let target, target.isFile else { return .edited }
    let open = try disk.open(path(of: file.place), .reading)
    defer { disk.close(open) }
    guard target.inode == base.inode, target.size >= base.size else {
      return try isOnTop(of: bytes, open, target.size) ? .after : .edited
    }
    let length = min(JournaledFile.tailLength, base.size)
    let last = try disk.bytes(of: open, at: base.size - length, count: length)
    guard SHA256.hexDigits(of: last) == tail else {
      return try isOnTop(of: bytes, open, target.size) ? .after : .edited
    }
    if target.size == base.size { return .before }
    let found = try disk.bytes(of: open, at: base.size, count: bytes.count)
    if found == bytes { return .after }
    // After a loss of power, blocks that were not written yet read as zeros.
    let isOurs =
      target.size - base.size == found.count
      && zip(found, bytes).allSatisfy { $0 == $1 || $0 == 0 }
    return isOurs ? .torn : .edited
  }

  /// Whether an edited file has the appended bytes near its end, as whole lines: then the edit was
  /// made on top of them.
  private func isOnTop(of bytes: [UInt8], _ open: OpenFile, _ size: Int) throws -> Bool {
    let start = max(0, size - bytes.count - 1 << 16)
    let end = try disk.bytes(of: open, at: start, count: size - start)
    guard let found = end.firstRange(of: bytes) else { return false }
    let feed = UInt8(ascii: "\n")
    return found.lowerBound == 0 || end[found.lowerBound - 1] == feed || bytes.first == feed
  }
}
