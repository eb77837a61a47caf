internal import Tables

extension SyntheticLab {
  private struct Work {
    let resource: Int
    let kind: MaintenanceRecord.Kind
    /// Working days after the beginning of the records.
    let day: Int
    let hour: Int
    let hours: Int
    let by: Int?
    let interval: Int?
    let notes: String?
  }

  /// Care of the instruments, in the order of time: some done, one going on or broken, some planned.
  public var maintenanceRecords: SyntheticRows<MaintenanceRecord> {
    let length = max((asOf - start) / 86_400, 1)
    var works: [Work] = []
    for analyzer in 1...Equipment.analyzers.count {
      works.append(
        Work(
          resource: analyzer, kind: .preventive, day: analyzer * 2, hour: 13, hours: 2,
          by: Staff.engineer, interval: 91, notes: nil))
      works.append(
        Work(
          resource: analyzer, kind: .calibration, day: length + analyzer * 3, hour: 7, hours: 3,
          by: nil, interval: 365, notes: "Service visit, confirmed by phone"))
    }
    works += [
      Work(
        resource: 2, kind: .outage, day: length / 3, hour: 3, hours: 5, by: nil, interval: nil,
        notes: "Reagent cooling failed in the night, specimens moved to ARCH-1"),
      Work(
        resource: 2, kind: .corrective, day: length / 3 + 1, hour: 12, hours: 4,
        by: Staff.engineer, interval: nil, notes: "Pump 3 replaced, controls ran afterwards"),
      Work(
        resource: 5, kind: .corrective, day: length / 2, hour: 15, hours: 1,
        by: Staff.engineer, interval: nil, notes: "Probe aligned: it touched the rim of short tubes"
      ),
      Work(
        resource: Equipment.simulator, kind: .calibration, day: 1, hour: 5, hours: 2,
        by: Staff.moduleEngineer, interval: 365, notes: "Spectral mismatch 0.4 %, class A"),
      Work(
        resource: Equipment.chamber, kind: .outage, day: max(length - 2, 0), hour: 21, hours: 96,
        by: nil, interval: nil, notes: "Compressor trips at -40 °C; the maker sends a part"),
    ]
    let inTime = works.map { work in
      let day = Weekday.workday(start / 86_400, later: 0) + work.day
      let isWork = work.kind != .outage
      let workday = isWork ? Weekday.workday(day, later: 0) : day
      return (work, workday * 86_400 + work.hour * 3600)
    }.sorted { $0.1 < $1.1 }
    return SyntheticRows(
      inTime.enumerated().map { i, entry in
        let (work, begin) = entry
        let end = begin + work.hours * 3600
        let status: MaintenanceRecord.Status =
          end <= asOf ? .done : begin <= asOf ? .inProgress : .planned
        return MaintenanceRecord(
          id: Key(i + 1), resource: Key(work.resource), kind: work.kind,
          startTime: Instant(seconds: begin),
          endTime: status == .inProgress ? nil : Instant(seconds: end), status: status,
          performedBy: work.by.map { Key($0) }, certificate: nil,
          nextDue: status == .done
            ? work.interval.map { CalendarDate(days: begin / 86_400 + $0) } : nil,
          notes: work.notes)
      })
  }
}
