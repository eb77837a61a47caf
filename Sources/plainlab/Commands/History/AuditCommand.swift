import CSVText
import CommandLineKit
import Foundation
import History
import JSONText
import Lab
import Tables
import Wording

enum AuditCommand {
  static let command = Command(
    "audit", "The audit trail: every row that was changed, by whom, when, from what to what.",
    discussion: """
      Made from git's history, so that edits by hand are in it like what Plainlab wrote; what is not \
      committed yet stands at the end, without a time. One line is one changed row, the oldest \
      first; its values are JSON objects of the cells that changed. A commit's author is a user of \
      the lab by the e-mail, as users.csv has it now. git does not know network addresses, so \
      ip_address is empty. Lines are numbered from 1 among all, so that a line keeps its number \
      whatever is asked for, as long as history is not rewritten.
      """,
    examples: [
      Example("plainlab audit --table test_results", "who touched results"),
      Example("plainlab audit --since 2026-11-01 --format csv > audit.csv", "for an auditor"),
      Example("plainlab audit --user ada@lab.example", "what a person did"),
    ],
    columns: columns,
    Option("since", as: Moment.self, "Only what was done on this day or later"),
    Option("user", placeholder: "WHO", "Only what this person did, by code, id, e-mail or name"),
    Options("table", placeholder: "TABLE", "Only rows of this table"),
    Option("format", default: OutputFormat.table, "How rows are written"),
    run: { context, since, user, tables, format in
      let store = try context.store()
      for name in tables { _ = try store.table(named: name) }
      let people = try People(in: store)
      let wanted = try user.map { try people.person(called: $0) }
      let start = try context.instant(since)?.seconds ?? .min
      try context.rows(
        columns.map { name, _ in
          name == "id" ? .number(name) : Heading(name)
        }, as: format
      ) { rows in
        var number = 0
        func write(_ record: CommitRecord?, _ difference: FolderDifference) throws {
          for table in difference.tables {
            for row in table.rows {
              number += 1
              let user = record.flatMap { people.id(ofEmail: $0.email) }
              guard record?.time ?? .max >= start,
                tables.isEmpty || tables.contains(table.table.name),
                wanted?.didChange(record) ?? true
              else { continue }
              try rows.add(line(number, record, user, table.table, row))
            }
          }
        }
        if let trail = try context.trail() {
          try trail.changes(of: trail.commits.reversed()) { changes in
            try write(changes.record, changes.difference)
            return .more
          }
        }
        try write(nil, context.difference(from: nil, to: nil, of: []))
      }
    })

  private static let columns: [(name: String, meaning: String)] = [
    ("id", "The number of the change, from the first."),
    ("user_id", "The user by users.csv; empty where nobody there has the e-mail."),
    ("action", "create, update or delete."),
    ("resource_type", "The table."),
    ("resource_id", "The row's primary key."),
    ("old_value", "The cells before, as JSON; empty of a new row."),
    ("new_value", "The cells after, as JSON; empty of a deleted row."),
    ("ip_address", "Always empty: git does not know it."),
    ("timestamp", "When the commit's author made it, in UTC; empty where it is not committed yet."),
    ("commit", "The commit."),
    ("email", "The e-mail of the commit's author."),
  ]

  private static func line(
    _ number: Int, _ record: CommitRecord?, _ user: String?, _ table: TableSchema, _ row: RowChange
  ) -> [Field] {
    let action =
      switch row.kind {
      case .added: "create"
      case .changed: "update"
      case .removed: "delete"
      }
    return [
      .int(number), user.map { .text($0) } ?? .null, .text(action), .text(table.name),
      .text(row.keyText), row.kind == .added ? .null : .text(values(row, \.old)),
      row.kind == .removed ? .null : .text(values(row, \.new)), .null,
      record.map { .text($0.instant) } ?? .null, record.map { .text($0.commit) } ?? .null,
      record.map { .text($0.email) } ?? .null,
    ]
  }

  private static func values(_ row: RowChange, _ side: (CellChange) -> String) -> String {
    JSON.object(
      row.cells.map { cell in
        let text = side(cell)
        return .init(cell.column, text.isEmpty ? .null : .string(text))
      }
    ).compact
  }
}

/// The lab's users, as commits know them: by e-mail.
private struct People {
  private struct Person {
    let id: String
    let names: [String]
    let email: String
  }

  private var people: [Person] = []

  init(in store: Store) throws {
    let columns = ["id", "code", "username", "full_name", "email"]
    try store.read(User.schema.table, columns: columns) { batch, projection in
      for record in 0..<batch.count {
        let cells = projection.texts(batch, record, columns.indices)
        people.append(Person(id: cells[0], names: Array(cells[..<4]), email: cells[4].lowercased()))
      }
      return .more
    }
  }

  /// Somebody by an e-mail, which need not be that of a user.
  struct Wanted {
    let email: String
    func didChange(_ record: CommitRecord?) -> Bool { record?.email.lowercased() == email }
  }

  func person(called name: String) throws -> Wanted {
    if let person = people.first(where: { $0.names.contains(name) }) {
      guard !person.email.isEmpty else {
        throw UsageError(
          "'\(visible(name))' has no e-mail in users, and commits know no other name.")
      }
      return Wanted(email: person.email)
    }
    guard name.contains("@") else {
      throw UsageError.unknown("user", name, among: people.flatMap(\.names))
    }
    return Wanted(email: name.lowercased())
  }

  func id(ofEmail email: String) -> String? {
    email.isEmpty ? nil : people.first { $0.email == email.lowercased() }?.id
  }
}
