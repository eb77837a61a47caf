import CSVText
import Lab
import Tables
import TestSupport
import Testing

@testable import Analytics

/// Figures of specimens that several threads read, beside those of one.
@Suite struct SharedScanTests {
  private static let text = Result {
    var options = SyntheticLab.Options()
    (options.specimens, options.runs, options.requests) = (1500, 0, 0)
    var bytes: [UInt8] = []
    for table in SyntheticLab(options).tables where table.schema.name == "specimens" {
      try table.write { bytes += $0 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func store(_ text: String, blockSize: Int) throws -> Store {
    try Store(
      MemoryFolder(tables: ["specimens": text]), catalog: LabCatalog.catalog,
      options: .init(blockSize: blockSize))
  }

  @Test(
    "Each figure is the same for small pieces on several threads as for one",
    arguments: Metric.all.filter { $0.gathering != nil }.map(\.name))
  func sameFigures(_ name: String) throws {
    let metric = try #require(Metric.all.first { $0.name == name })
    let expected = try rows(metric, blockSize: 1 << 20)
    for blockSize in [200, 3000, 20_000] {
      #expect(try rows(metric, blockSize: blockSize) == expected, "pieces of \(blockSize)")
    }
  }

  private func rows(_ metric: Metric, blockSize: Int) throws -> [String] {
    let question = Question()
    let figures = try metric.measure(store(Self.text.get(), blockSize: blockSize), question)
      .figures(question)
    return figures.rows.map { "\($0)" } + figures.warnings + figures.remarks
  }

  @Test("A lab that works day and night has no lonely newest time, whoever read which part")
  func dayAndNight() throws {
    var text =
      "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
    for i in 0..<6000 {
      let start = Instant(seconds: 1_760_000_000 + i * 1200).cellText
      let end = Instant(seconds: 1_760_000_000 + i * 1200 + 7200).cellText
      text += "\(i + 1),S\(i + 1),TSH,M,O,COMPLETED,,\(start),\(end)\n"
    }
    for blockSize in [1000, 50_000, 1 << 20] {
      let flow = try store(text, blockSize: blockSize).gathering(SpecimenFlow(in: .utc))
      #expect(flow.lonelyNewest(in: .utc) == nil, "pieces of \(blockSize)")
      #expect(flow.newest == 1_760_000_000 + 5999 * 1200 + 7200)
    }
  }

  @Test(
    "A mistyped year is told with the time before it, whoever read it", arguments: [0, 3000, 5999])
  func mistyped(_ row: Int) throws {
    var text =
      "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
    for i in 0..<6000 {
      let start = i == row ? 1_990_000_000 : 1_760_000_000 + i * 1200
      text += "\(i + 1),S\(i + 1),TSH,M,O,RECEIVED,,\(Instant(seconds: start).cellText),\n"
    }
    var told: Set<String> = []
    for blockSize in [1000, 50_000, 1 << 20] {
      let flow = try store(text, blockSize: blockSize).gathering(SpecimenFlow(in: .utc))
      told.insert(flow.lonelyNewest(in: .utc)?.sentence ?? "")
    }
    #expect(told.count == 1 && !told.contains(""))
  }
}
