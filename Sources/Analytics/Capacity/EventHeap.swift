/// What is still to happen to machines, the soonest first.
///
/// A binary heap: O(log *n*) to add and to take, in the machines, of which each waits for one thing
/// at most. Things that happen at the same time come in the order of their machines.
struct EventHeap {
  struct Event {
    let time: Int
    let machine: Int
    /// Whether a specimen's service ends; otherwise a machine opens.
    let endsService: Bool

    func isBefore(_ other: Event) -> Bool {
      time != other.time ? time < other.time : machine < other.machine
    }
  }

  private var events: [Event] = []

  var first: Event? { events.first }

  mutating func insert(_ event: Event) {
    events.append(event)
    var place = events.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard events[place].isBefore(events[parent]) else { return }
      events.swapAt(place, parent)
      place = parent
    }
  }

  mutating func popFirst() -> Event? {
    guard let first = events.first else { return nil }
    let last = events.removeLast()
    guard !events.isEmpty else { return first }
    events[0] = last
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < events.count else { return first }
      if child + 1 < events.count, events[child + 1].isBefore(events[child]) { child += 1 }
      guard events[child].isBefore(events[place]) else { return first }
      events.swapAt(place, child)
      place = child
    }
  }
}
