import Foundation
import Testing

/// The properties under random seeds, for as long as `PLAINLAB_FUZZ_SECONDS` says; `scripts/fuzz`
/// sets it. `PLAINLAB_FUZZ_SEED` repeats one case.
@Suite struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["PLAINLAB_FUZZ_SECONDS"].flatMap(Int.init)
  private static let seed = environment["PLAINLAB_FUZZ_SEED"].flatMap(UInt64.init)

  @Test("Fuzz: the properties hold for files nobody thought of", .enabled(if: seconds != nil))
  func randomSeeds() throws {
    let start = UInt64.random(in: 0 ... .max >> 1)
    print("fuzz: seeds from \(start)")
    let clock = ContinuousClock()
    let end = clock.now + .seconds(Self.seconds ?? 0)
    var cases: UInt64 = 0
    while clock.now < end {
      let seed = start + cases
      guard try checkProperties(of: GeneratedText(seed: seed).bytes, seed: seed) else {
        print("fuzz: repeat with PLAINLAB_FUZZ_SEED=\(seed) scripts/fuzz")
        return
      }
      cases += 1
    }
    print("fuzz: \(cases) cases held")
  }

  @Test("Fuzz: one case again", .enabled(if: seed != nil))
  func oneSeed() throws {
    let seed = Self.seed ?? 0
    #expect(try checkProperties(of: GeneratedText(seed: seed).bytes, seed: seed))
  }
}
