internal import Foundation
internal import Wording

/// The zone of times that do not say theirs, as a person states it: `UTC`, `+01:00`, `Europe/Berlin`.
public struct LocalZone: Sendable {
  public let name: String
  private let kind: Kind

  private enum Kind: Sendable {
    case offset(seconds: Int)
    case place(TimeZone)
  }

  /// What a time on the clock of the zone means.
  public enum Meaning: Hashable {
    case instant(Int)
    /// Clocks were put forward over it.
    case skipped
    /// Clocks were put back, and showed it twice.
    case twice(Int, Int)
  }

  /// Why a name is no zone's.
  public struct Fault: Error, CustomStringConvertible { public let description: String }

  /// Coordinated universal time.
  public static let utc = LocalZone(name: "UTC", kind: .offset(seconds: 0))

  private init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  public init(_ name: String) throws(Fault) {
    self.name = name
    if name == "UTC" || name == "Z" {
      kind = .offset(seconds: 0)
    } else if let instant = Instant(cellText: "2000-01-01T00:00:00" + name) {
      kind = .offset(seconds: (instant.offsetMinutes ?? 0) * 60)
    } else if Self.mayBeName(name), let zone = TimeZone(identifier: name) {
      // Foundation's own list lacks a quarter of the names, such as Asia/Kolkata and CET.
      kind = .place(zone)
    } else {
      let names = TimeZone.knownTimeZoneIdentifiers
      let meant =
        nearest(to: name, in: names)
        ?? names.first { $0.lowercased().hasSuffix("/" + name.lowercased()) }
      throw Fault(
        description: "There is no time zone '\(visible(name))'. "
          + (meant.map { "Did you mean '\($0)'?" } ?? "Write it as UTC, +01:00 or Europe/Berlin."))
    }
  }

  /// Whether it has the form of a zone's name in the time zone database, and is no path elsewhere.
  private static func mayBeName(_ name: String) -> Bool {
    name.first?.isLetter ?? false
      && name.utf8.allSatisfy { byte in
        Character(Unicode.Scalar(byte)).isLetter || "0123456789_+-/".utf8.contains(byte)
      }
  }

  /// How many seconds the zone's clock is ahead of UTC at an instant, in seconds since 1970.
  public func offset(at instant: Int) -> Int {
    switch kind {
    case .offset(let seconds): seconds
    case .place(let zone):
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    }
  }

  /// What a time means that is given as seconds since 1970-01-01T00:00:00 on the zone's own clock.
  public func meaning(of local: Int) -> Meaning {
    switch kind {
    case .offset(let seconds): return .instant(local - seconds)
    case .place:
      // Offsets are less than a day, so one of those of the day before and after holds here.
      var instants: [Int] = []
      for other in [local - 86_400, local + 86_400] {
        let instant = local - offset(at: other)
        if offset(at: instant) == local - instant, !instants.contains(instant) {
          instants.append(instant)
        }
      }
      switch instants.count {
      case 0: return .skipped
      case 1: return .instant(instants[0])
      default: return .twice(instants[0], instants[1])
      }
    }
  }
}

extension LocalZone {
  /// The day on the zone's calendar at an instant, in seconds since 1970.
  public func day(at instant: Int) -> CalendarDate {
    CalendarDate(ofSeconds: instant + offset(at: instant))
  }

  /// The first second of a day, in seconds since 1970; where clocks are put forward over midnight,
  /// the second at which they go on.
  public func start(of day: CalendarDate) -> Int { start(ofLocal: day.days * 86_400) }

  /// The instant of a time on the zone's own clock, given as seconds since 1970-01-01T00:00:00 there:
  /// the first of two where clocks were put back, the end of the gap where they were put forward.
  public func start(ofLocal local: Int) -> Int {
    switch meaning(of: local) {
    case .instant(let instant): return instant
    case .twice(let one, let other): return min(one, other)
    case .skipped:
      // Before the gap the clock is behind by the offset that held a day earlier; the gap ends where
      // the offset changes.
      var low = local - 86_400 - offset(at: local - 86_400)
      var high = local + 86_400 - offset(at: local + 86_400)
      let before = offset(at: low)
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if offset(at: middle) == before { low = middle } else { high = middle }
      }
      return high
    }
  }
}
