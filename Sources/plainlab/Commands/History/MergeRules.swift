public import CommandLineKit
public import History
import Lab
import Tables

/// What a merge must know of this lab beyond its schemas.
enum MergeRules {
  /// Cells that say which row they are about by a word and an id.
  static let links = [
    WordedReference(table: "attachments", word: "resource_type", id: "resource_id"),
    WordedReference(table: "signatures", word: "target_table", id: "target_id"),
    WordedReference(table: "outbox", word: "resource_type", id: "resource_id"),
    WordedReference(
      table: "non_conformances", word: "source_type", id: "source_id",
      meanings: [
        "execution": "protocol_executions", "inspection": "inspections", "specimen": "specimens",
        "qc": "qc_results", "booking": "bookings",
      ]),
  ]

  /// Times of the last change of a row: the later is right.
  static let latest: Set<String> = ["updated_at"]
}

extension Context {
  func lineage(of repository: Repository) -> Lineage {
    Lineage(repository, LabCatalog.catalog, links: MergeRules.links)
  }
}

/// It is for a person to go on.
extension UnmergeableLab: ExitStatusConvertible {
  public var exitStatus: ExitStatus { .findings }
}
