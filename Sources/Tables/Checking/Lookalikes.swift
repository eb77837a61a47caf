/// Text keys that a person cannot tell apart: composed and decomposed letters, letters of other
/// alphabets, dashes of all lengths, characters that nobody sees.
///
/// Only keys that are not plain ASCII cost anything, as two plain ones never look alike here.
struct LookalikeSet {
  private var skeletons: [String: String] = [:]

  /// Adds a key that is new among `keys`; returns the other one that it looks like.
  mutating func insert(_ key: Span<UInt8>, among keys: KeySet) -> String? {
    let isPlain = key.isVisibleASCII
    if isPlain && skeletons.isEmpty { return nil }
    let text = String(cell: key) ?? ""
    let skeleton = Self.skeleton(of: text)
    if let other = skeletons[skeleton], other.utf8.elementsEqual(text.utf8) == false {
      return other
    }
    if isPlain { return nil }
    skeletons[skeleton] = text
    let bytes = Array(skeleton.utf8)
    return !key.equals(bytes) && keys.contains(bytes.span) ? skeleton : nil
  }

  /// The text with every character replaced by the plain one that it looks like.
  ///
  /// Strings compare by canonical equivalence, so composed and decomposed letters are already one.
  static func skeleton(of text: String) -> String {
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

  /// Letters of Cyrillic and Greek, and dashes, by what they look like in most typefaces.
  private static let pairs: [UnicodeScalar: UnicodeScalar] = {
    let foreign = "АВЕЗКМНОРСТУХЅІЈԌаеорсухѕіјԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι‐‑‒–—―−"
    let latin = "ABE3KMHOPCTYXSIJGaeopcyxsijdhqwABEZHIKMNOPTYXovi-------"
    return Dictionary(
      zip(foreign.unicodeScalars, latin.unicodeScalars), uniquingKeysWith: { first, _ in first })
  }()
}
