import Synchronization
import Testing

@testable import Publishing

@Suite("When a message is tried again")
struct BackOffTests {
  private final class Waits: Sendable {
    let seconds = Mutex<[Double]>([])
  }

  private func deliver(_ answers: [WebAnswer]) -> (delivery: Delivery, waits: [Double]) {
    let waits = Waits()
    var left = answers
    let backOff = BackOff { wait in waits.seconds.withLock { $0.append(wait) } }
    let delivery = backOff.deliver { left.removeFirst() }
    return (delivery, waits.seconds.withLock { $0 })
  }

  @Test("What was taken is taken")
  func accepted() {
    for status in [200, 202, 204] {
      #expect(deliver([.status(status, wait: nil)]).delivery == Delivery(.accepted))
    }
  }

  @Test("Too many requests, faults of the receiver and closed doors are tried again, ever later")
  func again() {
    let (delivery, waits) = deliver([
      .status(503, wait: nil), .status(429, wait: 7), .notReached("closed"),
      .status(202, wait: nil),
    ])
    #expect(delivery == Delivery(.accepted, attempts: 4))
    #expect(waits == [1, 7, 4])
  }

  @Test("After four attempts it is left, and also where the receiver wants a long rest")
  func bounded() {
    let (delivery, waits) = deliver(Array(repeating: .status(500, wait: 0), count: 4))
    #expect(
      delivery
        == Delivery(.refused("it answered with status 500: a fault of its own"), attempts: 4))
    #expect(waits == [0, 0, 0])
    let rest = deliver([.status(429, wait: 3600)])
    #expect(
      rest.delivery
        == Delivery(
          .refused(
            "it answered with status 429: too many messages, not before 3600 s are over")))
    #expect(rest.waits == [])
  }

  @Test("What has no answer, or will never be taken, is not tried again")
  func once() {
    #expect(deliver([.missing("silence")]).delivery == Delivery(.unknown("silence")))
    for status in [301, 302, 307, 400, 401, 403, 404, 410, 413, 418] {
      let (delivery, waits) = deliver([.status(status, wait: 1)])
      guard case .refused(let why) = delivery.outcome else {
        Issue.record("\(status) is no refusal")
        continue
      }
      #expect(why.contains("\(status)"))
      #expect(waits == [])
    }
    #expect(deliver([.notSendable("odd")]).delivery == Delivery(.refused("odd")))
    // Where an earlier attempt was refused, the last one decides.
    #expect(
      deliver([.status(502, wait: nil), .missing("silence")]).delivery
        == Delivery(.unknown("silence"), attempts: 2))
  }
}
