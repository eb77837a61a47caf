internal import Tables

/// What happened to a control of the synthetic lab, day by day, in thousandths of its deviation.
private struct ControlProfile: Sendable {
  let analyzer: Int
  let assay: String
  let level: String
  /// The mean and the standard deviation, in units of the last digit.
  let target: Int
  let sd: Int
  let decimals: Int

  static let all: [ControlProfile] = [
    ControlProfile(analyzer: 0, assay: "TSH", level: "1", target: 52, sd: 3, decimals: 2),
    ControlProfile(analyzer: 0, assay: "TSH", level: "2", target: 610, sd: 21, decimals: 2),
    ControlProfile(analyzer: 1, assay: "TSH", level: "1", target: 520, sd: 26, decimals: 3),
    ControlProfile(analyzer: 1, assay: "TSH", level: "2", target: 6120, sd: 230, decimals: 3),
    ControlProfile(analyzer: 2, assay: "GLU", level: "1", target: 523, sd: 9, decimals: 2),
    ControlProfile(analyzer: 2, assay: "GLU", level: "2", target: 1472, sd: 23, decimals: 2),
    ControlProfile(analyzer: 3, assay: "GLU", level: "1", target: 521, sd: 11, decimals: 2),
    ControlProfile(analyzer: 3, assay: "GLU", level: "2", target: 1468, sd: 28, decimals: 2),
    ControlProfile(analyzer: 4, assay: "INR", level: "1", target: 101, sd: 3, decimals: 2),
    ControlProfile(analyzer: 4, assay: "INR", level: "2", target: 284, sd: 9, decimals: 2),
  ]

  /// ARCH-2 jumps up for six days after two thirds of the time and is then repaired; COAG-1 drifts
  /// until its lot is changed; CHEM-2 has one wild point.
  func offset(day: Int, of days: Int) -> Int {
    let jump = days * 2 / 3
    switch analyzer {
    case 1: return jump..<(jump + 6) ~= day ? 2150 : 0
    case 3: return day == days / 2 && level == "2" ? 4100 : 0
    case 4: return day < days * 4 / 5 ? 1900 * day / max(days, 1) : 0
    default: return 0
    }
  }
}

extension SyntheticLab {
  public var qcMaterials: SyntheticRows<QCMaterial> {
    var dice = dice("control lots")[0]
    let lot = dice.number(in: 2000...8000)
    return SyntheticRows(
      ControlProfile.all.enumerated().map { i, control in
        QCMaterial(
          id: Key(i + 1), name: "\(control.assay) control, lot \(lot + i * 13)",
          measurementType: control.assay,
          resource: Code(Equipment.analyzers[control.analyzer].code),
          level: "level " + control.level,
          target: ExactDecimal(units: control.target, decimals: control.decimals),
          sd: ExactDecimal(units: control.sd, decimals: control.decimals),
          totalErrorPercent: ExactDecimal(units: control.assay == "GLU" ? 8 : 20, decimals: 0),
          validFrom: Instant(seconds: start - 40 * 86_400), validTo: nil)
      })
  }

  /// Each control, every morning before the first courier.
  public var qcResults: SyntheticRows<QCResult> {
    let (start, asOf) = (start, asOf)
    let days = (asOf - start) / 86_400
    let box = dice("controls")
    let badWeek = BadWeek(options)
    return SyntheticRows(blocks: days) { day, firstID in
      var dice = box[day]
      let morning = start + day * 86_400 + 6 * 3600 + dice.number(in: 5...40) * 60
      let date = CalendarDate(days: morning / 86_400).cellText
      return ControlProfile.all.enumerated().map { i, control in
        let analyzer = Equipment.analyzers[control.analyzer].code
        // Instruments are a little better than their limits: 0.85 of the deviation.
        let deviation =
          dice.draw(.normal) * 85 / 100 + control.offset(day: day, of: days)
          + badWeek.offset(ofControlOn: control.analyzer, at: morning)
        let at = morning + i * 150 + dice.below(60)
        return QCResult(
          id: Key(firstID + i), material: Key(i + 1), runKey: "\(analyzer)/\(date)",
          measuredValue: ExactDecimal(
            units: control.target + control.sd * deviation / 1000, decimals: control.decimals),
          timestamp: Instant(seconds: at), operatorKey: Key(Staff.technician(at: at)))
      }
    }
  }

  /// The wild point of CHEM-2: the id of its row, and when it was measured.
  var wildControl: (id: Int, at: Int)? {
    let day = (asOf - start) / 86_400 / 2
    guard let place = ControlProfile.all.firstIndex(where: { $0.analyzer == 3 && $0.level == "2" }),
      let row = qcResults.first(where: { $0.id.id == day * ControlProfile.all.count + place + 1 })
    else { return nil }
    return (row.id.id, row.timestamp.seconds)
  }
}
