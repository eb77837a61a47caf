/// What a metric found out: the typed figures, and how they look as rows.
public protocol Measurement: Sendable {
  /// The columns of the rows that a question gets.
  static func columns(_ question: Question) -> [FigureColumn]

  /// Why a question is not answered as it was asked; `nil` when it is. Asked before anything is read.
  static func refusal(_ question: Question) -> NoAnswer?

  /// The rows, one cell for each of `columns(question)`.
  func figures(_ question: Question) -> Figures
}

/// A measurement that the report looks at.
public protocol WatchedMeasurement: Measurement {
  /// What a person should look at, where `before` is the same of the time before. Both may be empty.
  ///
  /// Be calm: who is called for nothing does not come when it matters.
  func attention(after before: Self) -> [Attention]

  /// The few figures that stand for all, to be compared with those of the time before.
  var headlines: [Headline] { get }
}

extension WatchedMeasurement {
  public var headlines: [Headline] { [] }
}

/// A figure by which a lab is steered.
public struct Headline: Sendable, Equatable {
  /// What it is, with its unit: `completed a day`, `error rate, %`.
  public let name: String
  /// `nil` where it is not defined.
  public let value: Double?
  public let decimals: Int

  public init(_ name: String, _ value: Double?, decimals: Int) {
    self.name = name
    self.value = value
    self.decimals = decimals
  }
}

extension Measurement {
  public static func refusal(_ question: Question) -> NoAnswer? { nil }
}

/// Takes the specimens block by block, so that one scan serves many.
///
/// A scan makes a copy for each of its threads, gives it the blocks that the thread reads, and merges
/// all in the end. Which thread reads which block is chance; the figures must not depend on it. What
/// depends on the order of the file is kept `InOrder`.
public protocol SpecimenGathering: Sendable {
  /// What it looks at; nothing else is read.
  var needed: Set<SpecimenColumns.Name> { get }

  /// Adds the specimens of a block.
  mutating func add(_ specimens: SpecimenColumns)

  /// Adds what another one found that was asked the same and was given other blocks.
  mutating func merge(_ other: Self)

  /// Ends the scan.
  ///
  /// - Parameters:
  ///   - names: The columns, with the texts behind their codes.
  ///   - lost: How many records could not be read.
  mutating func finish(_ names: SpecimenColumns, lost: Int)
}

extension SpecimenGathering {
  /// Adds what another one of the same type found.
  mutating func merge(any other: any SpecimenGathering) {
    guard let other = other as? Self else {
      preconditionFailure("what threads found is merged with its like")
    }
    merge(other)
  }
}

/// A measurement of specimens.
public protocol SpecimenMeasurement: Measurement, SpecimenGathering {
  init(_ question: Question, _ promises: Promises)
}

/// Something that a person should look at, and the command that shows its rows.
public struct Attention: Sendable, Equatable {
  /// How pressing it is; the most pressing first.
  public enum Weight: Int, Sendable, Comparable, CaseIterable {
    /// Figures cannot be trusted: the files, or an instrument out of control.
    case untrusted
    /// A promise is broken.
    case breach
    /// A machine fails more than chance would have it.
    case outOfControl
    /// A promise will be broken if nothing is done.
    case risk
    /// Something is other than it was.
    case change
    /// Something could be better.
    case hint

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  public let weight: Weight
  /// Among those of one weight the greater come first; in no unit.
  public let size: Double
  /// What it is about, called the same whenever it is told: a machine, a measurement on a machine.
  /// `nil` where it is about the lab.
  public let subject: String?
  public let sentence: String
  public let command: String

  public init(
    _ weight: Weight, size: Double = 0, about subject: String? = nil, _ sentence: String,
    command: String
  ) {
    self.weight = weight
    self.size = size
    self.subject = subject
    self.sentence = sentence
    self.command = command
  }
}

extension Sequence<Attention> {
  /// The most pressing first.
  public var inOrder: [Attention] {
    sorted {
      ($0.weight.rawValue, -$0.size, $0.sentence) < ($1.weight.rawValue, -$1.size, $1.sentence)
    }
  }
}
