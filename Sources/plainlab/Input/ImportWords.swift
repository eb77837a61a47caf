public import CommandLineKit
public import Tables

/// What a person types of a mapping, word by word.
enum MappingWord {
  static func pairs(_ words: [String], _ form: String) throws -> [String: String] {
    var pairs: [String: String] = [:]
    for word in words {
      guard let sign = word.firstIndex(of: "=") else {
        throw UsageError("'\(word)' has no '='. Write it as \(form).")
      }
      let name = String(word[..<sign])
      guard pairs.updateValue(String(word[word.index(after: sign)...]), forKey: name) == nil else {
        throw UsageError("\(form.prefix { $0 != " " }) is given twice for '\(name)'.")
      }
    }
    return pairs
  }

  static func values(_ words: [String]) throws -> [String: [String: String]] {
    var values: [String: [String: String]] = [:]
    for word in words {
      guard let colon = word.firstIndex(of: ":"), word[colon...].contains("=") else {
        throw UsageError("'\(word)' needs a column: --value status:final=COMPLETED.")
      }
      let pair = try pairs([String(word[word.index(after: colon)...])], "--value OURS:THEIRS=VALUE")
      values[String(word[..<colon]), default: [:]].merge(pair) { _, new in new }
    }
    return values
  }

  static func dates(_ words: [String]) -> ([String: String], [String]) {
    var own: [String: String] = [:]
    for word in words {
      guard let sign = word.firstIndex(of: "=") else { continue }
      own[String(word[..<sign])] = String(word[word.index(after: sign)...])
    }
    return (own, words.filter { !$0.contains("=") })
  }

  static func booleans(_ words: [String]) throws -> [String: Bool] {
    var booleans: [String: Bool] = [:]
    for word in words {
      let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, parts[0] != parts[1] else {
        throw UsageError("'\(word)' should be the word for true, '/' and that for false: yes/no.")
      }
      booleans[parts[0]] = true
      booleans[parts[1]] = false
    }
    return booleans
  }

  static func lines(_ count: Int?) throws -> Int {
    guard let count else { return 0 }
    guard count >= 0 else { throw UsageError("--skip-lines is a number of lines, not \(count).") }
    return count
  }
}

extension Delimiter: ParameterValue {
  public init(argument: String) throws(InvalidValue) {
    guard let delimiter = Delimiter(argument) else {
      throw InvalidValue(expected: "one character, or comma, semicolon, tab or bar")
    }
    self = delimiter
  }

  public var argument: String { text }
}

extension ForeignEncoding: ParameterValue {}
