/// A rule by which results of controls are judged; *s* is the control's standard deviation.
///
/// J. O. Westgard, P. L. Barry, M. R. Hunt, T. Groth, “A multi-rule Shewhart chart for quality control
/// in clinical chemistry”, Clinical Chemistry 27 (1981), 493-501. To exceed a limit is to lie strictly
/// beyond it. The rules are applied side by side: that 1-2s is asked first was meant to save work by
/// hand, and a program loses detection by it (J. O. Westgard, “Westgard Rules: Abuses, Misuses, and
/// In-excuses”, westgard.com).
public enum WestgardRule: String, CaseIterable, Sendable {
  /// A result exceeds 2 s on either side: a warning and no more, as one in 22 does by chance.
  case oneTwoS = "1-2s"
  /// A result exceeds 3 s on either side.
  case oneThreeS = "1-3s"
  /// Two results exceed 2 s on the same side: two consecutive ones of a material, or two levels in
  /// one run.
  case twoTwoS = "2-2s"
  /// Two results are too far apart, as `RangeRule` has it.
  case rangeFourS = "R-4s"
  /// Four consecutive results exceed 1 s on the same side.
  case fourOneS = "4-1s"
  /// Ten consecutive results lie on one side of the mean.
  case tenX = "10-x"

  /// Whether a result that breaks it is rejected.
  public var isRejection: Bool { self != .oneTwoS }
}

/// What R-4s means: sources differ.
public enum RangeRule: String, CaseIterable, Sendable {
  /// In one run a result exceeds +2 s and another one -2 s. Westgard and others 1981: the rule is for
  /// random error, so it does not look across runs.
  case withinRun = "within-run"
  /// Of two consecutive results of a material one exceeds +2 s and the other -2 s.
  case consecutive
  /// Two results of one run differ by more than 4 s, wherever they lie.
  case range
}

/// Which results are consecutive for 4-1s and 10-x.
public enum LevelScope: String, CaseIterable, Sendable {
  /// Those of a material, and also those of all levels of one measurement on one instrument in the
  /// order of their times. Westgard and others 1981 look within and across materials.
  case across
  /// Only those of a material.
  case within
}
