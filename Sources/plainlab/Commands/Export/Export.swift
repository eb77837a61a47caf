import Analytics
import CommandLineKit
import Lab
import Publishing
import Tables
import Wording

/// One export: what was asked for, read from the lab and written in its form.
struct Export {
  let form: ExportForm
  let given: GivenValues
  let context: Context

  /// A table on its way out.
  private struct Source {
    let table: PublishedTable
    let notes: [Workbook.Note]
    /// Hands out the rows, and returns what there is to say of them once they are all known.
    let rows: (_ add: ([Field]) throws -> Void) throws -> [Workbook.Note]
  }

  /// - Parameter words: What is exported; `nil` for every table that has a file.
  func run(_ words: [String]?, _ write: ([UInt8]) throws -> Void) throws {
    guard let words else {
      try refuse(metricWords + times, of: "--all", "metrics")
      if let option = listing.words.first {
        throw UsageError("'--all' takes no \(option); it goes with one table.")
      }
      return try context.readingLab(at: revision) { store in
        let tables = store.catalog.tables.filter { !store.files(of: $0).isEmpty }
        guard !tables.isEmpty else { throw UsageError("The lab has no table with a file yet.") }
        try self.write(tables.map { try source(of: $0, in: store) }, write)
      }
    }
    switch try ExportSubject(words, in: catalog()) {
    case .table(let table):
      try refuse(metricWords + times, of: table.name, "metrics")
      try context.readingLab(at: revision) { store in
        try self.write([source(of: table, in: store)], write)
      }
    case .metric(let metric, let about):
      let figures = try figures(of: metric, about)
      for warning in figures.warnings { context.note("Warning: \(warning)") }
      try self.write([source(of: figures, from: metric, about)], write)
      for remark in figures.remarks { context.note(remark) }
    }
  }

  private var revision: String? { given[Flags.at] ?? nil }
  private var listing: ListingWords { given[ListingOptions.all] ?? ListingWords() }
  private var metricWords: [MetricWord] { given[MetricWords.all] ?? [] }
  private var times: [MetricWord] {
    let compared: String? = given[MetricsCommand.compare] ?? nil
    return QuestionTimes(given).words
      + (compared.map { [MetricWord(option: MetricsCommand.compare.usage.name, word: $0)] } ?? [])
  }

  /// The lab's tables by name, of which none is opened.
  private func catalog() throws -> Catalog {
    guard revision == nil else { return try context.store(at: revision).catalog }
    return try Store(
      context.dataFolder(), catalog: LabCatalog.catalog, options: context.readingOptions()
    ).catalog
  }

  private func refuse(_ words: [MetricWord], of subject: String, _ others: String) throws {
    guard let word = words.first else { return }
    throw UsageError("'\(subject)' takes no --\(word.option); it goes with \(others).")
  }
}

// MARK: Tables

extension Export {
  private func source(of table: TableSchema, in store: Store) throws -> Source {
    let listing = try Listing(table, listing)
    let files = store.files(of: table).map { store.tree.title(of: $0.path) }
    let shown = Array(files.prefix(3)) + (files.count > 3 ? ["\(files.count - 3) more"] : [])
    let words = ["plainlab", "list", table.name] + self.listing.words
    return Source(
      table: listing.published,
      notes: notes(source: files.isEmpty ? "no file" : shown.joinedForReading(), words)
    ) { add in
      let lost = try listing.read(store, add)
      guard lost > 0 else { return [] }
      context.noteLost(lost)
      let records = "\(counted(lost, "record")) of \(table.name) could not be read"
      return [Workbook.Note("warning", "\(records); 'plainlab check' says why.")]
    }
  }

  /// What the sheet "About" says of where a table comes from.
  private func notes(source: String, _ command: [String]) -> [Workbook.Note] {
    let words = command + (revision.map { ["--at", $0] } ?? [])
    return [
      Workbook.Note("source", source),
      Workbook.Note("command", words.map { shellWord($0) }.joined(separator: " ")),
      Workbook.Note("written", context.now.cellText),
    ]
  }
}

// MARK: Metrics

extension Export {
  private func figures(of metric: Metric, _ about: ArraySlice<String>) throws -> Figures {
    if let option = listing.words.first {
      throw UsageError("'\(metric.name)' is a metric and takes no \(option); it goes with tables.")
    }
    var question = Question()
    for word in metricWords {
      guard let option = metric.options.first(where: { $0.name == word.option }) else {
        throw takesNo(metric, word)
      }
      try option.read(word.word ?? "", into: &question)
    }
    let known = QuestionTimes.parameters(of: metric).map(\.usage.name)
    for word in QuestionTimes(given).words where !known.contains(word.option) {
      throw takesNo(metric, word)
    }
    try read(about, of: metric, into: &question)
    return try MetricsCommand.answer(of: metric, question, given, context)
  }

  private func takesNo(_ metric: Metric, _ word: MetricWord) -> UsageError {
    UsageError(
      "'\(metric.name)' takes no --\(word.option). '\(metric.command) --help' says what it takes.")
  }

  /// Reads what a metric is about.
  private func read(
    _ words: ArraySlice<String>, of metric: Metric, into question: inout Question
  ) throws {
    var words = words
    for option in metric.options {
      guard case .argument(let placeholder, let isRequired) = option.form else { continue }
      if let word = words.popFirst() {
        try option.read(word, into: &question)
      } else if isRequired {
        throw UsageError("'\(metric.name)' needs \(placeholder) behind its name.")
      }
    }
    if let word = words.first { throw UsageError("'\(visible(word))' is one word too many.") }
  }

  private func source(
    of figures: Figures, from metric: Metric, _ about: ArraySlice<String>
  ) -> Source {
    let words =
      metric.command.split(separator: " ").map(String.init) + about
      + (metricWords + times).flatMap(\.words)
    let remarks =
      figures.warnings.map { Workbook.Note("warning", $0) }
      + figures.remarks.map { Workbook.Note("remark", $0) }
    return Source(
      table: PublishedTable(figures, of: metric),
      notes: notes(source: "the tables in \(context[Globals.data])", words)
        + [Workbook.Note("definition", metric.definition)]
    ) { add in
      for row in figures.rows { try add(figures.fields(of: row, as: .csv)) }
      return remarks
    }
  }
}

// MARK: Writing

extension Export {
  private func write(_ sources: [Source], _ write: ([UInt8]) throws -> Void) throws {
    switch form {
    case .csv: for source in sources { try self.write(source, as: .csv, write) }
    case .json: for source in sources { try self.write(source, as: .json, write) }
    case .xlsx: try writeWorkbook(sources, write)
    }
  }

  private func write(
    _ source: Source, as format: OutputFormat, _ write: ([UInt8]) throws -> Void
  ) throws {
    let headings = source.table.columns.map { Heading($0.name) }
    var text = RowText(headings, as: format, on: context.console)
    _ = try source.rows { fields in
      text.add(fields)
      try text.drain(from: 65_536, write)
    }
    text.finish()
    try text.drain(write)
  }

  private func writeWorkbook(
    _ sources: [Source], _ write: ([UInt8]) throws -> Void
  ) throws {
    var workbook = try Workbook()
    for source in sources {
      try workbook.begin(source.table)
      let notes = try source.rows { fields in
        try workbook.add(fields.map(\.plain))
        try workbook.drain(write)
      }
      let remarks = try workbook.end(source.notes + notes)
      for remark in remarks { context.note("\(source.table.name): \(remark)") }
    }
    try workbook.finish()
    try workbook.drain(write)
  }
}
