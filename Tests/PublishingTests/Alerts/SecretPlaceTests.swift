import Foundation
import Testing

@testable import Publishing

@Suite("Where secrets are kept")
struct SecretPlaceTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "secret-\(UUID().uuidString)")
  private let place = TeamsWorkflow().secret

  private func file(_ path: String, _ text: String, mode: Int) throws -> String {
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    return url.path
  }

  private func fault(_ path: String) -> String {
    do {
      _ = try place.secret(["TEAMS_WEBHOOK_FILE": path])
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("The variable is stronger than the file that is named, and that than the file at home")
  func order() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try file(".config/plainlab/teams", "home\n", mode: 0o600)
    let named = try file("named", "\n  named  \n", mode: 0o400)
    var environment = ["HOME": folder.path]
    #expect(try place.secret(environment)?.value == "home")
    environment["TEAMS_WEBHOOK_FILE"] = named
    #expect(try place.secret(environment)?.value == "named")
    #expect(try place.secret(environment)?.source == named)
    environment["TEAMS_WEBHOOK_URL"] = "variable"
    #expect(try place.secret(environment)?.value == "variable")
    #expect(try place.secret([:]) == nil)
    #expect(try place.secret(["HOME": "/nowhere"]) == nil)
  }

  @Test(
    "A file that others may read, that is none, or that holds more is not used, nor is it shown")
  func unsafeFiles() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for mode in [0o644, 0o640, 0o602, 0o666] {
      let fault = fault(try file("open\(mode)", "SECRET", mode: mode))
      #expect(fault.contains("chmod 600"))
      #expect(!fault.contains("SECRET"))
    }
    // A link is as good as what it leads to.
    let open = try file("target", "SECRET", mode: 0o644)
    let link = folder.appending(path: "link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: open)
    #expect(fault(link).contains("chmod 600"))
    #expect(fault(folder.path).contains("no file"))
    #expect(fault(folder.path + "/none").contains("it is not there"))
    for text in ["", "\n", "SECRET\nSECOND", String(repeating: "x", count: 20_000)] {
      #expect(fault(try file("odd", text, mode: 0o600)).contains("on one line"))
    }
    #expect(!"\(Secret(value: "SECRET", source: "here"))".contains("SECRET"))
    var dumped = ""
    dump(Secret(value: "SECRET", source: "here"), to: &dumped)
    #expect(!dumped.contains("SECRET"))
  }
}
