internal import CSVText
package import JSONText

/// A change of several files that was decided on, so that whoever comes next can complete it.
///
/// The moment in which a journal gets its name is the moment in which the change is made. It holds
/// the bytes to append; rewritten files are ready beside it, and it knows them by their inode.
package struct Journal: Sendable {
  /// The generation of the folder when the change is complete.
  package let generation: Int
  /// What is being done, as the caller said.
  package let what: String
  /// When, in seconds since 1970.
  package let at: Int64
  /// Folders that the change makes, the outer before the inner.
  package let folders: [String]
  package let files: [JournaledFile]
  /// What became of the rows, for those who look later; `null` where that was too much, or no row was
  /// concerned: then the files are remembered.
  package let rows: JSON
}

/// What becomes of one file, and how to see whether it already did.
package struct JournaledFile: Sendable {
  /// In the data folder.
  package let path: String
  /// Where it really is: in the data folder, or for the system when it begins with `/`.
  package let place: String
  /// As it was; `nil` when there was none.
  package let base: Fingerprint?
  package let action: Action

  package enum Action: Sendable {
    /// - tail: The digest of the last bytes before the new ones.
    case append([UInt8], tail: String)
    /// The file at `temporary`, which is `new`, changes places with the old one.
    case replace(temporary: String, new: Fingerprint)
    /// The old file goes to `temporary`.
    case remove(temporary: String)
  }

  /// Where the new file waits, or the old one is kept; `nil` for an append.
  var temporary: String? {
    switch action {
    case .append: nil
    case .replace(let temporary, _), .remove(let temporary): temporary
    }
  }

  /// How many bytes before an append are looked at, to see whether they are still the same.
  static var tailLength: Int { 4096 }
}

// MARK: As text

extension Journal {
  private static var version: Int { 1 }

  /// The journal as a file: a line with the checksum of the next, and the next.
  var text: [UInt8] {
    sealed(
      .object([
        .init("version", .int(Self.version)), .init("generation", .int(generation)),
        .init("what", .string(what)), .init("at", .int(Int(at))),
        .init("folders", .array(folders.map { .string($0) })),
        .init("files", .array(files.map(\.json))), .init("rows", rows),
      ]))
  }

  /// Throws `BrokenSeal` for anything that `text` does not return.
  init(text: [UInt8]) throws {
    let json = try unsealed(text)
    guard let version = json["version"]?.int else { throw BrokenSeal.notAJournal }
    guard version == Self.version else { throw BrokenSeal.otherVersion(version) }
    guard let generation = json["generation"]?.int, let what = json["what"]?.string,
      let at = json["at"]?.int, let folders = json["folders"]?.array,
      let files = json["files"]?.array, let rows = json["rows"]
    else { throw BrokenSeal.notAJournal }
    self.init(
      generation: generation, what: what, at: Int64(at), folders: folders.compactMap(\.string),
      files: try files.map(JournaledFile.init), rows: rows)
  }
}

extension Journal {
  var isOfFiles: Bool { rows == .null }

  /// Who may read it: those who may read all files of the change.
  var mode: UInt32 { files.reduce(0o666) { $0 & $1.mode } | 0o600 }
}

extension JournaledFile {
  /// Whether a file is what the change alone made of it, without edits on top.
  func made(_ now: Fingerprint) -> Bool {
    switch action {
    case .append(let bytes, _):
      base.map { now.inode == $0.inode && now.size == $0.size + bytes.count } ?? false
    case .replace(_, let new): now.hasContent(of: new)
    case .remove: false
    }
  }

  /// What may be read by whoever may read the file, and by nobody else.
  var mode: UInt32 { (base?.mode ?? 0o666) & 0o666 | 0o600 }

  fileprivate var json: JSON {
    var members: [JSON.Member] = [.init("path", .string(path))]
    if place != path { members.append(.init("place", .string(place))) }
    if let base { members.append(.init("base", base.json)) }
    switch action {
    case .append(let bytes, let tail):
      members.append(.init("tail", .string(tail)))
      if let text = String(validating: bytes, as: UTF8.self) {
        members.append(.init("append", .string(text)))
      } else {
        members.append(.init("appendBytes", .array(bytes.map { .int(Int($0)) })))
      }
    case .replace(let temporary, let new):
      members.append(.init("temporary", .string(temporary)))
      members.append(.init("new", new.json))
    case .remove(let temporary):
      members.append(.init("temporary", .string(temporary)))
    }
    return .object(members)
  }

  fileprivate init(_ json: JSON) throws {
    guard let path = json["path"]?.string else { throw BrokenSeal.notAJournal }
    let action: Action
    if let tail = json["tail"]?.string {
      if let text = json["append"]?.string {
        action = .append(Array(text.utf8), tail: tail)
      } else if let bytes = json["appendBytes"]?.array {
        action = .append(bytes.compactMap { $0.int.flatMap(UInt8.init(exactly:)) }, tail: tail)
      } else {
        throw BrokenSeal.notAJournal
      }
    } else if let temporary = json["temporary"]?.string {
      if let new = json["new"].flatMap(Fingerprint.init) {
        action = .replace(temporary: temporary, new: new)
      } else {
        action = .remove(temporary: temporary)
      }
    } else {
      throw BrokenSeal.notAJournal
    }
    self.init(
      path: path, place: json["place"]?.string ?? path,
      base: json["base"].flatMap(Fingerprint.init), action: action)
  }
}
