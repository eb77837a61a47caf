internal import Foundation
public import Lab
internal import Processes

/// A command line of the lab's own, run by the shell with the message as JSON on its input: it makes
/// a mail of it, or whatever else.
///
/// It has the message once it ends with status 0. What it writes goes to stderr.
public struct MailCommand: Receiver {
  public init() {}

  public var system: OutboxMessage.System { .email }
  public var title: String { "a command that is given JSON, and sends a mail" }
  public var layout: any AlertLayout { PlainAlert() }
  public var secret: SecretPlace {
    SecretPlace("EMAIL_COMMAND", fileVariable: "EMAIL_COMMAND_FILE", file: "plainlab/email")
  }

  public func destination(of secret: String, _ courier: Courier) throws -> Destination {
    Destination(
      shown: "a command",
      deliver: { payload in
        Delivery(
          Self.outcome(of: secret, payload, courier.environment, seconds: courier.limits.whole))
      })
  }

  private static func outcome(
    of command: String, _ payload: String, _ environment: [String: String], seconds: Double
  ) -> Delivery.Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = environment
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.standardError
    process.standardError = FileHandle.standardError
    guard let running = try? RunningProcess(process) else {
      return .refused("the shell could not be started")
    }
    DispatchQueue.global().async {
      // It may end before it has read all.
      try? input.fileHandleForWriting.write(contentsOf: Data(payload.utf8))
      try? input.fileHandleForWriting.close()
    }
    guard running.wait(atMost: seconds) else {
      return .unknown("the command was stopped after \(Int(seconds)) s")
    }
    return process.terminationStatus == 0
      ? .accepted : .refused("the command ended with status \(process.terminationStatus)")
  }
}
