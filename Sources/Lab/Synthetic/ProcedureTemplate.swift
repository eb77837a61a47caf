/// What the procedures of the synthetic lab say.
struct ProcedureTemplate: Sendable {
  let name: String
  let about: String
  /// Labels by their place in the list of labels, from 1.
  let labels: [Int]
  /// Instructions, with the minutes that each is thought to take.
  let steps: [(text: String, minutes: Int)]
  /// The step that takes longer than it is thought to, by its place.
  let bottleneck: Int
  /// A step that earlier versions had.
  let retired: String?
  /// What each version after the first changed.
  let changes: [String]

  /// The places of those that protocols follow.
  static let flash = 4
  static let imaging = 5
  static let insulation = 6
  static let humidity = 7

  static let all: [ProcedureTemplate] = [
    ProcedureTemplate(
      name: "Start-up of an immunoassay analyzer",
      about: "From standby to released, each morning and after each repair.",
      labels: [1, 2],
      steps: [
        ("Empty the waste and check that the drain is free", 4),
        ("Load reagents and write lot numbers on the load list", 10),
        ("Prime the fluid lines twice and look for bubbles", 6),
        ("Run both control levels", 18),
        ("Release the analyzer when both levels are within limits", 3),
      ], bottleneck: 3, retired: "Wipe the sample probe with alcohol",
      changes: [
        "Lines are primed twice: bubbles after weekends",
        "Probe is no longer wiped by hand, the wash cycle does it",
      ]),
    ProcedureTemplate(
      name: "Calibration of a chemistry line",
      about: "After a change of lot or lamp, and at least every four weeks.",
      labels: [1, 4],
      steps: [
        ("Thaw the calibrators and mix them without foam", 30),
        ("Enter lot and target values, let a colleague read them back", 8),
        ("Measure each calibrator three times", 35),
        ("Compare slope and offset with the last calibration", 6),
        ("Run controls and sign the calibration sheet", 20),
      ], bottleneck: 2, retired: nil, changes: ["Target values are read back by a colleague"]),
    ProcedureTemplate(
      name: "Reception of clinical specimens",
      about: "From the courier's box to the analyzer's rack.",
      labels: [1],
      steps: [
        ("Check the temperature of the box and sign the courier's list", 3),
        ("Scan each tube and set aside those without a readable label", 8),
        ("Centrifuge at 2000 g for ten minutes", 14),
        ("Look at colour and level; note haemolysis", 5),
        ("Sort tubes into racks by analyzer, urgent ones first", 5),
      ], bottleneck: 1, retired: nil, changes: ["Urgent tubes go first into the racks"]),
    ProcedureTemplate(
      name: "Release of control results",
      about: "Twice a day, before results leave the lab.",
      labels: [1, 2, 4],
      steps: [
        ("Print the control chart of each level", 3),
        ("Mark every point beyond two standard deviations", 6),
        ("Repeat what was marked once, with fresh material", 22),
        ("Decide with the engineer on shift and write down why", 8),
      ], bottleneck: 2, retired: nil, changes: []),
    ProcedureTemplate(
      name: "Module power at standard test conditions",
      about: "Maximum power of a photovoltaic module with the pulsed simulator, 1000 W/m², 25 °C.",
      labels: [3],
      steps: [
        ("Warm up the simulator until three flashes agree within 0.3 %", 15),
        ("Clean the glass and let the module settle to 25 °C", 25),
        ("Measure the reference cell", 4),
        ("Connect the module with four wires and flash it three times", 8),
        ("Compare the three curves and keep the raw files", 4),
      ], bottleneck: 1, retired: "Note the lamp's hours by hand",
      changes: [
        "Settling to 25 °C takes as long as it takes: no fixed quarter of an hour",
        "Lamp hours come from the simulator's log",
      ]),
    ProcedureTemplate(
      name: "Electroluminescence imaging",
      about: "Cracks and inactive cell areas, in the dark and under current.",
      labels: [3],
      steps: [
        ("Darken the bay and take a dark frame", 4),
        ("Drive the module at its short-circuit current and focus", 6),
        ("Take images at full and at a tenth of the current", 8),
        ("Mark cracks and inactive areas on the image", 15),
      ], bottleneck: 3, retired: nil, changes: ["A second image at a tenth of the current"]),
    ProcedureTemplate(
      name: "Wet insulation test",
      about: "Insulation of a module in the basin, at its rated system voltage.",
      labels: [3, 5],
      steps: [
        ("Check resistivity and temperature of the water", 6),
        ("Lower the module until the junction box is wetted", 5),
        ("Raise the voltage slowly and hold it for two minutes", 6),
        ("Read the resistance and multiply it by the module's area", 3),
        ("Discharge, lift and dry the module", 12),
      ], bottleneck: 4, retired: nil, changes: ["Discharge is a step of its own, after a near miss"]
    ),
    ProcedureTemplate(
      name: "Humidity freeze, ten cycles",
      about: "85 °C at 85 % humidity, then -40 °C, once a day for ten days.",
      labels: [3, 5],
      steps: [
        ("Hang the modules with a hand's breadth between them", 30),
        ("Fasten a temperature sensor to the middle of each back sheet", 20),
        ("Start the profile and watch the first ramp", 60),
        ("Look at the log each morning", 10),
        ("Let modules rest for two hours before anything is measured", 120),
      ], bottleneck: 2, retired: nil, changes: []),
  ]

  /// Procedures beyond the list are the same again for another bench.
  static func name(ofProcedure place: Int) -> String {
    let text = all[place % all.count]
    return place < all.count ? text.name : "\(text.name), bench \(place / all.count + 1)"
  }
}
