/// The checksums of files as `sha256sum` writes them and `sha256sum -c` reads them: a line a file,
/// its SHA-256 digest, two spaces, its path.
struct ChecksumList {
  static let fileName = "SHA256SUMS"

  struct Entry: Hashable {
    /// 64 hexadecimal digits in lower case.
    let digest: String
    let path: String
  }

  var entries: [Entry] = []
}

extension ChecksumList {
  /// A path with a line break or a backslash is written with escapes, and its line begins with a
  /// backslash, as `sha256sum` has it.
  var text: [UInt8] {
    entries.flatMap { entry in
      let escaped = entry.path.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        .replacing("\r", with: "\\r")
      let mark = escaped == entry.path ? "" : "\\"
      return Array("\(mark)\(entry.digest)  \(escaped)\n".utf8)
    }
  }

  /// - Throws: `DamagedChecksums` at a line that `sha256sum` would not have written.
  init(text: [UInt8]) throws {
    let text = text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]
    guard !text.isEmpty else { return }
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (i, line) in lines.enumerated() {
      guard let entry = Entry(line: line) else { throw DamagedChecksums(line: i + 1) }
      entries.append(entry)
    }
  }
}

/// A list of checksums is not what was written.
struct DamagedChecksums: Error {
  /// The first line that cannot be read, counted from 1.
  let line: Int
}

extension ChecksumList.Entry {
  fileprivate init?(line: ArraySlice<UInt8>) {
    let isEscaped = line.first == UInt8(ascii: "\\")
    let rest = line.dropFirst(isEscaped ? 1 : 0)
    let hex = rest.prefix(64)
    let space = rest.dropFirst(64).prefix(2)
    // The second is `*` for a file that was read as binary, which is no difference.
    guard hex.count == 64, hex.allSatisfy(Self.isHexDigit), space.count == 2,
      space.first == UInt8(ascii: " "),
      [UInt8(ascii: " "), UInt8(ascii: "*")].contains(space.last),
      let written = String(validating: rest.dropFirst(66), as: UTF8.self), !written.isEmpty,
      let path = isEscaped ? Self.unescaped(written) : written
    else { return nil }
    self.init(digest: String(decoding: hex, as: UTF8.self).lowercased(), path: path)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private static func unescaped(_ text: String) -> String? {
    var scalars = String.UnicodeScalarView()
    var isMarked = false
    for scalar in text.unicodeScalars {
      guard isMarked || scalar == "\\" else {
        scalars.append(scalar)
        continue
      }
      if isMarked {
        switch scalar {
        case "\\": scalars.append("\\")
        case "n": scalars.append("\n")
        case "r": scalars.append("\r")
        default: return nil
        }
      }
      isMarked.toggle()
    }
    return isMarked ? nil : String(scalars)
  }
}
