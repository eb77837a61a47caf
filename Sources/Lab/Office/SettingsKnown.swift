// Its essentials alone would know no time zone but UTC on Linux.
internal import Foundation
internal import Tables

/// A setting that Plainlab itself looks at.
public struct KnownSetting: Sendable {
  public let key: String
  public let about: String
  /// The variable of the environment that stands above the table.
  public let variable: String?
  /// What is meant where nobody decided.
  public let fallback: String?
  /// Whether the value opens a door to whoever knows it, so that it never stands in the table: who
  /// reads the folder or its history would know it.
  public let isSecret: Bool
  /// What a value must be, as a sentence, where this one is not.
  let check: @Sendable (String) -> String?

  private init(
    _ key: String, _ about: String, variable: String? = nil, fallback: String? = nil,
    isSecret: Bool = false, check: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.key = key
    self.about = about
    self.variable = variable
    self.fallback = fallback
    self.isSecret = isSecret
    self.check = check
  }

  func fault(of value: String) -> String? { check(value) }
}

extension KnownSetting {
  public static subscript(key: String) -> KnownSetting? { all.first { $0.key == key } }

  /// Hours within which a result is promised where neither its assay nor the lab says anything.
  public static let fallbackSLAHours = 4

  public static let all: [KnownSetting] = [
    KnownSetting("lab_name", "As it stands on reports"),
    KnownSetting(
      "time_zone", "In which opening hours and days are meant",
      check: { zone in
        TimeZone(identifier: zone) != nil
          ? nil : "It is the name of a zone, such as UTC or Europe/Berlin."
      }),
    KnownSetting(
      "sla_hours", "Promised for assays without their own", variable: "SLA_HOURS",
      fallback: "\(fallbackSLAHours)",
      check: { hours in
        let number = ExactDecimal(hours)
        return number.map { $0.double > 0 } ?? false
          ? nil : "It is a number of hours above 0, such as 4 or 1.5."
      }),
    KnownSetting(
      "week_starts_on", "1 is Monday", fallback: "1",
      check: { day in
        (1...7).map(String.init).contains(day)
          ? nil : "It is a number from 1, Monday, to 7, Sunday."
      }),
    KnownSetting(
      "commit_changes", "Whether git keeps every change at once: true or false",
      variable: "PLAINLAB_COMMIT", fallback: "false",
      check: { ["true", "false"].contains($0) ? nil : "It is true or false." }),
    KnownSetting("decision_rule", "Unless agreed otherwise with the customer"),
    KnownSetting("teams_channel", "How people call the Teams channel that alerts go to"),
    KnownSetting(
      "backup_folder", "Where backups are kept, seen from the folder that holds the data",
      variable: "PLAINLAB_BACKUPS", fallback: "backups"),
    KnownSetting(
      "teams_webhook_url", "The address that posts to the channel; never in the table",
      variable: "TEAMS_WEBHOOK_URL", isSecret: true),
  ]
}
