/// A lab as a model of queues sees it: the kinds of work that arrive, and the machines that take them.
///
/// A specimen of an assay waits until a machine that can run the assay is free and open, and an
/// operator is free where operators are counted; it then holds both for its service time. Whoever
/// came first is served first among those that wait for the same machines. What was begun before a
/// machine closes is ended. After its service a specimen needs its handling time, which holds
/// neither machine nor person. Times are whole milliseconds, so that sums are exact and every
/// platform breaks a tie alike.
public struct CapacityModel: Sendable, Equatable {
  /// What one assay asks of the lab.
  public struct Work: Sendable, Equatable {
    public let assay: String
    /// The pool that it goes to, by its place.
    public let pool: Int
    /// How long a machine is busy with one specimen, in milliseconds.
    public var service: Int
    /// What turnaround takes besides waiting and service, in milliseconds.
    public var handling: Int
    /// Within which a result is promised, in milliseconds; more is a breach.
    public var promised: Int

    public init(assay: String, pool: Int, service: Int, handling: Int, promised: Int) {
      self.assay = assay
      self.pool = pool
      self.service = service
      self.handling = handling
      self.promised = promised
    }
  }

  public struct Machine: Sendable, Equatable {
    public let name: String
    /// The pool that it belongs to, by its place.
    public let pool: Int
    /// What it can run, by the places of the work.
    public var runs: Set<Int>
    /// When it is open, in milliseconds since 1970: ascending, apart from each other.
    public var open: [Range<Int>]

    public init(name: String, pool: Int, runs: Set<Int>, open: [Range<Int>]) {
      self.name = name
      self.pool = pool
      self.runs = runs
      self.open = open
    }
  }

  /// The names of the pools: machines that share work, directly or by others between them.
  public let pools: [String]
  public var work: [Work]
  public var machines: [Machine]
  /// How many operators there are at any time, each of whom attends one machine at a time; `nil`
  /// where a machine needs none.
  public var operators: Int?

  public init(pools: [String], work: [Work], machines: [Machine], operators: Int? = nil) {
    self.pools = pools
    self.work = work
    self.machines = machines
    self.operators = operators
  }
}

/// A specimen that reaches the lab.
public struct Arrival: Sendable, Equatable {
  /// In milliseconds since 1970.
  public var time: Int
  /// What is to be measured, by its place in the model's work.
  public var work: Int
  /// How long it keeps a machine busy, in milliseconds.
  public var service: Int

  public init(time: Int, work: Int, service: Int) {
    self.time = time
    self.work = work
    self.service = service
  }
}
