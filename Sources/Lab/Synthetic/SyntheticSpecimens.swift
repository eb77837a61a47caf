internal import Tables

extension SyntheticLab {
  /// Specimens in the order in which they came. Each is made of its own number alone, so that ten
  /// millions cost no memory.
  public var specimens: SyntheticRows<Specimen> {
    let maker = SpecimenMaker(lab: self)
    return SyntheticRows(count: options.specimens) { maker.specimen($0) }
  }
}

struct SpecimenMaker: Sendable {
  private let box: DiceBox
  private let arrivals: Rhythm
  private let count: Int
  private let asOf: Int
  private let firstLabel: Int
  private let badWeek: BadWeek
  private let assayWeights = AssayProfile.all.map(\.weight)
  private let errorWeights = ErrorProfile.all.map(\.weight)

  init(lab: SyntheticLab) {
    box = lab.dice("specimens")
    arrivals = lab.arrivals
    count = lab.options.specimens
    asOf = lab.asOf
    badWeek = BadWeek(lab.options)
    var dice = lab.dice("labels of specimens")[0]
    firstLabel = 10_000_000 + dice.below(80_000_000)
  }

  /// The specimen of number `i`, from 0.
  func specimen(_ i: Int) -> Specimen {
    var dice = box[i]
    let received = arrivals.second(of: i, among: count, dice: &dice)
    let assay = AssayProfile.all[dice.weighted(assayWeights)]
    let isFirstChoice = assay.analyzers.count == 1 || dice.chance(perMille: 640)
    let analyzer = Equipment.analyzers[assay.analyzers[isFirstChoice ? 0 : 1]]
    let turnaround = seconds(assay, analyzer, received: received, &dice)
    let fails = dice.chance(
      perMille: badWeek.errors(of: analyzer, at: received))
    let error = ErrorProfile.all[dice.weighted(errorWeights)]
    let status = status(i, received: received, turnaround: turnaround, fails: fails, &dice)
    let isDone = status == .completed || status == .error
    return Specimen(
      id: Key(i + 1), code: Code("L\(firstLabel + i)"), assay: Code(assay.code),
      machine: Code(analyzer.code), operatorCode: Staff.code(Staff.technician(at: received)),
      status: status, errorCode: status == .error ? Code(error.code) : nil,
      receivedAt: Instant(seconds: received),
      processedAt: isDone ? Instant(seconds: received + turnaround) : nil)
  }

  /// From reception to result: longer in the morning rush, at night and on weekends.
  private func seconds(
    _ assay: AssayProfile, _ analyzer: Equipment.Analyzer, received: Int, _ dice: inout Dice
  ) -> Int {
    let hour = received / 3600 % 24
    let isWeekend = Weekday.index(ofDay: received / 86_400) > 4
    let crowd = 8...11 ~= hour ? 122 : hour < 6 || hour >= 22 ? 135 : isWeekend ? 115 : 100
    let typical =
      assay.typicalMinutes * 60 * badWeek.slowness(of: analyzer, at: received) / 100
      * crowd / 100
    return typical * dice.draw(.delay) / 1000 + dice.below(60)
  }

  /// What has become of it by now. The last ones always wait, and one of some hundreds was
  /// forgotten on the way.
  private func status(
    _ i: Int, received: Int, turnaround: Int, fails: Bool, _ dice: inout Dice
  ) -> Specimen.Status {
    let age = asOf - received
    let backlog = min(max(count / 80, 2), 40)
    let isForgotten = age < 4 * 86_400 && dice.chance(perMille: 6)
    let isLast = count - i <= backlog
    guard age < turnaround || isForgotten || isLast else { return fails ? .error : .completed }
    if isLast { return count - i <= (backlog + 1) / 2 ? .received : .inProcess }
    return isForgotten || age * 5 > turnaround * 2 ? .inProcess : .received
  }
}
