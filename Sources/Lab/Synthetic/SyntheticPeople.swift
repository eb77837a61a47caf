internal import Tables

/// The people of the synthetic lab, known by their place in this list from 1.
enum Staff {
  static let admin = 1
  static let engineer = 2
  static let photovoltaicsLead = 3
  /// Who stands at the analyzers, shift by shift.
  static let technicians = [4, 5, 6, 7, 8, 9]
  static let moduleEngineer = 10
  static let moduleOperator = 11
  static let auditor = 12

  fileprivate static let people: [Person] = [
    Person("ISO", "ingrid", "Ingrid Solberg", .admin, "Management", nil, 2900),
    Person("MFE", "mateo", "Mateo Ferrer", .engineer, "Clinical", 1, 2400),
    Person("ATA", "aiko", "Aiko Tanabe", .engineer, "Photovoltaics", 1, 2100),
    Person("SOK", "samuel", "Samuel Okafor", .operator, "Clinical", 2, 1900),
    Person("LBR", "lena", "Lena Brandt", .operator, "Clinical", 2, 1500),
    Person("PNA", "priya", "Priya Nair", .operator, "Clinical", 2, 1320),
    Person("TWI", "tomasz", "Tomasz Wilk", .operator, "Clinical", 2, 900),
    Person("HVI", "hanna", "Hanna Virtanen", .operator, "Clinical", 2, 610),
    Person("DPA", "diego", "Diego Paredes", .operator, "Clinical", 2, 260),
    Person("EDE", "elif", "Elif Demir", .engineer, "Photovoltaics", 3, 1100),
    Person("NJA", "noah", "Noah Jansen", .operator, "Photovoltaics", 3, 420),
    Person("RAD", "ruth", "Ruth Adler", .viewer, "Quality", 1, 780),
    Person("PHO", "peter", "Peter Holm", .operator, "Clinical", 2, 2700),
  ]

  static func key(_ place: Int) -> Key<User> { Key(place) }

  static func code(_ place: Int) -> Code<User> { Code(people[place - 1].code) }

  static var count: Int { people.count }

  struct Person: Sendable {
    let code: String
    let username: String
    let name: String
    let role: User.Role
    let department: String
    let supervisor: Int?
    let daysHere: Int

    fileprivate init(
      _ code: String, _ username: String, _ name: String, _ role: User.Role,
      _ department: String, _ supervisor: Int?, _ daysHere: Int
    ) {
      self.code = code
      self.username = username
      self.name = name
      self.role = role
      self.department = department
      self.supervisor = supervisor
      self.daysHere = daysHere
    }
  }

  /// The technician of a second's shift; from week to week the shifts go round.
  static func technician(at second: Int) -> Int {
    let hour = second / 3600 % 24
    let shift = hour < 6 || hour >= 22 ? 2 : hour < 14 ? 0 : 1
    let day = (second - (hour < 6 ? 6 * 3600 : 0)) / 86_400
    let week = (day + 3) / 7
    let isWeekend = Weekday.index(ofDay: day) > 4
    let place = isWeekend ? week * 2 + shift + 3 : week + shift * 2
    return technicians[place % technicians.count]
  }
}

extension SyntheticLab {
  public var users: SyntheticRows<User> {
    let begin = start / 86_400
    return SyntheticRows(
      Staff.people.enumerated().map { i, person in
        let joined = Weekday.workday(begin - person.daysHere, later: 0)
        let hasLeft = i == Staff.people.count - 1
        return User(
          id: Key(i + 1), code: Code(person.code), username: person.username,
          fullName: person.name, email: person.username + "@lab.example", isActive: !hasLeft,
          joinedAt: Instant(seconds: joined * 86_400 + 8 * 3600), role: person.role,
          department: person.department, supervisor: person.supervisor.map { Key($0) },
          accessExpiresAt: hasLeft || person.role == .viewer
            ? Instant(seconds: (hasLeft ? begin - 45 : begin + 200) * 86_400) : nil)
      })
  }

  public var userPreferences: SyntheticRows<UserPreference> {
    SyntheticRows([
      UserPreference(user: Key(1), key: "digest", value: "weekly"),
      UserPreference(user: Key(2), key: "digest", value: "daily"),
      UserPreference(user: Key(3), key: "language", value: "ja"),
      UserPreference(user: Key(5), key: "language", value: "de"),
      UserPreference(user: Key(12), key: "time_zone", value: "Europe/Vienna"),
    ])
  }

  /// The usual ones, but that the engineers of this lab also do what its operators do.
  public var rights: SyntheticRows<Right> {
    SyntheticRows(
      Right.usual.map { right in
        var right = right
        if right.roles == [.operator] { right.roles = [.engineer, .operator] }
        return right
      })
  }

  /// Technicians for the analyzers, the people of photovoltaics for their instruments and protocols.
  public var qualifications: SyntheticRows<Qualification> {
    var rows: [Qualification] = []
    let box = dice("qualifications")
    func add(_ user: Int, resource: Int?, protocolCode: String?, by granter: Int) {
      var dice = box[rows.count]
      let day = Weekday.workday(start / 86_400 - dice.number(in: 30...330), later: 0)
      rows.append(
        Qualification(
          id: Key(rows.count + 1), user: Key(user), resource: resource.map { Key($0) },
          protocolCode: protocolCode.map { Code($0) },
          qualifiedAt: Instant(seconds: day * 86_400 + 13 * 3600),
          expiresAt: resource == nil ? nil : Instant(seconds: (day + 730) * 86_400),
          grantedBy: Key(granter)))
    }
    for user in Staff.technicians {
      for analyzer in Equipment.analyzers.indices where (user + analyzer) % 5 != 0 {
        add(user, resource: analyzer + 1, protocolCode: nil, by: Staff.engineer)
      }
    }
    for user in [Staff.photovoltaicsLead, Staff.moduleEngineer, Staff.moduleOperator] {
      let granter = user == Staff.photovoltaicsLead ? Staff.admin : Staff.photovoltaicsLead
      for instrument in [Equipment.simulator, Equipment.chamber] {
        add(user, resource: instrument, protocolCode: nil, by: granter)
      }
      for text in ProtocolText.all where user != Staff.moduleOperator || text.code != "PV-HF" {
        add(user, resource: nil, protocolCode: text.code, by: granter)
      }
    }
    return SyntheticRows(rows)
  }
}
