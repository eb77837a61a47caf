import Analytics
import Foundation
import Lab
import Tables
import TestSupport
import Testing

@testable import Publishing

@Suite("The lab as a star of CSV files")
struct StarExportTests {
  private static let specimens =
    "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
  private static let assays = "code,name,sla_hours,target_tat_minutes,service_minutes\n"

  private func star(
    specimens: String, assays: String = "", zone: LocalZone = .utc
  ) throws -> StarInMemory {
    try StarInMemory(
      ["specimens.csv": Self.specimens + specimens, "assays.csv": Self.assays + assays],
      zone: zone)
  }

  @Test(
    "Keys of dimensions are 0, 1, 2 and so on, and 0 is unknown", arguments: StarSchema.dimensions)
  func keys(_ dimension: StarDimension) throws {
    for star in [try StarInMemory.ofSample(), try StarInMemory([:])] {
      let keys = try star.column(dimension.key.name, of: dimension.name)
      #expect(keys == keys.indices.map(String.init))
      let unknown = try star.rows(dimension.name)[0]
      for column in dimension.columns.dropFirst() {
        #expect(unknown[column.name] == (column.type == .text ? "(unknown)" : ""))
      }
    }
  }

  @Test("Every key of a fact is one of its dimension; only days may be missing")
  func references() throws {
    let star = try StarInMemory.ofSample()
    for relationship in StarSchema.relationships {
      let known = Set(try star.column(relationship.key, of: relationship.dimension))
      let used = Set(try star.column(relationship.column, of: relationship.fact))
      let missing: Set<String> = relationship.dimension == "dim_date" ? [""] : []
      #expect(used.subtracting(known).isSubset(of: missing), "\(relationship)")
    }
    #expect(star.summary.strangers == 0 && star.summary.unreadable == 0 && star.summary.lost == 0)
  }

  @Test("Each fact has a row for each row of the lab's table, and the columns that are declared")
  func rows() throws {
    let star = try StarInMemory.ofSample()
    #expect(try star.rows("fact_specimens").count == 400)
    #expect(try star.rows("fact_run_steps").count == 188)
    for fact in StarSchema.facts {
      let rows = try star.rows(fact.name)
      #expect(star.summary.rows.contains { $0 == (fact.name, rows.count) })
      #expect(rows.allSatisfy { Set($0.keys) == Set(fact.columns.map(\.name)) })
    }
  }

  @Test("Days are whole years without a gap, each once")
  func days() throws {
    let star = try star(
      specimens: """
        1,a,TSH,M,O,COMPLETED,,2023-06-30T22:00:00Z,2024-02-29T08:00:00Z

        """)
    let rows = try star.rows("dim_date")
    #expect(rows.count == 365 + 366)
    #expect(rows.first?["date"] == "2023-01-01" && rows.last?["date"] == "2024-12-31")
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    let start = try #require(ISO8601DateFormatter().date(from: "2023-01-01T00:00:00Z"))
    for (place, row) in rows.enumerated() {
      let day = calendar.dateComponents(
        [.year, .month, .day, .weekday, .weekOfYear, .yearForWeekOfYear],
        from: start.addingTimeInterval(Double(place) * 86_400))
      let date = String(format: "%04d-%02d-%02d", day.year!, day.month!, day.day!)
      #expect(row["date"] == date && row["date_key"] == date.replacing("-", with: ""))
      #expect(row["weekday"] == String((day.weekday! + 5) % 7 + 1))
      #expect(
        row["week"] == String(format: "%04d-W%02d", day.yearForWeekOfYear!, day.weekOfYear!))
      #expect(row["is_weekend"] == String([1, 7].contains(day.weekday!)))
      #expect(row["quarter"] == "Q\((day.month! + 2) / 3)")
    }
  }

  @Test("Turnaround is of completed specimens; what is promised is kept, broken, or not decided")
  func promises() throws {
    // The newest time of all is 10:00. Of OTHER four hours are promised, as nobody says another.
    let star = try star(
      specimens: """
        1,a,TSH,,,COMPLETED,,2026-11-20T08:00:00Z,2026-11-20T09:00:00Z
        2,b,TSH,,,COMPLETED,,2026-11-20T08:00:00Z,2026-11-20T09:00:01Z
        3,c,TSH,,,RECEIVED,,2026-11-20T08:30:00Z,
        4,d,TSH,,,IN_PROCESS,,2026-11-20T09:05:00Z,
        5,e,TSH,,,RECEIVED,,2026-11-20T09:30:00Z,
        6,f,TSH,,,ERROR,E1,2026-11-20T08:00:00Z,2026-11-20T10:00:00Z
        7,g,TSH,,,COMPLETED,,2026-11-20T09:00:00Z,2026-11-20T08:00:00Z
        8,h,OTHER,,,COMPLETED,,2026-11-19T10:00:00Z,2026-11-20T10:00:00Z

        """, assays: "TSH,,1,,\n")
    #expect(
      try star.column("turnaround_minutes", of: "fact_specimens")
        == ["60", "60.016667", "", "", "", "", "", "1440"])
    #expect(
      try star.column("sla_state", of: "fact_specimens")
        == [
          "within", "closed_breached", "open_breached", "at_risk", "open_in_time", "", "",
          "closed_breached",
        ])
    #expect(
      try star.column("is_within_sla", of: "fact_specimens")
        == ["true", "false", "false", "", "", "", "", "false"])
    #expect(
      try star.column("is_open", of: "fact_specimens").count { $0 == "true" } == 3)
    #expect(try star.column("is_error", of: "fact_specimens")[5] == "true")
    // Neither the machine nor the assay OTHER nor the code is a row of the lab's tables.
    #expect(
      try star.column("assay_key", of: "fact_specimens") == Array(repeating: "1", count: 7) + ["0"])
    #expect(star.summary.strangers == 2)
  }

  @Test("Texts that a spreadsheet would run are defused; numbers stay numbers")
  func injection() throws {
    let texts = ["=1+1", "+1", "-5", "@SUM(A1)", "\tx", "\rx", "5-", " =1", "a=1", "", "'=1"]
    let rows = texts.enumerated().map { place, text in
      "\(place + 1),\"\(text)\",x,ARCH-1,l,-1.5,0.5,,2026-11-01T00:00:00Z,\n"
    }.joined()
    let star = try StarInMemory([
      "qc_materials.csv":
        "id,name,measurement_type,resource_code,level,target,sd,tea_pct,valid_from,valid_to\n"
        + rows.replacing(",\"\",", with: ",\" \","),
      "qc_results.csv": """
      id,qc_material_id,run_key,measured_value,timestamp,operator_id
      1,1,=cmd|' /C calc'!A0,-2.50,2026-11-02T08:00:00Z,
      2,1,-7,+3,2026-11-02T08:00:00Z,

      """,
    ])
    #expect(
      try star.column("qc_material", of: "dim_qc_material").dropFirst()
        == ["'=1+1", "'+1", "'-5", "'@SUM(A1)", "'\tx", "'\rx", "5-", " =1", "a=1", " ", "'=1"])
    #expect(try star.column("target", of: "dim_qc_material")[1] == "-1.5")
    #expect(try star.column("measured_value", of: "fact_qc_results") == ["-2.50", ""])
    #expect(try star.column("z_score", of: "fact_qc_results") == ["-2", ""])
    #expect(try star.column("run_key", of: "fact_qc_results") == ["'=cmd|' /C calc'!A0", "'-7"])
    #expect(star.summary.unreadable == 1)
  }

  @Test("Cells of any text come back from another reader as they were")
  func hostile() throws {
    let texts = [
      "a,b", "say \"so\"", "two\nlines", "\"", "\"\"", ",", "\u{FEFF}bom", "<<<<<<< HEAD",
      "nul\u{1}bell\u{7}", "Å🧪", "</script>", "\u{202E}right",
      String(repeating: "x", count: 70_000),
    ]
    let rows = texts.enumerated().map { place, text in
      "\(place + 1),\"\(text.replacing("\"", with: "\"\""))\",,,\n"
    }.joined()
    let star = try StarInMemory(["customers.csv": "id,name,contact_name,email,address\n" + rows])
    #expect(try star.column("customer", of: "dim_customer").dropFirst() == texts[...])
  }

  @Test("Rows stand in the file of their month on the lab's clock, whatever their order")
  func parts() throws {
    let berlin = try LocalZone("Europe/Berlin")
    let star = try star(
      specimens: """
        1,a,,,,RECEIVED,,2026-11-30T23:30:00Z,
        2,b,,,,RECEIVED,,2026-10-01T08:00:00Z,
        3,c,,,,RECEIVED,,yesterday,
        4,d,,,,RECEIVED,,2026-12-01T08:00:00Z,
        5,e,,,,RECEIVED,,0226-11-20T08:00:00Z,

        """, zone: berlin)
    #expect(
      star.names(of: "fact_specimens")
        == ["2026-10", "2026-12", "undated"].map { "fact_specimens/\($0).csv" })
    let ids = try star.names(of: "fact_specimens").map { name in
      try RFC4180.records(star.files[name] ?? []).dropFirst().map { $0[0] }
    }
    #expect(ids == [["2"], ["1", "4"], ["3", "5"]])
    let headers = Set(
      try star.names(of: "fact_specimens").map { try RFC4180.records(star.files[$0] ?? [])[0] })
    #expect(headers.count == 1)
    #expect(
      try star.column("received_at", of: "fact_specimens")
        == ["2026-10-01T10:00:00", "2026-12-01T00:30:00", "2026-12-01T09:00:00", "", ""])
    #expect(
      try star.column("received_hour_key", of: "fact_specimens") == ["11", "1", "10", "0", "0"])
    // A time that is none, and a year that Power BI does not know.
    #expect(star.summary.unreadable == 2)
    #expect(try star.column("date", of: "dim_date").count == 365)
  }

  @Test("A run's steps have its procedure, in the version that was followed")
  func versions() throws {
    let star = try StarInMemory([
      "procedures.csv": """
      id,name,description,created_at,updated_at,version
      1,Start,,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,2

      """,
      "versions.csv": """
      id,procedure_id,version,created_at,change_description,procedure_snapshot
      1,1,1,2026-01-01T00:00:00Z,,{}

      """,
      "runs.csv": """
      id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id
      1,1,2026-01-02T08:00:00Z,2026-01-02T08:01:30Z,completed,,1,
      2,1,2026-01-02T08:00:00Z,,in_progress,,2,
      3,1,2026-01-02T08:00:00Z,,in_progress,,,
      4,1,2026-01-02T08:00:00Z,,in_progress,,9,
      5,7,2026-01-02T08:00:00Z,,in_progress,,1,

      """,
      "run_steps.csv": """
      id,run_id,step_id,completed,completed_at,notes
      1,2,1,false,,
      2,99,1,false,,

      """,
    ])
    #expect(
      try star.column("procedure_version", of: "dim_procedure") == ["", "", "1", "2"])
    #expect(try star.column("is_current", of: "dim_procedure") == ["", "false", "false", "true"])
    #expect(try star.column("procedure_key", of: "fact_runs") == ["2", "3", "1", "1", "0"])
    #expect(try star.column("elapsed_minutes", of: "fact_runs") == ["1.5", "", "", "", ""])
    #expect(try star.column("procedure_key", of: "fact_run_steps") == ["3", "0"])
  }

  @Test("A lab without a file has every table, with its header")
  func empty() throws {
    let star = try StarInMemory([:])
    #expect(try star.rows("dim_date").isEmpty)
    for fact in StarSchema.facts {
      #expect(try star.rows(fact.name).isEmpty)
      #expect(star.names(of: fact.name).count == 1)
    }
  }

  @Test("The same lab gives the same bytes, also when its rows come in other blocks")
  func sameBytes() throws {
    #expect(try StarInMemory.ofSample().files == StarInMemory.ofSample().files)
    #expect(TabularModel(folder: "x").text == TabularModel(folder: "x").text)
    #expect(LineageTag("dim_assay").text == "98d14c4f-0b35-8231-9957-265945034b3d")
  }

  @Test("Months without end are handed on in pieces, each header once")
  func pieces() throws {
    var parts = StarParts(.specimens)
    var files: [String: String] = [:]
    let output: StarExport.Output = {
      files[$0, default: ""] += String(decoding: $1, as: UTF8.self)
    }
    try parts.begin(output)
    for round in 0..<3 {
      for month in [202_601, 202_602, nil, 202_601] {
        parts.add(toMonth: month) { $0 += Array("\(round)\n".utf8) }
      }
      try parts.flush(output, atLeast: 0)
    }
    #expect(parts.count == 12)
    let header = String(decoding: [UInt8].header(of: StarFact.specimens.columns), as: UTF8.self)
    #expect(
      files == [
        "fact_specimens/2026-01.csv": header + "0\n0\n1\n1\n2\n2\n",
        "fact_specimens/2026-02.csv": header + "0\n1\n2\n",
        "fact_specimens/undated.csv": header + "0\n1\n2\n",
      ])
  }

  @Test("What the output throws ends the writing")
  func interruption() throws {
    struct Stop: Error {}
    let store = try Store(MemoryFolder([:]), catalog: LabCatalog.catalog)
    #expect(throws: Stop.self) { try StarExport(.init()).write(store) { _, _ in throw Stop() } }
  }
}
