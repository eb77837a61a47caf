internal import Tables

extension SyntheticLab {
  public var bookings: SyntheticRows<Booking> {
    let book = campaign.bookings
    let asOf = asOf
    return SyntheticRows(count: book.order.count) { i in
      let entry = book.entries[book.order[i]]
      let status = entry.status(asOf: asOf)
      let came = entry.slot.start + 60 * (1 + i % 7)
      let left = entry.slot.end - 60 * (1 + i % 5)
      let hasCome = status == .inUse && came <= asOf || status == .completed
      let changes = [
        entry.created, entry.isDecided(asOf: asOf) ? entry.decided : nil,
        status == .cancelled ? entry.cancelled : nil, hasCome ? came : nil,
        status == .completed ? left : nil, status == .noShow ? entry.slot.start + 900 : nil,
      ]
      return Booking(
        id: Key(i + 1), resource: Key(entry.resource), user: Key(entry.user), title: entry.title,
        startTime: Instant(seconds: entry.slot.start), endTime: Instant(seconds: entry.slot.end),
        status: status, createdAt: Instant(seconds: entry.created),
        updatedAt: Instant(seconds: changes.compactMap { $0 }.max() ?? entry.created),
        checkedInAt: hasCome ? Instant(seconds: came) : nil,
        checkedOutAt: status == .completed ? Instant(seconds: left) : nil,
        request: entry.request.map { Key($0 + 1) },
        rescheduledFrom: entry.movedFrom.flatMap { book.key(of: $0) }, notes: entry.notes)
    }
  }

  /// What was said to the bookings of the chamber, which needs approval.
  public var bookingApprovals: SyntheticRows<BookingApproval> {
    var rows: [BookingApproval] = []
    for (i, place) in campaign.bookings.order.enumerated() {
      let entry = campaign.bookings.entries[place]
      guard entry.resource == Equipment.chamber else { continue }
      let isDecided = entry.isDecided(asOf: asOf)
      let isRejected = entry.fate == .rejected
      rows.append(
        BookingApproval(
          id: Key(rows.count + 1), booking: Key(i + 1), approver: entry.approver,
          decision: !isDecided ? .pending : isRejected ? .rejected : .approved,
          decidedAt: isDecided ? Instant(seconds: entry.decided) : nil,
          reason: isDecided && isRejected ? "The chamber is no oven" : nil))
    }
    return SyntheticRows(rows)
  }

  public var bookingAttendees: SyntheticRows<BookingAttendee> {
    var rows: [BookingAttendee] = []
    for (i, place) in campaign.bookings.order.enumerated() {
      let entry = campaign.bookings.entries[place]
      if entry.title == "Weekly meeting" {
        for user in [2, 3, 12] {
          rows.append(BookingAttendee(booking: Key(i + 1), user: Key(user), role: nil))
        }
      } else if entry.resource == Equipment.simulator, entry.user == Staff.moduleEngineer {
        rows.append(
          BookingAttendee(booking: Key(i + 1), user: Key(Staff.moduleOperator), role: "trainee"))
      }
    }
    return SyntheticRows(rows)
  }
}

extension BookingBook.Entry {
  /// When somebody responsible answers, and when a booking that is moved is given up.
  fileprivate var decided: Int { created + 5 * 3600 }
  fileprivate var cancelled: Int { created + 2 * 86_400 }

  /// Nobody approves their own booking.
  fileprivate var approver: Key<User> {
    Key(user == Staff.photovoltaicsLead ? Staff.admin : Staff.photovoltaicsLead)
  }

  fileprivate func isDecided(asOf: Int) -> Bool {
    resource == Equipment.chamber && decided <= asOf
  }

  fileprivate func status(asOf: Int) -> Booking.Status {
    if resource == Equipment.chamber, !isDecided(asOf: asOf) { return .pending }
    if fate == .rejected { return .rejected }
    if fate == .cancelled, cancelled <= asOf { return .cancelled }
    // Whoever comes, comes within minutes: until then the booking is confirmed.
    if slot.start + 600 > asOf { return .confirmed }
    if fate == .missed { return slot.start + 900 <= asOf ? .noShow : .confirmed }
    return slot.end <= asOf ? .completed : .inUse
  }
}
