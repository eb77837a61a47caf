/// A figure that Power BI computes of whatever rows a report looks at.
///
/// In DAX an empty cell is equal to `FALSE()`, unless it is asked for with `==`.
struct StarMeasure: Sendable {
  let name: String
  let meaning: String
  /// In DAX.
  let expression: String
  /// As Power BI writes formats: `0.0`, `0.0 %`.
  let format: String
}

extension StarMeasure {
  /// How many rows a fact has.
  static func count(_ name: String, of fact: String, _ meaning: String) -> Self {
    Self(name: name, meaning: meaning, expression: "COUNTROWS(\(fact))", format: "#,0")
  }

  /// How many rows a fact has that fulfil a condition.
  static func count(
    _ name: String, of fact: String, where condition: String, by day: String? = nil,
    _ meaning: String
  ) -> Self {
    let filters = ([condition] + relationship(fact, day)).joined(separator: ", ")
    return Self(
      name: name, meaning: meaning, expression: "CALCULATE(COUNTROWS(\(fact)), \(filters))",
      format: "#,0")
  }

  /// One measure as a share of another.
  static func share(_ name: String, _ part: String, of whole: String, _ meaning: String) -> Self {
    Self(
      name: name, meaning: meaning, expression: "DIVIDE(\(part), \(whole))", format: "0.0 %")
  }

  /// A percentile of a column, with linear interpolation on n - 1 (R type 7).
  ///
  /// - Parameters:
  ///   - p: From 0 to 1.
  ///   - day: The key of the day by which it is counted; `nil` is the active one.
  static func percentile(
    _ name: String, _ p: String, of fact: String, _ column: String, by day: String? = nil,
    _ meaning: String
  ) -> Self {
    let filters = (["NOT ISBLANK(\(fact)[\(column)])"] + relationship(fact, day))
      .joined(separator: ", ")
    return Self(
      name: name, meaning: meaning,
      expression: "CALCULATE(PERCENTILE.INC(\(fact)[\(column)], \(p)), \(filters))",
      format: "#,0.0")
  }

  /// The mean of a column.
  static func mean(
    _ name: String, of fact: String, _ column: String, by day: String? = nil, _ meaning: String
  ) -> Self {
    let filters = relationship(fact, day).map { ", " + $0 }.joined()
    let mean = "AVERAGE(\(fact)[\(column)])"
    return Self(
      name: name, meaning: meaning,
      expression: filters.isEmpty ? mean : "CALCULATE(\(mean)\(filters))", format: "#,0.0")
  }

  /// Follows another day than the active one.
  private static func relationship(_ fact: String, _ day: String?) -> [String] {
    day.map { ["USERELATIONSHIP(\(fact)[\($0)], dim_date[date_key])"] } ?? []
  }
}
