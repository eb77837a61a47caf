/// What comes after what, and how long it takes.
public struct SchedulePicture: Sendable, Equatable {
  public struct Task: Sendable, Equatable {
    public let name: String
    /// From the start of the first, in the unit of the axis.
    public let time: ClosedRange<Double>
    /// How long it was thought to take; `nil` where nobody said.
    public let estimate: Double?

    public init(name: String, time: ClosedRange<Double>, estimate: Double? = nil) {
      self.name = name
      self.time = time
      self.estimate = estimate
    }
  }

  /// What the axis shows, with its unit.
  public let axis: String
  /// In the order in which they are to be read.
  public let tasks: [Task]

  public init(axis: String, tasks: [Task]) {
    self.axis = axis
    self.tasks = tasks
  }
}
