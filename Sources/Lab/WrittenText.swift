extension String {
  /// The text without spaces around it; `nil` when nothing is left.
  var written: String? {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) }
  }
}
