import CommandLineKit
import Lab
import Wording

/// What the options of a command say of a procedure.
struct ProcedureOptions {
  var name: String?
  var description: String?
  /// The steps, all anew.
  var steps: [String] = []
  var addedSteps: [String] = []
  /// Places of steps that go, from 1.
  var droppedSteps: [Int] = []
  /// The minutes of each step there is in the end.
  var durations: [StepMinutes] = []

  var isEmpty: Bool {
    name == nil && description == nil && steps.isEmpty && addedSteps.isEmpty
      && droppedSteps.isEmpty && durations.isEmpty
  }

  /// The text with what they say; all else stays as it is.
  func text(from base: ProcedureText) throws -> ProcedureText {
    guard steps.isEmpty || addedSteps.isEmpty && droppedSteps.isEmpty else {
      throw UsageError(
        "--step gives all steps anew; --add-step and --drop-step change those there.")
    }
    for place in droppedSteps where !base.steps.indices.contains(place - 1) {
      let steps = base.steps.isEmpty ? "no steps" : "steps 1 to \(base.steps.count)"
      throw UsageError("There is no step \(place) to drop; there are \(steps).")
    }
    let dropped = Set(droppedSteps)
    let kept = base.steps.enumerated().filter { !dropped.contains($0.offset + 1) }.map(\.element)
    let all = try (steps.isEmpty ? kept : steps.map(step)) + addedSteps.map(step)
    return ProcedureText(
      name: name ?? base.name, description: description ?? base.description,
      steps: try timed(all))
  }

  /// A step as it was typed. Where durations have options of their own, it is text alone.
  private func step(_ typed: String) throws -> StepText {
    do throws(UnreadableDuration) {
      return durations.isEmpty ? try StepText(line: typed) : StepText(typed)
    } catch {
      throw UsageError("\(error).")
    }
  }

  private func timed(_ steps: [StepText]) throws -> [StepText] {
    guard !durations.isEmpty else { return steps }
    guard durations.count == steps.count else {
      throw UsageError(
        "There are \(counted(steps.count, "step")) and \(counted(durations.count, "duration")): give one "
          + "for each step, in their order, and '-' for one that is not estimated.")
    }
    return zip(steps, durations).map { StepText($0.description, minutes: $1.minutes) }
  }
}

/// How long a step takes, in whole minutes: `90`, `1h30min`, or `-` for not estimated.
struct StepMinutes: ParameterValue {
  let minutes: Int?

  static let placeholder: String? = "MINUTES"
  var argument: String { minutes.map(String.init) ?? "-" }

  init(argument: String) throws(InvalidValue) {
    minutes = StepText.minutes(argument)
    guard minutes != nil || argument == "-" else {
      throw InvalidValue(expected: "whole minutes like 90 or 1h30min, or '-' for not estimated")
    }
  }
}
