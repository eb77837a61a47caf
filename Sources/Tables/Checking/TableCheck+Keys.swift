internal import CSVText
internal import Wording

/// What identifies rows, here and in other tables.
extension TableCheck {
  /// A row whose primary key is another's is not asked for its other keys, as it is the same row,
  /// most likely; nor for what its key has to do with its other cells.
  mutating func checkKeys(_ batch: borrowing RecordBatch) {
    var repeated: Set<Int> = []
    for i in keys.indices {
      let columns = keys[i].columns
      guard columns.allSatisfy({ projection[$0] >= 0 }) else { continue }
      let isPrimary = keys[i].code == .primaryKey
      for record in 0..<batch.count {
        guard isSound(record, columns),
          let clash = keys[i].insert(batch, record, projection)
        else { continue }
        switch clash {
        case .same:
          if repeated.contains(record) { continue }
          keys[i].note(
            batch, record, projection, file: current, after: files[current].records,
            row: key(of: record, batch))
          guard isPrimary else { continue }
          repeated.insert(record)
          for column in columns { judged[record, column] = .faulty }
        case .lookalike(let other):
          let own = batch.text(record, projection[columns[0]])
          tell(.lookalike(own, other, keys[i].name), of: record, columns[0], batch)
        }
      }
    }
  }

  @inline(__always)
  private func isSound(_ record: Int, _ columns: [Int]) -> Bool {
    for column in columns where !judged.isSound(record, column) { return false }
    return true
  }

  mutating func checkReference(_ i: Int, _ batch: borrowing RecordBatch) {
    let column = references[i].ordinal
    let at = projection[column]
    guard at >= 0 else { return }
    for record in references[i].missing(in: batch, at, column, judged) {
      judged[record, column] = .faulty
      references[i].note(
        batch.text(record, at),
        at: .init(place: batch.place(of: record, at), row: key(of: record, batch)))
    }
  }

  /// Tells of the values of the file at hand that are not there.
  mutating func addDangling() {
    for i in references.indices {
      let isFile = store.catalog[references[i].reference.table].map { !store.files(of: $0).isEmpty }
      let found = references[i].takeFindings(table, file: title, isFile: isFile ?? false)
      for finding in found { add(finding) }
    }
  }

  /// One note for a weak reference to nothing, and one where what it refers to has faults of its
  /// own that nobody is told of now.
  private func unchecked(_ reference: ReferenceCheck) -> (message: String, hint: String)? {
    let target = reference.reference.table
    let files = store.catalog[target].map { store.files(of: $0) } ?? []
    if reference.isWeakAndAbsent, reference.seen > 0 {
      return (
        "\(reference.column.name) was not checked, as \(target) has no rows",
        "Fill \(target).csv to have it compared with \(target).\(reference.reference.column)."
      )
    }
    guard reference.unsure > 0, let told, !files.contains(where: { told.contains($0.path) }) else {
      return nil
    }
    return (
      "\(reference.column.name) could not be checked fully, as \(target) has faults of its own",
      "Check \(files.map { visible(store.tree.title(of: $0.path)) }.joinedForReading()) first."
    )
  }

  mutating func addUncheckedReference(_ reference: ReferenceCheck) {
    guard let words = unchecked(reference),
      let file = files.indices.first(where: { told?.contains(files[$0].file.path) ?? true })
    else { return }
    files[file].findings.add(
      Finding(
        .foreignKey, .note, file: files[file].title, table: table.name,
        field: reference.column.name, words.message, hint: words.hint))
  }
}
