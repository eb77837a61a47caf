internal import Tables

extension SyntheticLab {
  /// Runs in the order in which they were started.
  public var runs: SyntheticRows<Run> {
    let (planner, workbench, asOf) = (runPlanner, workbench, asOf)
    return SyntheticRows(count: planner.count) { i in
      let plan = planner.plan(i)
      let isOver = plan.end <= asOf
      return Run(
        id: Key(i + 1), procedure: Key(plan.procedure + 1),
        startTime: Instant(seconds: plan.start),
        endTime: isOver ? Instant(seconds: plan.end) : nil,
        status: !isOver ? .inProgress : plan.isCancelled ? .cancelled : .completed,
        notes: isOver ? plan.notes : nil,
        procedureVersion: workbench.version(plan.procedure, at: plan.start),
        user: Key(plan.user))
    }
  }

  /// One row for each step of each run, done or not.
  public var runSteps: SyntheticRows<RunStep> {
    let (planner, workbench, asOf) = (runPlanner, workbench, asOf)
    return SyntheticRows(blocks: planner.count) { i, firstID in
      let plan = planner.plan(i)
      let firstStep = workbench.firstStep(plan.procedure)
      return workbench.template(plan.procedure).steps.indices.map { place in
        let end = place < plan.stepEnds.count ? plan.stepEnds[place] : nil
        let done = end.flatMap { $0 <= asOf ? Instant(seconds: $0) : nil }
        return RunStep(
          id: Key(firstID + place), run: Key(i + 1), step: Key(firstStep + place),
          isCompleted: done != nil, completedAt: done, notes: nil)
      }
    }
  }

  /// The start, the pauses and the end of each run.
  public var runEvents: SyntheticRows<RunEvent> {
    let (planner, asOf) = (runPlanner, asOf)
    return SyntheticRows(blocks: planner.count) { i, firstID in
      let plan = planner.plan(i)
      var events: [(RunEvent.Event, Int, String?)] = [(.start, plan.start, nil)]
      if let pause = plan.pause {
        events += [(.pause, pause.from, pause.reason), (.resume, pause.until, nil)]
      }
      events.append(
        plan.isCancelled ? (.cancel, plan.end, plan.notes) : (.complete, plan.end, nil))
      return events.filter { $0.1 <= asOf }.enumerated().map { place, event in
        RunEvent(
          id: Key(firstID + place), run: Key(i + 1), event: event.0, at: Instant(seconds: event.1),
          user: Key(plan.user), reason: event.2)
      }
    }
  }
}
