import Tables
import Testing

@testable import Lab

/// A control with a target of 100 and a deviation of 2, unless it says otherwise.
func material(
  _ id: Int, level: String = "level 1", measurement: String = "TSH", machine: String = "ARCH-1",
  target: String = "100", sd: String = "2", tea: String? = nil, validTo: Int? = nil
) throws -> QCMaterial {
  QCMaterial(
    id: Key(id), name: "control \(id)", measurementType: measurement, resource: Code(machine),
    level: level, target: try #require(ExactDecimal(target)), sd: try #require(ExactDecimal(sd)),
    totalErrorPercent: try tea.map { try #require(ExactDecimal($0)) },
    validFrom: Instant(seconds: 0), validTo: validTo.map { Instant(seconds: $0) })
}

func result(
  _ id: Int, of material: Int = 1, run: String = "R", at seconds: Int, _ value: String
) throws -> QCResult {
  QCResult(
    id: Key(id), material: Key(material), runKey: run,
    measuredValue: try #require(ExactDecimal(value)), timestamp: Instant(seconds: seconds),
    operatorKey: nil)
}
