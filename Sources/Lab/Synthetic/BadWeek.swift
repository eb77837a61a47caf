internal import Tables

/// The last seven days of a lab in which much went wrong, for those who want to see whether anybody
/// notices: the old chemistry line fails, coagulation is slow, a lot of controls on ARCH-1 has turned,
/// and whoever releases results waits for a printer.
struct BadWeek: Sendable {
  /// Seconds since 1970; `nil` for a lab in which it did not happen.
  private let start: Int?

  init(_ options: SyntheticLab.Options) {
    start = options.isBadWeek ? options.asOf.seconds - 7 * 86_400 : nil
  }

  private func holds(at second: Int) -> Bool { start.map { second >= $0 } ?? false }

  /// Errors among a thousand specimens.
  func errors(of analyzer: Equipment.Analyzer, at second: Int) -> Int {
    analyzer.code == "CHEM-2" && holds(at: second) ? 180 : analyzer.errors
  }

  /// The time for a specimen, in percent of what is typical.
  func slowness(of analyzer: Equipment.Analyzer, at second: Int) -> Int {
    analyzer.code == "COAG-1" && holds(at: second) ? 260 : analyzer.slowness
  }

  /// What a control is off, in thousandths of its deviation.
  func offset(ofControlOn analyzer: Int, at second: Int) -> Int {
    Equipment.analyzers[analyzer].code == "ARCH-1" && holds(at: second) ? 2700 : 0
  }

  /// The time of a procedure's slowest step, in thousandths of what was planned.
  func slowness(ofStepIn procedure: Int, at second: Int) -> Int {
    procedure == 3 && holds(at: second) ? 6000 : 1700
  }
}
