import CSVText
import Foundation
import Lab
import Tables
import Testing

/// `fixtures/errors` has a folder for every code of a finding; in it, or in folders of it for
/// several cases, stand the files of a small lab with one mistake, and what is said of it.
///
/// A case is a folder with an `expected.txt`. Beside it may stand `options.txt`, with the files to
/// check, one a line, as after `plainlab check`, and a limit of cells as `--cell-limit BYTES`.
///
/// With `PLAINLAB_UPDATE=1` in the environment the expected texts are written anew, and
/// are to be read by a person: is the place right, is it one finding, is it clear what to do?
@Suite("The reproducers of findings")
struct ErrorFixtureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// Its path below `fixtures/errors`, which begins with the code.
    let name: String
    var folder: URL { ErrorFixtureTests.folder.appending(path: name) }
    var code: String { String(name.prefix { $0 != "/" }) }
    var testDescription: String { name }
  }

  static let folder = PlainCSV.package.appending(path: "fixtures/errors")

  static let cases: [Case] = {
    let walk = FileManager.default.enumerator(atPath: folder.path)
    let paths = walk.map { $0.compactMap { $0 as? String } } ?? []
    return paths.filter { $0.hasSuffix("/expected.txt") }.sorted()
      .map { Case(name: String($0.dropLast("/expected.txt".count))) }
  }()

  @Test("A mistake is told where it is, once, with what to do", arguments: cases)
  func expected(of fixture: Case) throws {
    let list = try Self.check(fixture).list
    let text = list.findings.map(\.text).joined()
    let file = fixture.folder.appending(path: "expected.txt")
    if ProcessInfo.processInfo.environment["PLAINLAB_UPDATE"] == "1" {
      try text.write(to: file, atomically: false, encoding: .utf8)
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    #expect(list.omitted == 0)
    if fixture.code == "sound" {
      #expect(list.isEmpty)
    } else {
      #expect(list.findings.contains { $0.code.rawValue == fixture.code })
    }
  }

  /// What no folder shows: faults of commits, which GuardCommandTests have.
  private static let codesOfCommits: Set<FindingCode> = [.forbiddenChange, .appendOnly]

  @Test(
    "Every code has a case",
    arguments: FindingCode.allCases.filter { !codesOfCommits.contains($0) })
  func codes(code: FindingCode) {
    #expect(Self.cases.contains { $0.code == code.rawValue })
  }

  @Test("Every case is of a code", arguments: cases)
  func names(fixture: Case) {
    #expect(fixture.code == "sound" || FindingCode(rawValue: fixture.code) != nil)
  }

  private static func check(_ fixture: Case) throws -> Check {
    var options = RecordReader.Options()
    var files: Set<String> = []
    let file = fixture.folder.appending(path: "options.txt")
    let lines = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    for line in lines.split(separator: "\n") {
      if line.hasPrefix("--cell-limit ") {
        options.cellLimit = try #require(Int(line.dropFirst("--cell-limit ".count)))
      } else {
        files.insert(String(line))
      }
    }
    let tree = DiskFolder(fixture.folder.path, name: "data")
    let store = try Store(tree, catalog: LabCatalog.catalog, options: options)
    return try Check(store, only: files.isEmpty ? nil : files)
  }
}

extension Finding {
  /// The finding as `plainlab check` prints it.
  fileprivate var text: String {
    let at = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file)\(at): \(severity.rawValue)[\(code.rawValue)]: \(message)\n"
      + (hint.isEmpty ? "" : "  \(hint)\n")
  }
}
