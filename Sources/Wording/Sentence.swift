/// Words as a whole sentence: with a full stop, unless they end as one does.
package func sentence(_ words: String) -> String {
  words.hasSuffix(".") || words.hasSuffix("?") ? words : words + "."
}
