internal import Statistics

/// What was measured of one pool.
struct MeasuredTurnaround {
  let machines: Int
  /// In milliseconds.
  let turnaround: OrderedSamples
  let inTime: Int

  var compliance: Double? {
    turnaround.count == 0 ? nil : Double(inTime) / Double(turnaround.count)
  }

  /// Why the other figures of its row are empty.
  var note: String {
    turnaround.count == 0 ? "no results yet" : "records do not tell waiting from work"
  }
}

extension CapacityBaseline {
  /// What was measured of each pool in the model's order, and then of all together.
  func measured() -> [MeasuredTurnaround] {
    var tallies = Array(repeating: Tally(), count: model.pools.count + 1)
    var inTime = Array(repeating: 0, count: model.pools.count + 1)
    for record in history.records {
      guard let turnaround = record.turnaround else { continue }
      let work = model.work[record.assay]
      for place in [work.pool, model.pools.count] {
        tallies[place].add(turnaround * 1000)
        if turnaround * 1000 <= work.promised { inTime[place] += 1 }
      }
    }
    return tallies.indices.map { place in
      MeasuredTurnaround(
        machines: model.machines.count(where: {
          place == model.pools.count || $0.pool == place
        }), turnaround: OrderedSamples(tallies[place]), inTime: inTime[place])
    }
  }
}
