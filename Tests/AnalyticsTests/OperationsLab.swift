import Analytics
import CSVText
import Lab
import Statistics
import Tables
import Testing

/// A lab of a few lines, for the figures of operations.
struct OperationsLab: FileTree {
  var name: String { "data" }
  private var texts: [String: String] = [:]

  /// - Parameter specimens: Rows `assay,machine,operator,status,error,received,processed`, times as
  ///   `20T08:30` in November 2026, or as they are.
  init(_ specimens: String, assays: String = "", errorCodes: String = "") {
    var text =
      "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
    for (i, line) in specimens.split(separator: "\n").enumerated() {
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      for place in cells.indices.suffix(2) where cells[place].count == 8 {
        cells[place] = "2026-11-\(cells[place]):00Z"
      }
      text += "\(i + 1),S\(i + 1),\(cells.joined(separator: ","))\n"
    }
    texts["specimens.csv"] = text
    if !assays.isEmpty {
      texts["assays.csv"] = "code,name,sla_hours,target_tat_minutes,service_minutes\n" + assays
    }
    if !errorCodes.isEmpty {
      texts["error_codes.csv"] = "code,description,severity,category\n" + errorCodes
    }
  }

  func names(in folder: String) -> [String] { folder.isEmpty ? texts.keys.sorted() : [] }
  func open(_ path: String) -> any ByteSource { MemorySource(texts[path] ?? "") }

  func store() throws -> Store { try Store(self, catalog: LabCatalog.catalog) }

  func measured<M: SpecimenMeasurement>(
    _: M.Type, _ change: (inout Question) throws -> Void = { _ in }
  ) throws -> M {
    var question = Question()
    try change(&question)
    let store = try store()
    return try store.gathering(M(question, Promises(in: store, question)))
  }

  /// The rows of a metric, each cell as text, empty where nothing is defined.
  func rows(
    _ metric: String, _ options: [String: String] = [:],
    as change: (inout Question) -> Void = { _ in }
  )
    throws -> [[String]]
  {
    try figures(metric, options, as: change).rows.map { $0.map(Self.text) }
  }

  func figures(
    _ name: String, _ options: [String: String] = [:],
    as change: (inout Question) -> Void = { _ in }
  ) throws -> Figures {
    let metric = try #require(Metric[.metrics, name])
    var question = Question()
    for option in metric.options {
      if let word = options[option.name] { #expect(option.set(word, in: &question), "\(word)") }
    }
    change(&question)
    return try metric.figures(of: try store(), question)
  }

  static func text(_ figure: Figure) -> String {
    switch figure {
    case .text(let text): text
    case .count(let count): "\(count)"
    case .number(let number): "\((number * 1000).rounded() / 1000)"
    case .instant(let seconds): Instant(seconds: seconds).cellText
    case .flag(let flag): "\(flag)"
    case .none: ""
    }
  }
}

/// An instant as the files have it, as seconds since 1970.
func seconds(_ text: String) -> Int {
  Instant(cellText: text.count == 8 ? "2026-11-\(text):00Z" : text)?.seconds ?? 0
}
