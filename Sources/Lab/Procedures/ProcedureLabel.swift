public import Tables

/// That a procedure bears a label.
public struct ProcedureLabel: TableRow {
  public var procedure: Key<Procedure>
  public var label: Key<Label>

  public static let schema = Schema(
    "procedure_labels", "That a procedure bears a label.", ProcedureLabel.init,
    Column(
      "procedure_id", \.procedure, .primaryKey,
      .references(Procedure.self, onDelete: .cascade)),
    Column("label_id", \.label, .primaryKey, .references(Label.self, onDelete: .cascade)))
}
