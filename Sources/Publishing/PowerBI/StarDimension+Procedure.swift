internal import CSVText
internal import Lab
internal import Tables

/// A procedure in one version, or in one that nobody wrote down.
struct ProcedureEdition: Sendable, Hashable {
  let procedure: Int
  /// From 1; `nil` stands for runs that do not say theirs.
  let version: Int?

  /// By which runs refer to it.
  var names: [String: String] {
    version.map { ["version": "\(procedure)/\($0)"] } ?? ["id": String(procedure)]
  }
}

extension StarDimension {
  static let procedure = StarDimension(
    "procedure", "How something is done, version by version.", table: Procedure.schema.table,
    rows: { store in
      let versions = try store.procedureVersions()
      return try store.rows(of: Procedure.self).flatMap { procedure in
        let known = versions[procedure.id.id, default: []].union([procedure.version]).sorted()
        return ([nil] + known).map { version in
          (ProcedureEdition(procedure: procedure.id.id, version: version), procedure)
        }
      }
    },
    names: { edition, _ in edition.names },
    [
      .text("procedure", "The name that it has now.") { _, procedure in procedure.name },
      .whole("procedure_version", "From 1. Empty: runs that do not say which they followed.") {
        edition, _ in edition.version
      },
      .boolean("is_current", "Whether it is the version that is followed now.") {
        edition, procedure in edition.version == procedure.version
      },
    ])
}

extension FactScan {
  /// The procedure of a run, in the version that it followed, or that nobody wrote down.
  func procedureKey() -> (Int) -> Int {
    let procedures = wholeNumbers("procedure_id")
    let versions = wholeNumbers("procedure_version")
    let all = lab.keys(of: .procedure)
    var keys: [ProcedureEdition: Int] = [:]
    func look(_ edition: ProcedureEdition) -> Int {
      edition.names.map { column, name in all.key(name, by: column) }.first ?? 0
    }
    return { row in
      let procedure = procedures.numbers[row]
      let version = versions.numbers[row]
      let edition = ProcedureEdition(
        procedure: procedure, version: version > WholeNumberColumn.unreadable ? version : nil)
      if let key = keys[edition] { return key }
      let exact = look(edition)
      let key = exact > 0 ? exact : look(ProcedureEdition(procedure: procedure, version: nil))
      keys[edition] = key
      return key
    }
  }
}

extension Store {
  /// The versions that are kept of each procedure, by its id. Their texts are not read.
  fileprivate func procedureVersions() throws -> [Int: Set<Int>] {
    let procedures = WholeNumberColumn("procedure_id")
    let versions = WholeNumberColumn("version")
    var known: [Int: Set<Int>] = [:]
    let table = ProcedureVersion.schema.table
    try read(table, columns: [procedures.name, versions.name]) { batch, projection in
      procedures.fill(from: batch, projection.columns[0])
      versions.fill(from: batch, projection.columns[1])
      for (procedure, version) in zip(procedures.numbers, versions.numbers)
      where version > WholeNumberColumn.unreadable {
        known[procedure, default: []].insert(version)
      }
      return .more
    }
    return known
  }
}
