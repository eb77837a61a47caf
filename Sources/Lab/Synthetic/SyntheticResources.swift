internal import Tables

/// The instruments of the synthetic lab, known by their place in `all` from 1.
enum Equipment {
  /// An analyzer, and how it is doing.
  struct Analyzer: Sendable {
    let code: String
    /// Errors among a thousand specimens.
    let errors: Int
    /// Its time for a specimen, in percent of what is typical.
    let slowness: Int
  }

  static let analyzers = [
    Analyzer(code: "ARCH-1", errors: 14, slowness: 95),
    Analyzer(code: "ARCH-2", errors: 46, slowness: 118),
    Analyzer(code: "CHEM-1", errors: 10, slowness: 92),
    Analyzer(code: "CHEM-2", errors: 24, slowness: 104),
    Analyzer(code: "COAG-1", errors: 62, slowness: 110),
  ]

  static let simulator = 6
  static let camera = 7
  static let tester = 8
  static let chamber = 9
  static let room = 10

  fileprivate static let types = [
    ("Analyzer", "Measures specimens"), ("Module test stand", "Measures photovoltaic modules"),
    ("Climatic chamber", "Holds temperature and humidity for days"), ("Room", nil),
  ]

  static let all: [Resource] = [
    analyzer(1, "Immunoassay analyzer, window side", "Room 2.14"),
    analyzer(2, "Immunoassay analyzer, door side", "Room 2.14"),
    analyzer(3, "Chemistry line, new", "Room 2.15"),
    analyzer(4, "Chemistry line, old", "Room 2.15"),
    analyzer(5, "Coagulation analyzer", "Room 2.17"),
    stand(
      simulator, "SUN-1", "Pulsed sun simulator", 2, "Hall B, bay 1", shortest: 30, longest: 600),
    stand(
      camera, "EL-1", "Electroluminescence camera", 2, "Hall B, bay 2", shortest: 15, longest: 480),
    stand(
      tester, "INS-1", "Insulation tester with water basin", 2, "Hall B, bay 3", shortest: 30,
      longest: 480),
    Resource(
      id: Key(chamber), code: Code("HF-1"), name: "Humidity freeze chamber", type: Key(3),
      isActive: true,
      location: "Hall B, annex", capacity: 2, requiresApproval: true, requiresQualification: true,
      minMinutes: 1440, maxMinutes: 60_480, horizonDays: 180, noShowAfterMinutes: nil,
      maxBookingsPerUserDay: 2, maxFutureMinutesPerUser: nil),
    Resource(
      id: Key(room), code: Code("ROOM-1"), name: "Meeting room", type: Key(4), isActive: true,
      location: "1st floor", capacity: 1, requiresApproval: false, requiresQualification: false,
      minMinutes: 15, maxMinutes: 240, horizonDays: 90, noShowAfterMinutes: 15,
      maxBookingsPerUserDay: 3, maxFutureMinutesPerUser: 960),
  ]

  private static func analyzer(_ place: Int, _ name: String, _ location: String) -> Resource {
    Resource(
      id: Key(place), code: Code(analyzers[place - 1].code), name: name, type: Key(1),
      isActive: true, location: location, capacity: 1, requiresApproval: false,
      requiresQualification: true, minMinutes: 15, maxMinutes: 480, horizonDays: 30,
      noShowAfterMinutes: 30, maxBookingsPerUserDay: nil, maxFutureMinutesPerUser: nil)
  }

  private static func stand(
    _ place: Int, _ code: String, _ name: String, _ type: Int, _ location: String,
    shortest: Int, longest: Int
  ) -> Resource {
    Resource(
      id: Key(place), code: Code(code), name: name, type: Key(type), isActive: true,
      location: location, capacity: 1, requiresApproval: false,
      requiresQualification: place == simulator, minMinutes: shortest, maxMinutes: longest,
      horizonDays: 90, noShowAfterMinutes: 45, maxBookingsPerUserDay: 4,
      maxFutureMinutesPerUser: nil)
  }
}

extension SyntheticLab {
  public var resourceTypes: SyntheticRows<ResourceType> {
    SyntheticRows(
      Equipment.types.enumerated().map { i, type in
        ResourceType(id: Key(i + 1), name: type.0, description: type.1)
      })
  }

  public var resources: SyntheticRows<Resource> { SyntheticRows(Equipment.all) }

  /// Stands and room are open on working days; the lab is closed over Christmas.
  public var resourceCalendars: SyntheticRows<ResourceCalendar> {
    var rows: [ResourceCalendar] = []
    func add(
      _ resource: Int?, weekday: Int? = nil, day: Int? = nil, _ opens: Int?, _ closes: Int?,
      _ kind: ResourceCalendar.Kind
    ) {
      rows.append(
        ResourceCalendar(
          id: Key(rows.count + 1), resource: resource.map { Key($0) }, weekday: weekday,
          date: day.map { CalendarDate(days: $0) },
          opens: opens.map { TimeOfDay(minutes: $0 * 60) },
          closes: closes.map { TimeOfDay(minutes: $0 * 60) }, kind: kind))
    }
    for resource in [Equipment.simulator, Equipment.room] {
      for weekday in 1...5 { add(resource, weekday: weekday, 7, weekday == 5 ? 18 : 20, .open) }
    }
    add(Equipment.chamber, weekday: 7, 6, 8, .closed)
    let christmas = CalendarDate(cellText: CalendarDate(days: asOf / 86_400).year + "-12-24")
    if let christmas {
      add(nil, day: christmas.days, 12, nil, .closed)
      add(nil, day: christmas.days + 1, nil, nil, .closed)
    }
    return SyntheticRows(rows)
  }
}
