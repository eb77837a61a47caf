import CommandLineKit
import Lab
import Tables

/// The name of a table, as commands about rows take it.
enum TableName {
  static let argument = Argument(
    "table", completion: .choices(LabCatalog.catalog.names), "The table")
}
