internal import Lab
public import Tables

/// The specimens of one block, as numbers: codes for words, seconds for instants.
public final class SpecimenColumns {
  public enum Name: String, CaseIterable, Sendable {
    case specimen = "specimen_id"
    case assay
    case machine = "machine_id"
    case `operator` = "operator_id"
    case status
    case errorCode = "error_code"
    case receivedAt = "received_at"
    case processedAt = "processed_at"
  }

  /// What stands on the tubes.
  public let specimen = TextColumn(Name.specimen.rawValue)
  public let assay = CodedColumn(Name.assay.rawValue)
  public let machine = CodedColumn(Name.machine.rawValue)
  public let operators = CodedColumn(Name.operator.rawValue)
  public let status = CodedColumn(Name.status.rawValue)
  public let errorCode = CodedColumn(Name.errorCode.rawValue)
  public let received = InstantColumn(Name.receivedAt.rawValue)
  public let processed = InstantColumn(Name.processedAt.rawValue)

  /// The codes in `status`.
  public let completed: Int
  public let failed: Int
  public let waiting: Int
  public let inProcess: Int

  init() {
    completed = status.code(of: Specimen.Status.completed.rawValue)
    failed = status.code(of: Specimen.Status.error.rawValue)
    waiting = status.code(of: Specimen.Status.received.rawValue)
    inProcess = status.code(of: Specimen.Status.inProcess.rawValue)
  }

  /// The groups of the block's specimens; `nil` puts all into one.
  public func column(of grouping: Grouping) -> CodedColumn? {
    switch grouping {
    case .assay: assay
    case .machine: machine
    case .operator: operators
    case .code: errorCode
    case .none: nil
    }
  }

  fileprivate func scanned(_ names: Set<Name>) -> [any ScannedColumn] {
    let columns: [(Name, any ScannedColumn)] = [
      (.status, status), (.assay, assay), (.machine, machine), (.operator, operators),
      (.errorCode, errorCode), (.specimen, specimen), (.receivedAt, received),
      (.processedAt, processed),
    ]
    return columns.filter { names.contains($0.0) }.map(\.1)
  }
}

extension Grouping {
  /// The column that a measurement needs for it.
  var column: SpecimenColumns.Name? {
    switch self {
    case .assay: .assay
    case .machine: .machine
    case .operator: .operator
    case .code: .errorCode
    case .none: nil
    }
  }
}

extension Store {
  /// Reads the specimens once, for one measurement.
  public func gathering<M: SpecimenGathering>(_ measurement: M) throws -> M {
    var all: [any SpecimenGathering] = [measurement]
    try gather(&all)
    return all[0] as? M ?? measurement
  }

  /// Reads the specimens once, for all of these measurements.
  public func gather(_ measurements: inout [any SpecimenGathering]) throws {
    guard !measurements.isEmpty else { return }
    let columns = SpecimenColumns()
    let needed = measurements.reduce(into: Set<SpecimenColumns.Name>()) {
      $0.formUnion($1.needed)
    }
    let summary = try scan(Specimen.schema.table, filling: columns.scanned(needed)) {
      for i in measurements.indices { measurements[i].add(columns) }
    }
    for i in measurements.indices { measurements[i].finish(columns, lost: summary.lost) }
  }
}
