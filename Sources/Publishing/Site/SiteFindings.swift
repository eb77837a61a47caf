import Analytics
import Lab
import Tables

/// What was found out for a site: every section's figures, each computed once.
struct SiteFindings: Sendable {
  let lab: SiteLab
  let question: Question
  /// What ended by day, assay and machine; `nil` where the specimens cannot be read.
  let cube: DayCube?
  let newestResults: Result<NewestSpecimens, any Error>
  let newestErrors: Result<NewestSpecimens, any Error>
  let procedures: Result<[ProcedureRecord], any Error>
  private var columns: [String: [FigureColumn]] = [:]
  private(set) var answers: [String: Result<Figures, any Error>] = [:]

  /// How many rows of a section a page shows, and its file holds.
  static let rowLimit = 500

  init(_ lab: SiteLab) {
    self.lab = lab
    let whole = lab.question(from: nil)
    let gathered = Result { () throws -> [any SpecimenGathering] in
      var all: [any SpecimenGathering] = [
        DayCube(whole, try Promises(in: lab.store, whole)),
        NewestSpecimens(.completed, whole, limit: Self.rowLimit),
        NewestSpecimens(.failed, whole, limit: Self.rowLimit),
      ]
      try lab.store.gather(&all)
      return all
    }
    cube = (try? gathered.get())?[0] as? DayCube
    newestResults = gathered.flatMap { Self.newest($0[1]) }
    newestErrors = gathered.flatMap { Self.newest($0[2]) }
    procedures = Result { try lab.store.procedures() }
    // Before its first record the lab was not there: a day without work then says nothing.
    question = lab.question(from: cube?.cells.first?.day)
  }

  private static func newest(_ found: any SpecimenGathering) -> Result<NewestSpecimens, any Error> {
    guard let found = found as? NewestSpecimens else {
      preconditionFailure("a scan gives back what it was given")
    }
    return .success(found)
  }

  /// Answers the sections: first the metrics, together, then what is told of them.
  mutating func answer(_ sections: [SiteSection]) {
    for section in sections { columns[section.name] = section.columns(question) }
    let metrics = sections.compactMap { section in
      section.asked(question).map { (section, $0) }
    }
    for ((section, _), figures) in zip(metrics, lab.store.figures(of: metrics.map(\.1))) {
      answers[section.name] = figures
    }
    for section in sections {
      guard case .told(_, _, let figures) = section.source else { continue }
      answers[section.name] = Result { try figures(self) }
    }
  }

  /// `From 2026-10-21 to 2026-11-20`; `nil` where no file has a time.
  var periodWords: String? {
    guard question.isBounded else { return nil }
    let (zone, period) = (lab.zone, question.period)
    return "From \(zone.day(at: period.lowerBound).cellText) to "
      + zone.day(at: period.upperBound - 1).cellText
  }

  /// The columns of one of the sections that are told of.
  func columns(of name: String) -> [FigureColumn] { columns[name] ?? [] }

  /// The procedures by their names; of those with one name the first.
  var procedurePages: [String: String] {
    Dictionary(
      ((try? procedures.get()) ?? []).map { ($0.procedure.name, SitePage.file(of: $0)) },
      uniquingKeysWith: { first, _ in first })
  }
}
