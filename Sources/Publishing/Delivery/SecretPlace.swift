internal import Foundation
internal import Wording

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where a secret is kept: in a variable of the environment or in a file that only its owner reads,
/// never in the lab's folder.
public struct SecretPlace: Sendable {
  /// The variable that holds it.
  public let variable: String
  /// The variable that names a file which holds it.
  public let fileVariable: String
  /// The file below `~/.config` that holds it where neither is set.
  public let file: String

  init(_ variable: String, fileVariable: String, file: String) {
    self.variable = variable
    self.fileVariable = fileVariable
    self.file = file
  }

  /// The secret, and where it was found; `nil` where it is nowhere.
  ///
  /// - Throws: `UnsafeSecret` when the file is not as it must be.
  func secret(
    _ environment: [String: String], isShared: (_ path: String) -> Bool = { _ in false }
  ) throws -> Secret? {
    if let value = environment[variable], !value.isEmpty {
      return Secret(value: value, source: variable)
    }
    if let path = environment[fileVariable], !path.isEmpty {
      guard !isShared(path) else {
        throw UnsafeSecret(
          path: path,
          fault: "it is in the lab's data folder, from where it goes to others; keep it elsewhere")
      }
      guard let secret = try Self.secret(inFile: path) else {
        throw UnsafeSecret(path: path, fault: "\(fileVariable) names it, and it is not there")
      }
      return secret
    }
    let settings = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let folder = settings ?? environment["HOME"].map({ $0 + "/.config" }) else { return nil }
    return try Self.secret(inFile: "\(folder)/\(file)")
  }

  /// What to do to have one, as the end of a sentence.
  var remedy: String {
    "set \(variable), or write it to ~/.config/\(file), a file of mode 0600"
  }

  /// The one line of a file; `nil` where there is no file.
  private static func secret(inFile path: String) throws(UnsafeSecret) -> Secret? {
    func unsafeSecret(_ fault: String) -> UnsafeSecret { UnsafeSecret(path: path, fault: fault) }
    // What was opened is looked at, not what has its name: nobody can put another in its place.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw unsafeSecret("it cannot be read")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw unsafeSecret("it is no file")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw unsafeSecret("it belongs to somebody else")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw unsafeSecret("others may read or change it; 'chmod 600 \(path)' keeps it to its owner")
    }
    let data = (try? handle.read(upToCount: 16_385)) ?? Data()
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    guard lines.count == 1, data.count <= 16_384 else {
      throw unsafeSecret("it holds the secret on one line, and nothing else")
    }
    return Secret(value: lines[0], source: path)
  }
}

/// A secret, of which only the source is shown.
struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  let value: String
  /// The variable or the file that it comes from.
  let source: String

  var description: String { "…" }
  var customMirror: Mirror { Mirror(self, children: ["source": source]) }
}

/// A file with a secret that is not as such a file must be.
struct UnsafeSecret: Error, CustomStringConvertible {
  let path: String
  let fault: String

  var description: String { "the file '\(visible(path))' is not used: \(fault)" }
}
