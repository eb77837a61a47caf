@testable import Tables

/// Three related tables with everything that a change may run into: restrict, cascade, warn, lists of
/// references, a table that refers to itself, unique keys of one column and of two, a primary key of
/// two columns, and a state machine.
enum Workshop {
  static let benches = TableSchema(
    name: "benches", about: "A bench in a room.",
    columns: [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(name: "code", type: .text(maxLength: 4), isRequired: true, isUnique: true),
      ColumnSchema(name: "room", type: .text()),
      ColumnSchema(name: "place", type: .int),
    ],
    uniqueTogether: [[2, 3]])

  static let devices = {
    let columns = [
      ColumnSchema(name: "id", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(
        name: "bench_id", type: .int, isRequired: true,
        reference: Reference(table: "benches", column: "id", onDelete: .restrict)),
      ColumnSchema(name: "serial", type: .text(), isUnique: true),
      ColumnSchema(
        name: "state", type: .enumeration(["idle", "busy", "broken", "retired"]),
        isRequired: true),
      ColumnSchema(
        name: "part_of", type: .int,
        reference: Reference(table: "devices", column: "id", onDelete: .cascade)),
    ]
    return TableSchema(
      name: "devices", about: "A device, or a part of one.", columns: columns,
      stateMachines: [
        StateMachine(3, of: columns, from: ["idle"], Workshop.ways)
      ])
  }()

  static let notes = TableSchema(
    name: "notes", about: "A remark on a device.",
    columns: [
      ColumnSchema(
        name: "device_id", type: .int, isRequired: true, isPrimaryKey: true,
        reference: Reference(table: "devices", column: "id", onDelete: .cascade)),
      ColumnSchema(name: "number", type: .int, isRequired: true, isPrimaryKey: true),
      ColumnSchema(
        name: "benches", type: .list(.text()),
        reference: Reference(table: "benches", column: "code", onDelete: .restrict)),
      ColumnSchema(
        name: "compared_with", type: .text(),
        reference: Reference(table: "devices", column: "serial", onDelete: .warn)),
      ColumnSchema(name: "text", type: .text()),
    ])

  static let catalog = Catalog([benches, devices, notes])

  /// Where each state leads.
  static let ways = [
    "idle": ["busy"], "busy": ["idle", "broken"], "broken": ["idle", "retired"],
  ]
}
