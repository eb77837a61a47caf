/// A reference whose table is named by a word beside it, as an attachment says what it belongs to.
///
/// No schema can declare it, so that nothing checks it; but it must follow a row that gets another
/// id.
public struct WordedReference: Sendable {
  /// The table that refers, and its columns of the word and of the id.
  public let table: String
  public let word: String
  public let id: String
  /// The tables that the words mean. A table's own name means the table.
  public let meanings: [String: String]

  public init(table: String, word: String, id: String, meanings: [String: String] = [:]) {
    self.table = table
    self.word = word
    self.id = id
    self.meanings = meanings
  }
}
