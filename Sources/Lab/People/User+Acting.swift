public import Tables
internal import Wording

extension Change {
  /// The person of this code, who is about to write something down.
  /// - Throws: `RefusedChange` when nobody has the code, or the person may not write at that time:
  ///   has left, only looks, or has an access that is over.
  public mutating func person(_ code: Code<User>, actingAt time: Instant) throws -> Key<User> {
    let users = try rows(of: User.self)
    guard let user = users.first(where: { $0.code == code }) else {
      let active = users.filter(\.isActive).map(\.code.text)
      let meant =
        nearest(to: code.text, in: active).map { "Did you mean '\($0)'?" }
        ?? "'plainlab list users --columns code,full_name' shows the codes."
      throw RefusedChange(
        .foreignKey, table: "users", field: "code", "nobody has the code '\(code)'", hint: meant)
    }
    if !user.isActive { throw user.refusal("has left: is_active is false") }
    if user.role == .viewer { throw user.refusal("is a viewer, who changes nothing") }
    if let expiry = user.accessExpiresAt, expiry <= time {
      throw user.refusal("has no access since \(expiry.cellText)")
    }
    return user.id
  }
}

extension User {
  fileprivate func refusal(_ reason: String) -> RefusedChange {
    RefusedChange(
      .rule, table: "users", key: id.description, "\(fullName) (\(code)) \(reason)",
      hint: "Name the person who does it with --user CODE.")
  }
}
