/// Returns the changes between two texts as `diff -u` and `git diff` show them, line by line;
/// nothing when they are equal.
///
/// Lines are made visible: nothing in them reaches a terminal as a command.
/// - Complexity: O(*n* · *d*) for *d* changed lines. Where more than a few thousand lines lie between
///   the first change and the last, lines are compared in pairs if there are as many on both sides,
///   and shown as taken out and put in as a whole if not.
package func unifiedDiff(from old: String, to new: String, title: String) -> [String] {
  let hunks = diffHunks(from: old, to: new)
  return hunks.isEmpty ? [] : ["--- \(visible(title))", "+++ \(visible(title))"] + hunks
}

/// The same without the two lines that name the file, for texts that stand somewhere in it.
/// - Parameter linesBefore: How many lines come before them in the old file, and in the new one.
package func diffHunks(
  from old: String, to new: String, linesBefore: (old: Int, new: Int) = (0, 0)
) -> [String] {
  let before = linesWithEnds(old)
  let after = linesWithEnds(new)
  let changes = lineChanges(from: before, to: after)
  return hunks(of: changes).flatMap { shown($0, of: changes, linesBefore) }
}

/// Bytes, as two texts that differ only in how Unicode composes a letter are equal strings.
private typealias Line = ArraySlice<UInt8>

private struct LineChange {
  enum Kind: String {
    case kept = " "
    case removed = "-"
    case added = "+"
  }

  let kind: Kind
  let line: Line
}

/// The lines, each with its line feed, so that a missing one at the end is a difference.
private func linesWithEnds(_ text: String) -> [Line] {
  var lines: [Line] = []
  var rest = Array(text.utf8)[...]
  while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
    lines.append(rest[...end])
    rest = rest[(end + 1)...]
  }
  if !rest.isEmpty { lines.append(rest) }
  return lines
}

private func lineChanges(from before: [Line], to after: [Line]) -> [LineChange] {
  let start = zip(before, after).prefix { $0 == $1 }.count
  let room = min(before.count, after.count) - start
  let end = zip(before.reversed(), after.reversed()).prefix(room).prefix { $0 == $1 }.count
  let old = before[start..<before.count - end]
  let new = after[start..<after.count - end]
  var changes = before[..<start].map { LineChange(kind: .kept, line: $0) }
  // Myers' algorithm remembers a trace per changed line. Texts of many lines are compared line by
  // line, where they have as many.
  if old.count + new.count > 6000, old.count == new.count {
    for (left, right) in zip(old, new) {
      if left == right {
        changes.append(LineChange(kind: .kept, line: left))
      } else {
        changes.append(LineChange(kind: .removed, line: left))
        changes.append(LineChange(kind: .added, line: right))
      }
    }
  } else if old.count + new.count > 6000 {
    changes += old.map { LineChange(kind: .removed, line: $0) }
    changes += new.map { LineChange(kind: .added, line: $0) }
  } else {
    let difference = Array(new).difference(from: Array(old))
    let removed = Set(difference.removals.map(\.offset))
    let added = Set(difference.insertions.map(\.offset))
    var i = 0
    var j = 0
    while i < old.count || j < new.count {
      if removed.contains(i) {
        changes.append(LineChange(kind: .removed, line: old[start + i]))
        i += 1
      } else if added.contains(j) {
        changes.append(LineChange(kind: .added, line: new[start + j]))
        j += 1
      } else {
        changes.append(LineChange(kind: .kept, line: old[start + i]))
        i += 1
        j += 1
      }
    }
  }
  return changes + before[(before.count - end)...].map { LineChange(kind: .kept, line: $0) }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

/// Stretches of changes with three lines around them, joined where those meet.
private func hunks(of changes: [LineChange]) -> [Range<Int>] {
  var hunks: [Range<Int>] = []
  for (i, change) in changes.enumerated() where change.kind != .kept {
    let start = max(0, i - 3)
    let end = min(changes.count, i + 4)
    if let last = hunks.last, start <= last.upperBound {
      hunks[hunks.count - 1] = last.lowerBound..<end
    } else {
      hunks.append(start..<end)
    }
  }
  return hunks
}

private func shown(
  _ hunk: Range<Int>, of changes: [LineChange], _ linesBefore: (old: Int, new: Int)
) -> [String] {
  let before = changes[..<hunk.lowerBound]
  let inside = changes[hunk]
  func span(_ without: LineChange.Kind, _ linesBefore: Int) -> String {
    let count = inside.count { $0.kind != without }
    let start = linesBefore + before.count { $0.kind != without } + (count > 0 ? 1 : 0)
    return count == 1 ? "\(start)" : "\(start),\(count)"
  }
  var lines = ["@@ -\(span(.added, linesBefore.old)) +\(span(.removed, linesBefore.new)) @@"]
  for change in inside {
    let hasEnd = change.line.last == UInt8(ascii: "\n")
    let text = String(decoding: hasEnd ? change.line.dropLast() : change.line, as: UTF8.self)
    lines.append(change.kind.rawValue + visible(text))
    if !hasEnd { lines.append(#"\ No newline at end of file"#) }
  }
  return lines
}
