import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What may not be written, as somebody to whom permissions apply.
///
/// They do not apply to the superuser, so as root the program is run as `nobody`, by `setpriv`.
@Suite(
  "Tables and folders that may not be written", .serialized,
  .enabled(
    if: Person.isSomebody || Person.setpriv != nil,
    "permissions do not apply to the superuser, and there is no setpriv to become somebody else"))
struct PermissionTests {
  private func lab() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("id,name,color\n1,daily,#112233\n", to: "data/labels.csv")
    try folder.write("procedure_id,label_id\n1,1\n", to: "data/procedure_labels.csv")
    try folder.write(
      String(contentsOf: package.appending(path: "data/procedures.csv"), encoding: .utf8),
      to: "data/procedures.csv")
    for path in ["", "data", "data/labels.csv", "data/procedure_labels.csv", "data/procedures.csv"]
    {
      try Person.give(folder.url.appending(path: path).path)
    }
    return folder
  }

  private static let changes = [
    ["add", "labels", "name=new", "color=#112233"], ["set", "labels", "1", "name=other"],
    ["remove", "labels", "1", "--cascade"],
  ]

  @Test("A file that may only be read is left alone, and so are the others", arguments: changes)
  func file(words: [String]) throws {
    let folder = try lab()
    let old = try folder.text("data/labels.csv")
    let attached = try folder.text("data/procedure_labels.csv")
    try folder.setMode(0o444, of: "data/labels.csv")
    let (end, output) = try Person.plainlab(words, in: folder)
    #expect(end == .exited(2), "\(output)")
    #expect(output.contains("data/labels.csv: Permission denied"), "\(output)")
    #expect(try folder.text("data/labels.csv") == old)
    #expect(try folder.text("data/procedure_labels.csv") == attached)
    #expect(try folder.mode(of: "data/labels.csv") == 0o444)
    #expect(try folder.litter() == [])
    // What does not concern it goes on.
    let other = try Person.plainlab(["remove", "procedure_labels", "1/1"], in: folder)
    #expect(other.end == .exited(0), "\(other.output)")
  }

  @Test("A folder that may only be read is read, and nothing is made in it", arguments: changes)
  func folder(words: [String]) throws {
    let folder = try lab()
    let names = try folder.names(in: "data")
    let old = try folder.text("data/labels.csv")
    try folder.setMode(0o555, of: "data")
    defer { try? folder.setMode(0o755, of: "data") }
    let (end, output) = try Person.plainlab(words, in: folder)
    #expect(end == .exited(2), "\(output)")
    #expect(output.contains("Permission denied"), "\(output)")
    for words in [["check"], ["list", "labels"], words + ["--dry-run"]] {
      let look = try Person.plainlab(words, in: folder)
      #expect(look.end == .exited(0), "\(words) \(look.output)")
    }
    #expect(try folder.names(in: "data") == names)
    #expect(try folder.text("data/labels.csv") == old)
  }

  @Test("A folder in which a change was made before, and which may only be read since")
  func later() throws {
    let folder = try lab()
    #expect(try Person.plainlab(Self.changes[0], in: folder).end == .exited(0))
    let old = try folder.text("data/labels.csv")
    for path in ["data/.plainlab", "data"] { try folder.setMode(0o555, of: path) }
    defer { for path in ["data", "data/.plainlab"] { try? folder.setMode(0o755, of: path) } }
    let another = ["add", "labels", "name=newer", "color=#112233"]
    for words in Self.changes.dropFirst() + [another] {
      let (end, output) = try Person.plainlab(words, in: folder)
      #expect(end == .exited(2), "\(output)")
      #expect(try folder.text("data/labels.csv") == old)
    }
    #expect(try Person.plainlab(["check"], in: folder).output == "")
    #expect(try folder.litter() == [])
  }
}

/// Somebody who is not the superuser.
private enum Person {
  static var isSomebody: Bool { geteuid() != 0 }

  /// The program that starts another as another user, if there is one.
  static let setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// The number of `nobody` where it is not the superuser who runs the tests.
  private static let nobody: uid_t = 65534

  static func give(_ path: String) throws {
    if isSomebody { return }
    guard unsafe chown(path, nobody, nobody) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
    }
  }

  /// What the built program does for that person.
  static func plainlab(
    _ words: [String], in folder: TemporaryFolder
  ) throws -> (end: Child.End, output: String) {
    let words = words + ["--data", folder.url.appending(path: "data").path]
    let log = FileManager.default.temporaryDirectory
      .appending(path: "plainlab-output-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: log) }
    let child =
      if let setpriv, !isSomebody {
        try Child(
          setpriv,
          ["--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", Child.plainlab] + words,
          output: log)
      } else {
        try Child(Child.plainlab, words, output: log)
      }
    let end = child.wait()
    return (
      end, String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    )
  }
}
