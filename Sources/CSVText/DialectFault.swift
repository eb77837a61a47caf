/// Something in a file that is not the CSV we read, named for what it is and where it starts.
public struct DialectFault: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A UTF-8 byte order mark at the start. It is skipped.
    case byteOrderMark
    /// Records that end in CR LF; `isMixed` when others end in LF. They are read. Told at the end
    /// of the file, with the place of the first.
    case carriageReturnLineFeed(isMixed: Bool)
    /// CR without LF between records, as old Macs wrote. Reading stops.
    case carriageReturnAlone
    /// The file is UTF-16 or UTF-32. Reading stops.
    case wideEncoding(String)
    /// A zero byte. The record is left out.
    case zeroByte
    /// A byte that UTF-8 does not allow here. The record is left out.
    case invalidUTF8(UInt8)
    /// A quote inside a cell that does not begin with one. The cell is read as it stands.
    case quoteInPlainCell
    /// Text between a closing quote and the next comma, at the text. Its line is left out.
    case textAfterQuote
    /// A quote that is never closed, or only by what was meant to open a later cell.
    /// `probableEnd` is the line at whose end it should have closed, where later lines fit again:
    /// they are read. Without it reading goes on at the line of that later cell, if there is one.
    case unterminatedQuote(probableEnd: Int?)
    /// A record with more or fewer cells than the header. `isTruncated` when it is the last and the
    /// file ends within it. The record is left out.
    case ragged(cells: Int, expected: Int, isTruncated: Bool)
    /// Lines with nothing in them: `count` in a row, in the middle or `atEnd`.
    case blankLines(count: Int, atEnd: Bool)
    /// What git leaves in a file that it could not merge, from `<<<<<<<` to `>>>>>>>`. All up to
    /// line `end` is left out; `end` is `nil` when the closing marker is missing. A marker that
    /// belongs to no conflict is one line, its own `end`.
    case conflictMarker(end: Int?)
    /// A cell over the limit, at its start. Reading stops.
    case cellTooLong(limit: Int)
  }

  public let kind: Kind
  public let place: Place

  public init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

extension DialectFault {
  /// Whether the record stays out of the batches, so that its key cannot be known.
  public var losesRecords: Bool {
    switch kind {
    case .byteOrderMark, .carriageReturnLineFeed, .quoteInPlainCell, .blankLines: false
    default: true
    }
  }
}

/// A stretch of a file: where a person's editor would put the cursor, and which bytes it is.
public struct Place: Hashable, Sendable {
  /// The physical line, from 1. Line breaks inside quotes count.
  public let line: Int
  /// The character in that line, from 1, counted in Unicode scalars as editors do.
  public let column: Int
  /// The byte in the file, from 0.
  public let offset: Int
  /// How many bytes it covers; 0 for a point.
  public let length: Int

  public init(line: Int, column: Int, offset: Int, length: Int = 0) {
    self.line = line
    self.column = column
    self.offset = offset
    self.length = length
  }

  /// The start of a file.
  public static let start = Place(line: 1, column: 1, offset: 0)
}
