internal import JSONText

/// The star as a model of Power BI, `model.bim`: tables, types, relationships, measures, and where
/// the rows come from.
///
/// The format is the Tabular Model Scripting Language (TMSL) of Analysis Services, at the level of
/// compatibility 1550, which Power BI Desktop writes since 2021.
struct TabularModel {
  /// The folder of the CSV files as Power BI sees it.
  let folder: String

  var text: String { json.pretty }

  private var json: JSON {
    [
      "name": "Lab",
      "compatibilityLevel": 1550,
      "model": [
        "culture": "en-US",
        "dataAccessOptions": ["legacyRedirects": true, "returnErrorValuesAsNull": true],
        "defaultPowerBIDataSourceVersion": "powerBI_V3",
        "discourageImplicitMeasures": true,
        "sourceQueryCulture": "en-US",
        "tables": .array(tables),
        "relationships": .array(StarSchema.relationships.map(Self.relationship)),
        "expressions": [folderParameter],
        "annotations": [
          // Power BI would make a table of days of its own for each column of days.
          ["name": "__PBI_TimeIntelligenceEnabled", "value": "0"]
        ],
      ],
    ]
  }

  private var folderParameter: JSON {
    [
      "name": .string(Partition.folderName),
      "description":
        "The folder of the CSV files. Change it under Transform data, Edit parameters.",
      "kind": "m",
      "expression": .string(
        Partition.literal(folder)
          + " meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]"),
      "lineageTag": Self.tag(Partition.folderName),
    ]
  }

  private var tables: [JSON] {
    StarSchema.dimensions.map { dimension in
      Self.table(
        dimension.name, dimension.about, dimension.columns, key: dimension.key.name,
        partition: Partition(dimension.name, dimension.columns))
    } + [
      Self.table(
        DateDimension.name, "A day of the calendar.", DateDimension.columns,
        key: DateDimension.columns[0].name, isOfDays: true,
        partition: Partition(DateDimension.name, DateDimension.columns))
    ]
      + StarSchema.facts.map { fact in
        Self.table(
          fact.name, fact.about, fact.columns, measures: fact.measures,
          partition: Partition(fact.name, fact.columns, hasParts: fact.parts != nil))
      }
  }

  private static func tag(_ name: String) -> JSON { .string(LineageTag(name).text) }

  private static func table(
    _ name: String, _ about: String, _ columns: [StarColumn], key: String? = nil,
    isOfDays: Bool = false, measures: [StarMeasure] = [], partition: Partition
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("name", .string(name)), .init("description", .string(about)),
      .init("lineageTag", tag(name)),
    ]
    if isOfDays { members.append(.init("dataCategory", "Time")) }
    members.append(
      .init(
        "columns",
        .array(
          columns.map { column in
            Self.column(
              column, in: name, isHidden: column.name == key || column.dimension != nil,
              isKeyOfDays: isOfDays && column.type == .date,
              order: isOfDays ? DateDimension.order[column.name] : nil)
          })))
    if !measures.isEmpty {
      members.append(.init("measures", .array(measures.map { measure($0, in: name) })))
    }
    members.append(
      .init(
        "partitions",
        [
          [
            "name": .string(name),
            "mode": "import",
            "source": [
              "type": "m", "expression": .array(partition.lines.map { .string($0) }),
            ],
          ]
        ]))
    return .object(members)
  }

  private static func column(
    _ column: StarColumn, in table: String, isHidden: Bool, isKeyOfDays: Bool, order: String?
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("name", .string(column.name)),
      .init("dataType", .string(column.type.tabularName)),
    ]
    if !column.meaning.isEmpty { members.append(.init("description", .string(column.meaning))) }
    if isHidden { members.append(.init("isHidden", true)) }
    // The key of a table of days is the column by which it is marked as one.
    if isKeyOfDays { members.append(.init("isKey", true)) }
    if let format = column.type.format { members.append(.init("formatString", .string(format))) }
    if let order { members.append(.init("sortByColumn", .string(order))) }
    members += [
      .init("sourceColumn", .string(column.name)),
      .init("summarizeBy", "none"),
      .init("lineageTag", tag("\(table)[\(column.name)]")),
    ]
    return .object(members)
  }

  private static func measure(_ measure: StarMeasure, in table: String) -> JSON {
    [
      "name": .string(measure.name),
      "description": .string(measure.meaning),
      "expression": .string(measure.expression),
      "formatString": .string(measure.format),
      "lineageTag": tag("\(table)[\(measure.name)]"),
    ]
  }

  /// From many rows of the fact to one member. Names are made of their ends.
  private static func relationship(_ relationship: StarSchema.Relationship) -> JSON {
    let name = "\(relationship.fact)[\(relationship.column)]"
    var members: [JSON.Member] = [.init("name", tag("relationship " + name))]
    if !relationship.isActive { members.append(.init("isActive", false)) }
    members += [
      .init("fromTable", .string(relationship.fact)),
      .init("fromColumn", .string(relationship.column)),
      .init("toTable", .string(relationship.dimension)),
      .init("toColumn", .string(relationship.key)),
    ]
    return .object(members)
  }
}

extension StarType {
  /// The type's name in a tabular model.
  fileprivate var tabularName: String {
    switch self {
    case .whole: "int64"
    case .decimal: "double"
    case .text: "string"
    case .boolean: "boolean"
    case .date, .timestamp: "dateTime"
    }
  }

  fileprivate var format: String? {
    switch self {
    case .whole: "0"
    case .date: "yyyy-mm-dd"
    case .timestamp: "yyyy-mm-dd hh:nn:ss"
    case .decimal, .text, .boolean: nil
    }
  }
}
