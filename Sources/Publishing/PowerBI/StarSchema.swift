/// The lab as a star: tables of facts, and the dimensions that they are looked at by.
///
/// Whatever is known of the star is declared here and in the lists that it names: files, the model,
/// its relationships and its measures come from them.
enum StarSchema {
  static let dimensions: [StarDimension] = [
    .assay, .machine, .operator, .errorCode, .procedure, .step, .customer, .protocol, .qcMaterial,
    .hour,
  ]

  /// Those that others refer to come before them.
  static let facts: [StarFact] = [
    .specimens, .runs, .runSteps, .serviceRequests, .inspections, .executions, .testResults,
    .qcResults, .bookings, .nonConformances,
  ]

  /// That a key of one table is a key of another.
  struct Relationship: Sendable, Equatable {
    let fact: String
    let column: String
    let dimension: String
    let key: String
    let isActive: Bool
  }

  static let relationships: [Relationship] = facts.flatMap { fact in
    fact.columns.compactMap { column in
      guard let dimension = column.dimension, let key = keys[dimension] else { return nil }
      return Relationship(
        fact: fact.name, column: column.name, dimension: dimension, key: key,
        isActive: column.isActive)
    }
  }

  /// The key columns of dimensions, by the dimensions' names.
  private static let keys = Dictionary(
    uniqueKeysWithValues: dimensions.map { ($0.name, $0.key.name) }
      + [(DateDimension.name, DateDimension.columns[0].name)])
}
