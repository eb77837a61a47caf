import CommandLineKit
import Lab
import Tables
import Wording

enum SpecimenCommand {
  static let command = Command(
    "specimen", "Bring specimens from reception to their result.",
    discussion: """
      A specimen is RECEIVED, then IN_PROCESS, then COMPLETED or ERROR; from ERROR a rerun leads back \
      to IN_PROCESS. Every command takes any number of specimens, by the identifiers on their tubes, \
      and moves all of them or none.
      """,
    subcommands: [receive, start, complete, fail, rerun])

  private static let receive = Command(
    "receive", "Note that specimens reached the lab.",
    examples: [
      Example(
        "plainlab specimen receive L52000001 L52000002 --assay TSH --machine ARCH-1 --operator SOK",
        "two specimens for one assay"),
      Example(
        "plainlab specimen receive L52000003 --assay GLU --machine CHEM-1 --operator SOK --at 08:30",
        "one that came at half past eight today"),
    ],
    specimens, Option("assay", as: String.self, placeholder: "CODE", "What is measured").required(),
    Option("machine", as: String.self, placeholder: "CODE", "The analyzer").required(),
    Option(
      "operator", as: String.self, placeholder: "CODE", environment: "PLAINLAB_USER",
      "The person on shift"
    ).required(),
    Person.at, Flags.writing,
    run: { context, codes, assay, machine, person, at, mode in
      let time = try context.instant(at)
      try context.move(codes, "received", mode) { change, codes in
        try change.receive(
          codes, for: Code(assay), on: Code(machine), by: Code(person), at: time)
      }
    })

  private static let start = Command(
    "start", "Note that specimens are on the analyzer.",
    examples: [Example("plainlab specimen start L51429722", "on the analyzer it was received for")],
    specimens, machine, person, Flags.writing,
    run: { context, codes, machine, person, mode in
      try context.move(codes, "started", mode) { change, codes in
        try change.start(codes, on: machine.map { Code($0) }, by: person.map { Code($0) })
      }
    })

  private static let complete = Command(
    "complete", "Note that the results of specimens are known.",
    examples: [
      Example(
        "plainlab specimen complete L51429721 --at 2026-11-20T17:30:00Z", "as the analyzer says")
    ],
    specimens, Person.at, Flags.writing,
    run: { context, codes, at, mode in
      let time = try context.instant(at)
      try context.move(codes, "completed", mode) { change, codes in
        try change.complete(codes, at: time)
      }
    })

  private static let fail = Command(
    "fail", "Note that specimens have no result, and why.",
    examples: [
      Example(
        "plainlab specimen fail L51429722 --code E12 --at 2026-11-20T17:30:00Z",
        "a clot, as error_codes says")
    ],
    specimens,
    Option("code", as: String.self, placeholder: "CODE", "The reason, as in error_codes")
      .required(),
    Person.at, Flags.writing,
    run: { context, codes, code, at, mode in
      let time = try context.instant(at)
      try context.move(codes, "failed", mode) { change, codes in
        try change.fail(codes, with: Code(code), at: time)
      }
    })

  private static let rerun = Command(
    "rerun", "Put specimens with an error on an analyzer again.",
    discussion: """
      The error and its time are cleared; they stay in the history of the file.
      """,
    examples: [
      Example("plainlab specimen rerun L51429671 --machine ARCH-1", "on the other analyzer")
    ],
    specimens, machine, person, Flags.writing,
    run: { context, codes, machine, person, mode in
      try context.move(codes, "rerun", mode) { change, codes in
        try change.rerun(codes, on: machine.map { Code($0) }, by: person.map { Code($0) })
      }
    })
}

extension SpecimenCommand {
  private static let specimens = Arguments(
    "specimen", atLeast: 1, "Identifiers on the tubes")
  private static let machine = Option(
    "machine", placeholder: "CODE", "The analyzer, where it is another than before")
  private static let person = Option(
    "operator", placeholder: "CODE", "The person on shift, where it is another than before")
}

extension Context {
  /// Makes one change of all those specimens, and says what was made of them.
  fileprivate func move(
    _ words: [String], _ participle: String, _ mode: WritingMode,
    _ body: (inout Change, [Code<Specimen>]) throws -> [Specimen]
  ) throws {
    let codes = words.map { Code<Specimen>($0) }
    let what = codes.count == 1 ? "specimen \(codes[0])" : counted(codes.count, "specimen")
    let moved = try write("\(what) \(participle)", as: mode) { change in
      try body(&change, codes)
    }
    guard !mode.isDryRun, let first = moved.first else { return }
    let time = first.processedAt ?? (first.status == .received ? first.receivedAt : nil)
    let subject =
      moved.count == 1 ? "Specimen \(visible(first.code.text))" : counted(moved.count, "specimen")
    try print(
      "\(subject) \(participle)\(time.map { " at \($0.cellText)" } ?? ""): "
        + "now \(first.status.rawValue).")
  }
}
