/// Returns the candidate that `word` was probably meant to be, or `nil` when none is near.
///
/// A candidate that differs in case only wins at once. Otherwise the distance is optimal string
/// alignment (insertion, deletion, substitution and the swap of two neighbours cost one each), at
/// most a third of the length of `word` and at least one. Of equally near candidates the first in
/// order wins. Words of more than 100 characters have no neighbours.
/// - Complexity: O(*n* · *d*) for *n* characters of candidates and distance *d*; memory is linear
///   in one word.
package func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
  guard !word.isEmpty, word.utf8.count <= 400 else { return nil }
  let wanted = Array(word.lowercased())
  guard wanted.count <= 100 else { return nil }
  let limit = max(1, wanted.count / 3)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    guard candidate.utf8.count <= 400 else { continue }
    let offered = Array(candidate.lowercased())
    if offered == wanted { return candidate }
    guard let distance = alignmentDistance(wanted, offered, atMost: limit) else { continue }
    // 'x' is one step from 'y', and yet nothing of it is left.
    guard distance < max(wanted.count, offered.count) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// Returns the optimal-string-alignment distance, or `nil` as soon as it must exceed `limit`.
func alignmentDistance(_ a: [Character], _ b: [Character], atMost limit: Int) -> Int? {
  guard abs(a.count - b.count) <= limit else { return nil }
  // Three rows of the classic table are enough: a swap looks two rows back, nothing looks further.
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  var current = beforeLast
  for i in a.indices {
    current[0] = i + 1
    for j in b.indices {
      let substitution = last[j] + (a[i] == b[j] ? 0 : 1)
      var cost = min(substitution, last[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      current[j + 1] = cost
    }
    if min(current.min() ?? 0, last.min() ?? 0) > limit { return nil }
    (beforeLast, last, current) = (last, current, beforeLast)
  }
  let distance = last[b.count]
  return distance <= limit ? distance : nil
}
