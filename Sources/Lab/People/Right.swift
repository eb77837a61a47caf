public import Tables

/// Who may change a table.
public struct Right: TableRow {
  /// A table's name, or `everything`.
  public var table: String
  public var roles: [User.Role]
  public var isAppendOnly: Bool

  /// Stands for what has no row of its own: other tables, and files that hold none.
  public static let everything = "*"

  public static let schema = Schema(
    "rights", "Who may change a table, as 'plainlab guard' holds commits against it.", Right.init,
    Column(
      "table_name", \.table, .primaryKey,
      .note("*: whoever stands here may change every table and file.")),
    Column("roles", \.roles, .note("Empty: only those who may change everything.")),
    Column(
      "append_only", \.isAppendOnly,
      .note("true: nobody changes or removes a row once it is there.")))
}

extension Right {
  /// What holds in a lab that has no rows in its table of rights.
  public static let usual: [Right] =
    [Right(table: everything, roles: [.admin], isAppendOnly: false)]
    + rights(
      of: .engineer,
      [
        "procedures", "steps", "labels", "procedure_labels", "protocols", "protocol_inputs",
        "protocol_criteria",
      ], appendOnly: ["versions"])
    + rights(
      of: .operator,
      [
        "runs", "run_steps", "specimens", "samples", "inspections", "protocol_executions",
        "test_results", "qc_results", "bookings", "booking_attendees",
      ], appendOnly: ["run_events"])
    + ["attachments", "outbox"].map {
      Right(table: $0, roles: [.engineer, .operator], isAppendOnly: false)
    } + [Right(table: "signatures", roles: [], isAppendOnly: true)]

  private static func rights(
    of role: User.Role, _ tables: [String], appendOnly: [String]
  ) -> [Right] {
    tables.map { Right(table: $0, roles: [role], isAppendOnly: false) }
      + appendOnly.map { Right(table: $0, roles: [role], isAppendOnly: true) }
  }
}
