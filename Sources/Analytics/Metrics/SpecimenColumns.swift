internal import CSVText
internal import Lab
public import Tables

/// The specimens of one block, as numbers: codes for words, seconds for instants.
///
/// Each thread of a scan has its own; a word has the same code in all of them.
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

  /// The numbers of words, which the columns of all threads share.
  struct Numbers: Sendable {
    let assay = ValueNumbers()
    let machine = ValueNumbers()
    let operators = ValueNumbers()
    let status = ValueNumbers()
    let errorCode = ValueNumbers()
  }

  /// Where the block stands among all of the table.
  public private(set) var place = BlockPlace(file: 0, offset: 0)
  /// What stands on the tubes.
  public let specimen = TextColumn(Name.specimen.rawValue)
  public let assay: CodedColumn
  public let machine: CodedColumn
  public let operators: CodedColumn
  public let status: CodedColumn
  public let errorCode: CodedColumn
  public let received = InstantColumn(Name.receivedAt.rawValue)
  public let processed = InstantColumn(Name.processedAt.rawValue)

  /// The codes in `status`.
  public let completed: Int
  public let failed: Int
  public let waiting: Int
  public let inProcess: Int

  init(_ numbers: Numbers = Numbers()) {
    assay = CodedColumn(Name.assay.rawValue, numbers: numbers.assay)
    machine = CodedColumn(Name.machine.rawValue, numbers: numbers.machine)
    operators = CodedColumn(Name.operator.rawValue, numbers: numbers.operators)
    status = CodedColumn(Name.status.rawValue, numbers: numbers.status)
    errorCode = CodedColumn(Name.errorCode.rawValue, numbers: numbers.errorCode)
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

  fileprivate func column(named name: Name) -> any ScannedColumn {
    switch name {
    case .specimen: specimen
    case .assay: assay
    case .machine: machine
    case .operator: operators
    case .status: status
    case .errorCode: errorCode
    case .receivedAt: received
    case .processedAt: processed
    }
  }

  /// Takes a block in the place of the one before.
  fileprivate func fill(_ names: [Name], _ batch: borrowing RecordBatch, _ projection: Projection) {
    place = BlockPlace(batch, projection)
    for (name, at) in zip(names, projection.columns) { column(named: name).fill(from: batch, at) }
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

  /// Reads the specimens once, for all of these measurements, on all processors.
  public func gather(_ measurements: inout [any SpecimenGathering]) throws {
    guard !measurements.isEmpty else { return }
    let needed = measurements.reduce(into: Set<SpecimenColumns.Name>()) {
      $0.formUnion($1.needed)
    }
    let names = SpecimenColumns.Name.allCases.filter { needed.contains($0) }
    let numbers = SpecimenColumns.Numbers()
    let workers = Workers { [measurements] in
      SpecimenWorker(columns: SpecimenColumns(numbers), measurements: measurements)
    }
    let summary = try read(
      Specimen.schema.table, columns: names.map(\.rawValue), with: workers
    ) { worker, batch, projection in
      worker.columns.fill(names, batch, projection)
      for i in worker.measurements.indices { worker.measurements[i].add(worker.columns) }
    }
    let found = workers.results { $0.measurements }
    measurements = found[0]
    let columns = SpecimenColumns(numbers)
    for i in measurements.indices {
      for other in found.dropFirst() { measurements[i].merge(any: other[i]) }
      measurements[i].finish(columns, lost: summary.lost)
    }
  }
}

/// What one thread of a scan has: the block at hand, and what was made of those before.
private struct SpecimenWorker {
  let columns: SpecimenColumns
  var measurements: [any SpecimenGathering]
}
