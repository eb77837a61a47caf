/// Lines that end in CR alone, turned into lines that end in LF.
struct LineEndConversion {
  /// The converted text; `nil` where there is nothing to convert.
  let bytes: [UInt8]?

  init(_ original: [UInt8]) {
    guard original.contains(UInt8(ascii: "\r")) else {
      bytes = nil
      return
    }
    var text = original
    var isInside = false
    // Whether a quote here opens a cell, or doubles the one before it. Any other outside of a cell in
    // quotes is a character like others: taken for an opening one, it would turn a CR that is data
    // in a later cell into a line end.
    var mayOpen = true
    var isChanged = false
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for i in text.indices.dropFirst(start) {
      if text[i] == UInt8(ascii: "\"") {
        (isInside, mayOpen) = (!isInside && mayOpen, isInside)
        continue
      }
      if isInside { continue }
      mayOpen = [UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(text[i])
      guard text[i] == UInt8(ascii: "\r") else { continue }
      if i + 1 < text.count, text[i + 1] == UInt8(ascii: "\n") { continue }
      text[i] = UInt8(ascii: "\n")
      isChanged = true
    }
    bytes = isChanged ? text : nil
  }
}
