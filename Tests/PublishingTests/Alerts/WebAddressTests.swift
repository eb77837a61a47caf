import Testing

@testable import Publishing

@Suite("Addresses of receivers")
struct WebAddressTests {
  @Test("Of an address only the host is shown, whoever looks, and all of it is posted to")
  func shown() throws {
    let text = "https://Prod-01.Example.com:8443/workflows/abc?sig=SECRET&sp=%2Ftriggers"
    let address = try WebAddress(text)
    #expect("\(address)" == "https://prod-01.example.com:8443/…")
    var dumped = ""
    dump(address, to: &dumped)
    #expect(!dumped.contains("SECRET"))
    #expect(!String(reflecting: address).contains("SECRET"))
    #expect(
      address.whole
        == "https://prod-01.example.com:8443/workflows/abc?sig=SECRET&sp=%2Ftriggers")
    #expect(try WebAddress("https://a.example?x=1").whole == "https://a.example/?x=1")
    #expect(try WebAddress("http://[::1]:80/a").whole == "http://[::1]/a")
  }

  @Test(
    "What could be understood in two ways is refused, and not repeated",
    arguments: [
      "ftp://a.example/SECRET", "a.example/SECRET", "https://user:SECRET@a.example/",
      "https://a.example@10.0.0.1/SECRET", "https://a.example/SECRET#@b", "https:///SECRET",
      "https://a.example\\@b/SECRET", "https://a b/SECRET", "https://a.example/\"SECRET",
      "https://a.example/\nurl=SECRET", "https://münchen.example/SECRET", "https://a./SECRET",
      "https://.a/SECRET", "https://a:0/SECRET", "https://a:65536/SECRET", "https://a:/SECRET",
      "https://[::1/SECRET", "https://[a b]/SECRET", "https://[::1]x/SECRET",
      "https://a%2eb/SECRET",
      "https://a:+1/SECRET", "https://a:1٣/SECRET",
    ])
  func refused(text: String) {
    let error = #expect(throws: WebAddressFault.self) { try WebAddress(text) }
    #expect(error.map { !"\($0)".contains("SECRET") } ?? false)
  }

  @Test(
    "Only addresses of the world are public",
    arguments: [
      ([127, 0, 0, 1], false), ([10, 1, 2, 3], false), ([172, 16, 0, 1], false),
      ([172, 31, 255, 255], false), ([172, 32, 0, 1], true), ([192, 168, 1, 1], false),
      ([169, 254, 169, 254], false), ([100, 64, 0, 1], false), ([100, 128, 0, 1], true),
      ([0, 0, 0, 0], false), ([224, 0, 0, 1], false), ([255, 255, 255, 255], false),
      ([198, 18, 0, 1], false), ([8, 8, 8, 8], true), ([192, 0, 2, 1], false),
    ])
  func four(bytes: [UInt8], isPublic: Bool) {
    #expect(NetworkAddress(bytes).isPublic == isPublic)
  }

  @Test(
    "The same of those of sixteen bytes",
    arguments: [
      ("::1", false), ("::", false), ("fe80::1", false), ("fc00::1", false), ("fd12::1", false),
      ("ff02::1", false), ("2001:db8::1", false), ("2002:7f00:1::", false),
      ("2606:4700::1111", true), ("64:ff9b::a00:1", false), ("64:ff9b::808:808", true),
      ("::ffff:127.0.0.1", false),
    ])
  func sixteen(text: String, isPublic: Bool) throws {
    let address = try #require(NetworkAddress.addresses(of: text).first)
    #expect(address.isPublic == isPublic)
  }

  @Test("A number written in another way is the same number")
  func numbers() {
    for text in ["127.1", "0x7f.1", "2130706433", "127.0.0.1"] {
      #expect(NetworkAddress.addresses(of: text).map { "\($0)" } == ["127.0.0.1"])
    }
  }

  private func refusal(
    _ url: String, at addresses: [[UInt8]], meant: Set<String> = []
  ) throws -> String? {
    let policy = HostPolicy(privateHosts: meant) { _ in addresses.map { NetworkAddress($0) } }
    let address = try WebAddress(url)
    do throws(HostRefusal) {
      _ = try policy.addresses(of: address)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("Private hosts are refused unless they are meant, and none without encryption but our own")
  func policy() throws {
    #expect(try refusal("https://a.example/", at: [[8, 8, 8, 8]]) == nil)
    #expect(
      try refusal("https://a.example/", at: [[8, 8, 8, 8], [10, 0, 0, 1]])?
        .contains("the host 'a.example' is at 10.0.0.1") ?? false)
    #expect(try refusal("https://a.example/", at: [[10, 0, 0, 1]], meant: ["a.example"]) == nil)
    #expect(try refusal("http://a.example/", at: [[8, 8, 8, 8]])?.contains("https://") ?? false)
    #expect(
      try refusal("http://a.example/", at: [[10, 0, 0, 1]], meant: ["a.example"])?
        .contains("https://") ?? false)
    #expect(try refusal("http://a.example/", at: [[127, 0, 0, 1]], meant: ["a.example"]) == nil)
    #expect(try refusal("https://a.example/", at: [])?.contains("no address") ?? false)
    #expect(
      HostPolicy(environment: [HostPolicy.variable: "QMS.lab.example, 10.0.0.7"]).privateHosts
        == ["qms.lab.example", "10.0.0.7"])
  }
}
