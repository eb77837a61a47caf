public import Tables

/// A file that belongs to a row: a photograph, a certificate, a letter.
public struct Attachment: TableRow {
  public let id: Key<Attachment>
  public var targetTable: String
  public var targetID: Int
  public var path: RelativePath
  public var mediaType: String
  public var bytes: Int
  public let sha256: String
  public var addedAt: Instant

  public static let schema = Schema(
    "attachments", "A file that belongs to a row.", Attachment.init,
    Column("id", \.id, .primaryKey),
    Column("resource_type", \.targetTable, .note("The table of the row that it belongs to.")),
    Column("resource_id", \.targetID, .note("The id of that row.")),
    Column("path", \.path, .unique, .note("Under attachments/, never outside it.")),
    Column("media_type", \.mediaType, .note("Such as image/jpeg.")),
    Column("bytes", \.bytes, .note("Size of the file.")),
    Column("sha256", \.sha256, .note("Of the file, in hexadecimal digits.")),
    Column("added_at", \.addedAt),
    rules: [.number(\.bytes, atLeast: 0, "a file's size is not negative")],
    // The folder attachments/ holds the attached files, some of which may be CSV.
    mayHaveParts: false)
}
