import Analytics
import JSONText
import Tables

/// The same figures for programs: a file of JSON for each section, `{"data", "meta", "errors"}`,
/// and `openapi.json`, which describes them all.
struct SiteInterface {
  let findings: SiteFindings
  let pages: [SitePage]

  static let descriptionFile = "api/v1/openapi.json"
  static let versionFile = "api/v1/version.json"

  /// The files of the sections, with their texts.
  var files: [(name: String, text: String)] {
    pages.flatMap(\.sections).map { ($0.file, Self.text(of: answer(to: $0))) }
  }

  /// What says which version of the site this is.
  static func versionText(_ version: String) -> String {
    text(of: ["data": [["version": .string(version)]], "meta": [:], "errors": []])
  }

  private func answer(to section: SiteSection) -> JSON {
    var (data, errors): ([JSON], [JSON]) = ([], [])
    var meta: [JSON.Member] = [
      .init("name", .string(section.name)), .init("title", .string(section.title)),
      .init("about", .string(section.about)), .init("command", .string(section.command(findings))),
      .init("lab", .string(findings.lab.name)),
      .init("as_of", findings.lab.moment.map { .string(Instant(seconds: $0).cellText) } ?? .null),
      .init("time_zone", .string(findings.lab.zone.name)),
    ]
    switch findings.answers[section.name] {
    case .success(let figures):
      data = figures.rows.prefix(SiteFindings.rowLimit).map { row in
        .object(zip(figures.columns, row).map { .init($0.name, $1.json($0.kind)) })
      }
      meta += [
        .init("rows", .int(figures.rows.count)), .init("rows_here", .int(data.count)),
        .init("remarks", .array(figures.remarks.map { .string($0) })),
        .init("warnings", .array(figures.warnings.map { .string($0) })),
      ]
    case .failure(let error): errors = [["title": "no answer", "detail": .string("\(error)")]]
    case nil: break
    }
    return ["data": .array(data), "meta": .object(meta), "errors": .array(errors)]
  }

  /// One row a line, so that `grep` and `git diff` can read it too.
  private static func text(of answer: JSON) -> String {
    let rows = (answer["data"]?.array ?? []).map { "\n" + $0.compact }.joined(separator: ",")
    let rest = ["meta", "errors"].map { "\"\($0)\":\((answer[$0] ?? .null).compact)" }
    return "{\"data\":[\(rows)\n],\n\(rest.joined(separator: ",\n"))}\n"
  }
}

// MARK: Its description

extension SiteInterface {
  /// What every file holds, after OpenAPI 3.1.
  var description: String {
    let paths = pages.flatMap(\.sections).map { section in
      JSON.Member("/" + section.file, path(of: section))
    }
    let version = JSON.Member(
      "/" + Self.versionFile,
      operation(
        "version", "Which version of the figures this is",
        [("version", "string", "Changes whenever a figure does.", false)]))
    let document: JSON = [
      "openapi": "3.1.0",
      "info": [
        "title": .string(findings.lab.name), "version": "1",
        "description": "Figures of a laboratory, as files. They are read, not asked.",
      ],
      "servers": [["url": "../.."]],
      "paths": .object(paths + [version]),
    ]
    return document.compact + "\n"
  }

  private func path(of section: SiteSection) -> JSON {
    operation(
      section.name, section.title + ". " + section.about,
      section.columns(findings.question).map { column in
        switch column.kind {
        case .text: (column.name, "string", column.meaning, false)
        case .instant: (column.name, "string", column.meaning, true)
        case .count: (column.name, "integer", column.meaning, false)
        case .decimals, .significant: (column.name, "number", column.meaning, false)
        case .flag: (column.name, "boolean", column.meaning, false)
        }
      })
  }

  private func operation(
    _ name: String, _ summary: String,
    _ columns: [(name: String, type: String, meaning: String, isInstant: Bool)]
  ) -> JSON {
    let properties = columns.map { column -> JSON.Member in
      var members: [JSON.Member] = [
        .init("type", [.string(column.type), "null"]),
        .init("description", .string(column.meaning)),
      ]
      if column.isInstant { members.append(.init("format", "date-time")) }
      return .init(column.name, .object(members))
    }
    let schema: JSON = [
      "type": "object", "required": ["data", "meta", "errors"],
      "properties": [
        "data": [
          "type": "array", "items": ["type": "object", "properties": .object(properties)],
        ],
        "meta": ["type": "object"],
        "errors": ["type": "array", "items": ["type": "object"]],
      ],
    ]
    return [
      "get": [
        "operationId": .string(name), "summary": .string(summary),
        "responses": [
          "200": [
            "description": "The figures",
            "content": ["application/json": ["schema": schema]],
          ]
        ],
      ]
    ]
  }
}
