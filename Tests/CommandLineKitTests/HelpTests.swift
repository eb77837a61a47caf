import CommandLineKit
import Testing

@Suite("Help")
struct HelpTests {
  @Test("show all")
  func all() {
    for line in ["", "metrics", "metrics tat -h", "help check", "help move", "manual", "metrics tatt --by x", "metrics tat TSH --by masch", "metrics tat TSH", "completions bash","completions zsh","completions fish", "metrics tat", "--version"] {
      let r = Demo.run(line)
      print("$ demo \(line) -> \(r.status)\n\(r.out)--\n\(r.error)")
    }
  }
}
