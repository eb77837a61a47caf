/// Which columns of a table a line has room for, and how wide they are.
///
/// Without a limit every column is as wide as its widest cell. With one, a column of up to 24 keeps
/// its width, so that keys, times and figures stay whole, and the room that is left goes to the
/// wider ones: all of them get the same, but none more than it needs. Columns from the right for
/// which there is no room even so are hidden, the first one never.
struct ColumnLayout {
  /// The spaces between two columns.
  static let gap = 2
  /// A column is not made narrower than this.
  static let leastWidth = 24

  /// The widths of the columns that are shown, from the left.
  let widths: [Int]

  /// Lays out columns of those widths on lines of `limit`, or of any length when it is `nil`.
  init(_ natural: [Int], limit: Int?) {
    guard let limit else {
      widths = natural
      return
    }
    var widths: [Int] = []
    var room = limit
    for width in natural {
      let least = min(width, Self.leastWidth)
      let needed = widths.isEmpty ? min(least, limit) : Self.gap + least
      guard needed <= room else { break }
      widths.append(min(least, limit))
      room -= needed
    }
    // From the narrowest on, each takes an equal part of what is left; what it does not need is
    // there for the wider ones. The widest takes the rest.
    let narrowed = widths.indices.filter { natural[$0] > widths[$0] }
    let ascending = narrowed.sorted { (natural[$0], $0) < (natural[$1], $1) }
    for (served, column) in ascending.enumerated() {
      let share = min(natural[column] - widths[column], room / (ascending.count - served))
      widths[column] += share
      room -= share
    }
    self.widths = widths
  }

  /// The length of a full line.
  static func length(of widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }
}
