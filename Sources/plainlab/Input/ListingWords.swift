import CommandLineKit

/// Which columns and rows of a table are meant, as the command line says it.
struct ListingWords {
  var conditions: [String] = []
  var columns: String?
  var sort: String?
  var isDescending = false
  var limit: Int?
}

/// `--where`, `--columns`, `--sort`, `--descending` and `--limit`, which every command takes that
/// hands out rows of a table.
struct ListingOptions: Parameter {
  static let all = ListingOptions()

  /// What its help says of conditions.
  static let discussion = """
    Conditions compare a column with a value: = and !=; < <= > >= in the order of numbers, dates \
    and times; ~ for text that contains the value, without regard to case. With several --where \
    all must hold. Where times are compared, a day equals any time in it, and else stands for its \
    first second, in UTC. An empty value stands for an empty cell.
    """

  private let conditions = Options(
    "where", placeholder: "CONDITION", "Only rows for which this holds, as COLUMN=VALUE")
  private let columns = Option(
    "columns", placeholder: "A,B,…", "Only these columns, in this order")
  private let sort = Option("sort", placeholder: "COLUMN", "Order rows by this column")
  private let descending = Flag("descending", "Order them the other way round")
  private let limit = Option("limit", as: Int.self, "At most so many rows")

  var usage: ParameterUsage { conditions.usage }
  var usages: [ParameterUsage] {
    [conditions.usage, columns.usage, sort.usage, descending.usage, limit.usage]
  }

  func value(from words: inout GivenWords) throws(UsageError) -> ListingWords {
    ListingWords(
      conditions: try conditions.value(from: &words), columns: try columns.value(from: &words),
      sort: try sort.value(from: &words), isDescending: try descending.value(from: &words),
      limit: try limit.value(from: &words))
  }
}

extension ListingWords {
  /// The words that say the same on a command line.
  var words: [String] {
    conditions.flatMap { ["--where", $0] } + (columns.map { ["--columns", $0] } ?? [])
      + (sort.map { ["--sort", $0] } ?? []) + (isDescending ? ["--descending"] : [])
      + (limit.map { ["--limit", String($0)] } ?? [])
  }
}
