public import Tables

/// Something the lab decided once for all, by its name.
public struct Setting: TableRow {
  public var key: Code<Setting>
  public var value: String?
  public var description: String?

  public static let schema = Schema(
    "settings", "Something the lab decided once for all.", Setting.init,
    Column("key", \.key, .primaryKey, .note("Such as lab_name, time_zone or sla_hours.")),
    Column("value", \.value, .note("Empty: as if the setting were not there.")),
    Column("description", \.description),
    rules: [
      .empty(
        \.value, when: \.key, isOneOf: KnownSetting.all.filter(\.isSecret).map(\.key),
        "what opens a door to whoever knows it is kept in the environment, not in a table")
    ])
}
