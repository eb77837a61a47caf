import Analytics
import Statistics
import Tables
import Testing

@Suite("Turnaround with those that still wait") struct OperationsTurnaroundTests {
  /// Freireich's remission times under 6-MP, a minute a week: those that went on are still open.
  private static let freireich: String = {
    let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    let open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    func time(_ minute: Int) -> String { "20T08:\(minute < 10 ? "0" : "")\(minute)" }
    return
      (ended.map { "TSH,M1,ANN,COMPLETED,,\(time(40 - $0)),20T08:40" }
      + open.map { "TSH,M1,ANN,RECEIVED,,\(time(40 - $0))," }).joined(separator: "\n")
  }()

  @Test("The median of Freireich's patients is 23, and 90 % were never reached")
  func freireich() throws {
    let group = try OperationsLab(Self.freireich).measured(Turnaround.self).groups[0]
    #expect(group.samples.count == 9 && group.open == 12)
    #expect(group.percentile(0.5) == 10)
    #expect(group.percentileWithOpen(0.5) == 23)
    #expect(group.percentileWithOpen(0.9) == nil)
  }

  @Test("The two stand beside each other, with a reason where there is none, and a warning")
  func figures() throws {
    let lab = OperationsLab(Self.freireich)
    #expect(
      try lab.rows("tat", ["censored": "", "percentiles": "50,90"]) == [
        [
          "TSH", "9", "12", "10.0", "22.2", "23.0", "", "12.111", "6.0", "23.0", "", "",
          "too many without a result to tell",
        ]
      ])
    let figures = try lab.figures("tat")
    #expect(
      figures.warnings == [
        "12 open specimens would change p90: TSH 22.2 → not reached. --censored shows both."
      ])
  }

  @Test("An error counts as long as it took, and no specimen is open twice")
  func errors() throws {
    let lab = OperationsLab(
      """
      TSH,M1,ANN,COMPLETED,,20T08:00,20T08:10
      TSH,M1,ANN,ERROR,E1,20T08:00,20T08:15
      TSH,M1,ANN,COMPLETED,,20T08:00,20T08:20
      TSH,M1,ANN,ERROR,E1,20T08:00,
      """)
    let group = try lab.measured(Turnaround.self).groups[0]
    #expect(group.open == 0)
    // Two of three are left after 10 minutes, one of which is the last: S = 2/3, then 0.
    #expect(group.percentileWithOpen(0.3) == 10)
    #expect(group.percentileWithOpen(0.5) == 20)
    #expect(group.curve.steps.map(\.atRisk) == [3, 1])
  }

  @Test("At an earlier moment what came later did not exist, and what was done later was open")
  func past() throws {
    let rows = """
      TSH,M1,ANN,COMPLETED,,20T08:00,20T08:10
      TSH,M1,ANN,COMPLETED,,20T08:00,20T09:00
      TSH,M1,ANN,ERROR,E1,20T08:05,20T08:50
      TSH,M1,ANN,RECEIVED,,20T08:20,
      TSH,M1,ANN,RECEIVED,,20T08:31,
      TSH,M1,ANN,COMPLETED,,20T08:40,20T08:50
      """
    let then = try OperationsLab(rows).measured(Turnaround.self) {
      $0.asOf = Instant(seconds: seconds("20T08:30"))
    }
    // As the files stood at that moment.
    let file = try OperationsLab(
      """
      TSH,M1,ANN,COMPLETED,,20T08:00,20T08:10
      TSH,M1,ANN,RECEIVED,,20T08:00,
      TSH,M1,ANN,RECEIVED,,20T08:05,
      TSH,M1,ANN,RECEIVED,,20T08:20,
      """
    ).measured(Turnaround.self) { $0.asOf = Instant(seconds: seconds("20T08:30")) }
    #expect(then.moment == seconds("20T08:30"))
    #expect(then.groups[0].open == 3 && file.groups[0].open == 3)
    #expect(then.groups[0].curve.steps == file.groups[0].curve.steps)
    #expect(then.groups[0].curve.steps.map(\.atRisk) == [4])
  }

  @Test("In a period a specimen is watched from the start of the period on")
  func period() throws {
    let lab = OperationsLab(
      """
      TSH,M1,ANN,COMPLETED,,20T07:00,20T08:10
      TSH,M1,ANN,COMPLETED,,20T08:00,20T08:30
      TSH,M1,ANN,COMPLETED,,20T08:10,20T08:15
      TSH,M1,ANN,COMPLETED,,20T08:20,20T09:30
      TSH,M1,ANN,COMPLETED,,20T07:00,20T07:30
      """)
    let figures = try lab.measured(Turnaround.self) {
      $0.period = seconds("20T08:00")..<seconds("20T09:00")
    }
    // One was 60 minutes old when the period began, and one is still open at its end.
    #expect(figures.groups[0].curve.steps.map(\.time) == [300, 1800, 4200])
    #expect(figures.groups[0].curve.steps.map(\.atRisk) == [3, 2, 1])
    #expect(figures.groups[0].open == 1)
    #expect(figures.groups[0].samples.count == 3)
  }

  @Test("Few open specimens are no reason to warn, nor are many fresh ones")
  func calm() throws {
    let done = (0..<20).map { "TSH,M1,ANN,COMPLETED,,20T08:\($0 + 10),20T09:00" }
    func warnings(_ open: Int, since: String) throws -> [String] {
      let waiting = (0..<open).map { _ in "TSH,M1,ANN,RECEIVED,,\(since)," }
      return try OperationsLab((done + waiting).joined(separator: "\n")).figures("tat").warnings
    }
    #expect(try warnings(4, since: "19T08:00") == [])
    #expect(try warnings(5, since: "19T08:00").count == 1)
    #expect(try warnings(50, since: "20T08:59") == [])
  }

  @Test(
    "The warning is of the highest percentile that was asked for up to the 95th, and of results")
  func warnedOf() throws {
    let lab = OperationsLab(Self.freireich)
    func warned(_ percentiles: String) throws -> String? {
      try lab.figures("tat", ["percentiles": percentiles]).warnings.first.map {
        String($0.prefix(35))
      }
    }
    #expect(try warned("50,95,95.1,100") == "12 open specimens would change p95:")
    #expect(try warned("50") == "12 open specimens would change p50:")
    #expect(try warned("99") == nil)
    let later = try lab.figures("tat") { $0.period = seconds("21T08:00")..<seconds("21T09:00") }
    #expect(later.rows.isEmpty && later.warnings.isEmpty)
  }

  @Test("An assay over its target is told from ten results on")
  func attention() throws {
    func told(_ late: Int, of count: Int) throws -> [String] {
      let rows = (0..<count).map {
        "TSH,M1,ANN,COMPLETED,,20T08:00,20T\($0 < late ? "09" : "08"):30"
      }
      let lab = OperationsLab(rows.joined(separator: "\n"), assays: "TSH,,,60,\n")
      let measured = try lab.measured(Turnaround.self)
      return measured.attention(after: measured).map(\.sentence)
    }
    #expect(try told(1, of: 1) == [])
    #expect(try told(9, of: 9) == [])
    #expect(try told(2, of: 10) == [])
    #expect(
      try told(10, of: 10) == [
        "TSH: 100 % of 10 results took longer than the target of 60 min; the 90th percentile is 90 min"
      ])
    #expect(try told(4, of: 20) == [])
    #expect(try told(5, of: 20).count == 1)
  }

  @Test("Of open specimens alone there is no percentile, and it says so")
  func allOpen() throws {
    let lab = OperationsLab("TSH,M1,ANN,RECEIVED,,20T08:00,\nCRP,M1,ANN,IN_PROCESS,,soon,")
    #expect(try lab.rows("tat").isEmpty)
    let row = try lab.rows("tat", ["censored": ""])
    #expect(
      row == [["TSH", "0", "1", "", "", "", "", "", "", "", "", "", "", "", "no result yet"]])
    #expect(try OperationsLab("").rows("tat", ["censored": ""]) == [])
  }
}
