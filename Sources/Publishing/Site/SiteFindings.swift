import Analytics
import Lab
import Tables

/// What was found out for a site: every section's figures, each computed once.
struct SiteFindings: Sendable {
  let lab: SiteLab
  let question: Question
  /// What ended by day, assay and machine; `nil` where the specimens cannot be read.
  let cube: DayCube?
  /// The rows behind the figures of specimens.
  let results: Result<SpecimenRows, any Error>
  let errors: Result<SpecimenRows, any Error>
  let received: Result<SpecimenRows, any Error>
  let open: Result<SpecimenRows, any Error>
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
        SpecimenRows(.results, whole, limit: Self.rowLimit),
        SpecimenRows(.errors, whole, limit: Self.rowLimit),
        SpecimenRows(.received, whole, limit: Self.rowLimit),
        SpecimenRows(.open, whole, limit: Self.rowLimit),
      ]
      try lab.store.gather(&all)
      return all
    }
    cube = (try? gathered.get())?[0] as? DayCube
    results = gathered.flatMap { Self.rows($0[1]) }
    errors = gathered.flatMap { Self.rows($0[2]) }
    received = gathered.flatMap { Self.rows($0[3]) }
    open = gathered.flatMap { Self.rows($0[4]) }
    procedures = Result { try lab.store.procedures() }
    // Before its first record the lab was not there: a day without work then says nothing.
    question = lab.question(from: cube?.cells.first?.day)
  }

  private static func rows(_ found: any SpecimenGathering) -> Result<SpecimenRows, any Error> {
    guard let found = found as? SpecimenRows else {
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
