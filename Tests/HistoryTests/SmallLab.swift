import Tables

/// Tables that show what history must know of a lab: keys, references, a key of two columns.
enum SmallLab {
  static let labels = TableSchema(
    name: "labels", about: "A label.",
    columns: [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(name: "name", type: .text(), isRequired: true, isUnique: true),
      ColumnSchema(name: "note", type: .text()),
    ])
  static let runs = TableSchema(
    name: "runs", about: "A run.",
    columns: [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(name: "status", type: .enumeration(["started", "completed"]), isRequired: true),
      ColumnSchema(
        name: "label_id", type: .int,
        reference: Reference(table: "labels", column: "id", onDelete: .restrict)),
      ColumnSchema(name: "notes", type: .text()),
    ])
  static let runSteps = TableSchema(
    name: "run_steps", about: "A step of a run.",
    columns: [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(
        name: "run_id", type: .int, isRequired: true,
        reference: Reference(table: "runs", column: "id", onDelete: .restrict)),
      ColumnSchema(name: "value", type: .text()),
    ])
  static let runLabels = TableSchema(
    name: "run_labels", about: "A label of a run.",
    columns: [
      ColumnSchema(
        name: "run_id", type: .int, isRequired: true, isPrimaryKey: true,
        reference: Reference(table: "runs", column: "id", onDelete: .restrict)),
      ColumnSchema(
        name: "label_id", type: .int, isRequired: true, isPrimaryKey: true,
        reference: Reference(table: "labels", column: "id", onDelete: .restrict)),
    ])

  static let catalog = Catalog([labels, runs, runSteps, runLabels])
}
