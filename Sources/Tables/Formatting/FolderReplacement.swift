internal import CSVText
internal import Foundation
internal import Wording

/// A folder of output that takes the place of the one that was written there before, as a whole or
/// not at all.
///
/// What a person put into the old folder, or changed in it, is never overwritten: a list in the
/// folder says what was written, and anything else in it is in the way. The list is a file by the
/// name of `listName`.
public struct FolderReplacement: Sendable {
  public typealias NewFile = FolderCreation.NewFile

  /// The file that lists what was written.
  public static let listName = ".plainlab-output"

  private let path: String
  private let title: String
  public let files: [NewFile]
  private let disk: any Disk = SystemDisk()

  /// - Parameters:
  ///   - path: The folder's path for the system. The folder above must exist.
  ///   - title: How the person called it.
  ///   - files: Names may hold folders, with `/` between them.
  public init(_ path: String, title: String, files: [NewFile] = []) {
    self.path = path.withoutEndingSlashes
    self.title = title.withoutEndingSlashes
    self.files = files
  }

  /// Throws `FilesInTheWay` where the folder holds what was not written there before, or was
  /// changed since; `FileError` where it cannot be looked at. Costs reading what it holds.
  public func check() throws {
    let status = try naming { try disk.status(of: path, followingLinks: false) }
    guard let status else { return }
    guard status.isFolder else { throw FileError(title, FileError.notAFolder) }
    let list = path + "/" + Self.listName
    let listed: [UInt8] = try naming { try disk.contents(of: list) ?? [] }
    let known = Set(String(decoding: listed, as: UTF8.self).split(separator: "\n").map(String.init))
    var strange: [String] = []
    for name in try names(in: "").sorted() where name != Self.listName {
      let found = try naming { try digest(of: path + "/" + name) }
      let isKnown = found.map { known.contains(Self.line(name, $0)) } ?? false
      if !isKnown { strange.append(name) }
    }
    if !strange.isEmpty { throw FilesInTheWay(folder: title, names: strange, isOutput: true) }
  }

  /// Writes the files beside the folder under a hidden name, and lets them take its place.
  ///
  /// - Parameter pause: Called between two pieces of a file. When it throws, all is as it was.
  public func make(_ pause: () throws -> Void = {}) throws {
    try fill { filling in
      for file in files {
        try filling.append([], to: file.name)
        try file.content { piece in
          try pause()
          try filling.append(piece, to: file.name)
        }
      }
    }
  }

  /// The same with files that come as they are written, several at a time.
  ///
  /// - Parameter body: When it throws, all is as it was.
  public func fill(_ body: (inout FolderFilling) throws -> Void) throws {
    try check()
    removeAbandoned(beside: path, on: disk)
    let temporary = temporaryName(beside: path)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try naming { try disk.makeFolder(temporary, mode: admitted(0o755)) }
    do {
      try write(temporary, body)
    } catch let error as FileError where error.path.hasPrefix(temporary) {
      // Nobody knows the temporary folder by its name. What is said of other files is true of them.
      throw FileError(title + error.path.dropFirst(temporary.count), error.code)
    }
    try naming {
      if try disk.status(of: path, followingLinks: false) == nil {
        try disk.renameNew(temporary, to: path)
      } else if try !disk.exchange(temporary, path) {
        let old = temporaryName(beside: path)
        try disk.rename(path, to: old)
        try disk.rename(temporary, to: path)
        try disk.rename(old, to: temporary)
      }
      try disk.syncFolder(folderPath(of: path))
    }
  }

  private func write(_ folder: String, _ body: (inout FolderFilling) throws -> Void) throws {
    var filling = FolderFilling(folder, on: disk)
    try body(&filling)
    let list = Self.list(try filling.finish())
    try disk.make(folder + "/" + Self.listName, mode: admitted(0o644), Array(list.utf8))
    try disk.syncFolder(folder)
  }

  /// Whether the folder is as `make` would leave it, with nothing else in it. Costs making the
  /// files in memory, and reading those that are there.
  public func isCurrent() throws -> Bool {
    let status = try naming { try disk.status(of: path, followingLinks: false) }
    guard let status, status.isFolder else { return false }
    try check()
    let listed: [UInt8] = try naming { try disk.contents(of: path + "/" + Self.listName) ?? [] }
    let wanted = try files.map { file in
      var digest = ByteDigest()
      try file.content { digest.add($0) }
      return (name: file.name, digest: digest)
    }
    return try listed == Array(Self.list(wanted).utf8)
      && Set(names(in: "")) == Set(files.map(\.name) + [Self.listName])
  }

  /// `nil` of what is no file.
  private func digest(of path: String) throws -> ByteDigest? {
    guard try disk.status(of: path, followingLinks: false)?.isFile ?? false else { return nil }
    let file = try disk.open(path, .reading)
    defer { disk.close(file) }
    return try ByteDigest { try disk.bytes(of: file, at: $0, count: $1) }
  }

  private static func list(_ files: [(name: String, digest: ByteDigest)]) -> String {
    let lines = files.map { line($0.name, $0.digest) }
    return
      (["Written by plainlab. Other files here, and changed ones, keep it from being replaced."]
      + lines).joined(separator: "\n") + "\n"
  }

  private static func line(_ name: String, _ digest: ByteDigest) -> String {
    String(digest.value, radix: 16) + " " + name
  }

  /// The files below a folder of the old one, links and all.
  private func names(in folder: String) throws -> [String] {
    let full = folder.isEmpty ? path : path + "/" + folder
    return try naming { try disk.names(in: full) ?? [] }.flatMap { name in
      let inner = folder.isEmpty ? name : folder + "/" + name
      let status = try naming { try disk.status(of: path + "/" + inner, followingLinks: false) }
      return status?.isFolder ?? false ? try names(in: inner) : [inner]
    }
  }

  /// Runs `body` so that what the system refuses is told with the names that a person knows.
  private func naming<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as FileError {
      throw FileError(title, error.code)
    }
  }
}

extension String {
  /// A path as it names a folder; the root keeps its slash.
  package var withoutEndingSlashes: String {
    var trimmed = self[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    return String(trimmed)
  }
}
