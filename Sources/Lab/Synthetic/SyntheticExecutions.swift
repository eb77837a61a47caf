internal import JSONText
internal import Tables

extension SyntheticLab {
  public var protocolExecutions: SyntheticRows<ProtocolExecution> {
    let (campaign, planner, workbench, asOf) = (campaign, runPlanner, workbench, asOf)
    let box = dice("executions")
    return SyntheticRows(count: campaign.executions.count) { i in
      var dice = box[i]
      let execution = campaign.executions[i]
      let text = ProtocolText.all[execution.protocolPlace]
      let status = execution.status(asOf: asOf)
      let hasBegun = status != .assigned
      let isOver = status == .completed || status == .aborted
      let isReviewed = execution.end + 20 * 3600 <= asOf
      return ProtocolExecution(
        id: Key(i + 1), protocolCode: Code(text.code), request: Key(execution.request + 1),
        operatorKey: Key(execution.user),
        startTime: hasBegun ? Instant(seconds: execution.start) : nil,
        endTime: isOver ? Instant(seconds: execution.end) : nil,
        inputData: hasBegun
          ? JSONCell(Self.inputs(execution.protocolPlace, campaign.module(of: execution), &dice))
          : nil,
        results: isOver && execution.isAborted ? JSONCell(["message": "stopped by operator"]) : nil,
        status: status,
        qcStatus: !isOver || !isReviewed
          ? .pending
          : execution.isAborted ? .failed : dice.chance(perMille: 30) ? .waived : .passed,
        run: planner.run(ofExecution: i), sample: Key(execution.sample + 1),
        booking: campaign.bookings.key(of: execution.booking),
        protocolVersion: text.procedure < workbench.procedures && hasBegun
          ? workbench.version(text.procedure, at: execution.start) : nil,
        baseline: execution.baseline.map { Key($0 + 1) })
    }
  }

  private static func inputs(
    _ protocolPlace: Int, _ module: Campaign.Module, _ dice: inout Dice
  ) -> JSON {
    func tenths(_ low: Int, _ high: Int) -> JSON {
      .number(ExactDecimal(units: dice.number(in: low...high), decimals: 1).text)
    }
    switch protocolPlace {
    case ProtocolText.flash: return ["irradiance": 1000, "module_temperature": tenths(243, 257)]
    case ProtocolText.imaging: return ["current": tenths(120, 139)]
    case ProtocolText.insulation:
      return ["test_voltage": .int(module.volts), "water_temperature": tenths(208, 231)]
    default: return ["cycles": 10]
    }
  }

  /// What was measured in the executions that are completed, in their order.
  public var testResults: SyntheticRows<TestResult> {
    let (campaign, asOf) = (campaign, asOf)
    let box = dice("results")
    return SyntheticRows(blocks: campaign.executions.count) { i, firstID in
      let execution = campaign.executions[i]
      guard execution.status(asOf: asOf) == .completed else { return [] }
      var dice = box[i]
      let readings = Reading.all(of: execution, in: campaign, &dice)
      // After an exposure of days, what is measured is measured at its end.
      let start = max(execution.start, execution.end - 2 * 3600)
      let length = execution.end - start
      return readings.enumerated().map { place, reading in
        let at = start + length * (place + 1) / (readings.count + 1)
        return TestResult(
          id: Key(firstID + place), execution: Key(i + 1), measurementType: reading.type,
          measuredValue: ExactDecimal(units: reading.units, decimals: reading.decimals),
          unit: reading.unit, timestamp: Instant(seconds: at), equipment: Code(reading.equipment),
          operatorKey: Key(execution.user),
          expandedUncertainty: reading.uncertainty.map {
            ExactDecimal(units: $0, decimals: reading.decimals)
          },
          coverageFactor: reading.uncertainty == nil ? nil : ExactDecimal(units: 2, decimals: 0),
          excludedReason: reading.isExcluded ? "Shutter stuck, curve is cut off" : nil)
      }
    }
  }
}

extension Campaign {
  func module(of execution: Execution) -> Module { requests[execution.request].module }
}

extension Campaign.Execution {
  func status(asOf: Int) -> ProtocolExecution.Status {
    if start > asOf { return .assigned }
    if end > asOf { return protocolPlace == ProtocolText.humidity ? .paused : .inProgress }
    return isAborted ? .aborted : .completed
  }
}

/// A measured value before it is a row: a whole number of the last digit that is shown.
private struct Reading {
  let type: String
  let units: Int
  let decimals: Int
  let unit: String
  let equipment: String
  var uncertainty: Int?
  var isExcluded = false

  static func all(
    of execution: Campaign.Execution, in campaign: Campaign, _ dice: inout Dice
  ) -> [Reading] {
    let sample = campaign.samples[execution.sample]
    // Hundredths of a watt: the nameplate's tenths, times how strong the module is.
    let power = campaign.module(of: execution).pmax * 10 * (100_000 + sample.strength) / 100_000
    switch execution.protocolPlace {
    case ProtocolText.flash:
      return flashes(power, campaign.module(of: execution), &dice)
    case ProtocolText.imaging:
      let isCracked = dice.chance(perMille: 40)
      return [
        Reading(
          type: "inactive_area", units: dice.number(in: 2...34) + (isCracked ? 65 : 0), decimals: 1,
          unit: "%", equipment: "EL-1")
      ]
    case ProtocolText.insulation:
      let resistance = dice.number(in: 900...7800)
      return [
        Reading(
          type: "insulation_resistance_area", units: resistance, decimals: 1, unit: "MΩ·m²",
          equipment: "INS-1", uncertainty: resistance * 4 / 100),
        Reading(
          type: "leakage_current", units: dice.number(in: 18...190), decimals: 1, unit: "µA",
          equipment: "INS-1"),
      ]
    default:
      let loss = dice.number(in: 150...1800) + (dice.chance(perMille: 50) ? 4200 : 0)
      let after = power * (100_000 - loss) / 100_000
      return (0..<2).map { _ in flash(after, &dice) }
    }
  }

  private static func flashes(
    _ power: Int, _ module: Campaign.Module, _ dice: inout Dice
  ) -> [Reading] {
    // All have cells of one size, so current is alike and voltage follows from power: 13.4 A times
    // a fill factor of 0.81.
    let voltage = module.pmax * 10_000 / 10_854
    var readings = (0..<3).map { _ in flash(power, &dice) }
    if dice.chance(perMille: 25) {
      readings[0] = Reading(
        type: "pmax", units: power * 87 / 100, decimals: 2, unit: "W", equipment: "SUN-1",
        isExcluded: true)
    }
    readings += [
      Reading(
        type: "isc", units: 1340 + dice.number(in: -22...22), decimals: 2, unit: "A",
        equipment: "SUN-1", uncertainty: 14),
      Reading(
        type: "voc", units: voltage + dice.number(in: -30...30), decimals: 2, unit: "V",
        equipment: "SUN-1", uncertainty: 23),
    ]
    return readings
  }

  private static func flash(_ power: Int, _ dice: inout Dice) -> Reading {
    Reading(
      type: "pmax", units: power + power * dice.draw(.normal) / 1_250_000, decimals: 2, unit: "W",
      equipment: "SUN-1", uncertainty: power * 11 / 1000)
  }
}
