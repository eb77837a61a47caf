import History
import Lab
import Tables
import Wording

/// What is wrong with a merged lab that is wrong on neither side alone.
struct MergeVerdict {
  private(set) var findings: [Finding] = []

  /// - Parameters:
  ///   - tree: The merged files.
  ///   - tellsMarkers: Whether conflict markers in them were not told otherwise.
  init(
    _ merge: MergeAtHand, _ tree: any FileTree, _ lineage: Lineage, _ data: DiskFolder,
    tellsMarkers: Bool
  ) throws {
    let sides = [try lineage.store(merge.ours), try lineage.store(merge.theirs)]
    let merged = try Store(tree, catalog: LabCatalog.catalog)
    let known = Set(try sides.flatMap { try Check($0).list.findings.map(\.fault) })
    findings = try Check(merged).list.findings.filter {
      (tellsMarkers || $0.code != .conflictMarker) && !known.contains($0.fault)
    }
    let before = try sides.map { try BookingOverlap.all(in: $0) }
    let title = data.title(of: "bookings.csv")
    for overlap in try BookingOverlap.all(in: merged)
    where !before.contains(where: { $0.contains { $0.isSame(as: overlap) } }) {
      findings.append(
        Finding(
          .rule, file: title, table: "bookings", field: "start_time", key: "\(overlap.later.id)",
          "bookings \(overlap.earlier.id) and \(overlap.later.id) want resource "
            + "\(overlap.later.resource) at the same time",
          hint: "Each side made one. Move one, or cancel it."))
    }
  }
}
