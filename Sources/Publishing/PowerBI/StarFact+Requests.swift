internal import Lab
internal import Tables

extension StarFact {
  static let serviceRequests = StarFact(
    of: ServiceRequest.self, remembers: ["customer_key"],
    columns: [
      FactColumn.copy("id"),
      FactColumn.copy("sr_number"),
      FactColumn.key(.customer, "customer_id"),
      FactColumn.copy("module_type"),
      FactColumn.copy("sample_quantity"),
      FactColumn.copy("status"),
      FactColumn.moment("created_at", "created", isActive: true),
      FactColumn.moment("updated_at", "updated"),
      FactColumn.flag(
        "is_ended", "Completed, rejected or cancelled.", when: "status",
        in: [
          ServiceRequest.Status.completed.rawValue, ServiceRequest.Status.rejected.rawValue,
          ServiceRequest.Status.cancelled.rawValue,
        ]),
    ],
    measures: [
      .count("Requests", of: "fact_service_requests", "By the day on which they were made."),
      .count(
        "Requests open", of: "fact_service_requests",
        where: "fact_service_requests[is_ended] == FALSE()",
        "Neither completed nor rejected nor cancelled."),
    ])

  static let inspections = StarFact(
    of: Inspection.self,
    columns: [
      FactColumn.copy("id"),
      FactColumn.copy("sr_id"),
      FactColumn.key(.customer, through: "sr_id", "Whom the request is of."),
      FactColumn.key(.operator, "inspector_id", "Who inspects."),
      FactColumn.copy("status"),
      FactColumn.moment("inspection_date", "inspected", as: "inspected_at", isActive: true),
      FactColumn.flag(
        "is_passed", "Passed, also with remarks.", when: "status",
        in: [Inspection.Status.passed.rawValue, Inspection.Status.conditional.rawValue]),
      FactColumn.flag(
        "is_failed", "", when: "status", in: [Inspection.Status.failed.rawValue]),
    ],
    measures: [
      .count("Inspections", of: "fact_inspections", "By their day."),
      .share(
        "Inspections passed",
        "CALCULATE(COUNTROWS(fact_inspections), fact_inspections[is_passed] = TRUE())",
        of: "CALCULATE(COUNTROWS(fact_inspections), fact_inspections[status] IN "
          + "{\"passed\", \"conditional\", \"failed\"})",
        "Passed, also with remarks, of those that passed or failed."),
    ])

  static let bookings = StarFact(
    of: Booking.self,
    columns: [
      FactColumn.copy("id"),
      FactColumn.key(.machine, "resource_id"),
      FactColumn.key(.operator, "user_id", "Whose booking it is."),
      FactColumn.key(.customer, through: "sr_id", "Whom the request is of that it is for."),
      FactColumn.copy("title"),
      FactColumn.copy("status"),
      FactColumn.moment("start_time", "start", isActive: true),
      FactColumn.moment("end_time", "end"),
      FactColumn.minutes(
        "booked_minutes", "From start to end, as it was booked.", from: "start_time",
        to: "end_time"),
      FactColumn.minutes(
        "used_minutes", "From coming to leaving; empty where one was not noted.",
        from: "checked_in_at", to: "checked_out_at"),
      FactColumn.flag(
        "is_no_show", "Nobody came.", when: "status", in: [Booking.Status.noShow.rawValue]),
    ],
    measures: [
      .count("Bookings", of: "fact_bookings", "By the day of their start."),
      StarMeasure(
        name: "Booked hours", meaning: "Hours of all bookings, also of those that were cancelled.",
        expression: "DIVIDE(SUM(fact_bookings[booked_minutes]), 60)", format: "#,0.0"),
      StarMeasure(
        name: "Used hours", meaning: "Hours from coming to leaving.",
        expression: "DIVIDE(SUM(fact_bookings[used_minutes]), 60)", format: "#,0.0"),
      .share(
        "No-show rate",
        "CALCULATE(COUNTROWS(fact_bookings), fact_bookings[is_no_show] = TRUE())",
        of: "COUNTROWS(fact_bookings)", "Bookings to which nobody came, of all."),
    ])
}
