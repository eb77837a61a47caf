import Testing

@testable import History

@Suite("Rows that three versions have in common")
struct CommonRunTests {
  @Test("Runs are found around what was added, changed, removed and moved")
  func runs() {
    let base = (0..<1000).map { UInt64($0) }
    var (ours, theirs) = (base, base)
    ours[10] = 7010
    ours.remove(at: 500)
    ours += [8000, 8001]
    theirs.insert(contentsOf: (9000..<9100), at: 300)
    theirs.append(theirs.remove(at: 700))
    let runs = CommonRun.all(base, ours, theirs, atLeast: 16)
    let covered = runs.flatMap { run in base[run.base..<run.base + run.count] }
    // What stands before the first change is too short a run.
    let moved: UInt64 = 600
    #expect(covered == base.filter { $0 > 10 && $0 != 500 && $0 != moved })
    for run in runs {
      #expect(base[run.base..<run.base + run.count] == ours[run.ours..<run.ours + run.count])
      #expect(base[run.base..<run.base + run.count] == theirs[run.theirs..<run.theirs + run.count])
    }
  }

  @Test("Of versions that differ throughout, or in their order, only what all have in one order")
  func order() {
    let base = (0..<100).map { UInt64($0) }
    #expect(CommonRun.all(base, base.reversed(), base, atLeast: 2) == [])
    #expect(CommonRun.all(base, [], base, atLeast: 1) == [])
    #expect(
      CommonRun.all(base, base, base, atLeast: 1)
        == [CommonRun(base: 0, ours: 0, theirs: 0, count: 100)])
    let halves = Array(base[50...] + base[..<50])
    let runs = CommonRun.all(base, halves, base, atLeast: 1)
    #expect(runs.count == 1 && runs[0].count == 50)
  }
}
