internal import Foundation
internal import Wording

/// The zone of times that do not say theirs, as a person states it: `UTC`, `+01:00`, `Europe/Berlin`.
package struct LocalZone: Sendable {
  package let name: String
  private let kind: Kind

  private enum Kind: Sendable {
    case offset(seconds: Int)
    case place(TimeZone)
  }

  /// What a time on the clock of the zone means.
  package enum Meaning: Hashable {
    case instant(Int)
    /// Clocks were put forward over it.
    case skipped
    /// Clocks were put back, and showed it twice.
    case twice(Int, Int)
  }

  /// Why a name is no zone's.
  package struct Fault: Error, CustomStringConvertible { package let description: String }

  package init(_ name: String) throws(Fault) {
    self.name = name
    if name == "UTC" || name == "Z" {
      kind = .offset(seconds: 0)
    } else if let instant = Instant(cellText: "2000-01-01T00:00:00" + name) {
      kind = .offset(seconds: (instant.offsetMinutes ?? 0) * 60)
    } else if TimeZone.knownTimeZoneIdentifiers.contains(name),
      let zone = TimeZone(identifier: name)
    {
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

  /// How many seconds the zone's clock is ahead of UTC at an instant, in seconds since 1970.
  package func offset(at instant: Int) -> Int {
    switch kind {
    case .offset(let seconds): seconds
    case .place(let zone):
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    }
  }

  /// What a time means that is given as seconds since 1970-01-01T00:00:00 on the zone's own clock.
  package func meaning(of local: Int) -> Meaning {
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
