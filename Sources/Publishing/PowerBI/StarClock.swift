internal import Analytics
internal import Tables

/// What the lab's clock shows at the instants of a column. The day of the row before is remembered,
/// as neighbours share theirs.
final class StarClock {
  private let column: InstantColumn
  private var clock: LocalClock
  /// What the clock shows at each row, in seconds since 1970-01-01T00:00:00 there; `nothing` where
  /// there is no instant, or one whose day has no key.
  private var local: [Int] = []
  private static let nothing = Int.min
  private var day = Int.min
  private var number = 0
  private var text: [UInt8] = []

  init(_ column: InstantColumn, in zone: LocalZone) {
    self.column = column
    clock = LocalClock(zone)
  }

  /// Takes what the column holds now.
  func read() {
    local.removeAll(keepingCapacity: true)
    for instant in column.seconds {
      guard instant > InstantColumn.unreadable else {
        local.append(Self.nothing)
        continue
      }
      let shown = clock.local(instant)
      let day = CalendarDate(ofSeconds: shown).days
      local.append(DateDimension.known.contains(day) ? shown : Self.nothing)
    }
  }

  /// Whether the cell holds something.
  func isFilled(_ row: Int) -> Bool { column.seconds[row] != InstantColumn.empty }

  /// Days since 1970.
  func day(_ row: Int) -> Int? {
    let shown = local[row]
    return shown == Self.nothing ? nil : CalendarDate(ofSeconds: shown).days
  }

  /// From 0 to 23.
  func hour(_ row: Int) -> Int? { day(row).map { (local[row] - $0 * 86_400) / 3600 } }

  /// 20261120.
  func number(ofDay day: Int) -> Int {
    remember(day)
    return number
  }

  /// `2026-11-20`.
  func text(ofDay day: Int) -> [UInt8] {
    remember(day)
    return text
  }

  private func remember(_ day: Int) {
    guard day != self.day else { return }
    self.day = day
    text.removeAll(keepingCapacity: true)
    CalendarDate(days: day).write(to: &text)
    number = text.reduce(0) { $1 == UInt8(ascii: "-") ? $0 : $0 * 10 + Int($1) - 48 }
  }

  /// Appends `2026-11-20T08:30:00`; nothing where there is no moment.
  func append(_ row: Int, to bytes: inout [UInt8]) {
    guard let day = day(row) else { return }
    bytes.append(contentsOf: text(ofDay: day))
    let rest = local[row] - day * 86_400
    bytes.append(UInt8(ascii: "T"))
    bytes.append(twoDigits: rest / 3600)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: rest / 60 % 60)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: rest % 60)
  }
}

extension [UInt8] {
  fileprivate mutating func append(twoDigits number: Int) {
    append(UInt8(48 + number / 10))
    append(UInt8(48 + number % 10))
  }
}
