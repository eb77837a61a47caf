public import Tables

/// Two bookings that want one resource at the same time, where it cannot be had so often.
public struct BookingOverlap: Sendable {
  public let earlier: Booking
  public let later: Booking

  /// All overlaps of a lab, by the start of the later booking.
  ///
  /// Intervals are half open. A resource of capacity 2 may be had twice at a time; one that is not
  /// there, once. Tables that cannot be read have none: `check` names what is wrong with them.
  public static func all(in store: Store) throws -> [BookingOverlap] {
    guard let bookings = try? store.rows(of: Booking.self) else { return [] }
    let resources = (try? store.rows(of: Resource.self)) ?? []
    let capacities = Dictionary(
      resources.map { ($0.id, $0.capacity) }, uniquingKeysWith: { first, _ in first })
    var overlaps: [BookingOverlap] = []
    let occupying = bookings.filter { $0.status.occupies && $0.startTime < $0.endTime }
    for (resource, rows) in Dictionary(grouping: occupying, by: \.resource) {
      var open: [Booking] = []
      for booking in rows.sorted(by: {
        ($0.startTime, $0.id.id) < ($1.startTime, $1.id.id)
      }) {
        open.removeAll { $0.endTime <= booking.startTime }
        if open.count >= capacities[resource] ?? 1, let other = open.last {
          overlaps.append(BookingOverlap(earlier: other, later: booking))
        }
        open.append(booking)
      }
    }
    return overlaps.sorted {
      ($0.later.startTime, $0.later.id.id) < ($1.later.startTime, $1.later.id.id)
    }
  }

  /// Whether it is the same two times of the same resource, whatever the ids.
  public func isSame(as other: BookingOverlap) -> Bool {
    later.resource == other.later.resource && times == other.times
  }

  private var times: [Instant] {
    [earlier.startTime, earlier.endTime, later.startTime, later.endTime]
  }
}

extension Booking.Status {
  /// Whether a booking in this state keeps others from the resource.
  fileprivate var occupies: Bool { [.pending, .confirmed, .inUse].contains(self) }
}
