import Lab
import Tables
import Testing

@testable import Analytics

/// Series that several threads read, beside those that one reads.
@Suite struct SharedSeriesTests {
  private static let specimens = Result {
    var options = SyntheticLab.Options()
    (options.specimens, options.runs, options.requests) = (1500, 0, 0)
    return try PartedLab.tables(options)["specimens"] ?? ""
  }

  private func lab(parts: Int, isDisordered: Bool) throws -> PartedLab {
    let text = try Self.specimens.get()
    var lab = PartedLab()
    lab.add("specimens", isDisordered ? text.disordered() : text, parts: parts)
    return lab
  }

  @Test(
    "Numbers, times and keys are the same for small blocks on several threads as for one",
    arguments: [1, 3], [nil, "assay", "machine", "specimen"])
  func sameSeries(parts: Int, grouping: String?) throws {
    for isDisordered in [false, true] {
      let lab = try lab(parts: parts, isDisordered: isDisordered)
      func read(_ blockSize: Int) throws -> Series {
        let store = try lab.store(blockSize: blockSize)
        return try store.series(SeriesName("specimens.tat", in: store.catalog), by: grouping)
      }
      let expected = try read(1 << 22)
      #expect(expected.groups.reduce(0) { $0 + $1.count } > 1300)
      for blockSize in [250, 4000, 30_000] {
        let series = try read(blockSize)
        #expect(series.groups.map(\.name) == expected.groups.map(\.name))
        for (group, other) in zip(series.groups, expected.groups) {
          #expect(group.points.elementsEqual(other.points), "blocks of \(blockSize)")
        }
        #expect(series.leftOut == expected.leftOut)
      }
    }
  }

  @Test("Those of one time keep the order of the file, whoever read which part")
  func ties() throws {
    var text = "id,status,received_at,processed_at\n"
    for id in 1...3000 {
      let end = id % 40 == 0 ? "2026-11-20T09:00:00Z" : "2026-11-20T09:00:01Z"
      text += "\(id),COMPLETED,2026-11-20T08:00:00Z,\(end)\n"
    }
    var lab = PartedLab()
    lab.add("specimens", text, parts: 2)
    let early = (1...3000).filter { $0 % 40 == 0 }
    let expected = early + (1...3000).filter { $0 % 40 != 0 }
    for blockSize in [200, 5000, 1 << 22] {
      let store = try lab.store(blockSize: blockSize)
      let series = try store.series(SeriesName("specimens.tat", in: store.catalog))
      #expect(series.groups[0].points.map(\.key) == expected.map(String.init))
    }
  }

  @Test(
    "Each figure of a series is the same",
    arguments: ["stats", "anomalies", "trend", "individuals", "xbar", "ewma", "cusum", "c"])
  func sameFigures(_ name: String) throws {
    let metric = try #require(Metric.all.first { $0.name == name })
    let lab = try lab(parts: 2, isDisordered: true)
    for words in [["series": "specimens.tat", "of": "errors"], ["by": "machine"]] {
      var question = Question()
      for option in metric.options {
        let word = words[option.name] ?? (option.name == "series" ? "specimens.tat" : nil)
        if let word { #expect(option.set(word, in: &question)) }
      }
      func told(_ blockSize: Int) throws -> [String] {
        let figures = try metric.figures(of: lab.store(blockSize: blockSize), question)
        return figures.rows.map { "\($0)" } + figures.warnings + figures.remarks
      }
      let expected = try told(1 << 22)
      for blockSize in [300, 20_000] {
        #expect(try told(blockSize) == expected, "blocks of \(blockSize)")
      }
    }
  }
}
