public import Tables

/// Who may change what in a lab, as its tables of users and of rights have it at one moment.
///
/// A lab whose table of rights has no rows has the usual ones.
public struct Rights: Sendable {
  private let rights: [String: Right]
  private let users: [String: [User]]

  /// Reads both tables.
  public init(in store: Store) throws {
    let own = try store.rows(of: Right.self)
    rights = Dictionary(
      (own.isEmpty ? Right.usual : own).map { ($0.table, $0) },
      uniquingKeysWith: { first, _ in first })
    users = Dictionary(grouping: try store.rows(of: User.self)) { $0.email?.lowercased() ?? "" }
      .filter { !$0.key.isEmpty }
  }

  /// Whether the lab knows nobody by an e-mail: nobody could be told from anybody else.
  public var knowsNobody: Bool { users.isEmpty }

  /// Whether rows of a table are never changed or removed, by nobody.
  public func isAppendOnly(_ table: String) -> Bool { rights[table]?.isAppendOnly ?? false }

  /// The roles that may change a table; `nil` stands for a file that holds none.
  public func roles(for table: String?) -> [User.Role] {
    let all = rights[Right.everything]?.roles ?? []
    guard let own = table.flatMap({ rights[$0]?.roles }) else { return all }
    return own + all.filter { !own.contains($0) }
  }

  /// The user of an e-mail, whose case does not matter, who may write at a time.
  /// - Throws: `NoRight` where nobody has it, or the person may not write any more.
  public func person(ofEmail email: String, at time: Instant) throws(NoRight) -> User {
    guard let people = users[email.lowercased()], let first = people.first else {
      throw NoRight("nobody in users has the e-mail '\(email)'")
    }
    if let user = people.first(where: { $0.hasAccess(at: time) }) { return user }
    guard first.isActive else { throw NoRight("\(first.fullName) has left: is_active is false") }
    let end = first.accessExpiresAt?.cellText ?? ""
    throw NoRight("\(first.fullName) has no access since \(end)")
  }
}

/// Why somebody may change nothing.
public struct NoRight: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

extension User {
  /// Whether the person is still here at a time, and has access.
  fileprivate func hasAccess(at time: Instant) -> Bool {
    isActive && (accessExpiresAt.map { $0 > time } ?? true)
  }
}
