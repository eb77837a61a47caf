internal import JSONText

/// A JSON value as two lines: `{"sha256":"…"}`, the digest of the second, and the value.
func sealed(_ value: JSON) -> [UInt8] {
  var body: [UInt8] = []
  value.append(to: &body)
  let seal: JSON = ["sha256": .string(SHA256.hexDigits(of: body))]
  return Array(seal.compact.utf8) + [UInt8(ascii: "\n")] + body + [UInt8(ascii: "\n")]
}

/// The value in a text that `sealed` made; throws `BrokenSeal` for any other.
func unsealed(_ text: [UInt8]) throws -> JSON {
  guard let end = text.firstIndex(of: UInt8(ascii: "\n")), text.last == UInt8(ascii: "\n"),
    end < text.count - 1,
    let seal = try? JSON(parsing: text.span.extracting(0..<end)),
    let digest = seal["sha256"]?.string
  else { throw BrokenSeal.notSealed }
  let body = Array(text[(end + 1)..<(text.count - 1)])
  guard SHA256.hexDigits(of: body) == digest else { throw BrokenSeal.otherDigest }
  return try JSON(parsing: body.span)
}

/// Why a text is not what was once written.
enum BrokenSeal: Error, CustomStringConvertible {
  case notSealed
  case otherDigest
  case notAJournal
  case otherVersion(Int)
  case leadsOut

  var description: String {
    switch self {
    case .notSealed: "it is cut off or was never a journal"
    case .otherDigest: "its bytes are not those that were written"
    case .notAJournal: "it does not say what a journal says"
    case .leadsOut: "it is about files that are not in this folder"
    case .otherVersion(let version): "it is of version \(version), from a newer Plainlab"
    }
  }
}
