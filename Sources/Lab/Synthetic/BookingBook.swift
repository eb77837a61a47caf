internal import Tables

/// The bookings of the synthetic lab while they are being planned: no two want the same place.
struct BookingBook: Sendable {
  typealias Slot = (start: Int, end: Int)

  enum Fate: Sendable {
    case used
    case missed
    case cancelled
    case rejected
  }

  struct Entry: Sendable {
    let resource: Int
    let user: Int
    let title: String
    let slot: Slot
    let created: Int
    /// The place of a request, from 0.
    let request: Int?
    let fate: Fate
    let movedFrom: Int?
    let notes: String?
  }

  private(set) var entries: [Entry] = []
  /// The entries in the order in which they were made, by their place; and the id of each.
  private(set) var order: [Int] = []
  private var ids: [Int: Int] = [:]
  private var free: [Int: Int] = [:]
  private var chamberFree = [0, 0]

  func key(of entry: Int) -> Key<Booking>? { ids[entry].map { Key($0) } }

  /// The next time on a working day, between 8 and 19 o'clock, at which a resource is free.
  mutating func slot(on resource: Int, after second: Int, minutes: Int) -> Slot {
    var start = (max(second, free[resource, default: 0]) + 299) / 300 * 300
    let isLate = start % 86_400 + minutes * 60 > 19 * 3600
    let day = Weekday.workday(start / 86_400 + (isLate ? 1 : 0), later: 0)
    start = day * 86_400 + (day == start / 86_400 ? max(start % 86_400, 8 * 3600) : 8 * 3600)
    let end = start + minutes * 60
    free[resource] = end + 600
    return (start, end)
  }

  /// Ten days, or more over a weekend, in one of the chamber's two halves, from an afternoon.
  mutating func chamberSlot(after second: Int) -> Slot {
    let half = chamberFree[0] <= chamberFree[1] ? 0 : 1
    let earliest = max(second, chamberFree[half])
    let day = Weekday.workday((earliest - 16 * 3600 + 86_399) / 86_400, later: 0)
    let start = day * 86_400 + 16 * 3600
    let end = Weekday.workday(day + 10, later: 0) * 86_400 + 16 * 3600
    chamberFree[half] = end
    return (start, end)
  }

  mutating func add(
    resource: Int, user: Int, title: String, _ slot: Slot, created: Int, request: Int? = nil,
    fate: Fate = .used, movedFrom: Int? = nil, notes: String? = nil
  ) -> Int {
    entries.append(
      Entry(
        resource: resource, user: user, title: title, slot: slot, created: created,
        request: request, fate: fate, movedFrom: movedFrom, notes: notes))
    return entries.count - 1
  }

  /// The meetings of each week, one that was moved, one that nobody came to.
  mutating func addMeetings(from start: Int, until asOf: Int, box: DiceBox) {
    let weeks = max((asOf - start) / (7 * 86_400), 1)
    let monday = start / 86_400 + (7 - Weekday.index(ofDay: start / 86_400)) % 7
    for week in 0...weeks {
      var dice = box[week]
      let day = (monday + week * 7) * 86_400
      let made = day - 10 * 86_400 + 30_600 + week * 60
      _ = add(
        resource: Equipment.room, user: Staff.admin, title: "Weekly meeting",
        (day + 9 * 3600, day + 10 * 3600), created: made)
      let training = day + 2 * 86_400 + 13 * 3600
      switch week % 4 {
      case 1:
        let old = add(
          resource: Equipment.room, user: Staff.engineer, title: "Training: haemolysis",
          (training, training + 5400), created: made + 7200, fate: .cancelled)
        _ = add(
          resource: Equipment.room, user: Staff.engineer, title: "Training: haemolysis",
          (training + 86_400, training + 91_800), created: made + 3 * 86_400, movedFrom: old,
          notes: "Moved by a day: service visit")
      case 2:
        _ = add(
          resource: Equipment.room, user: dice.pick(Staff.technicians), title: "Shift talk",
          (training, training + 1800), created: made + 5 * 86_400, fate: .missed)
      case 3 where made + 5 * 86_400 < asOf:
        _ = add(
          resource: Equipment.chamber, user: Staff.moduleOperator, title: "Drying of cables",
          (training, training + 86_400), created: made + 4 * 86_400, fate: .rejected)
      default: break
      }
    }
  }

  /// Gives ids to those that are made by now, in the order of time.
  mutating func finish(asOf: Int) {
    order = entries.indices.filter { entries[$0].created <= asOf }
      .sorted { (entries[$0].created, $0) < (entries[$1].created, $1) }
    for (i, entry) in order.enumerated() { ids[entry] = i + 1 }
  }
}
