internal import Foundation
internal import Processes

/// One message, posted once over HTTP by the program curl.
///
/// The address and the message are given to curl on its input: they stand in no list of processes, no
/// file and no log. Neither curl's own configuration nor a proxy of the environment is heard, and no
/// redirection is followed.
struct WebPost: Sendable {
  /// How long an answer is waited for, in seconds.
  struct Limits: Sendable {
    var connecting = 10.0
    var whole = 30.0
    /// Bytes of the answer that are read; what follows is not waited for.
    var answer = 64 << 10
  }

  let curl: InstalledProgram
  let address: WebAddress
  /// Where the host is, and nowhere else.
  let places: [NetworkAddress]
  let body: String
  var limits = Limits()
  let environment: [String: String]

  /// Posts it, and waits for the answer.
  func answer() -> WebAnswer {
    let process = Process()
    process.executableURL = URL(filePath: curl.path)
    // The first option makes it read no other configuration than that of the second.
    process.arguments = ["--disable", "--config", "-"]
    process.environment = environment.filter { Self.trusted.contains($0.key) }
    do {
      let end = try ProgramRun(
        process, input: Array(configuration.utf8),
        limits: .init(output: limits.answer, seconds: limits.whole + 5))
      return WebAnswer(end)
    } catch {
      return .notReached("curl could not be started")
    }
  }

  /// What curl hears of the environment: where a company keeps the certificates that it trusts.
  private static let trusted: Set<String> = [
    "PATH", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR",
  ]

  /// Its options, in the form of its configuration file.
  private var configuration: String {
    let pinned = places.map { $0.bytes.count == 4 ? "\($0)" : "[\($0)]" }.joined(separator: ",")
    let options = [
      ("url", address.whole),
      ("resolve", "\(address.host):\(address.port):\(pinned)"),
      ("data-raw", body),
      ("header", "Content-Type: application/json; charset=utf-8"),
      // Without it a long message waits for leave to be sent.
      ("header", "Expect:"),
      ("user-agent", "plainlab"),
      ("proto", address.isEncrypted ? "=https" : "=http"),
      ("noproxy", "*"),
      ("max-redirs", "0"),
      ("connect-timeout", "\(limits.connecting)"),
      ("max-time", "\(limits.whole)"),
      // When the request was about to be sent, in seconds; 0 where it came to nothing before.
      ("write-out", "%{stderr}%{time_pretransfer}"),
    ]
    return options.map { "\($0) = \"\(Self.quoted($1))\"\n" }.joined()
      + "globoff\ninclude\nsilent\ntlsv1.2\n"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": quoted += #"\\"#
      case "\"": quoted += #"\""#
      case "\n": quoted += #"\n"#
      case "\r": quoted += #"\r"#
      case "\t": quoted += #"\t"#
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted
  }
}
