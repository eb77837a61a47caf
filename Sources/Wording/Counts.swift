/// Returns a number with its noun: "1 row", "3 rows", "12,345 rows".
///
/// The plural is formed by the common English rules ("entry" → "entries", "batch" → "batches");
/// give `plural` for the others ("analysis" → "analyses").
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(grouped(count)) \(count == 1 || count == -1 ? noun : plural ?? regularPlural(of: noun))"
}

/// Returns a whole number with a comma between thousands: "12,345".
package func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return text
}

private func regularPlural(of noun: String) -> String {
  let sibilants = ["s", "x", "z", "ch", "sh"]
  if sibilants.contains(where: noun.hasSuffix) { return noun + "es" }
  if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
    return noun.dropLast() + "ies"
  }
  return noun + "s"
}

extension Sequence where Element: StringProtocol {
  /// Returns the words as one phrase: "a", "a or b", "a, b or c". No words give the empty string.
  package func joinedForReading(_ conjunction: String = "and") -> String {
    let words = map { String($0) }
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
