import CSVText
import Tables
import Wording

/// Findings as people want to read them: many of one kind in one column of one file are told by
/// their first three, as a spreadsheet that saved a column its own way is one mistake.
struct FindingDigest {
  struct Entry {
    let finding: Finding
    /// What is not told one by one: `789 more like this in received_at, down to line 401`.
    var remainder: String?
  }

  let entries: [Entry]

  /// How many of a kind are all told, and how many of more than that.
  private static let few = 5
  private static let first = 3

  private struct Kind: Hashable {
    let file: String
    let field: String
    let code: FindingCode
  }

  /// - Parameter isWhole: Whether every finding is told after all.
  init(_ findings: [Finding], isWhole: Bool = false) {
    guard !isWhole else {
      entries = findings.map { Entry(finding: $0) }
      return
    }
    var counts: [Kind: Int] = [:]
    var lastLines: [Kind: Int] = [:]
    for finding in findings {
      guard let kind = Self.kind(of: finding) else { continue }
      counts[kind, default: 0] += 1
      lastLines[kind] = finding.place?.line
    }
    var told: [Kind: Int] = [:]
    var entries: [Entry] = []
    for finding in findings {
      guard let kind = Self.kind(of: finding), let count = counts[kind], count > Self.few else {
        entries.append(Entry(finding: finding))
        continue
      }
      let number = told[kind, default: 0] + 1
      told[kind] = number
      guard number <= Self.first else { continue }
      var entry = Entry(finding: finding)
      if number == Self.first {
        entry.remainder =
          "\(grouped(count - Self.first)) more like this in \(visible(kind.field)), "
          + "down to line \(lastLines[kind] ?? 0)"
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  private static func kind(of finding: Finding) -> Kind? {
    guard let field = finding.field, finding.place != nil else { return nil }
    return Kind(file: finding.file, field: field, code: finding.code)
  }
}
