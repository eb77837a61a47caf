// swift-tools-version: 6.2
import PackageDescription

// One list of settings for every target, so that no room has house rules of its own.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

/// The house, floor by floor: each target names the rooms below it that it may use.
let floors: [(name: String, uses: [String])] = [
  // Floor 0: bytes, words and numbers, nothing of tables.
  ("Wording", ["CPlatform"]),
  ("JSONText", []),
  ("CSVText", ["CPlatform"]),
  ("Statistics", []),
  ("Patterns", []),
  ("Processes", []),
  ("CommandLineKit", ["Wording", "JSONText"]),
  // Floor 1: typed tables in a folder, nothing of labs.
  ("Tables", ["CSVText", "JSONText", "Patterns", "Wording", "CPlatform"]),
  // Floor 2: the lab's memory, which is git's; nothing of labs.
  ("History", ["Tables", "CSVText", "JSONText", "Processes", "Wording"]),
  // Floor 2: the lab's own tables and their rules.
  ("Lab", ["Tables", "CSVText", "JSONText", "Wording"]),
  // Floor 3: figures from columns.
  ("Analytics", ["Tables", "Lab", "Statistics", "Wording", "CSVText"]),
  // Floor 4: what leaves the lab. Values in, bytes out.
  (
    "Publishing",
    [
      "Analytics", "History", "Lab", "Tables", "Statistics", "Processes", "Wording", "JSONText",
      "CSVText",
    ]
  ),
]

let package = Package(
  name: "plainlab",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "CSVText", targets: ["CSVText"]),
    .library(name: "Tables", targets: ["Tables"]),
    .library(name: "History", targets: ["History"]),
    .library(name: "Lab", targets: ["Lab"]),
    .library(name: "Analytics", targets: ["Analytics"]),
    .library(name: "Publishing", targets: ["Publishing"]),
    .executable(name: "plainlab", targets: ["plainlab"]),
  ],
  targets: floors.map { floor in
    .target(
      name: floor.name, dependencies: floor.uses.map { .byName(name: $0) },
      swiftSettings: settings)
  }
    + floors.map { floor in
      .testTarget(
        name: floor.name + "Tests",
        // Fixtures are tables.
        dependencies: Set(floor.uses + [floor.name, "CSVText", "TestSupport"]).sorted()
          .map { .byName(name: $0) },
        swiftSettings: settings)
    } + [
      // System calls and an instruction that Swift cannot reach: the one room that is C.
      .target(name: "CPlatform"),
      .executableTarget(
        name: "plainlab",
        dependencies: (floors.map(\.name) + ["CPlatform"]).map { .byName(name: $0) },
        swiftSettings: settings),
      // What tests of several rooms stand on: a folder in memory, numbers by a seed, published figures.
      .target(
        name: "TestSupport", dependencies: ["Tables", "CSVText"], path: "Tests/TestSupport",
        swiftSettings: settings),
      .testTarget(
        name: "plainlabTests",
        dependencies: ["plainlab", "TestSupport"] + floors.map { .byName(name: $0.name) },
        swiftSettings: settings),
    ]
)
