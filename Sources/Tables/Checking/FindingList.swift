internal import CSVText

/// Findings of a check, in the order of the files; only so many of each file are kept.
public struct FindingList: Sendable {
  public private(set) var findings: [Finding] = []
  /// How many more there are, which were counted and not kept.
  public private(set) var omitted = 0
  private var counts: [Severity: Int] = [:]

  /// How many findings of one file are kept. A file with more has one cause, most likely.
  public static let limitPerFile = 100_000

  public init() {}

  /// Findings that are in order already.
  public init(_ findings: [Finding]) {
    self.findings = findings
    for finding in findings { counts[finding.severity, default: 0] += 1 }
  }

  /// How many there are of a severity, counted ones included.
  public func count(of severity: Severity) -> Int { counts[severity] ?? 0 }
  public var isEmpty: Bool { counts.isEmpty }

  /// Adds the findings of another store.
  public mutating func append(_ other: FindingList) {
    findings += other.findings
    omitted += other.omitted
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  /// Adds one file's findings, sorted by their place in it.
  mutating func add(_ file: FileFindings) {
    let sorted = file.findings.enumerated().sorted {
      let left = $0.element.place?.offset ?? 0
      let right = $1.element.place?.offset ?? 0
      return left != right ? left < right : $0.offset < $1.offset
    }
    findings += sorted.map(\.element)
    omitted += file.omitted
    for (severity, count) in file.counts { counts[severity, default: 0] += count }
  }
}

/// The findings of one file while it is checked.
struct FileFindings {
  private(set) var findings: [Finding] = []
  private(set) var omitted = 0
  private(set) var counts: [Severity: Int] = [:]

  /// How many are kept.
  private let limit: Int

  init(limit: Int = FindingList.limitPerFile) { self.limit = limit }

  /// Whether another finding would be kept.
  var hasRoom: Bool { findings.count < limit }

  /// Adds those that were found behind these in the same file.
  mutating func add(_ later: FileFindings) {
    for finding in later.findings { add(finding) }
    omitted += later.omitted
    for (severity, count) in later.counts {
      let kept = later.findings.count { $0.severity == severity }
      counts[severity, default: 0] += count - kept
    }
  }

  mutating func add(_ finding: Finding) {
    guard hasRoom else { return omit(finding.severity) }
    counts[finding.severity, default: 0] += 1
    findings.append(finding)
  }

  /// Counts a finding that nobody made.
  mutating func omit(_ severity: Severity) {
    counts[severity, default: 0] += 1
    omitted += 1
  }
}
