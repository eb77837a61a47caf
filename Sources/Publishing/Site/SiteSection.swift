import Analytics

/// A part of a page: figures, how they are shown, and the command that shows the same. Its name is
/// its anchor in the page and its file in the api.
struct SiteSection: Sendable {
  enum Source: Sendable {
    /// A metric with its options as words, asked about the site's period.
    case metric(Metric, [(option: String, word: String)])
    /// Anything else, and a command that shows its rows.
    case told([FigureColumn], command: String, @Sendable (SiteFindings) throws -> Figures)
  }

  enum Form: Sendable {
    case table
    /// Their picture alone; another section has the table.
    case picture
    /// Figures by which the lab is steered, large.
    case cards
    /// Sentences with what to type.
    case list
  }

  let name: String
  let title: String
  /// What it shows, in a sentence or two.
  let about: String
  let source: Source
  var form = Form.table
  /// By what the page can count anew what a person selects; `nil` where it cannot.
  var selection: Selection?
  /// Columns that say nothing on their page, as they are alike in all rows.
  var omitted: Set<String> = []
  /// The section that shows the specimens behind these figures.
  var rows: String?

  enum Selection: String, Sendable { case assay, machine, day }

  /// Figures of a metric, named by its words on the command line.
  init(
    _ name: String, _ title: String, _ about: String, of noun: Metric.Noun, _ metric: String,
    _ options: (option: String, word: String)..., selection: Selection? = nil, rows: String? = nil
  ) {
    guard let found = Metric[noun, metric] else {
      preconditionFailure("there is no metric \(noun.rawValue) \(metric)")
    }
    self.name = name
    self.title = title
    self.about = about
    source = .metric(found, options)
    self.selection = selection
    self.rows = rows
  }

  init(
    _ name: String, _ title: String, _ about: String, columns: [FigureColumn], command: String,
    as form: Form = .table, rows: String? = nil,
    _ figures: @escaping @Sendable (SiteFindings) throws -> Figures
  ) {
    self.name = name
    self.title = title
    self.about = about
    self.form = form
    self.rows = rows
    source = .told(columns, command: command, figures)
  }
}

extension SiteSection {
  /// The file of the same figures, seen from a page.
  var file: String { "api/v1/\(name).json" }

  /// The same without a column that says nothing on its page.
  func without(_ column: String) -> SiteSection {
    var section = self
    section.omitted.insert(column)
    return section
  }

  /// The question that its metric is asked; `nil` where it is none's.
  func asked(_ question: Question) -> AskedMetric? {
    guard case .metric(let metric, let words) = source else { return nil }
    var question = question
    for (name, word) in words {
      let isUnderstood =
        metric.options.first { $0.name == name }?.set(word, in: &question) ?? false
      precondition(isUnderstood, "\(metric.command) takes --\(name) \(word)")
    }
    return AskedMetric(metric, question)
  }

  /// Its columns, whatever the lab says.
  func columns(_ question: Question) -> [FigureColumn] {
    switch source {
    case .metric: asked(question).map { $0.metric.columns($0.question) } ?? []
    case .told(let columns, _, _): columns
    }
  }
}
