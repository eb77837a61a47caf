internal import Lab
internal import Tables

/// What can be asked of the lab's controls.
enum QualityOptions {
  static let material = MetricOption<String?>(
    "material", .argument(placeholder: "MATERIAL", isRequired: false),
    "Ids or names of controls, or what is measured in them, with commas between (default: all)",
    fallback: nil, word: nil, read: { $0.isEmpty ? nil : .some($0) })

  static let machine = MetricOption<String?>(
    "machine", placeholder: "CODE", "Only controls of this instrument")

  static let ranges = MetricOption(
    "r4s", default: RangeRule.withinRun, "What R-4s means; sources differ")

  static let scope = MetricOption(
    "levels", default: LevelScope.across,
    "Whether 4-1s and 10-x also look across the levels of a measurement")

  static let limits = MetricOption(
    "limits", default: ControlLimits.target,
    "The material's own mean and deviation, or those of its first results")

  static let baseline = MetricOption(
    "baseline", default: 20, in: 2...100_000,
    "How many first results limits come from, when they are observed")
}

/// Which controls are meant.
struct ControlSelection {
  private let ids: Set<Int>

  /// Finds those that the question names.
  /// - Throws: `NoAnswer` when a name is no control's.
  init(_ question: Question, in materials: [QCMaterial]) throws {
    var chosen = materials
    if let machine = question[QualityOptions.machine] {
      chosen = chosen.filter { $0.resource.text == machine }
      guard !chosen.isEmpty else {
        throw NoAnswer.unknown(
          "instrument with controls", machine,
          among: Set(materials.map(\.resource.text)).sorted())
      }
    }
    guard let words = question[QualityOptions.material] else {
      ids = Set(chosen.map(\.id.id))
      return
    }
    var ids: Set<Int> = []
    for word in words.split(separator: ",").map(String.init) {
      let meant = Self.materials(meantBy: word, in: chosen)
      guard !meant.isEmpty else {
        throw NoAnswer.unknown(
          "control", word, among: Set(chosen.flatMap { [$0.name, $0.measurementType] }).sorted())
      }
      ids.formUnion(meant.map(\.id.id))
    }
    self.ids = ids
  }

  func contains(_ material: QCMaterial) -> Bool { ids.contains(material.id.id) }

  /// An id, else a name, else what is measured; the first that fits.
  private static func materials(meantBy word: String, in materials: [QCMaterial]) -> [QCMaterial] {
    let folded = word.lowercased()
    let tests: [(QCMaterial) -> Bool] = [
      { String($0.id.id) == word }, { $0.name.lowercased() == folded },
      { $0.measurementType.lowercased() == folded },
    ]
    for test in tests {
      let found = materials.filter(test)
      if !found.isEmpty { return found }
    }
    return []
  }
}
