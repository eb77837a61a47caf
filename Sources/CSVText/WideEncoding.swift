/// Recognises UTF-16 and UTF-32 from the first four bytes of a file, or from all if it has fewer:
/// by their byte order marks, or by zero bytes around ASCII. `nil` when it may be UTF-8.
///
/// Zero bytes that make no such pattern are zero bytes, and reported where they stand.
func wideEncoding(of first: [UInt8]) -> String? {
  if first.starts(with: [0xFF, 0xFE, 0, 0]) || first.starts(with: [0, 0, 0xFE, 0xFF]) {
    return "UTF-32"
  }
  if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
  switch first.map({ $0 == 0 }) {
  case [false, true, true, true], [true, true, true, false]: return "UTF-32"
  case [false, true, false, true], [true, false, true, false]: return "UTF-16"
  case [false, true], [true, false]: return "UTF-16"
  default: return nil
  }
}
