import Foundation

@testable import plainlab

/// Tests in a copy of the sample lab from which nothing was sent yet.
protocol AlertTesting {
  var folder: TemporaryFolder { get }
}

extension AlertTesting {
  /// The newest time in the sample lab.
  static var now: String { "17:49" }
  static var header: String { TemporaryFolder.outboxHeader }

  func environment(_ url: String? = nil) -> [String: String] {
    var environment = [
      "PATH": LoopbackServer.searchPath, "HOME": folder.url.path,
      "PLAINLAB_PRIVATE_HOSTS": "127.0.0.1",
    ]
    environment["TEAMS_WEBHOOK_URL"] = url
    return environment
  }

  func run(_ line: String, _ url: String? = nil, at time: String = "17:49") -> Answer {
    folder.at(time, line.split(separator: " ").map(String.init), environment: environment(url))
  }

  /// The cells of the outbox from `sent_at` on, row by row, without the payload.
  func outbox() throws -> [String] {
    run("outbox list --format csv").out.split(separator: "\n").dropFirst().map(String.init)
  }
}

extension TemporaryFolder {
  static let outboxHeader =
    "id,system,event,resource_type,resource_id,payload,created_at,sent_at,attempts,last_error\n"

  static func withEmptyOutbox() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.copySampleLab()
    try folder.write(outboxHeader, to: "data/outbox.csv")
    return folder
  }
}
