package import JSONText

/// Which file it was, and in which state.
///
/// Two equal fingerprints of one path mean that nobody changed the file in between, but for a change
/// within the same tick of the clock that stamps it; see `FolderSnapshot`.
package struct Fingerprint: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64
  /// In bytes.
  package let size: Int
  /// When its bytes changed last, in nanoseconds since 1970.
  package let modified: Int64
  /// When its bytes, mode, owner or names changed last, in nanoseconds since 1970.
  package let changed: Int64
  /// What kind of file it is, and who may do what with it: `st_mode`.
  package let mode: UInt32
  /// How many names lead to it.
  package let links: UInt64

  package init(
    device: UInt64, inode: UInt64, size: Int, modified: Int64, changed: Int64, mode: UInt32,
    links: UInt64
  ) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
    self.mode = mode
    self.links = links
  }
}

extension Fingerprint {
  // The numbers behind S_IFMT, the same on every system that we know.
  package var isFile: Bool { mode & 0o170000 == 0o100000 }
  package var isFolder: Bool { mode & 0o170000 == 0o040000 }
  package var isLink: Bool { mode & 0o170000 == 0o120000 }

  /// Whether it is the same file with the same bytes, whatever its names and its mode are.
  ///
  /// A rename moves `changed`, a new start of the system may move `device`: neither is looked at.
  func hasContent(of other: Fingerprint) -> Bool {
    inode == other.inode && size == other.size && modified == other.modified
  }
}

extension Fingerprint {
  /// As it stands in a journal.
  package var json: JSON {
    .object([
      .init("device", .number(String(device))), .init("inode", .number(String(inode))),
      .init("size", .int(size)), .init("modified", .number(String(modified))),
      .init("changed", .number(String(changed))), .init("mode", .number(String(mode))),
      .init("links", .number(String(links))),
    ])
  }

  /// `nil` for anything that `json` does not return.
  package init?(_ json: JSON) {
    func number<Value: FixedWidthInteger>(_ name: String) -> Value? {
      if case .number(let digits)? = json[name] { Value(digits) } else { nil }
    }
    guard let device: UInt64 = number("device"), let inode: UInt64 = number("inode"),
      let size: Int = number("size"), let modified: Int64 = number("modified"),
      let changed: Int64 = number("changed"), let mode: UInt32 = number("mode"),
      let links: UInt64 = number("links")
    else { return nil }
    guard (0..<1 << 60).contains(size) else { return nil }
    self.init(
      device: device, inode: inode, size: size, modified: modified, changed: changed, mode: mode,
      links: links)
  }
}
