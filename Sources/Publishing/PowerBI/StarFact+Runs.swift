internal import Lab
internal import Tables

extension StarFact {
  static let runs = StarFact(
    of: Run.self, remembers: ["procedure_key", "operator_key"],
    columns: [
      FactColumn.copy("id"),
      FactColumn.key(.procedure, "The procedure, in the version that was followed.") {
        $0.procedureKey()
      },
      FactColumn.key(.operator, "user_id", "Who ran it."),
      FactColumn.copy("status"),
      FactColumn.moment("start_time", "start", isActive: true),
      FactColumn.hour("start_time", "start"),
      FactColumn.moment("end_time", "end"),
      FactColumn.minutes(
        "elapsed_minutes", "From start to end, pauses included; empty while it is in progress.",
        from: "start_time", to: "end_time"),
      FactColumn.flag(
        "is_completed", "", when: "status", in: [Run.Status.completed.rawValue]),
      FactColumn.flag(
        "is_cancelled", "", when: "status", in: [Run.Status.cancelled.rawValue]),
      FactColumn.flag(
        "is_open", "In progress, or paused.", when: "status", in: [Run.Status.inProgress.rawValue]),
    ],
    measures: [
      .count("Runs", of: "fact_runs", "Runs that were started, by the day of their start."),
      .count(
        "Runs completed", of: "fact_runs", where: "fact_runs[is_completed] = TRUE()",
        "By the day of their start."),
      .share(
        "Completion rate", "[Runs completed]",
        of: "CALCULATE(COUNTROWS(fact_runs), fact_runs[is_open] == FALSE())",
        "Runs that were completed, of those that ended; as 'plainlab metrics completion'."),
      .percentile(
        "Median run (min)", "0.50", of: "fact_runs", "elapsed_minutes",
        "Minutes from start to end, pauses included."),
    ])

  static let runSteps = StarFact(
    of: RunStep.self, parts: "completed_at",
    columns: [
      FactColumn.copy("id"),
      FactColumn.copy("run_id"),
      FactColumn.key(.procedure, through: "run_id", "The run's procedure, in its version."),
      FactColumn.key(.operator, through: "run_id", "Who ran it."),
      FactColumn.key(.step, "step_id"),
      FactColumn.copy("completed", as: "is_completed", "Whether the step is done."),
      FactColumn.moment("completed_at", "completed", isActive: true),
    ],
    measures: [
      .count("Steps of runs", of: "fact_run_steps", "Steps of runs, done or not."),
      .share(
        "Steps done",
        "CALCULATE(COUNTROWS(fact_run_steps), fact_run_steps[is_completed] = TRUE())",
        of: "COUNTROWS(fact_run_steps)", "Steps that are done, of all steps of the runs."),
    ])
}
