import Analytics
import CommandLineKit
import Foundation
import Testing
import Wording

@testable import plainlab

@Suite("plot")
struct PlotTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.copySampleLab()
  }

  /// The command of a metric's picture, as its first example has it.
  private static func words(_ metric: Metric) -> String {
    let first = metric.examples.first?.line ?? ""
    return "plot \(PlotCommand.name(of: metric))\(first.dropFirst(metric.command.count))"
  }

  @Test("Each metric has a word of its own")
  func names() {
    let names = Metric.all.map { PlotCommand.name(of: $0) }
    #expect(Set(names).count == names.count)
  }

  @Test("Each metric is drawn here, as wide as there is room", arguments: Metric.all.indices)
  func terminal(place: Int) {
    let words = Self.words(Metric.all[place])
    for width in [60, 100] {
      let run = folder.plainlab(words, isTerminal: true, width: width)
      #expect(run.status == .success, "\(words): \(run.error)")
      #expect(run.out.count > 100)
      // Of heat maps the map itself stays whole.
      for line in run.out.split(separator: "\n") where !words.contains("workload") {
        #expect(displayWidth(String(line)) <= width, "\(words): \(line)")
      }
    }
  }

  @Test(
    "Each metric is written as SVG, the same to a file and to standard output",
    arguments: Metric.all.indices)
  func files(place: Int) throws {
    let words = Self.words(Metric.all[place])
    let file = folder.plainlab(words + " -o picture.svg")
    #expect(file.status == .success, "\(words): \(file.error)")
    #expect(file.out == "")
    let svg = try folder.text("picture.svg")
    #expect(svg.hasPrefix("<svg xmlns=") && svg.hasSuffix("</svg>\n"))
    #expect(folder.plainlab(words + " --output=-").out == svg)
  }

  @Test("Of a lab without a row there is no picture, and no file")
  func empty() throws {
    let other = try TemporaryFolder()
    _ = other.plainlab("init")
    for metric in Metric.all where metric.noun == .metrics {
      let words = "plot \(PlotCommand.name(of: metric))"
      let run = other.plainlab(words + " -o picture.svg")
      #expect(run.status == .couldNotRun, "\(words)")
      #expect(!run.error.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: other.url.appending(path: "picture.svg").path))
  }

  @Test(
    "No picture is written into the lab's folder",
    arguments: [
      "data/tat.svg", "data/specimens.csv", "data/../data/x.svg", "./data/x.svg", "link/x.svg",
    ])
  func refused(path: String) throws {
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "link"),
      withDestinationURL: folder.url.appending(path: "data"))
    let before = try folder.names(in: "data")
    let run = folder.plainlab("plot tat -o \(path)")
    #expect(run.status == .couldNotRun)
    #expect(run.error.contains("is in the lab's data folder, which holds tables only"))
    #expect(try folder.names(in: "data") == before)
  }

  @Test("A file that cannot be written is called as the person called it")
  func unwritable() throws {
    for path in ["nowhere/tat.svg", "data-copy"] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: "data-copy"), withIntermediateDirectories: true)
      let run = folder.plainlab("plot tat -o \(path)")
      #expect(run.status == .couldNotRun)
      #expect(run.error.contains(path) && !run.error.contains(folder.url.path))
    }
    #expect(try folder.names() == ["data", "data-copy"])
  }

  @Test("An old picture is replaced, and nothing is left beside it")
  func replaced() throws {
    try folder.write("old", to: "tat.svg")
    #expect(folder.plainlab("plot tat -o tat.svg").status == .success)
    #expect(try folder.text("tat.svg").hasPrefix("<svg"))
    #expect(try folder.names() == ["data", "tat.svg"])
  }

  @Test("Options are those of the metric")
  func options() {
    let run = folder.plainlab("plot tat --by machine --percentiles 50")
    #expect(run.out.contains("ARCH-1") && run.out.contains("● p50") && !run.out.contains("p90"))
    let unknown = folder.plainlab("plot tatt")
    #expect(unknown.status == .couldNotRun && unknown.error.contains("tat"))
    #expect(folder.plainlab("plot tat -o").status == .couldNotRun)
  }
}
