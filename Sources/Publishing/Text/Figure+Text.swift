public import Analytics
public import JSONText
public import Tables
internal import Wording

extension Figure {
  /// The cell as people read it; empty where it is not defined. An instant is that of the zone's
  /// clock, to the minute.
  public func text(_ kind: FigureColumn.Kind, in zone: LocalZone) -> String {
    switch self {
    case .text(let text): text
    case .count(let count): grouped(count)
    case .number(let value): Self.digits(of: value, kind, forPeople: true)
    case .instant(let seconds): zone.clockMinute(seconds)
    case .flag(let flag): flag ? "yes" : "no"
    case .none: ""
    }
  }

  /// The cell as programs read it, as `--format json` writes it too: `null` where it is not
  /// defined.
  public func json(_ kind: FigureColumn.Kind) -> JSON {
    switch self {
    case .text(let text): return .string(text)
    case .count(let count): return .int(count)
    case .number(let value):
      return value.isFinite ? .number(Self.digits(of: value, kind, forPeople: false)) : .null
    case .instant(let seconds): return .string(Instant(seconds: seconds).cellText)
    case .flag(let flag): return .bool(flag)
    case .none: return .null
    }
  }
}

extension LocalZone {
  /// A moment as the zone's clock shows it, to the minute, without the zone: `2026-11-20 18:49`.
  func clockMinute(_ seconds: Int) -> String {
    String(Instant(seconds: seconds + offset(at: seconds)).cellText.prefix(16))
      .replacing("T", with: " ")
  }
}

extension FigureColumn {
  /// Whether its cells are numbers, which stand at the right.
  var isNumber: Bool {
    switch kind {
    case .count, .decimals, .significant: true
    case .text, .instant, .flag: false
    }
  }

  /// Its name as a heading for people, with the unit behind it: `over_target_pct` is `over target,
  /// %`.
  var heading: String {
    let own = ["min_min": "shortest, min", "max_min": "longest, min", "n": "count"]
    if let heading = own[name] { return heading }
    for (ending, unit) in [("_min", "min"), ("_pct", "%"), ("_h", "h"), ("_hours", "h")]
    where name.hasSuffix(ending) {
      return "\(name.dropLast(ending.count)), \(unit)".replacing("_", with: " ")
    }
    return name.replacing("_", with: " ")
  }
}
