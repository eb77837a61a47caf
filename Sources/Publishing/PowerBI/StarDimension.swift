internal import Tables

/// A table of what facts are about: assays, machines, people. One row a member, with a whole number
/// as its key.
///
/// Keys are 1, 2, 3 in the order of the lab's table. Member 0 is the unknown one, to which facts
/// lead that name nobody, or somebody whom the lab's table does not know.
struct StarDimension: Sendable {
  /// One member, as the lab's tables have it.
  struct Member: Sendable {
    /// By which facts refer to it: the values of columns of the lab's table, by their names.
    let names: [String: String]
    /// Without the key.
    let cells: [StarCell]
  }

  let name: String
  let about: String
  /// The table of the lab whose rows are the members; `nil` where they are not rows of one.
  let table: String?
  /// The key first.
  let columns: [StarColumn]
  private let read: @Sendable (Store) throws -> [Member]

  /// - Parameters:
  ///   - name: Its noun, as `assay`.
  ///   - rows: What the members are made of.
  ///   - names: By which columns of the lab's table facts refer to a member, and what stands there.
  init<Value>(
    _ name: String, _ about: String, table: TableSchema?,
    rows: @escaping @Sendable (Store) throws -> [Value],
    names: @escaping @Sendable (Value) -> [String: String],
    _ attributes: [StarAttribute<Value>]
  ) {
    self.name = "dim_" + name
    self.about = about
    self.table = table?.name
    let key = StarColumn(
      name + "_key", .whole, "Key of the member; 0 is the unknown one.")
    columns = [key] + attributes.map(\.column)
    read = { store in
      try rows(store).map { row in
        Member(names: names(row), cells: attributes.map { $0.cell(row) })
      }
    }
  }

  var key: StarColumn { columns[0] }

  /// The members but the unknown one, in the order of their keys.
  func members(in store: Store) throws -> [Member] { try read(store) }

  /// The cells of the unknown member, without its key.
  var unknown: [StarCell] {
    columns.dropFirst().map { $0.type == .text ? .text("(unknown)") : .empty }
  }
}

/// A column of a dimension, and where its cells come from.
struct StarAttribute<Value>: Sendable {
  let column: StarColumn
  let cell: @Sendable (Value) -> StarCell

  static func text(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Value) -> String?
  ) -> Self {
    Self(column: StarColumn(name, .text, meaning)) { StarCell(value($0)) }
  }

  static func whole(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Value) -> Int?
  ) -> Self {
    Self(column: StarColumn(name, .whole, meaning)) { StarCell(value($0)) }
  }

  static func decimal(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Value) -> ExactDecimal?
  ) -> Self {
    Self(column: StarColumn(name, .decimal, meaning)) { StarCell(value($0)) }
  }

  static func boolean(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Value) -> Bool
  ) -> Self {
    Self(column: StarColumn(name, .boolean, meaning)) { .boolean(value($0)) }
  }
}

/// The keys of a dimension's members, by what facts call them.
struct MemberKeys: Sendable {
  /// By a column of the lab's table, then by what stands in it.
  private var keys: [String: [String: Int]] = [:]

  init() {}

  init(_ members: [StarDimension.Member]) {
    for (place, member) in members.enumerated() {
      for (column, name) in member.names where keys[column]?[name] == nil {
        // Of two with one name the first counts, as `check` says which is the other.
        keys[column, default: [:]][name] = place + 1
      }
    }
  }

  /// The member that is called so, or the unknown one.
  func key(_ name: String, by column: String) -> Int { keys[column]?[name] ?? 0 }
}
