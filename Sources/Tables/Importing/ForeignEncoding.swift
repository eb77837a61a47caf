internal import CSVText

/// How the characters of another system's file are stored.
///
/// A byte order mark says it; without one it is UTF-8 or what the person states. Nothing else is
/// tried, as every file is some text in Windows-1252.
public enum ForeignEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
}

extension ForeignEncoding {
  /// The encoding as people call it.
  var title: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
    case .windows1252: "Windows-1252"
    case .latin1: "ISO 8859-1"
    }
  }

  /// The encoding of a file and how many bytes its byte order mark takes.
  ///
  /// - Parameter stated: What the person says, which a mark must not contradict.
  /// - Throws: `ForeignFault` where the encoding is none that is read, or not the stated one.
  static func find(
    in first: [UInt8], stated: ForeignEncoding?
  ) throws(ForeignFault) -> (encoding: ForeignEncoding, mark: Int) {
    if first.starts(with: [0xFF, 0xFE, 0, 0]) || first.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw ForeignFault(.wideEncoding("UTF-32"), at: .start)
    }
    for (mark, encoding) in marks where first.starts(with: mark) {
      guard stated == nil || stated == encoding else {
        throw ForeignFault(.otherMark(encoding), at: .start)
      }
      return (encoding, mark.count)
    }
    if stated == nil, first.count > 1, (first[0] == 0) != (first[1] == 0) {
      throw ForeignFault(.wideEncoding("UTF-16"), at: .start)
    }
    return (stated ?? .utf8, 0)
  }

  private static let marks: [([UInt8], ForeignEncoding)] = [
    ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16LittleEndian),
    ([0xFE, 0xFF], .utf16BigEndian),
  ]

  /// What the bytes 80 to 9F are in Windows-1252; 0 where they are nothing.
  static let windowsSpecials: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
