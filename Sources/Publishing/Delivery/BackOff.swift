/// When a message is tried again that a receiver could not take just now.
public struct BackOff: Sendable {
  /// The seconds before each further attempt, where the receiver does not say.
  let waits: [Double]
  /// A receiver that wants a longer wait than that is left for another day.
  let longest: Double
  private let sleep: @Sendable (Double) -> Void

  /// Three further attempts, after 1, 2 and 4 seconds.
  ///
  /// - Parameter sleep: Waits so many seconds.
  public init(
    waits: [Double] = [1, 2, 4], longest: Double = 60,
    sleep: @escaping @Sendable (Double) -> Void
  ) {
    self.waits = waits
    self.longest = longest
    self.sleep = sleep
  }

  /// Posts until the receiver takes the message, or says that it never will, or nobody knows.
  ///
  /// Tried again is what was certainly not taken: too many requests (429), a fault of the receiver's
  /// (5xx), and a host that could not be reached. What has no answer is not: it may have arrived.
  func deliver(_ post: () -> WebAnswer) -> Delivery {
    var attempt = 0
    while true {
      attempt += 1
      let answer = post()
      var wait = attempt <= waits.count ? waits[attempt - 1] : nil
      let why: String
      switch answer {
      case .status(200..<300, _): return Delivery(.accepted, attempts: attempt)
      case .status(let status, let wish) where status == 429 || status >= 500:
        why = "it answered with status \(status): \(Self.meaning(of: status))"
        if let wish, wait != nil { wait = Double(wish) }
      case .status(let status, _):
        let words = "it answered with status \(status): \(Self.meaning(of: status))"
        return Delivery(.refused(words), attempts: attempt)
      case .notReached(let reason): why = reason
      case .notSendable(let reason): return Delivery(.refused(reason), attempts: attempt)
      case .missing(let reason): return Delivery(.unknown(reason), attempts: attempt)
      }
      guard let wait, wait <= longest else {
        let wish = wait.map { ", not before \(Int($0)) s are over" } ?? ""
        return Delivery(.refused(why + wish), attempts: attempt)
      }
      sleep(wait)
    }
  }

  private static func meaning(of status: Int) -> String {
    switch status {
    case 300..<400: "a redirection, which is not followed; is the address still right?"
    case 400: "it does not understand the message"
    case 401, 403: "it does not let us; is the address still right?"
    case 404, 410: "it does not know the address, or no longer"
    case 413: "the message is too large for it"
    case 429: "too many messages"
    case 500...: "a fault of its own"
    default: "it does not take the message"
    }
  }
}
