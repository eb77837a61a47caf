import CSVText
import CommandLineKit
import Foundation
import Tables
import Wording

/// One run of `plainlab import`: files as they were named, and what is said of them.
struct ImportRun {
  let context: Context
  let path: String
  let mappingPath: String?
  let savedPath: String?
  let badPath: String?
  let isUpdate: Bool
  let mode: WritingMode
  let limit: Int

  func status(table name: String, _ stated: ImportMapping) throws -> ExitStatus {
    try context.reading(context.dataFolder()) { try status(table: name, stated, $0) }
  }

  private func status(
    table name: String, _ stated: ImportMapping, _ store: Store
  ) throws -> ExitStatus {
    let table = try store.table(named: name)
    try checkNewFiles()
    let source = try open(path)
    var isReadable = false
    do {
      var mapping = try keptMapping()
      mapping.override(with: stated)
      let file = try Import(
        source, path, into: table, by: mapping, isUpdate: isUpdate,
        cellLimit: context.readingOptions().cellLimit)
      isReadable = file.isUTF8
      for note in file.notes { context.note(visible(note)) }
      if file.headerFindings.isEmpty { try save(file.mapping) }
      return try context.committing("import into \(name)", as: mode) {
        try write(file, store, size: source.size)
      }
    } catch let refused as RefusedImport {
      try tell(refused.findings, withLines: isReadable)
      context.note("Nothing was imported.")
      return .findings
    }
  }

  private func write(_ file: Import, _ store: Store, size: Int) throws -> ExitStatus {
    let meter = ProgressMeter("Reading \(path)", of: size, in: .bytes, on: context.console)
    defer { meter.finish() }
    var isPutAside = false
    func putAside(_ records: [Range<Int>]) throws {
      guard let badPath else { return }
      if isPutAside { try FileManager.default.removeItem(atPath: context.path(badPath)) }
      isPutAside = false
      guard !records.isEmpty else { return }
      do {
        try file.copy(records, toNewFileAt: context.path(badPath))
      } catch let error as FileError {
        throw FileError(badPath, error.code)
      }
      isPutAside = true
    }
    do {
      let outcome = try file.write(
        to: store, bad: badPath == nil ? .refuse : .leaveOut(putAside), isPreview: mode.isDryRun
      ) { meter.advance(to: $0) }
      meter.finish()
      return try tell(outcome, file)
    } catch {
      meter.finish()
      if isPutAside, !(error is InterruptedChange) {
        try FileManager.default.removeItem(atPath: context.path(badPath ?? ""))
      }
      throw error
    }
  }
}

// MARK: Files

extension ImportRun {
  private func open(_ typed: String) throws -> any ByteSource {
    do {
      return try FileSource.open(context.path(typed))
    } catch let error as FileError {
      throw FileError(typed, error.code)
    }
  }

  private func keptMapping() throws -> ImportMapping {
    guard let mappingPath else { return ImportMapping() }
    return try ImportMapping(
      parsing: String(decoding: open(mappingPath).allBytes(), as: UTF8.self), title: mappingPath)
  }

  /// What is written is new; only the mapping that was read may be brought up to date.
  private func checkNewFiles() throws {
    if let badPath, context.exists(badPath) {
      throw UsageError("--skip-bad makes a new file, and '\(badPath)' is there already.")
    }
    if let savedPath, savedPath != mappingPath, context.exists(savedPath) {
      throw UsageError("--save-mapping makes a new file, and '\(savedPath)' is there already.")
    }
  }

  private func save(_ mapping: ImportMapping) throws {
    guard let savedPath, !mode.isDryRun else { return }
    do {
      try replaceFile(at: context.path(savedPath), with: Array(mapping.text.utf8))
    } catch let error as FileError {
      throw FileError(savedPath, error.code)
    }
    context.note("The mapping was kept in '\(visible(savedPath))'.")
  }
}

// MARK: Words

extension ImportRun {
  /// - Parameter withLines: Whether a terminal can show the lines of the file as they stand there.
  private func tell(_ findings: FindingList, withLines: Bool) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? ""
    let tree = DiskFolder(context.path(folder.isEmpty && slash != nil ? "/" : folder), name: folder)
    try FindingText(context.console, withLines ? [tree] : []).write(findings, limit: limit)
  }

  private func tell(_ outcome: Import.Outcome, _ file: Import) throws -> ExitStatus {
    try tell(outcome.findings, withLines: file.isUTF8)
    let told = Set(outcome.findings.findings.map(\.message))
    tellWarnings(outcome.written.warnings.filter { !told.contains($0.message) })
    if outcome.blankRecords > 0 {
      let isOne = outcome.blankRecords == 1
      context.note(
        "\(counted(outcome.blankRecords, "blank record")) \(isOne ? "was" : "were") passed over.")
    }
    if mode.isDryRun {
      for patch in outcome.written.patches { try context.printDiff(patch.diff()) }
      if outcome.written.patches.isEmpty { context.note("Nothing would change.") }
    } else {
      try context.print(summary(outcome, file.table.name))
    }
    guard !outcome.badRecords.isEmpty else { return .success }
    let isOne = outcome.badRecords.count == 1
    let verb = mode.isDryRun ? "would be" : isOne ? "was" : "were"
    context.note(
      "\(counted(outcome.badRecords.count, "bad record")) \(verb) put aside in "
        + "'\(visible(badPath ?? ""))'.")
    return .findings
  }

  private func summary(_ outcome: Import.Outcome, _ table: String) -> String {
    let change = outcome.written.tables.first { $0.table == table }
    let inserted = change?.inserted ?? 0
    guard isUpdate else { return "Imported \(counted(inserted, "row")) into \(table)." }
    return "Imported into \(table): \(counted(inserted, "row")) added, "
      + "\(grouped(change?.updated ?? 0)) changed, \(grouped(outcome.unchanged)) as they were."
  }

  /// What is only worth saying, each once: a whole file may refer to one machine that is not there.
  private func tellWarnings(_ warnings: [Finding]) {
    var counts: [String: Int] = [:]
    var messages: [String] = []
    for warning in warnings {
      if counts[warning.message] == nil { messages.append(warning.message) }
      counts[warning.message, default: 0] += 1
    }
    let shown = messages.count > 10 ? messages.prefix(9) : messages[...]
    for message in shown {
      let count = counts[message] ?? 0
      context.note(
        "Note: \(visible(message))\(count > 1 ? ", in \(counted(count, "row"))" : "").")
    }
    if messages.count > shown.count {
      context.note(
        "\(grouped(messages.count - shown.count)) more notes; 'plainlab check' has them.")
    }
  }
}
