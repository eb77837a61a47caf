import Foundation
import Lab
import Tables
import Testing

@Suite("The synthetic lab")
struct SyntheticLabTests {
  /// The bytes of every table's file.
  private func files(_ options: SyntheticLab.Options) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for table in SyntheticLab(options).tables {
      try table.write { files[table.schema.name, default: []] += $0 }
    }
    return files
  }

  private func findings(_ options: SyntheticLab.Options) throws -> [Finding] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "plainlab-synthetic-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in try files(options) {
      try Data(bytes).write(to: folder.appending(path: name + ".csv"))
    }
    let store = try Store(DiskFolder(folder.path, name: "data"), catalog: LabCatalog.catalog)
    return try Check(store).list.findings
  }

  @Test("It has every table of the catalog, in its order")
  func allTables() {
    let names = SyntheticLab().tables.map(\.schema.name)
    #expect(names == LabCatalog.catalog.tables.map(\.name))
  }

  @Test("The same seed makes the same bytes, another seed others")
  func seeds() throws {
    var options = SyntheticLab.Options()
    let first = try files(options)
    #expect(try files(options) == first)
    options.seed = 2
    #expect(try files(options) != first)
  }

  @Test("More of one table does not change another")
  func independence() throws {
    var options = SyntheticLab.Options()
    let few = try files(options)
    options.specimens = 900
    let many = try files(options)
    #expect(many["specimens"] != few["specimens"])
    for name in few.keys where name != "specimens" { #expect(many[name] == few[name], "\(name)") }
  }

  @Test("The sample stays what it is, byte for byte: a new sum is a decision")
  func checksum() throws {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let files = try files(SyntheticLab.Options())
    for name in files.keys.sorted() {
      for byte in files[name] ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(String(hash, radix: 16) == "57b9d1b3b8cc045c")
  }

  @Test("Nothing is wrong with it, whatever it is asked for", arguments: 1...12)
  func check(seed: Int) throws {
    var options = SyntheticLab.Options()
    options.seed = UInt64(seed)
    options.specimens = [0, 1, 400, 3000][seed % 4]
    options.procedures = [8, 1, 0, 30, 6][seed % 5]
    options.runs = [40, 0, 700][seed % 3]
    options.requests = [8, 60, 0, 1][seed % 4]
    options.days = [30, 1, 400][seed % 3]
    #expect(try findings(options) == [])
  }

  @Test("There are as many rows as were asked for, with ids from 1 and times ascending")
  func counts() {
    var options = SyntheticLab.Options()
    options.specimens = 1234
    options.procedures = 11
    options.runs = 567
    options.requests = 13
    let lab = SyntheticLab(options)
    #expect(lab.procedures.map(\.id.id) == Array(1...11))
    #expect(lab.specimens.map(\.id.id) == Array(1...1234))
    #expect(lab.runs.map(\.id.id) == Array(1...567))
    #expect(lab.serviceRequests.map(\.id.id) == Array(1...13))
    #expect(isAscending(lab.specimens.map(\.receivedAt)))
    #expect(isAscending(lab.runs.map(\.startTime)))
    #expect(isAscending(lab.bookings.map(\.createdAt)))
    #expect(isAscending(lab.qcResults.map(\.timestamp)))
  }

  private func isAscending(_ times: [Instant]) -> Bool {
    zip(times, times.dropFirst()).allSatisfy(<=)
  }

  @Test("Nothing has happened after the present")
  func present() {
    let lab = SyntheticLab()
    let now = lab.options.asOf
    #expect(lab.specimens.allSatisfy { $0.receivedAt < now && ($0.processedAt ?? now) <= now })
    #expect(lab.runs.allSatisfy { $0.startTime < now && ($0.endTime ?? now) <= now })
    #expect(lab.runEvents.allSatisfy { $0.at <= now })
    #expect(lab.testResults.allSatisfy { $0.timestamp <= now })
    #expect(lab.bookings.allSatisfy { $0.updatedAt <= now })
    #expect(lab.serviceRequests.allSatisfy { $0.updatedAt <= now })
    #expect(lab.nonConformances.allSatisfy { $0.raisedAt <= now && ($0.closedAt ?? now) <= now })
    #expect(lab.capaActions.allSatisfy { ($0.doneAt ?? now) <= now })
  }

  private var large: SyntheticLab {
    var options = SyntheticLab.Options()
    options.specimens = 40_000
    options.days = 84
    return SyntheticLab(options)
  }

  @Test("Mornings are busy, nights and weekends are quiet")
  func rhythm() {
    var hours = Array(repeating: 0, count: 24)
    var weekdays = Array(repeating: 0, count: 7)
    for specimen in large.specimens {
      hours[specimen.receivedAt.seconds / 3600 % 24] += 1
      weekdays[(specimen.receivedAt.seconds / 86_400 + 3) % 7] += 1
    }
    #expect(hours[8] > hours[14] && hours[14] > hours[20] && hours[20] > hours[2])
    #expect(hours[7...10].reduce(0, +) * 100 / 40_000 > 35)
    #expect(weekdays[5] * 2 < weekdays[0] && weekdays[6] < weekdays[5])
  }

  @Test("Turnaround has a long tail, and each analyzer fails at its own rate")
  func turnaround() throws {
    var minutes: [Int] = []
    var failed: [String: Int] = [:]
    var done: [String: Int] = [:]
    for specimen in large.specimens
    where specimen.assay.text == "CRP" || specimen.assay.text == "INR" {
      guard let processed = specimen.processedAt else { continue }
      done[specimen.machine.text, default: 0] += 1
      if specimen.status == .error { failed[specimen.machine.text, default: 0] += 1 }
      if specimen.assay.text == "CRP" {
        minutes.append((processed.seconds - specimen.receivedAt.seconds) / 60)
      }
    }
    minutes.sort()
    let median = minutes[minutes.count / 2]
    let p90 = minutes[minutes.count * 9 / 10]
    #expect(45...65 ~= median, "\(median)")
    #expect(p90 * 10 > median * 16 && p90 < median * 3, "\(median), \(p90)")
    func perMille(_ code: String) -> Int {
      failed[code, default: 0] * 1000 / max(done[code, default: 1], 1)
    }
    #expect(5...15 ~= perMille("CHEM-1"), "\(perMille("CHEM-1"))")
    #expect(50...75 ~= perMille("COAG-1"), "\(perMille("COAG-1"))")
  }

  @Test("The last specimens are still waiting")
  func backlog() {
    let statuses = SyntheticLab().specimens.map(\.status)
    #expect(statuses.suffix(2) == [.received, .received])
    let open = statuses.count { $0 == .received || $0 == .inProcess }
    #expect(4...25 ~= open, "\(open)")
  }

  @Test("One step of each procedure takes clearly longer than it is thought to")
  func bottleneck() throws {
    var options = SyntheticLab.Options()
    options.runs = 1500
    let lab = SyntheticLab(options)
    let procedures = Dictionary(uniqueKeysWithValues: lab.runs.map { ($0.id, $0) })
    let steps = Dictionary(uniqueKeysWithValues: lab.steps.map { ($0.id, $0) })
    var slowness: [Int: [Int: [Int]]] = [:]
    var before: (run: Key<Run>, at: Int)?
    for row in lab.runSteps {
      let run = try #require(procedures[row.run])
      let step = try #require(steps[row.step])
      guard run.procedure.id == 1, let completed = row.completedAt, let order = step.order,
        let estimate = step.estimatedMinutes
      else { continue }
      let start = before.flatMap { $0.run == row.run ? $0.at : nil } ?? run.startTime.seconds
      slowness[1, default: [:]][order, default: []].append(
        (completed.seconds - start) * 100 / (estimate * 60))
      before = (row.run, completed.seconds)
    }
    let medians = (slowness[1] ?? [:]).mapValues { $0.sorted()[$0.count / 2] }
    #expect(medians.max { $0.value < $1.value }?.key == 4, "\(medians)")
    #expect((medians[4] ?? 0) > 150)
  }

  @Test("Bookings of a resource do not overlap beyond its capacity")
  func overlaps() {
    var options = SyntheticLab.Options()
    options.requests = 40
    let lab = SyntheticLab(options)
    let occupying: Set<Booking.Status> = [.pending, .confirmed, .inUse, .completed]
    for resource in lab.resources {
      let bookings = lab.bookings.filter {
        $0.resource == resource.id && occupying.contains($0.status)
      }
      for booking in bookings {
        let together = bookings.count {
          $0.startTime <= booking.startTime && booking.startTime < $0.endTime
        }
        #expect(together <= resource.capacity, "\(resource.code) at \(booking.startTime)")
      }
    }
  }
}
