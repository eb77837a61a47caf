internal import Wording

/// How wide a text will about be, in the unit of its size.
///
/// Nobody knows which font a reader has; these are the widths of Helvetica and Arial, rounded up.
package func textWidth(_ text: String, size: Double) -> Double {
  text.reduce(0) { $0 + characterWidth($1) } * size
}

private func characterWidth(_ character: Character) -> Double {
  guard let byte = character.asciiValue else { return displayWidth(character) == 2 ? 1.05 : 0.64 }
  switch byte {
  case UInt8(ascii: "i"), UInt8(ascii: "j"), UInt8(ascii: "l"), UInt8(ascii: "|"),
    UInt8(ascii: "'"):
    return 0.23
  case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
    UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "I"), UInt8(ascii: "f"),
    UInt8(ascii: "t"), UInt8(ascii: "/"), UInt8(ascii: "\\"):
    return 0.29
  case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
    UInt8(ascii: "-"), UInt8(ascii: "r"), UInt8(ascii: "`"), UInt8(ascii: "\""):
    return 0.36
  case UInt8(ascii: "m"), UInt8(ascii: "M"), UInt8(ascii: "w"), UInt8(ascii: "%"),
    UInt8(ascii: "@"), UInt8(ascii: "W"):
    return 0.92
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): return 0.71
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): return 0.56
  default: return 0.59
  }
}

extension String {
  /// The text, cut where it would be wider than there is room, with a `…` for the rest.
  package func cut(to room: Double, size: Double) -> String {
    guard textWidth(self, size: size) > room else { return self }
    var left = room - textWidth("…", size: size)
    var result = ""
    for character in self {
      left -= textWidth(String(character), size: size)
      if left < 0 { break }
      result.append(character)
    }
    return result + "…"
  }

  /// The text without what nobody reads to the end.
  var abridged: String {
    let most = 300
    return utf8.count > most && count > most ? prefix(most) + "…" : self
  }

  /// The text in lines that fit, at most `most` of them; the last one is cut.
  package func lines(in room: Double, size: Double, most: Int) -> [String] {
    var lines = [""]
    for word in split(separator: " ").map(String.init) {
      let last = lines[lines.count - 1]
      let longer = last.isEmpty ? word : "\(last) \(word)"
      if last.isEmpty || lines.count == most || textWidth(longer, size: size) <= room {
        lines[lines.count - 1] = longer
      } else {
        lines.append(word)
      }
    }
    return lines.map { $0.cut(to: room, size: size) }
  }
}
