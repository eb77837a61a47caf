public import Tables

/// How one person likes one thing to be.
public struct UserPreference: TableRow {
  public var user: Key<User>
  public var key: String
  public var value: String

  public static let schema = Schema(
    "user_preferences", "How one person likes one thing to be.", UserPreference.init,
    Column("user_id", \.user, .primaryKey, .references(User.self, onDelete: .cascade)),
    Column("key", \.key, .primaryKey, .note("Such as language, or time_zone.")),
    Column("value", \.value))
}
