import TestSupport
import Testing

@testable import Tables

@Suite("Changes of rows that rules of data quality are about")
struct QualityChangeTests {
  static let vials = "id,code,count,volume,limit\n1,L001,3,,\n2,x,9,,\n3,L003,,2,1\n"

  static let rules =
    RuledBench.header + """
      1,vials,code,pattern,L[0-9]{3},error,labels are an L and three digits,true
      2,vials,count,range,..5,warning,,true
      3,vials,code,unique,,error,,true
      4,vials,,compare,volume <= limit,error,,true
      5,vials,limit,required,,info,,true
      6,vials,,row_count,..1,error,,true
      7,vials,volume,range,..100,error,,false

      """

  /// What becomes of `vials.csv` or `rules.csv`, and what is said of it; or why it was refused.
  private static func preview(
    _ files: [String: String] = ["vials.csv": vials, "rules.csv": rules],
    _ body: (inout Change) throws -> Void
  ) throws -> (words: [String], isRefused: Bool) {
    let store = try Store(MemoryFolder(files), catalog: RuledBench.catalog)
    do {
      let written = try store.preview("change", body)
      return (written.warnings.map(\.message), false)
    } catch let refused as RefusedChange {
      return (refused.findings.map { "\($0.code.rawValue): \($0.message)" }, true)
    }
  }

  private static func row(_ cells: String...) -> [String] {
    cells + Array(repeating: "", count: RuledBench.vials.columns.count - cells.count)
  }

  /// The columns of the file above, by their places in the table.
  private enum Place {
    static let (code, count, volume, limit) = (1, 3, 4, 5)
  }

  @Test("A row that breaks a rule is refused, in the words of check")
  func refused() throws {
    let answer = try Self.preview { change in
      try change.insert(Self.row("", "L1", "", "9", "2", "1"), into: RuledBench.vials)
    }
    #expect(answer.isRefused)
    #expect(
      answer.words == [
        "rule: labels are an L and three digits", "rule: volume must be at most limit",
      ])
  }

  @Test("A rule of severity warning warns, one of severity info and one of the table say nothing")
  func warned() throws {
    let answer = try Self.preview { change in
      try change.insert(Self.row("", "L009", "", "9"), into: RuledBench.vials)
    }
    #expect(!answer.isRefused)
    #expect(answer.words == ["count must be at most 5"])
  }

  @Test("What a row broke before is no reason to refuse a change of its other cells")
  func oldFaults() throws {
    let sound = try Self.preview { change in
      try change.update(["2"], in: RuledBench.vials, [(Place.count, "2")])
      try change.update(["3"], in: RuledBench.vials, [(Place.count, "2")])
    }
    #expect(!sound.isRefused && sound.words.isEmpty)
    let broken = try Self.preview { change in
      try change.update(["1"], in: RuledBench.vials, [(Place.code, "y")])
    }
    #expect(broken.words == ["rule: labels are an L and three digits"])
  }

  @Test("What must be unique is compared with the whole table and with the change itself")
  func unique() throws {
    for (codes, isRefused) in [
      (["L001"], true), (["L007", "L007"], true), (["L007", "L008"], false), (["", ""], false),
    ] {
      let answer = try Self.preview { change in
        for code in codes { try change.insert(Self.row("", code), into: RuledBench.vials) }
      }
      #expect(answer.isRefused == isRefused)
      if isRefused { #expect(answer.words == ["rule: no two rows may have the same code"]) }
    }
    let same = try Self.preview { change in
      try change.update(["1"], in: RuledBench.vials, [(Place.code, "L001"), (Place.count, "1")])
    }
    #expect(!same.isRefused)
  }

  @Test("A rule that cannot be understood is refused, and switched off it is not")
  func faultyRule() throws {
    let table = RuledBench.BenchRule.schema.table
    for (isActive, isRefused) in [("true", true), ("false", false)] {
      let answer = try Self.preview { change in
        try change.insert(
          ["", "vials", "code", "pattern", "[A-", "error", "", isActive], into: table)
      }
      #expect(answer.isRefused == isRefused)
      if isRefused {
        #expect(answer.words == ["schema-error: the set is not closed, at character 1"])
      }
    }
  }

  @Test("Rules that cannot be read do not keep anybody from changing rows")
  func unreadableRules() throws {
    for rules in [
      "", "nonsense\n", RuledBench.header + "1,vials\n2,vials,code,pattern,[,error,,true\n",
    ] {
      let answer = try Self.preview(["vials.csv": Self.vials, "rules.csv": rules]) { change in
        try change.insert(Self.row("", "anything"), into: RuledBench.vials)
      }
      #expect(!answer.isRefused)
    }
  }
}
