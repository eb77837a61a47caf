/// The lab's runs as columns of numbers: who followed what, when, and how far.
///
/// A run has a place, from 0, in the order of the file; its steps and pauses lie one after another
/// in arrays of their own. Nothing is an object a row.
public struct RunHistory: Sendable {
  /// What is read beside the runs.
  public struct Parts: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let steps = Parts(rawValue: 1)
    public static let pauses = Parts(rawValue: 2)
  }

  public enum Status: UInt8, Sendable {
    case inProgress, completed, cancelled
    /// A word that is no status.
    case unknown
  }

  /// Stands for a time, a version or a person that is empty or not readable.
  public static let missing = PackedNumbers.missing

  /// A column an attribute, an entry a run.
  public internal(set) var ids = PackedNumbers()
  public internal(set) var procedures = PackedNumbers()
  public internal(set) var versions = PackedNumbers()
  public internal(set) var users = PackedNumbers()
  public internal(set) var starts = PackedNumbers()
  public internal(set) var ends = PackedNumbers()
  public internal(set) var states: [Status] = []

  /// The steps of all runs, run by run, those of one run in the order of their rows' ids, which is
  /// that of the procedure that was followed.
  public internal(set) var steps = StepColumns()
  /// Where in `steps` and in `pauses` those of each run begin; the last entry is the end.
  var stepBounds: [Int] = [0]
  var pauseBounds: [Int] = [0]
  /// `[start, end)`; one that was never ended lasts until the end of time.
  var pauses: [Range<Int>] = []

  /// The newest time that any row has, in seconds since 1970.
  public internal(set) var newest: Int?
  /// Records that could not be read, and rows without a readable id or procedure, or of no run.
  public internal(set) var lost = 0

  init() {}

  public var count: Int { ids.count }

  /// The places of a run's steps in `steps`.
  public func steps(of run: Int) -> Range<Int> { stepBounds[run]..<stepBounds[run + 1] }
}

/// The steps of runs, a column an attribute.
public struct StepColumns: Sendable {
  public internal(set) var steps = PackedNumbers()
  /// Whether it was done; one that was left out was not.
  public internal(set) var areDone: [Bool] = []
  /// Seconds since 1970, or `RunHistory.missing`.
  public internal(set) var times = PackedNumbers()

  public var count: Int { steps.count }
}
