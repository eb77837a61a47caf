import Analytics
import CSVText
import Lab
import Publishing
import Tables
import TestSupport

extension MemoryFolder {
  static let specimenHeader =
    "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"

  /// A few specimens of two assays on two machines; one is open.
  static let small = MemoryFolder(tables: smallTables)

  static let smallTables = [
    "specimens": specimenHeader + """
      1,S1,TSH,M1,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T08:40:00Z
      2,S2,TSH,M2,ANN,COMPLETED,,2026-11-01T08:00:00Z,2026-11-01T08:10:00Z
      3,S3,CRP,M1,BOB,ERROR,E1,2026-11-01T08:00:00Z,2026-11-01T08:30:00Z
      4,S4,TSH,M2,BOB,COMPLETED,,2026-11-01T23:50:00Z,2026-11-02T06:10:00Z
      5,S5,CRP,M1,ANN,COMPLETED,,2026-11-02T08:00:00Z,2026-11-02T09:30:30Z
      6,S6,CRP,M1,ANN,RECEIVED,,2026-11-02T01:00:00Z,

      """,
    "assays": "code,name,sla_hours,target_tat_minutes\nTSH,Thyrotropin,4,30\nCRP,C-reactive,,\n",
  ]

  /// What a site is made from, as a command would give it.
  func site(
    named name: String = "Small lab", at moment: Int? = 1_793_612_000,
    attention: [Attention] = [], isWatched: Bool = false
  ) throws -> Site {
    let store = try Store(self, catalog: LabCatalog.catalog)
    let lab = SiteLab(
      store, name: name, question: Question(), moment: moment,
      check: try Check(store, asOf: Instant(seconds: moment ?? 0)), attention: attention,
      changes: [], commits: nil, program: "plainlab", timeZone: nil, days: 91)
    return Site(lab, isWatched: isWatched)
  }
}

extension Site {
  /// What a file holds; empty where there is none of that name.
  subscript(name: String) -> String { texts.first { $0.name == name }?.text ?? "" }

  var pages: [(name: String, text: String)] { texts.filter { $0.name.hasSuffix(".html") } }
}
