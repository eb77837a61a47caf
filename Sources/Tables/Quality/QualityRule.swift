internal import Patterns
internal import Wording

/// A rule of data quality that was understood: what is asked of which columns of a table.
public struct QualityRule: Sendable {
  /// What is asked, of columns by their places in the table.
  enum Demand: Sendable {
    case filled(Int)
    case unique(Int)
    case oneOf(Int, ValueSet)
    case within(Int, ValueRange)
    case like(Int, Pattern)
    case length(Int, CountRange)
    /// A finding stands at `place`, one of the two.
    case compared(Int, Comparison, Int, place: Int)
    /// No older than so many seconds.
    case fresh(Int, seconds: Int)
    case rowCount(CountRange)
  }

  public let words: QualityWords
  /// The table's name.
  public let table: String
  /// What it asks.
  public let check: QualityCheck
  let demand: Demand
  /// What a person reads when it is broken: its own message, or what it asks as a sentence.
  public let message: String
  /// What it is called in a finding.
  let name: String

  var severity: Severity { words.severity.finding }

  var isUnique: Bool { if case .unique = demand { true } else { false } }

  /// The columns that it looks at, the one at which a finding stands first; none where the finding is
  /// about the table.
  var columns: [Int] {
    switch demand {
    case .filled(let column), .unique(let column), .oneOf(let column, _), .within(let column, _),
      .like(let column, _), .length(let column, _):
      [column]
    case .compared(let left, _, let right, let place): [place, place == left ? right : left]
    case .fresh, .rowCount: []
    }
  }
}

extension QualityRule {
  /// Understands a rule about a table of the catalog.
  /// - Parameter name: What it is called in a finding: "Rule 3 in data/rules.csv:4", say.
  public init(
    _ words: QualityWords, in catalog: Catalog, name: String = "The rule"
  ) throws(QualityFault) {
    guard let table = catalog[words.table] else {
      throw .unknown(
        .table, "there is no table '\(abbreviated(words.table))'", like: words.table,
        among: catalog.names)
    }
    guard let check = QualityCheck(rawValue: words.check) else {
      throw .unknown(
        .check, "there is no check '\(abbreviated(words.check))'", like: words.check,
        among: QualityCheck.allCases.map(\.rawValue))
    }
    let reading = QualityReading(words, table, check)
    let (demand, sentence) = try reading.read()
    self.words = words
    self.table = table.name
    self.check = check
    self.demand = demand
    self.name = name
    message = words.message.isEmpty ? sentence : visible(words.message)
  }
}
