import Analytics
import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

/// What holds for every metric of the list, whoever adds the next one.
@Suite("Every metric")
struct MetricListTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The words of its first example, without the program's name and redirections.
  private func words(_ metric: Metric) throws -> String {
    let line = try #require(metric.examples.first?.line)
    return line.split(separator: ">")[0].split(separator: " ").dropFirst().joined(separator: " ")
  }

  @Test("says what it is, and each of its columns", arguments: Metric.all.indices)
  func words(place: Int) throws {
    let metric = Metric.all[place]
    #expect(metric.summary.last.map { ".?".contains($0) } ?? false, "\(metric.command)")
    #expect(metric.definition.count > 40, "\(metric.command)")
    #expect(!metric.examples.isEmpty, "\(metric.command)")
    let columns = metric.columns()
    #expect(Set(columns.map(\.name)).count == columns.count, "\(metric.command)")
    for column in columns {
      #expect(column.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(column)")
      #expect(column.meaning.hasSuffix("."), "\(metric.command): \(column.name)")
    }
  }

  @Test("has examples that the command line understands", arguments: Metric.all.indices)
  func examples(place: Int) throws {
    for example in Metric.all[place].examples {
      #expect(example.line.hasPrefix(Metric.all[place].command))
      let words = example.line.split(separator: ">")[0].split(separator: " ").dropFirst()
      #expect(throws: Never.self) {
        try Plainlab.program.validate(arguments: words.map(String.init))
      }
    }
  }

  @Test("answers of a lab without a row, with no figure made up", arguments: Metric.all.indices)
  func empty(place: Int) throws {
    let metric = Metric.all[place]
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "data"), withIntermediateDirectories: true)
    let run = try folder.plainlab(words(metric) + " --format json")
    #expect(run.status != .couldNotRun || !run.error.isEmpty, "\(run.error)")
    if run.status == .success {
      guard case .array(let rows) = try JSON(parsing: run.out) else {
        Issue.record("\(metric.command) does not write an array: \(run.out)")
        return
      }
      #expect(rows.count <= 7 * 24, "\(metric.command)")
    }
  }

  @Test("gives the same rows as table, CSV and JSON", arguments: Metric.all.indices)
  func forms(place: Int) throws {
    let metric = Metric.all[place]
    try folder.copySampleLab()
    let words = try words(metric)
    let json = folder.plainlab(words + " --format json")
    #expect(json.status == .success, "\(words): \(json.error)")
    let csv = folder.plainlab(words + " --format csv")
    #expect(csv.status == .success)
    #expect(folder.plainlab(words).status == .success)
    guard case .array(let objects) = try JSON(parsing: json.out) else {
      Issue.record("\(words) does not write an array")
      return
    }
    let header = csv.out.prefix { $0 != "\n" }.split(separator: ",").map(String.init)
    for object in objects {
      guard case .object(let members) = object else {
        Issue.record("\(words) writes something else than objects")
        return
      }
      #expect(members.map(\.name) == header, "\(words)")
    }
    #expect(!csv.out.contains("nan") && !csv.out.contains("inf,"), "\(words)")
  }
}
