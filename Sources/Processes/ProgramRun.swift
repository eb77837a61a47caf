public import Foundation
internal import Synchronization

/// A program that was given something to read, and ended.
public struct ProgramRun: Sendable {
  /// How much of a program is waited for.
  public struct Limits: Sendable {
    /// Bytes of its output.
    public var output = Int.max
    /// `nil`: as long as it takes.
    public var seconds: Double?

    public init(output: Int = .max, seconds: Double? = nil) {
      self.output = output
      self.seconds = seconds
    }
  }

  /// The status that it ended with; the signal, where one ended it.
  public let status: Int32
  /// What it wrote; of a program that wrote more than it may, as much as that.
  public let output: [UInt8]
  /// What it wrote to its other stream.
  public let complaint: String
  /// Whether it was stopped, as it took longer or wrote more than it may.
  public let wasStopped: Bool

  /// Runs a program to its end. Its three streams are served at once, so that it never waits for
  /// somebody at the other end of one.
  ///
  /// - Parameter process: A process that was not begun yet, with its program and its words.
  public init(_ process: Process, input: [UInt8] = [], limits: Limits = Limits()) throws {
    let (inward, outward, talk) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = outward
    process.standardError = talk
    process.standardInput = input.isEmpty ? FileHandle.nullDevice : inward
    let running = try RunningProcess(process)
    let wasStopped = Mutex(false)
    let stop = {
      wasStopped.withLock { $0 = true }
      running.stop()
    }
    let deadline = DispatchWorkItem(block: stop)
    if let seconds = limits.seconds {
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: deadline)
    }
    let streams = DispatchGroup()
    let complaint = Received()
    DispatchQueue.global().async(group: streams) {
      complaint.take(talk.fileHandleForReading.readDataToEndOfFile())
    }
    if !input.isEmpty {
      DispatchQueue.global().async(group: streams) {
        // The program may end before it has read all.
        try? inward.fileHandleForWriting.write(contentsOf: input)
        try? inward.fileHandleForWriting.close()
      }
    }
    let file = outward.fileHandleForReading
    if limits.output == .max {
      output = [UInt8](file.readDataToEndOfFile())
    } else {
      let data = (try? file.read(upToCount: limits.output + 1)) ?? Data()
      output = [UInt8](data.prefix(limits.output))
      if data.count > limits.output { stop() }
    }
    running.wait()
    deadline.cancel()
    streams.wait()
    status = process.terminationStatus
    self.complaint = String(decoding: complaint.bytes, as: UTF8.self)
    self.wasStopped = wasStopped.withLock { $0 }
  }
}
