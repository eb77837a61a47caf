import CPlatform
import Foundation
import Testing

@testable import Tables

/// What a file is besides its bytes, and what a change leaves of it.
@Suite struct AttributeTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
  private var rewrite: FileEdit { FileEdit("runs.csv", .rewrite([.kept(0..<3), .new([55, 10])])) }

  private func attributes(_ path: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: path)
  }

  @Test("Mode, owner and group of a rewritten file stay", arguments: [0o600, 0o664, 0o4750])
  func mode(_ mode: Int) throws {
    let data = try DataFolder(["runs.csv": "id\n1\n"])
    // Others than those of who runs the tests, where the system permits it.
    for (key, value) in [
      (FileAttributeKey.ownerAccountID, 4321), (.groupOwnerAccountID, 1234),
      (.posixPermissions, mode),
    ] {
      try? FileManager.default.setAttributes([key: value], ofItemAtPath: data.path("runs.csv"))
    }
    let before = try attributes(data.path("runs.csv"))
    try data.commit([rewrite])
    #expect(data.text("runs.csv") == "id\n7\n")
    let after = try attributes(data.path("runs.csv"))
    for key in [FileAttributeKey.posixPermissions, .ownerAccountID, .groupOwnerAccountID] {
      #expect(before[key] as? Int == after[key] as? Int)
    }
    #expect(after[.posixPermissions] as? Int == mode)
  }

  @Test("A new file may be used by whom the folder admits, and written by its group at most")
  func newFile() throws {
    for (folder, file) in [(0o755, 0o644), (0o775, 0o664), (0o700, 0o600), (0o777, 0o664)] {
      let data = try DataFolder([:])
      try FileManager.default.setAttributes(
        [.posixPermissions: folder], ofItemAtPath: data.folder.path)
      try data.commit([FileEdit("parts/runs.csv", .append(bytes("id\n")))])
      #expect(try attributes(data.path("parts/runs.csv"))[.posixPermissions] as? Int == file)
      #expect(
        try attributes(data.path("parts"))[.posixPermissions] as? Int == folder & 0o775)
      #expect(try attributes(data.path(".plainlab"))[.posixPermissions] as? Int == folder)
    }
  }

  #if os(Linux)
    @Test("The access list and the attributes of a rewritten file stay")
    func extendedAttributes() throws {
      let data = try DataFolder(["runs.csv": "id\n1\n"])
      // Version 2; then who, with which rights: owner rw, user 4321 r, group r, mask r, others none.
      let list: [UInt8] =
        [2, 0, 0, 0]
        + [(1, 6, UInt32.max), (2, 4, 4321), (4, 4, .max), (16, 4, .max), (32, 0, .max)].flatMap {
          (tag: UInt8, rights: UInt8, user: UInt32) -> [UInt8] in
          [tag, 0, rights, 0] + (0..<4).map { UInt8(truncatingIfNeeded: user >> ($0 * 8)) }
        }
      let values = ["system.posix_acl_access": list, "user.origin": bytes("analyser 7")]
      let disk = SystemDisk()
      let old = try disk.open(data.path("runs.csv"), .writing)
      for (name, value) in values {
        let result = unsafe platform_set_attribute(
          old.number, name, value, UInt(value.count))
        try #require(result == 0)
      }
      disk.close(old)
      try data.commit([rewrite])
      #expect(data.text("runs.csv") == "id\n7\n")
      let new = try disk.open(data.path("runs.csv"), .reading)
      for (name, value) in values {
        var found = [UInt8](repeating: 0, count: 256)
        let count = unsafe platform_get_attribute(
          new.number, name, &found, UInt(found.count))
        #expect(Array(found.prefix(max(0, count))) == value)
      }
      disk.close(new)
    }
  #endif

  @Test("A symbolic link stays one, and what it leads to is changed, on another device too")
  func links() throws {
    let data = try DataFolder(["runs.csv": "id\n1\n", "labels.csv": "id\n1\n"])
    let temporary = NSTemporaryDirectory() + "plainlab-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try data.moveBehindLink("runs.csv", to: temporary)
    try data.moveBehindLink("labels.csv")
    try data.commit([rewrite, FileEdit("labels.csv", .append(bytes("2\n")))])
    #expect(data.text("runs.csv") == "id\n7\n")
    #expect(data.text("labels.csv") == "id\n1\n2\n")
    for name in ["runs.csv", "labels.csv"] {
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: data.path(name))
      #expect(target.hasSuffix("/real-" + name))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary) == ["real-runs.csv"])
    #expect(data.names(in: ".plainlab") == [".gitignore", "generation", "lock", "recent"])
  }

  @Test("A copy under a second name keeps the old bytes, whatever is added to the file")
  func hardLink() throws {
    let data = try DataFolder(["runs.csv": "id\n1\n"])
    let backup = data.outside + "/backup.csv"
    try FileManager.default.linkItem(atPath: data.path("runs.csv"), toPath: backup)
    try data.commit([FileEdit("runs.csv", .append(bytes("2\n")))])
    #expect(data.text("runs.csv") == "id\n1\n2\n")
    #expect(FileManager.default.contents(atPath: backup) == Data("id\n1\n".utf8))
  }

  @Test("A link to nothing, and a folder in the place of a file, are refused")
  func notFiles() throws {
    let data = try DataFolder(["labels.csv/part.csv": "id\n"])
    try FileManager.default.createSymbolicLink(
      atPath: data.path("runs.csv"), withDestinationPath: data.outside + "/nothing.csv")
    for name in ["runs.csv", "labels.csv"] {
      #expect(throws: (any Error).self) {
        try data.commit([FileEdit(name, .append(bytes("id\n")))])
      }
    }
    #expect(data.outsideNames().isEmpty)
    #expect(data.names(in: ".plainlab") == [".gitignore", "lock"])
  }
}
