internal import CSVText

/// Text keys that a person cannot tell apart: composed and decomposed letters, letters of other
/// alphabets, dashes of all lengths, characters that nobody sees.
///
/// Only keys that are not plain ASCII cost anything, as two plain ones never look alike here: of a
/// plain one it is only asked whether another was seen that looks like it.
struct LookalikeSet {
  /// Keys that are not plain, by what they look like. Strings compare by canonical equivalence, so
  /// composed and decomposed letters are already one.
  private var skeletons: [String: String] = [:]
  /// What the keys look like that look like plain ones, and those keys, by the same number.
  private var plainSkeletons = ByteTable()
  private var disguised: [String] = []

  /// Adds a key that is new among `keys`; returns the other one that it looks like.
  mutating func insert(_ key: Span<UInt8>, among keys: KeySet) -> String? {
    if key.isVisibleASCII {
      guard plainSkeletons.count > 0 else { return nil }
      return plainSkeletons.number(of: key).map { disguised[$0] }
    }
    let text = String(decoding: key)
    let skeleton = Self.skeleton(of: text)
    let bytes = Array(skeleton.utf8)
    let other = skeletons[skeleton]
    if other == nil {
      skeletons[skeleton] = text
      if bytes.span.isVisibleASCII, plainSkeletons.insert(bytes.span).isNew {
        disguised.append(text)
      }
    }
    return other ?? (!key.equals(bytes) && keys.contains(bytes.span) ? skeleton : nil)
  }

  /// The text with every character replaced by the plain one that it looks like.
  static func skeleton(of text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .format { continue }
      if scalar.properties.isWhitespace {
        plain.append(" ")
      } else if (0xFF01...0xFF5E).contains(scalar.value),
        let narrow = UnicodeScalar(scalar.value - 0xFEE0)
      {
        plain.append(narrow)
      } else {
        plain.append(pairs[scalar] ?? scalar)
      }
    }
    return String(plain)
  }

  /// Where a text begins to differ from one that looks like it, as a sentence.
  static func difference(of own: String, from other: String) -> String {
    func name(_ scalar: UnicodeScalar?) -> String {
      scalar.map { $0.properties.name ?? "U+\(String($0.value, radix: 16, uppercase: true))" }
        ?? "missing"
    }
    let mine = Array(own.unicodeScalars)
    let theirs = Array(other.unicodeScalars)
    let at = zip(mine, theirs).prefix { $0 == $1 }.count
    return "Character \(at + 1) is \(name(at < mine.count ? mine[at] : nil)) here and "
      + "\(name(at < theirs.count ? theirs[at] : nil)) there."
  }

  /// Letters of Cyrillic and Greek, and dashes, by what they look like in most typefaces.
  private static let pairs: [UnicodeScalar: UnicodeScalar] = {
    let foreign = "АВЕЗКМНОРСТУХЅІЈԌаеорсухѕіјԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι‐‑‒–—―−"
    let latin = "ABE3KMHOPCTYXSIJGaeopcyxsijdhqwABEZHIKMNOPTYXovi-------"
    return Dictionary(
      zip(foreign.unicodeScalars, latin.unicodeScalars), uniquingKeysWith: { first, _ in first })
  }()
}

extension Span<UInt8> {
  /// Whether the bytes are letters, digits and marks of ASCII, with no space at either end.
  var isVisibleASCII: Bool {
    for i in indices where self[i] < 0x20 || self[i] >= 0x7F { return false }
    return isEmpty || (self[0] != 0x20 && self[count - 1] != 0x20)
  }
}
