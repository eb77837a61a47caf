import Analytics
import Tables
import Testing

@Suite("Throughput") struct OperationsThroughputTests {
  private func lab(_ times: String...) -> OperationsLab {
    OperationsLab(times.map { "TSH,M1,ANN,COMPLETED,,20T00:00,\($0)" }.joined(separator: "\n"))
  }

  private func berlin(_ question: inout Question) {
    if let zone = try? LocalZone("Europe/Berlin") { question.zone = zone }
  }

  @Test("An hour, a day, a week and a month are those of the lab's clock")
  func grains() throws {
    let lab = lab(
      "2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z", "2027-01-03T23:00:00Z",
      "2027-01-03T22:30:00Z")
    #expect(
      try lab.rows("throughput", ["grain": "hour"], as: berlin) == [
        ["2026-12-31T23:00+01:00", "1"], ["2027-01-01T00:00+01:00", "1"],
        ["2027-01-03T23:00+01:00", "1"], ["2027-01-04T00:00+01:00", "1"],
      ])
    #expect(
      try lab.rows("throughput", as: berlin) == [
        ["2026-12-31", "1"], ["2027-01-01", "1"], ["2027-01-03", "1"], ["2027-01-04", "1"],
      ])
    #expect(
      try lab.rows("throughput", ["grain": "week"], as: berlin) == [
        ["2026-W53", "3"], ["2027-W01", "1"],
      ])
    #expect(
      try lab.rows("throughput", ["grain": "month"], as: berlin) == [
        ["2026-12", "1"], ["2027-01", "3"],
      ])
    #expect(
      try lab.rows("throughput", ["grain": "month"]) == [["2026-12", "2"], ["2027-01", "2"]])
  }

  @Test(
    "Weeks are named as ISO 8601 names them",
    // From the calendars of ISO 8601: R. H. van Gent's list of weeks.
    arguments: [
      ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"), ("2005-12-31", "2005-W52"),
      ("2006-01-01", "2005-W52"), ("2006-01-02", "2006-W01"), ("2006-12-31", "2006-W52"),
      ("2007-01-01", "2007-W01"), ("2007-12-30", "2007-W52"), ("2007-12-31", "2008-W01"),
      ("2008-12-28", "2008-W52"), ("2008-12-29", "2009-W01"), ("2009-12-31", "2009-W53"),
      ("2010-01-03", "2009-W53"), ("1969-12-31", "1970-W01"), ("1965-01-03", "1964-W53"),
    ])
  func weeks(day: String, week: String) throws {
    #expect(try lab(day + "T12:00:00Z").rows("throughput", ["grain": "week"]) == [[week, "1"]])
  }

  @Test("The days on which clocks change have 23 and 25 hours, and are a day each")
  func changingClocks() throws {
    func hours(_ day: Int, _ month: Int) throws -> [String] {
      try OperationsLab("").rows("throughput", ["grain": "hour"]) { question in
        berlin(&question)
        let text = { (day: Int) in "2026-\(month < 10 ? "0" : "")\(month)-\(day)" }
        let days = [text(day), text(day + 1)].compactMap { CalendarDate(cellText: $0) }
        question.period = question.zone.start(of: days[0])..<question.zone.start(of: days[1])
      }.map { $0[0] }
    }
    let spring = try hours(29, 3)
    #expect(spring.count == 23)
    #expect(Array(spring[1...2]) == ["2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00"])
    let autumn = try hours(25, 10)
    #expect(autumn.count == 25)
    #expect(Array(autumn[2...3]) == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"])
    let lab = lab("2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z")
    #expect(
      try lab.rows("throughput", as: berlin) == [["2026-10-25", "2"], ["2026-10-26", "1"]])
    let twice = self.lab("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")
    #expect(
      try twice.rows("throughput", ["grain": "hour"], as: berlin) == [
        ["2026-10-25T02:00+02:00", "1"], ["2026-10-25T02:00+01:00", "1"],
      ])
  }

  @Test("Offsets of half and quarter hours are right")
  func halfHours() throws {
    let lab = lab("2026-11-20T18:29:59Z", "2026-11-20T18:30:00Z")
    #expect(
      try lab.rows("throughput") { $0.zone = (try? LocalZone("+05:30")) ?? .utc } == [
        ["2026-11-20", "1"], ["2026-11-21", "1"],
      ])
    #expect(
      try lab.rows("throughput", ["grain": "hour"]) {
        $0.zone = (try? LocalZone("+05:45")) ?? .utc
      } == [["2026-11-21T00:00+05:45", "2"]])
  }

  @Test("Where nothing was completed 0 stands inside the asked range, and only there")
  func emptyBuckets() throws {
    let lab = OperationsLab(
      """
      TSH,M1,ANN,COMPLETED,,19T08:00,20T08:00
      CRP,M1,ANN,COMPLETED,,19T08:00,22T08:00
      CRP,M1,ANN,COMPLETED,,19T08:00,25T08:00
      CRP,M1,ANN,ERROR,E1,19T08:00,21T08:00
      """)
    #expect(
      try lab.rows("throughput") == [
        ["2026-11-20", "1"], ["2026-11-22", "1"], ["2026-11-25", "1"],
      ])
    let asked = { (question: inout Question) in
      question.period = seconds("19T00:00")..<seconds("23T12:00")
    }
    let figures = try lab.figures("throughput", as: asked)
    #expect(
      figures.rows.map { $0.map(OperationsLab.text) } == [
        ["2026-11-19", "0"], ["2026-11-20", "1"], ["2026-11-21", "0"], ["2026-11-22", "1"],
        ["2026-11-23", "0"],
      ])
    #expect(figures.remarks[1] == "2026-11-23 is only counted up to 2026-11-23 12:00 UTC.")
    #expect(
      try lab.rows("throughput", ["by": "assay", "grain": "week"], as: asked) == [
        ["2026-W47", "CRP", "1"], ["2026-W47", "TSH", "1"], ["2026-W48", "CRP", "0"],
        ["2026-W48", "TSH", "0"],
      ])
    #expect(
      try OperationsLab("").rows("throughput") {
        $0.period = seconds("20T00:00")..<seconds("21T00:00")
      }
        == [["2026-11-20", "0"]])
    #expect(try OperationsLab("").rows("throughput") == [])
  }

  @Test("Times before 1970 and at the ends of the calendar have their place")
  func oldTimes() throws {
    let lab = lab(
      "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "soon", "")
    #expect(
      try lab.rows("throughput") == [
        ["0001-01-01", "1"], ["1969-12-31", "1"], ["9999-12-31", "1"],
      ])
    for grain in Grain.allCases {
      #expect(try lab.rows("throughput", ["grain": grain.rawValue], as: berlin).count == 3)
    }
  }

  @Test("An absurd number of hours is refused with a sentence")
  func refused() {
    #expect(throws: NoAnswer.self) {
      try OperationsLab("").rows("throughput", ["grain": "hour"]) {
        $0.period = seconds("0001-01-01T00:00:00Z")..<seconds("9999-01-01T00:00:00Z")
      }
    }
    #expect(throws: NoAnswer.self) {
      try OperationsLab("").rows("throughput") { $0.period = -.max..<(.max - 1) }
    }
  }

  @Test("Fewer results than before are told when it is no chance")
  func attention() throws {
    func sentences(_ before: Int, _ now: Int) throws -> [String] {
      let lab = OperationsLab(
        (Array(repeating: "TSH,M1,ANN,COMPLETED,,19T08:00,20T08:00", count: before)
          + Array(repeating: "TSH,M1,ANN,COMPLETED,,19T08:00,21T08:00", count: now))
          .joined(separator: "\n"))
      let day = { (day: Int) in
        try lab.measured(Throughput.self) {
          $0.period = seconds("\(day)T00:00")..<seconds("\(day + 1)T00:00")
        }
      }
      return try day(21).attention(after: day(20)).map(\.sentence)
    }
    #expect(try sentences(100, 100) == [])
    #expect(try sentences(3, 0) == [])
    #expect(try sentences(100, 75) == [])
    #expect(
      try sentences(100, 50) == [
        "50 specimens completed, 50 % fewer than in the time before (100)"
      ])
  }

  @Test("A lab that has just begun is not compared with the time in which it was not there")
  func begin() throws {
    let lab = OperationsLab(
      (17...24).map { day in
        Array(repeating: "TSH,M1,ANN,COMPLETED,,\(day)T07:00,\(day)T08:00", count: 50)
          .joined(separator: "\n")
      }.joined(separator: "\n"))
    func measured<M: SpecimenMeasurement>(_ type: M.Type, _ from: Int, _ to: Int) throws -> M {
      try lab.measured(type) {
        $0.period = seconds("\(from)T00:00")..<seconds("\(to)T00:00")
      }
    }
    let (now, before) = (try measured(Workload.self, 18, 25), try measured(Workload.self, 10, 18))
    #expect(now.attention(after: before).isEmpty)
    #expect(now.headlines.map(\.value) == [50])
    #expect(before.headlines.map(\.value) == [50])
    #expect(try measured(Throughput.self, 10, 18).headlines.map(\.value) == [50])
    #expect(try measured(Throughput.self, 10, 17).headlines.map(\.value) == [nil])
    // Of as long a time before, a rise is told.
    let (later, first) = (try measured(Workload.self, 18, 19), try measured(Workload.self, 17, 18))
    #expect(later.attention(after: first).isEmpty)
  }
}
