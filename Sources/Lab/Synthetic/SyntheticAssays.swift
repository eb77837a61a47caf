internal import Tables

/// What the synthetic lab measures in specimens.
struct AssayProfile: Sendable {
  let code: String
  let name: String
  /// How often it is asked for.
  let weight: Int
  /// From reception to result, on a quiet day.
  let typicalMinutes: Int
  let slaHours: String?
  let targetMinutes: Int?
  let serviceMinutes: String
  /// The places of the analyzers that measure it, the first preferred.
  let analyzers: [Int]

  static let all: [AssayProfile] = [
    AssayProfile("GLU", "Glucose", 150, 42, "2", 90, "0.6", [2, 3]),
    AssayProfile("CRP", "C-reactive protein", 170, 48, "2", 105, "0.9", [2, 3]),
    AssayProfile("CREA", "Creatinine", 140, 46, "2", 105, "0.7", [2, 3]),
    AssayProfile("TROP", "Troponin T, high sensitivity", 70, 38, "1", 60, "1.4", [0, 1]),
    AssayProfile("TSH", "Thyrotropin", 130, 95, "4", 240, "1.8", [0, 1]),
    AssayProfile("FT4", "Free thyroxine", 80, 98, "4", 300, "1.8", [0, 1]),
    AssayProfile("FER", "Ferritin", 70, 105, "6", 300, "1.6", [1, 0]),
    AssayProfile("INR", "Prothrombin time", 110, 40, "1.5", 90, "1.2", [4]),
    AssayProfile("DDIM", "D-dimer", 40, 52, "2", 120, "2.1", [4]),
    AssayProfile("HBA1C", "Glycated haemoglobin", 60, 240, "24", 720, "2.4", [2, 3]),
    AssayProfile("VITD", "Vitamin D, 25-hydroxy", 45, 1080, "48", nil, "4.0", [0, 1]),
    AssayProfile("ANA", "Antinuclear antibodies, send-out panel", 15, 2300, nil, nil, "6.5", [1]),
  ]

  init(
    _ code: String, _ name: String, _ weight: Int, _ typicalMinutes: Int, _ slaHours: String?,
    _ targetMinutes: Int?, _ serviceMinutes: String, _ analyzers: [Int]
  ) {
    self.code = code
    self.name = name
    self.weight = weight
    self.typicalMinutes = typicalMinutes
    self.slaHours = slaHours
    self.targetMinutes = targetMinutes
    self.serviceMinutes = serviceMinutes
    self.analyzers = analyzers
  }
}

/// Why specimens have no result, and how often.
struct ErrorProfile: Sendable {
  let code: String
  let description: String
  let weight: Int
  let severity: ErrorCode.Severity
  let category: ErrorCode.Category

  static let all: [ErrorProfile] = [
    ErrorProfile(
      code: "E10", description: "Not enough volume", weight: 24, severity: .minor,
      category: .preanalytical),
    ErrorProfile(
      code: "E11", description: "Haemolysed", weight: 30, severity: .major,
      category: .preanalytical),
    ErrorProfile(
      code: "E12", description: "Clot detected by the probe", weight: 14, severity: .major,
      category: .preanalytical),
    ErrorProfile(
      code: "E13", description: "Label cannot be read", weight: 8, severity: .critical,
      category: .preanalytical),
    ErrorProfile(
      code: "E20", description: "Above the measuring range, dilution failed", weight: 8,
      severity: .minor, category: .analytical),
    ErrorProfile(
      code: "E21", description: "Control out of limits", weight: 5, severity: .major,
      category: .analytical),
    ErrorProfile(
      code: "E30", description: "Reagent empty or expired", weight: 6, severity: .minor,
      category: .instrument),
    ErrorProfile(
      code: "E31", description: "Probe collision", weight: 3, severity: .critical,
      category: .instrument),
    ErrorProfile(
      code: "E40", description: "Result does not fit the patient's earlier ones", weight: 2,
      severity: .critical, category: .postanalytical),
  ]
}

extension SyntheticLab {
  public var assays: SyntheticRows<Assay> {
    SyntheticRows(
      AssayProfile.all.map { assay in
        Assay(
          code: Code(assay.code), name: assay.name,
          slaHours: assay.slaHours.map { ExactDecimal(literal: $0) },
          targetTATMinutes: assay.targetMinutes,
          serviceMinutes: ExactDecimal(literal: assay.serviceMinutes))
      })
  }

  public var errorCodes: SyntheticRows<ErrorCode> {
    SyntheticRows(
      ErrorProfile.all.map { error in
        ErrorCode(
          code: Code(error.code), description: error.description, severity: error.severity,
          category: error.category)
      })
  }
}
