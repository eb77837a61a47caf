extension Figures {
  /// These figures with those of another state of the lab at their side: behind each column of numbers
  /// one of the same name and `_was`.
  ///
  /// Rows are the same that have the same words, times and flags; where there are several, in their order.
  /// Those of the other state alone come last. What is told beside the figures is of these.
  /// - Parameter name: What the other state is called.
  public func beside(_ other: Figures, called name: String) -> Figures {
    guard columns == other.columns else {
      // Some columns depend on what there is in the lab.
      return Figures.below(self, other, called: name)
    }
    let isNumber = columns.map(\.kind.isNumber)
    var columns: [FigureColumn] = []
    for (column, isNumber) in zip(self.columns, isNumber) {
      columns.append(column)
      guard isNumber else { continue }
      columns.append(
        FigureColumn(column.name + "_was", column.kind, "The same as it was: \(column.meaning)"))
    }
    var result = Figures(columns)
    var left: [RowName: [Int]] = [:]
    for place in other.rows.indices.reversed() {
      left[RowName(other.rows[place], isNumber), default: []].append(place)
    }
    func add(_ row: [Figure]?, _ was: [Figure]?) {
      var cells: [Figure] = []
      for (i, isNumber) in isNumber.enumerated() {
        cells.append(row?[i] ?? (isNumber ? .none : was?[i] ?? .none))
        if isNumber { cells.append(was?[i] ?? .none) }
      }
      result.add(cells)
    }
    for row in rows {
      let place = left[RowName(row, isNumber)]?.popLast()
      add(row, place.map { other.rows[$0] })
    }
    for place in left.values.joined().sorted() { add(nil, other.rows[place]) }
    result.remarks = remarks + ["_was: as in \(name)."]
    result.warnings = warnings
    return result
  }

  /// The rows of both, one below the other, each with its state, where they have not the same columns.
  private static func below(_ now: Figures, _ was: Figures, called name: String) -> Figures {
    let columns = now.columns + was.columns.filter { !now.columns.contains($0) }
    var result = Figures(
      [FigureColumn("state", .text, "now, or the other state.")] + columns)
    for (figures, state) in [(now, "now"), (was, name)] {
      let places = columns.map { figures.columns.firstIndex(of: $0) }
      for row in figures.rows {
        result.add([.text(state)] + places.map { $0.map { row[$0] } ?? .none })
      }
    }
    result.remarks = now.remarks
    result.warnings = now.warnings
    return result
  }
}

/// What tells a row from others: all that is no number.
private struct RowName: Hashable {
  private let parts: [String]

  init(_ row: [Figure], _ isNumber: [Bool]) {
    parts = zip(row, isNumber).filter { !$1 }.map { "\($0.0)" }
  }
}

extension FigureColumn.Kind {
  fileprivate var isNumber: Bool {
    switch self {
    case .count, .decimals, .significant: true
    case .text, .instant, .flag: false
    }
  }
}
