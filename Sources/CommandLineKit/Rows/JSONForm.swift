import JSONText

/// An array of objects, one object a line, so that `grep` and `git diff` can read it too.
struct JSONForm: RowForm {
  private let names: [String]
  private var isFirst = true

  init(_ headings: [Heading]) { names = headings.map(\.name) }

  mutating func begin(_ bytes: inout [UInt8]) { bytes.append(UInt8(ascii: "[")) }

  mutating func add(_ fields: [Field], _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
    isFirst = false
    let members = zip(names, fields).map { JSON.Member($0, $1.json) }
    JSON.object(members).append(to: &bytes)
  }

  mutating func end(_ bytes: inout [UInt8]) {
    bytes.append(contentsOf: (isFirst ? "]\n" : "\n]\n").utf8)
  }
}
