import CSVText
import Testing

@testable import Tables

@Suite("Exports of other systems, from fixtures/import")
struct ForeignFixtureTests {
  @Test("A LIMS in German: semicolons, Windows-1252, dates in local time, a total at the end")
  func german() throws {
    let read = try Imported(
      ForeignLab.fixture("lims-german.csv"), into: ForeignLab.specimens
    ) {
      $0.dialect.encoding = .windows1252
      $0.columns = [
        "specimen_id": "Probenbarcode", "assay": "Prüfung", "received_at": "Eingang",
        "remark": "Bemerkung",
      ]
      $0.values["status"] = [
        "eingegangen": "RECEIVED", "abgeschlossen": "COMPLETED", "Fehler": "ERROR",
      ]
      $0.commonDates = ["dd.MM.yyyy HH:mm"]
      $0.timeZone = "Europe/Berlin"
    }
    #expect(
      read
        == Imported(
          rows: [
            "|SP0001|TSH|COMPLETED|2026-11-02T07:15:00Z|||||",
            "|SP0002|TSH|ERROR|2026-11-02T07:20:00Z|||||Gerinnsel; zu wenig Blut",
            "|SP0003|CRP|RECEIVED|2026-11-02T07:31:00Z|||||Röhrchen „B“, größer",
          ],
          findings: [
            "5:35 ambiguous-date", "6:35 type-error", "7:20 type-error", "7:31 type-error",
            "8:1 unique-error", "9:1 missing-cell",
          ]))
  }

  @Test("An analyzer: tabs and UTF-16")
  func analyzer() throws {
    let read = try Imported(ForeignLab.fixture("analyzer-utf16.tsv"), into: ForeignLab.specimens)
    #expect(
      read
        == Imported(rows: [
          "|A-1|GLU|COMPLETED|2026-11-02T07:15:00Z|||||",
          "|A-2|GLU|RECEIVED|2026-11-02T07:20:00Z|||||",
          "|A-3|𝛽HCG|RECEIVED|2026-11-02T07:25:00Z|||||",
        ]))
  }

  @Test("Notes over several lines, all cells in quotes")
  func notes() throws {
    let read = try Imported(
      ForeignLab.fixture("notes-over-lines.csv"), into: ForeignLab.table("x", "name", "note"))
    #expect(
      read.rows == [
        "Miller & Sons|Calls on Mondays.\nSays \"urgent\" when it is not.",
        "Sunny, Ltd.|First line\n\nthird line", "Plain Co|",
      ])
  }

  @Test("A report with title lines, bars, and times of half days")
  func titles() throws {
    let read = try Imported(ForeignLab.fixture("title-lines.txt"), into: ForeignLab.specimens) {
      $0.dialect.skippedLines = 3
      $0.columns = ["specimen_id": "Barcode", "assay": "Test", "received_at": "Received"]
      $0.constants = ["status": "RECEIVED"]
      $0.commonDates = ["MM/dd/yyyy h:mm a"]
      $0.timeZone = "America/New_York"
    }
    #expect(
      read.rows == [
        "|B1|TSH|RECEIVED|2026-11-02T13:05:00Z|||||", "|B2|TSH|RECEIVED|2026-11-02T18:45:00Z|||||",
      ])
  }

  @Test("A spreadsheet's own: byte order mark, sep=, an empty row at the end")
  func spreadsheet() throws {
    let read = try Imported(
      ForeignLab.fixture("excel-sep.csv"), into: ForeignLab.table("x", "name", "color"))
    #expect(read == Imported(rows: ["urgent|#D62728", "weekly|#1F77B4"]))
  }
}
