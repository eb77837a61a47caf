import Synchronization

/// Where a command's words go: the terminal, a pipe, a file, or a test's memory.
///
/// Writing throws once the other end is gone or full, so that a command stops working for nobody;
/// `Program` makes a quiet end of a broken pipe and a sentence of everything else.
public struct Output: Sendable {
  public let isTerminal: Bool
  /// Whether styles are shown; the same output without them is `plain`.
  public let hasColour: Bool
  /// Where the process has it open; `nil` for what is no file of its own.
  let descriptor: Int32?
  private let sink: Sink

  /// Takes bytes for good, or throws.
  public typealias Write = @Sendable ([UInt8]) throws(OutputError) -> Void

  /// Bytes are handed to `write` in blocks of 64 KiB and at `flush`; at the end of each call when
  /// `isBuffered` is false.
  public init(
    isTerminal: Bool = false, hasColour: Bool = false, isBuffered: Bool = true,
    write: @escaping Write
  ) {
    self.init(
      isTerminal: isTerminal, hasColour: hasColour, isBuffered: isBuffered, descriptor: nil,
      write: write)
  }

  init(
    isTerminal: Bool, hasColour: Bool, isBuffered: Bool, descriptor: Int32?,
    write: @escaping Write
  ) {
    self.isTerminal = isTerminal
    self.hasColour = hasColour
    self.descriptor = descriptor
    self.sink = Sink(isBuffered: isBuffered, write: write)
  }

  private init(plain other: Output) {
    isTerminal = other.isTerminal
    hasColour = false
    descriptor = other.descriptor
    sink = other.sink
  }

  public var plain: Output { Output(plain: self) }

  public func write(_ text: String) throws(OutputError) { try sink.write(text.utf8) }
  public func write(bytes: some Collection<UInt8>) throws(OutputError) { try sink.write(bytes) }
  public func flush() throws(OutputError) { try sink.flush() }
}

/// Why nothing more can be written.
public enum OutputError: Error, Sendable, Equatable {
  /// The reader left, as `head` does. No fault of anybody's.
  case brokenPipe
  case failed(reason: String)
}

extension OutputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .brokenPipe: "the reader of the output has gone"
    case .failed(let reason): "cannot write the output: \(reason)"
    }
  }
}

/// The buffer behind an output, and the failure that ended it.
private final class Sink: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var failure: OutputError?
  }

  private let isBuffered: Bool
  private let target: Output.Write
  private let state = Mutex(State())

  init(isBuffered: Bool, write: @escaping Output.Write) {
    self.isBuffered = isBuffered
    self.target = write
  }

  func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    try state.withLock { state throws(OutputError) in
      if let failure = state.failure { throw failure }
      state.buffer.append(contentsOf: bytes)
      if !isBuffered || state.buffer.count >= 65_536 { try drain(&state) }
    }
  }

  func flush() throws(OutputError) {
    try state.withLock { state throws(OutputError) in
      if let failure = state.failure { throw failure }
      try drain(&state)
    }
  }

  private func drain(_ state: inout State) throws(OutputError) {
    guard !state.buffer.isEmpty else { return }
    defer { state.buffer.removeAll(keepingCapacity: true) }
    do throws(OutputError) {
      try target(state.buffer)
    } catch {
      state.failure = error
      throw error
    }
  }
}
