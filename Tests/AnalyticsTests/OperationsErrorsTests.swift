import Analytics
import Tables
import Testing

@Suite("Errors") struct OperationsErrorsTests {
  private func rows(_ machine: String, _ errors: Int, of total: Int, at time: String = "20T09:00")
    -> [String]
  {
    (0..<total).map {
      "TSH,\(machine),ANN,\($0 < errors ? "ERROR,E1" : "COMPLETED,"),20T08:00,\(time)"
    }
  }

  @Test("The rate is of those that ended, with Wilson's interval")
  func rate() throws {
    // Newcombe (1998): 15 of 148 is 0.0624 to 0.1605.
    let lab = OperationsLab(
      (rows("M1", 15, of: 148) + ["TSH,M1,ANN,RECEIVED,,20T08:00,"]).joined(separator: "\n"))
    #expect(
      try lab.rows("errors", ["by": "none"]) == [
        ["all", "15", "133", "10.135", "6.239", "16.049", ""]
      ])
    let figures = try lab.figures("errors", ["by": "none"])
    #expect(
      figures.remarks == [
        "15 errors in 148 specimens: 10.135 %.", "Intervals: 95 %, Wilson (1927).",
        "Left out: 1 open.",
      ])
  }

  @Test("Machines outside the funnel are marked, and small ones are not blamed")
  func funnel() throws {
    let lab = OperationsLab(
      (rows("A", 4, of: 200) + rows("B", 4, of: 200) + rows("C", 24, of: 200)
        + rows("D", 1, of: 3)).joined(separator: "\n"))
    let standings = try lab.rows("errors").map { [$0[0], $0[6]] }
    // Around 33 of 603 scipy's interpolated binomial limits for 200 are 2.26 % to 8.58 % (95 %) and
    // 0.99 % to 10.81 % (99.8 %); for 3 up to 29.62 % and 63.39 %.
    #expect(
      standings == [
        ["A", "below 95 %"], ["B", "below 95 %"], ["C", "above 99.8 %"], ["D", "above 95 %"],
      ])
    let told = try lab.measured(Errors.self).attention(after: lab.measured(Errors.self))
    #expect(told.map(\.weight) == [.outOfControl])
    #expect(
      told.map(\.sentence) == [
        "C: 12.0 % of its 200 specimens ended in an error, of all 5.5 %; so far apart is no chance"
      ])
  }

  @Test("One machine has nothing to be compared with, and of no specimens there is no rate")
  func alone() throws {
    let one = OperationsLab(rows("M1", 1, of: 10).joined(separator: "\n"))
    #expect(try one.rows("errors")[0].suffix(2) == ["", "nothing to compare it with"])
    #expect(
      try OperationsLab("").rows("errors", ["by": "none"]) == [
        ["all", "0", "0", "", "", "", "no specimen has ended"]
      ])
    #expect(try OperationsLab("").rows("errors") == [])
  }

  @Test("By code are shares of all errors, with what the lab says of the code")
  func codes() throws {
    let lab = OperationsLab(
      """
      TSH,M1,ANN,ERROR,E2,20T08:00,20T09:00
      TSH,M1,ANN,ERROR,E1,20T08:00,20T09:00
      TSH,M1,ANN,ERROR,E2,20T08:00,
      TSH,M1,ANN,ERROR,,20T08:00,20T09:00
      TSH,M1,ANN,COMPLETED,,20T08:00,20T09:00
      """, errorCodes: "E2,Clot detected,major,\n")
    // statsmodels: 2 of 4 is 15.004 to 84.996, 1 of 4 is 4.559 to 69.936.
    #expect(
      try lab.rows("errors", ["by": "code"]) == [
        ["E2", "Clot detected", "2", "50.0", "15.004", "84.996", ""],
        ["", "", "1", "25.0", "4.559", "69.936", "no code was written down"],
        ["E1", "", "1", "25.0", "4.559", "69.936", "not in error_codes"],
      ])
  }

  @Test("Errors count in the period in which they were processed")
  func period() throws {
    let lab = OperationsLab(
      (rows("M1", 1, of: 2, at: "20T09:00") + rows("M1", 2, of: 2, at: "21T09:00")
        + rows("M1", 1, of: 1, at: "soon")).joined(separator: "\n"))
    let figures = try lab.figures("errors", ["by": "none"]) {
      $0.period = seconds("20T00:00")..<seconds("21T00:00")
    }
    #expect(figures.rows[0].prefix(3) == [.text("all"), .count(1), .count(1)])
    #expect(
      figures.remarks.last == "Left out: 1 without readable times, 2 outside the period.")
  }

  @Test("A rise is told when it is no chance, and not for three specimens")
  func rise() throws {
    func told(_ before: (Int, Int), _ now: (Int, Int)) throws -> Int {
      try OperationsLab(rows("M1", now.0, of: now.1).joined(separator: "\n")).measured(Errors.self)
        .attention(
          after: OperationsLab(rows("M1", before.0, of: before.1).joined(separator: "\n"))
            .measured(Errors.self)
        ).count
    }
    #expect(try told((5, 300), (30, 300)) == 1)
    #expect(try told((5, 300), (8, 300)) == 0)
    #expect(try told((0, 0), (3, 3)) == 0)
    #expect(try told((0, 300), (3, 3)) == 0)
    #expect(try told((30, 300), (5, 300)) == 0)
  }
}
