import Foundation
import Lab
import Tables
import Testing

@Suite("The rules inside a row")
struct RuleTests {
  /// One cell of a fixture, changed so that the row breaks a rule.
  struct Break: Sendable, CustomTestStringConvertible {
    let cell: String
    let row: Int
    let value: String
    let message: String

    init(_ cell: String, row: Int = 0, _ value: String, _ message: String) {
      self.cell = cell
      self.row = row
      self.value = value
      self.message = message
    }

    var testDescription: String { "\(cell) = '\(value)': \(message)" }
    var table: String { String(cell.split(separator: ".")[0]) }
    var column: String { String(cell.split(separator: ".")[1]) }
  }

  static let breaks = [
    Break("procedures.updated_at", "2024-12-31T00:00:00Z", "not updated before it is created"),
    Break("procedures.version", "0", "versions count from 1"),
    Break("steps.order", "0", "numbered from 1"),
    Break("steps.estimated_duration", "-1", "not negative"),
    Break("versions.version", "0", "versions count from 1"),
    Break("runs.end_time", "", "an end time once it is completed"),
    Break("runs.end_time", row: 1, "2026-11-03T10:00:00Z", "and only then"),
    Break("runs.end_time", "2026-11-03T07:09:59Z", "does not end before it starts"),
    Break("run_steps.completed_at", "", "a completion time once it is completed"),
    Break("run_steps.completed_at", row: 1, "2026-11-03T07:31:00Z", "and only then"),
    Break("run_events.reason", row: 2, "", "a note says something"),
    Break("specimens.error_code", "", "an error code when its status is ERROR"),
    Break("specimens.error_code", row: 1, "E12", "and only then"),
    Break("specimens.processed_at", row: 3, "", "a processing time once it is COMPLETED"),
    Break("specimens.processed_at", row: 1, "2026-11-04T07:13:00Z", "and only then"),
    Break("specimens.processed_at", "2026-11-03T07:12:43Z", "not processed before it is received"),
    Break("assays.sla_hours", "-4", "longer than nothing"),
    Break("assays.sla_hours", "0.0", "longer than nothing"),
    Break("assays.target_tat_minutes", "0", "at least a minute"),
    Break("assays.service_minutes", "0", "longer than nothing"),
    Break("service_requests.updated_at", "2026-10-11T08:00:00Z", "not updated before"),
    Break("service_requests.sample_quantity", "-6", "not negative"),
    Break("samples.area_m2", "-1.953", "an area is more than nothing"),
    Break("samples.nameplate_pmax_w", "0", "a rated power is more than nothing"),
    Break("samples.nameplate_pmax_w", "", "a tolerance needs the rated power that it is of"),
    Break("samples.max_system_voltage_v", "0", "a rated voltage is more than nothing"),
    Break("samples.received_at", "", "only a sample that has come has a disposition"),
    Break("samples.condition", row: 1, "Scratched", "only a sample that has come has a condition"),
    Break("protocols.standard", "", "a clause needs the standard that it stands in"),
    Break("protocol_inputs.unit", row: 1, "m", "only a number has a unit"),
    Break("protocol_inputs.min", row: 1, "1", "only a number has a least value"),
    Break("protocol_inputs.max", row: 1, "9", "only a number has a greatest value"),
    Break("protocol_inputs.max", "799.9", "the least value is not above the greatest"),
    Break("protocol_criteria.limit_low", "", "limit_low is filled for"),
    Break("protocol_criteria.limit_high", row: 1, "3", "limit_high is filled for"),
    Break("protocol_criteria.limit_high", "390.4", "the lower limit is not above the upper"),
    Break("protocol_criteria.guard_factor", row: 1, "1", "has no guard factor"),
    Break("protocol_executions.start_time", "", "that has begun has a start time"),
    Break("protocol_executions.start_time", row: 1, "2026-11-03T07:11:00Z", "has not begun"),
    Break("protocol_executions.end_time", "", "an end time once it is completed or aborted"),
    Break("protocol_executions.end_time", "2026-11-03T07:10:00Z", "does not end before it starts"),
    Break("protocol_executions.baseline_execution_id", "161", "not its own baseline"),
    Break("test_results.expanded_uncertainty", "-4.2", "not negative"),
    Break("test_results.coverage_factor", "0.9", "at least 1"),
    Break("test_results.expanded_uncertainty", "", "the uncertainty that was expanded by it"),
    Break("qc_materials.sd", "0.00", "a standard deviation is greater than 0"),
    Break("qc_materials.tea_pct", "0", "an allowed error is greater than 0"),
    Break("qc_materials.valid_to", "2026-09-01T00:00:00Z", "from before to"),
    Break("non_conformances.root_cause", "", "a closed non-conformance has a root cause"),
    Break("non_conformances.closed_at", "", "a closing time once it is closed"),
    Break("non_conformances.closed_at", row: 1, "2026-11-09T14:00:00Z", "and only then"),
    Break("capa_actions.effective", row: 1, "false", "is known once it is done"),
    Break("rules.argument", "", "needs an argument"),
    Break("rules.column_name", "", "is about a column"),
    Break("reports.revision", "0", "revisions count from 1"),
    Break("reports.supersedes_id", row: 1, "", "names the report it supersedes"),
    Break("reports.supersedes_id", row: 1, "232", "does not supersede itself"),
    Break("users.supervisor_id", "311", "their own supervisor"),
    Break("users.access_expires_at", "2018-04-01T00:00:00Z", "before the person joins"),
    Break("qualifications.resource_id", "", "for a resource or for a protocol"),
    Break("qualifications.protocol_id", "IEC-STC", "for a resource or for a protocol"),
    Break("qualifications.expires_at", "2026-01-15T00:00:00Z", "expires after it is granted"),
    Break("resources.capacity", "0", "a capacity is at least 1"),
    Break("resources.max_minutes", "29", "the shortest booking is not longer"),
    Break("resource_calendars.weekday", "8", "from 1, Monday, to 7, Sunday"),
    Break("resource_calendars.date", "2026-12-24", "a weekday or about a date"),
    Break("resource_calendars.closes", "07:30", "ends after it starts"),
    Break("maintenance_records.end_time", "", "that is done has an end time"),
    Break("maintenance_records.end_time", "2026-10-01T06:00:00Z", "ends after it starts"),
    Break("bookings.end_time", "2026-11-03T07:00:00Z", "a booking ends after it starts"),
    Break("bookings.updated_at", "2026-10-01T07:00:00Z", "not updated before it is created"),
    Break("bookings.status", row: 1, "in_use", "has a check-in time"),
    Break("bookings.checked_in_at", row: 1, "2026-11-02T07:00:00Z", "is or was in use"),
    Break("bookings.checked_in_at", "", "who checked out has checked in"),
    Break("bookings.checked_out_at", row: 1, "2026-11-02T08:00:00Z", "only a completed booking"),
    Break("bookings.status", "in_use", "only a completed booking"),
    Break("bookings.checked_out_at", "2026-11-03T07:01:00Z", "before checking in"),
    Break("bookings.rescheduled_from_id", "291", "not moved from itself"),
    Break("booking_approvals.decided_at", "", "a decision time once"),
    Break("booking_approvals.decided_at", row: 1, "2026-10-28T13:00:00Z", "and only then"),
    Break("settings.key", "teams_webhook_url", "kept in the environment, not in a table"),
    Break("outbox.sent_at", "2026-11-05T13:00:00Z", "not sent before it is written"),
    Break("outbox.attempts", "-4", "not negative"),
    Break("attachments.bytes", "-1", "size is not negative"),
  ]

  @Test("Each is noticed when one cell breaks it, and nothing else is", arguments: breaks)
  func broken(_ one: Break) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rule-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: FixtureTests.folder, to: folder)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: one.table + ".csv")
    var csv = try PlainCSV(contentsOf: file)
    let column = try #require(csv.header.firstIndex(of: one.column))
    csv.records[one.row][column] = one.value
    try csv.text.write(to: file, atomically: true, encoding: .utf8)
    let store = try Store(DiskFolder(folder.path, name: "data"), catalog: LabCatalog.catalog)
    let findings = try Check(store).list.findings
    #expect(findings.count == 1)
    let messages = findings.map { $0.message + " " + $0.hint }
    #expect(messages.contains { $0.contains(one.message) }, "\(messages)")
  }
}
