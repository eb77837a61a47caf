public import Tables
internal import Wording

/// What the lab decided once for all, with what the environment decides above it.
///
///     let settings = try Settings(in: store, environment: environment)
///     settings["sla_hours"]?.value      // "4", of SLA_HOURS when that is set, else of the table
public struct Settings: Sendable {
  /// Where a value comes from, the strongest first.
  public enum Source: Sendable, Equatable {
    /// A variable of the environment, by its name.
    case environment(String)
    case table
    /// Nobody decided; `Known.fallback`.
    case fallback
  }

  /// One setting and what holds for it now.
  public struct Entry: Sendable, Equatable {
    public let key: String
    /// `nil` where nobody decided and nothing is meant then.
    public let value: String?
    public let source: Source
    public let description: String

    public init(key: String, value: String?, source: Source, description: String) {
      self.key = key
      self.value = value
      self.source = source
      self.description = description
    }
  }

  /// Those that Plainlab knows, in their order; then those of the lab's own, in the order of the table.
  public let entries: [Entry]

  public init(_ rows: [Setting], environment: [String: String]) {
    let written = Dictionary(
      rows.map { ($0.key.text, $0) }, uniquingKeysWith: { first, _ in first })
    let known = KnownSetting.all.map { known in
      let row = written[known.key]
      let about = row?.description ?? known.about
      if let variable = known.variable, let value = environment[variable], !value.isEmpty {
        return Entry(
          key: known.key, value: value, source: .environment(variable), description: about)
      }
      let value = known.isSecret ? nil : row?.value
      return Entry(
        key: known.key, value: value ?? known.fallback,
        source: value == nil ? .fallback : .table, description: about)
    }
    let own = rows.filter { KnownSetting[$0.key.text] == nil }.map {
      Entry(key: $0.key.text, value: $0.value, source: .table, description: $0.description ?? "")
    }
    entries = known + own
  }

  /// Reads the table of settings of a lab.
  public init(in store: Store, environment: [String: String]) throws {
    self.init(try store.rows(of: Setting.self), environment: environment)
  }

  public subscript(key: String) -> Entry? { entries.first { $0.key == key } }
}

extension Settings.Entry {
  /// The value as it may be shown to whoever looks: of an address that opens a door to those who know
  /// it, only the host.
  public var shown: String? {
    guard let value, KnownSetting[key]?.isSecret ?? false else { return value }
    let parts = value.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[1].isEmpty else { return "…" }
    // A name or a password may stand before the host.
    let host = parts[2].split(separator: "@").last ?? ""
    return "\(parts[0])//\(host)/…"
  }
}

extension Change {
  /// Decides a setting, in the place of what was decided before.
  ///
  /// - Parameters:
  ///   - value: Empty or `nil` is as if the setting were not there.
  ///   - description: What it means; `nil` keeps what is written.
  ///   - isNew: Whether a key may be one that neither Plainlab nor the table knows.
  /// - Throws: `RefusedChange` when the key is not known, or the value not one that it can have.
  @discardableResult
  public mutating func set(
    _ key: String, to value: String?, description: String? = nil, isNew: Bool = false
  ) throws -> Setting {
    let value = value?.written
    let known = KnownSetting[key]
    if let known, known.isSecret, value != nil { throw RefusedChange.secret(known) }
    if let value, let fault = known?.fault(of: value) {
      throw RefusedChange(
        .constraintError, table: "settings", field: "value", key: key,
        "'\(value)' is no value of \(key)", hint: fault)
    }
    let rows = try rows(of: Setting.self)
    if var row = rows.first(where: { $0.key.text == key }) {
      row.value = value
      if let description { row.description = description.written }
      try update(row)
      return row
    }
    guard known != nil || isNew, let word = key.written, word == key else {
      throw RefusedChange.unknownSetting(
        key, among: KnownSetting.all.map(\.key) + rows.map(\.key.text))
    }
    let row = Setting(key: Code(key), value: value, description: description ?? known?.about)
    try insert(row)
    return row
  }
}

extension RefusedChange {
  fileprivate static func secret(_ known: KnownSetting) -> RefusedChange {
    RefusedChange(
      .rule, table: "settings", field: "value", key: known.key,
      "\(known.key) is never written into the table",
      hint: "Whoever reads the folder or its history could use it. Set "
        + "\(known.variable ?? "a variable") in the environment, or write it to "
        + "~/.config/plainlab/teams, a file of mode 0600.")
  }

  fileprivate static func unknownSetting(_ key: String, among keys: [String]) -> RefusedChange {
    let meant = nearest(to: key, in: keys).map { "Did you mean '\($0)'? " } ?? ""
    return RefusedChange(
      .rule, table: "settings", field: "key", key: key, "there is no setting '\(key)'",
      hint: "\(meant)For a setting of the lab's own, add --new.")
  }
}
