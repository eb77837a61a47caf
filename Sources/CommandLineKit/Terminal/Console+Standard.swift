#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Console {
  /// The console of this process. From the first use on, a broken pipe is an error of `write` and
  /// no longer kills it.
  public static let standard: Console = {
    _ = signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    return Console(
      out: .descriptor(STDOUT_FILENO, isBuffered: isatty(STDOUT_FILENO) == 0, environment),
      error: .descriptor(STDERR_FILENO, isBuffered: false, environment),
      input: .standard,
      width: terminalWidth() ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80,
      environment: environment,
      workingDirectory: FileManager.default.currentDirectoryPath,
      now: { Int64(time(nil)) })
  }()

  private static func terminalWidth() -> Int? {
    var size = winsize()
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      let answer = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
      if answer == 0, size.ws_col > 0 { return Int(size.ws_col) }
    }
    return nil
  }
}

extension Output {
  /// An output to an open file of the process.
  static func descriptor(
    _ descriptor: Int32, isBuffered: Bool, _ environment: [String: String]
  ) -> Output {
    let isTerminal = isatty(descriptor) == 1
    return Output(
      isTerminal: isTerminal, hasColour: isTerminal && Console.wantsColour(environment),
      isBuffered: isBuffered, descriptor: descriptor,
      write: { bytes throws(OutputError) in
        var written = 0
        while written < bytes.count {
          let count = unsafe bytes[written...].withUnsafeBytes { block in
            unsafe writeBytes(descriptor, block.baseAddress, block.count)
          }
          if count >= 0 {
            written += count
          } else if errno == EPIPE {
            throw .brokenPipe
          } else if errno == EAGAIN {
            // Somebody who shares the terminal made it non-blocking; wait until it has room.
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = unsafe poll(&request, 1, -1)
          } else if errno != EINTR {
            throw .failed(reason: unsafe String(cString: strerror(errno)))
          }
        }
      })
  }
}

/// `write(2)`, under a name that the methods of `Output` do not hide.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}
