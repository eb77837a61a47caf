internal import Foundation
internal import Synchronization

/// What another thread has read of a stream.
final class Received: Sendable {
  private let data = Mutex(Data())

  func take(_ more: Data) { data.withLock { $0 = more } }

  var bytes: Data { data.withLock { $0 } }
}
