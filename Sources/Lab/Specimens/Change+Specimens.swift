public import Tables

/// Each takes any number of specimens, by the codes on their tubes, and moves all of them or none: of
/// those that cannot be moved, every one is named. A code that is given twice counts once.
extension Change {
  /// Notes that specimens reached the lab, for one assay on one analyzer.
  /// - Parameter person: The code of the person on shift.
  /// - Throws: `RefusedChange` when a specimen of that code is there already.
  @discardableResult
  public mutating func receive(
    _ codes: [Code<Specimen>], for assay: Code<Assay>, on machine: Code<Resource>,
    by person: Code<User>, at time: Instant
  ) throws -> [Specimen] {
    let known = try specimens(codes)
    let refusals = codes.unique.compactMap { known[$0] }.map { specimen in
      Finding.of(
        specimen, .uniqueError,
        "specimen \(specimen.code) is here already: \(specimen.status.rawValue), received at "
          + specimen.receivedAt.cellText,
        "Every tube has a code of its own. Look at the label.")
    }
    guard refusals.isEmpty else { throw RefusedChange(refusals) }
    return try codes.unique.map { code in
      let specimen = Specimen(
        id: try newKey(), code: code, assay: assay, machine: machine, operatorCode: person,
        status: .received, errorCode: nil, receivedAt: time, processedAt: nil)
      try insert(specimen)
      return specimen
    }
  }

  /// Notes that specimens are on the analyzer: the one for which they were received, or another.
  /// - Throws: `RefusedChange` when one is not RECEIVED.
  @discardableResult
  public mutating func start(
    _ codes: [Code<Specimen>], on machine: Code<Resource>? = nil, by person: Code<User>? = nil
  ) throws -> [Specimen] {
    try move(codes, .start, at: nil) { $0.hand(to: machine, person) }
  }

  /// Notes that the results of specimens are known.
  /// - Throws: `RefusedChange` when one is not IN_PROCESS, or was received later than that.
  @discardableResult
  public mutating func complete(
    _ codes: [Code<Specimen>], at time: Instant
  ) throws -> [Specimen] {
    try move(codes, .complete, at: time) { $0.processedAt = time }
  }

  /// Notes that specimens have no result, and why.
  /// - Throws: `RefusedChange` when one is neither RECEIVED nor IN_PROCESS, or was received later
  ///   than that.
  @discardableResult
  public mutating func fail(
    _ codes: [Code<Specimen>], with error: Code<ErrorCode>, at time: Instant
  ) throws -> [Specimen] {
    try move(codes, .fail, at: time) {
      $0.errorCode = error
      $0.processedAt = time
    }
  }

  /// Puts specimens with an error on an analyzer again; the error and its time are cleared, and stay
  /// in the history of the file.
  /// - Throws: `RefusedChange` when one is not ERROR.
  @discardableResult
  public mutating func rerun(
    _ codes: [Code<Specimen>], on machine: Code<Resource>? = nil, by person: Code<User>? = nil
  ) throws -> [Specimen] {
    try move(codes, .rerun, at: nil) {
      $0.errorCode = nil
      $0.processedAt = nil
      $0.hand(to: machine, person)
    }
  }
}

extension Change {
  private mutating func move(
    _ codes: [Code<Specimen>], _ move: SpecimenMove, at time: Instant?,
    _ edit: (inout Specimen) -> Void
  ) throws -> [Specimen] {
    let known = try specimens(codes)
    let refusals = codes.unique.compactMap { code in
      guard let specimen = known[code] else { return Finding.unknownSpecimen(code) }
      return move.refusal(of: specimen, at: time)
    }
    guard refusals.isEmpty else { throw RefusedChange(refusals) }
    var moved: [Specimen] = []
    for code in codes.unique {
      guard var specimen = known[code] else { continue }
      specimen.status = move.target
      edit(&specimen)
      try update(specimen)
      moved.append(specimen)
    }
    return moved
  }

  /// The specimens of these codes, as far as they are there.
  ///
  /// Costs a reading of the table for each of a few; one for many, and then an object for each row.
  private mutating func specimens(
    _ codes: [Code<Specimen>]
  ) throws -> [Code<Specimen>: Specimen] {
    let wanted = Set(codes)
    var found: [Specimen] = []
    // To find one took a hundredth of the time of making an object of each of 500,000.
    if wanted.count <= 50 {
      for code in wanted { found += try rows(where: \Specimen.code, is: code) }
    } else {
      found = try rows(of: Specimen.self).filter { wanted.contains($0.code) }
    }
    return Dictionary(found.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Specimen {
  fileprivate mutating func hand(to machine: Code<Resource>?, _ person: Code<User>?) {
    if let machine { self.machine = machine }
    if let person { operatorCode = person }
  }
}

extension Finding {
  fileprivate static func unknownSpecimen(_ code: Code<Specimen>) -> Finding {
    Finding(
      .foreignKey, file: "", table: "specimens", field: "specimen_id",
      "there is no specimen '\(code)'",
      hint: "Look at the label, or receive it first with 'plainlab specimen receive'.")
  }
}

extension [Code<Specimen>] {
  /// Each once, in the order in which they were given.
  fileprivate var unique: [Code<Specimen>] {
    var seen: Set<Code<Specimen>> = []
    return filter { seen.insert($0).inserted }
  }
}
