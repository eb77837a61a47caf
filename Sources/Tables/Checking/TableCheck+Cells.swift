internal import CSVText
internal import Wording

/// What each cell holds by itself.
extension TableCheck {
  /// Judges the cells of a column and tells what is wrong with them, but for those of blank rows.
  mutating func checkCells(
    of column: Int, _ batch: borrowing RecordBatch, _ blank: [Int]
  ) {
    let at = projection[column]
    let isRequired = table.columns[column].isRequired
    guard at >= 0 else {
      // That it is missing was told at the header, if it may not be.
      judged.fill(column, with: isRequired ? .faulty : .empty)
      return
    }
    let rest = sieves[column].sort(batch, at, into: &judged, column)
    guard rest.left > 0 || (isRequired && rest.empty > blank.count) else { return }
    let skipped = Set(blank)
    for record in 0..<batch.count where !judged.isSound(record, column) {
      if judged.isFaulty(record, column) {
        judged[record, column] = look(at: record, column, batch) ? .faulty : .sound
      } else if isRequired, !skipped.contains(record) {
        judged[record, column] = .faulty
        tell(.empty(table.columns[column]), of: record, column, batch)
      }
    }
  }

  /// Makes the findings of a cell; whether one of them is an error.
  private mutating func look(
    at record: Int, _ column: Int, _ batch: borrowing RecordBatch
  ) -> Bool {
    let remarks = CellRemark.all(on: batch.text(record, projection[column]), table.columns[column])
    for remark in remarks { tell(remark, of: record, column, batch) }
    return remarks.hasErrors
  }

  /// Makes a finding of a remark on a cell, with its place and the row's key.
  mutating func tell(
    _ remark: CellRemark, of record: Int, _ column: Int, _ batch: borrowing RecordBatch,
    isQuality: Bool = false
  ) {
    guard scope.tells(remark.code, isQuality: isQuality) else {
      return leaveUntold(remark.severity)
    }
    guard files[current].findings.hasRoom else {
      files[current].findings.omit(remark.severity)
      return
    }
    add(
      Finding(
        remark.code, remark.severity, file: title,
        place: batch.place(of: record, max(0, projection[column])), table: table.name,
        field: table.columns[column].name, key: key(of: record, batch), remark.message,
        hint: remark.hint),
      isQuality: isQuality)
  }

  /// The row's primary key as a person reads it, where all of it is sound.
  func key(of record: Int, _ batch: borrowing RecordBatch) -> String? {
    var parts: [String] = []
    for column in table.primaryKey {
      guard projection[column] >= 0, judged.isSound(record, column) else { return nil }
      parts.append(batch.text(record, projection[column]))
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}
