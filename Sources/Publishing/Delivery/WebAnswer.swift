internal import Processes
internal import Tables

/// What became of a message that was posted once.
enum WebAnswer: Sendable, Equatable {
  /// The host answered.
  ///
  /// - Parameter wait: The seconds that it asks to wait before the next, if it does.
  case status(Int, wait: Int?)
  /// It is certain that nothing was sent.
  case notReached(String)
  /// The same, and trying again would not help.
  case notSendable(String)
  /// It was sent, or begun to be, and there is no answer.
  case missing(String)

  init(_ end: ProgramRun) {
    if let (status, wait) = Self.head(of: end.output) {
      self = .status(status, wait: wait)
      return
    }
    let why = end.wasStopped ? "it took too long" : Self.reason(end.status)
    let begun = Double(end.complaint)
    // Of what curl did not even understand nothing was sent.
    let isUnsent = begun == 0 || begun == nil && !end.wasStopped && (2...4).contains(end.status)
    // Its certificate will be the same in a second, and so will curl.
    let isLasting = end.status == 60 || (2...4).contains(end.status)
    self = !isUnsent ? .missing(why) : isLasting ? .notSendable(why) : .notReached(why)
  }

  /// The status and the wish of the last head of an answer; those before it are preliminary.
  private static func head(of answer: [UInt8]) -> (status: Int, wait: Int?)? {
    var rest = answer[...]
    while rest.starts(with: Array("HTTP/".utf8)) {
      guard let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
      let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
      let words = lines[0].split(separator: " ")
      guard words.count > 1, let status = Int(words[1]), (100...599).contains(status) else {
        return nil
      }
      rest = rest[end.upperBound...]
      if status < 200 { continue }
      let isAccepted = (200..<300).contains(status)
      return (isAccepted ? told(in: rest) ?? status : status, wait(lines.dropFirst()))
    }
    return nil
  }

  /// The status of a channel of Teams behind a webhook that took a message and could not pass it on,
  /// which the webhook's answer only mentions: `… endpoint returned HTTP error 429 with …`.
  private static func told(in body: ArraySlice<UInt8>) -> Int? {
    let words = Array("returned HTTP error ".utf8)
    guard let found = body.firstRange(of: words) else { return nil }
    let status = Int(String(decoding: body[found.upperBound...].prefix(3), as: UTF8.self))
    return status.flatMap { (300...599).contains($0) ? $0 : nil }
  }

  /// The seconds that a head asks to wait, where it gives them, or the date at which they are over and
  /// its own.
  private static func wait(_ fields: ArraySlice<Substring>) -> Int? {
    func value(_ name: String) -> Substring? {
      fields.first { $0.lowercased().hasPrefix(name + ":") }?.dropFirst(name.count + 1)
        .drop { $0 == " " }
    }
    guard let wish = value("retry-after") else { return nil }
    if let seconds = Int(wish) { return seconds < 0 ? nil : seconds }
    guard let end = instant(wish), let now = value("date").flatMap(instant) else { return nil }
    return max(0, end.seconds - now.seconds)
  }

  /// The instant of a date as heads have it: `Fri, 20 Nov 2026 08:00:00 GMT`.
  private static func instant(_ date: Substring) -> Instant? {
    let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
    let parts = date.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: parts[2]) else {
      return nil
    }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Instant(cellText: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }

  /// The statuses of curl that people can do something about.
  private static func reason(_ status: Int32) -> String {
    switch status {
    case 2...4: "curl does not understand its options; is it older than version 7.63?"
    case 6: "its host is not known"
    case 7: "its host does not take the connection"
    case 28: "no answer came in time"
    case 35: "no encrypted connection could be made"
    case 52: "it closed the connection without an answer"
    case 60: "its certificate is not trusted"
    default: "no answer came (curl ended with \(status))"
    }
  }
}
