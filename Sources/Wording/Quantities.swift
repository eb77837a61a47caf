internal import CPlatform

/// Returns `value` with a fixed number of decimals, correctly rounded: 2.5 with 2 is "2.50".
///
/// A value that rounds to zero has no sign. NaN and the infinities are written as "nan", "inf" and
/// "-inf"; callers that have a word for "no value" should ask `isFinite` first.
package func fixed(_ value: Double, decimals: Int) -> String {
  precondition((0...20).contains(decimals), "A number is shown with 0 to 20 decimals")
  return unsafe printed { buffer, size in
    unsafe platform_print_fixed(buffer, size, CInt(decimals), value)
  }
}

/// Returns `value` with so many significant digits, trailing zeros left out: 2.50 is "2.5", 0.00001
/// "1e-05".
package func significant(_ value: Double, digits: Int) -> String {
  precondition((1...17).contains(digits), "A number has 1 to 17 significant digits")
  return unsafe printed { buffer, size in
    unsafe platform_print_significant(buffer, size, CInt(digits), value)
  }
}

/// What `print` wrote into a buffer, without the sign of a zero.
private func printed(_ print: (UnsafeMutablePointer<CChar>, UInt) -> CInt) -> String {
  // 309 digits before the point, the point, 20 after it, a sign and the closing zero.
  unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 336) { buffer in
    guard let start = buffer.baseAddress else { return "" }
    let length = unsafe Int(print(start, UInt(buffer.count)))
    var text = unsafe UnsafeRawBufferPointer(buffer)[..<length]
    let isZero = unsafe text.allSatisfy {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".")
    }
    if isZero, unsafe text.first == UInt8(ascii: "-") { unsafe text.removeFirst() }
    return unsafe String(decoding: text, as: UTF8.self)
  }
}

/// Returns a size in the largest unit that leaves at least one before the point: "512 B", "1.5 kB",
/// "23 MB".
package func byteSize(_ bytes: Int) -> String {
  var value = Double(bytes)
  var units = ["B", "kB", "MB", "GB", "TB", "PB"][...]
  while value >= 999.5, units.count > 1 {
    value /= 1000
    units.removeFirst()
  }
  let unit = units.first ?? "B"
  return "\(fixed(value, decimals: unit == "B" || value >= 9.95 ? 0 : 1)) \(unit)"
}

/// Returns a length of time in its two largest units: "45 s", "3 min 20 s", "2 h 05 min", "4 d 3
/// h".
package func elapsed(seconds: Int) -> String {
  let seconds = max(0, seconds)
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  return switch seconds {
  case ..<60: "\(seconds) s"
  case ..<3600: "\(seconds / 60) min \(two(seconds % 60)) s"
  case ..<86_400: "\(seconds / 3600) h \(two(seconds % 3600 / 60)) min"
  default: "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
  }
}
