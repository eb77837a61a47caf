import Tables
import TestSupport
import Testing

@testable import Lab

@Suite("The life of a procedure")
struct ProceduresChangeTests {
  private var lab = ProceduresLab()

  private func text(_ steps: String..., name: String = "Rinsing") throws -> ProcedureText {
    ProcedureText(
      name: name, description: "Before each test.",
      steps: try steps.map { try StepText(line: $0) })
  }

  /// Rinsing, with three steps, of which a run has done the first two.
  private mutating func makeFollowed() throws -> Key<Procedure> {
    let text = try text("Rinse (5 min)", "Wipe", "Dry (20 min)")
    return try lab.change { change in
      let key = try change.createProcedure(text, at: noon(0)).id
      try change.insert(
        Run(
          id: Key(1), procedure: key, startTime: noon(1), endTime: nil, status: .inProgress,
          notes: nil, procedureVersion: 1, user: nil))
      for id in 1...2 {
        try change.insert(
          RunStep(
            id: Key(id), run: Key(1), step: Key(id), isCompleted: true, completedAt: noon(2),
            notes: nil))
      }
      return key
    }
  }

  @Test("A new procedure has its steps, its labels and its first version")
  mutating func create() throws {
    let text = try text("Rinse (5 min)", "Dry")
    let key = try lab.change { change in
      let label = try change.createLabel("daily")
      return try change.createProcedure(text, labels: [label.id], at: noon(0)).id
    }
    #expect(
      lab.lines("procedures")
        == ["1,Rinsing,Before each test.,2024-10-04T12:00:00Z,2024-10-04T12:00:00Z,1"])
    #expect(lab.lines("steps") == ["1,1,1,Rinse,5", "2,1,2,Dry,"])
    #expect(lab.lines("procedure_labels") == ["1,1"])
    #expect(
      lab.lines("versions") == [
        #"1,1,1,2024-10-04T12:00:00Z,First version,"{""description"":""Before each test."","#
          + #"""name"":""Rinsing"",""steps"":[{""description"":""Rinse"",""estimated_duration"":5,"#
          + #"""order"":1},{""description"":""Dry"",""estimated_duration"":null,""order"":2}],"#
          + #"""version"":1}""#
      ])
    let record = try #require(try lab.store.procedures().first)
    #expect(record.procedure.id == key && record.text == text)
    #expect(record.labels.map(\.name) == ["daily"])
    #expect(try lab.store.text(of: key, version: 1) == text)
  }

  @Test("What misses a name or an instruction is not made")
  mutating func incomplete() throws {
    for (text, error) in [
      (ProcedureText(name: " \n"), ProcedureError.noName),
      (ProcedureText(name: "A", steps: [StepText("B"), StepText(" ")]), .emptyStep(2)),
      (ProcedureText(name: "A", steps: [StepText("B", minutes: -1)]), .negativeDuration(step: 1)),
    ] {
      #expect(throws: error) { try lab.change { try $0.createProcedure(text, at: noon(0)) } }
    }
    #expect(lab.lines("procedures") == [])
  }

  @Test("An edit changes the lines that it concerns, and adds a version")
  mutating func edit() throws {
    let key = try makeFollowed()
    let new = try text("Rinse with water (5 min)", "Wipe", "Dry (25 min)", "Pack")
    let edit = try lab.change { try $0.editProcedure(key, to: new, at: noon(3)) }
    #expect(edit.version == 2 && edit.isNewVersion)
    #expect(edit.reworded == [1] && edit.retimed == [3] && edit.added == [4])
    #expect(edit.summary == "Step 1 reworded, step 3 re-timed, step 4 added")
    #expect(
      lab.lines("steps")
        == ["1,1,1,Rinse with water,5", "2,1,2,Wipe,", "3,1,3,Dry,25", "4,1,4,Pack,"])
    #expect(
      lab.lines("procedures")
        == ["1,Rinsing,Before each test.,2024-10-04T12:00:00Z,2024-10-07T12:00:00Z,2"])
    let versions = try lab.store.versions(of: key)
    #expect(versions.map(\.version) == [1, 2])
    #expect(versions.last?.changeDescription == edit.summary)
    #expect(versions.last?.text == new)
  }

  @Test("A dropped step is retired when runs refer to it, and deleted when none does")
  mutating func drop() throws {
    let key = try makeFollowed()
    let new = try text("Rinse (5 min)")
    let edit = try lab.change { try $0.editProcedure(key, to: new, at: noon(3)) }
    #expect(edit.dropped == [2, 3])
    #expect(lab.lines("steps") == ["1,1,1,Rinse,5", "2,1,,Wipe,"])
    #expect(try lab.store.procedures()[0].retiredSteps.map(\.id) == [Key(2)])
  }

  @Test("A retired step that comes back is the same step")
  mutating func revive() throws {
    let key = try makeFollowed()
    let (short, long) = (try text("Rinse (5 min)"), try text("Wipe (1 min)", "Rinse (5 min)"))
    try lab.change { try $0.editProcedure(key, to: short, at: noon(3)) }
    let edit = try lab.change { try $0.editProcedure(key, to: long, at: noon(4)) }
    #expect(edit.revived == [1] && edit.summary == "Step 1 taken up again")
    #expect(lab.lines("steps") == ["1,1,2,Rinse,5", "2,1,1,Wipe,1"])
  }

  @Test("Steps that change places keep their ids, in one change")
  mutating func reorder() throws {
    let key = try makeFollowed()
    let new = try text("Dry (20 min)", "Rinse (5 min)", "Wipe")
    let edit = try lab.change { try $0.editProcedure(key, to: new, at: noon(3)) }
    #expect(edit.isReordered && edit.summary == "Steps reordered")
    #expect(lab.lines("steps") == ["1,1,2,Rinse,5", "2,1,3,Wipe,", "3,1,1,Dry,20"])
  }

  @Test("An edit that changes nothing is refused, and changes nothing")
  mutating func nothing() throws {
    let key = try makeFollowed()
    let same = try text("Rinse (5 min)", "Wipe", "Dry (20 min)")
    #expect(throws: ProcedureError.nothingChanged(key, version: 1)) {
      try lab.change { try $0.editProcedure(key, to: same, labels: [], at: noon(3)) }
    }
    #expect(try lab.store.versions(of: key).count == 1)
  }

  @Test("An edit of an older version or of other words is refused, with both versions")
  mutating func overtaken() throws {
    let key = try makeFollowed()
    let (first, mine, theirs) = (try text("Rinse"), try text("Dip"), try text("Spray"))
    try lab.change { try $0.editProcedure(key, to: theirs, at: noon(3)) }
    #expect(throws: ProcedureError.overtaken(key, began: 1, now: 2)) {
      try lab.change { change in
        try change.editProcedure(key, to: mine, from: ProcedureOrigin(version: 1), at: noon(4))
      }
    }
    // The rows were edited by hand, which counts no version.
    #expect(throws: ProcedureError.editedByHand(key, version: 2)) {
      try lab.change { change in
        try change.editProcedure(
          key, to: mine, from: ProcedureOrigin(version: 2, text: first), at: noon(4))
      }
    }
    try lab.change { change in
      try change.editProcedure(
        key, to: mine, from: ProcedureOrigin(version: 2, text: theirs), at: noon(4))
    }
  }

  @Test("Another label is no other version")
  mutating func labels() throws {
    let key = try makeFollowed()
    let same = try text("Rinse (5 min)", "Wipe", "Dry (20 min)")
    let edit = try lab.change { change in
      let labels = [try change.createLabel("daily").id, try change.createLabel("wet").id]
      return try change.editProcedure(key, to: same, labels: labels, at: noon(3))
    }
    #expect(edit.changesLabels && !edit.isNewVersion && edit.summary == "Labels changed")
    #expect(lab.lines("procedure_labels") == ["1,1", "1,2"])
    try lab.change { try $0.editProcedure(key, to: same, labels: [Key(2)], at: noon(3)) }
    #expect(lab.lines("procedure_labels") == ["1,2"])
    #expect(try lab.store.versions(of: key).count == 1)
  }

  @Test("Restoring makes a new version that says what the old one said")
  mutating func restore() throws {
    let key = try makeFollowed()
    let old = try lab.store.procedures()[0].text
    let new = try text("Dip (1 min)", name: "Dipping")
    try lab.change { try $0.editProcedure(key, to: new, at: noon(3)) }
    let edit = try lab.change { try $0.restoreProcedure(key, version: 1, at: noon(4)) }
    #expect(edit.version == 3)
    #expect(try lab.store.procedures()[0].text == old)
    let versions = try lab.store.versions(of: key)
    #expect(versions.map { $0.text == old } == [true, false, true])
    #expect(versions.last?.changeDescription == "Version 1 restored")
    // The steps that runs refer to are the same again.
    #expect(lab.lines("steps").prefix(2) == ["1,1,1,Rinse,5", "2,1,2,Wipe,"])
  }

  @Test("A version that is not kept cannot be restored, nor one that says nothing")
  mutating func noVersion() throws {
    let key = try makeFollowed()
    #expect(throws: ProcedureError.unknownVersion(7, of: key, kept: [1])) {
      try lab.change { try $0.restoreProcedure(key, version: 7, at: noon(3)) }
    }
    let empty = try #require(JSONCell(cellText: "{}"))
    try lab.change { change in
      try change.insert(
        ProcedureVersion(
          id: Key(9), procedure: key, version: 9, createdAt: noon(2), changeDescription: nil,
          snapshot: empty))
    }
    #expect(throws: ProcedureError.unreadableVersion(9, of: key)) {
      try lab.change { try $0.restoreProcedure(key, version: 9, at: noon(3)) }
    }
    // What comes next counts on from what is there.
    let new = try text("Dip")
    #expect(try lab.change { try $0.editProcedure(key, to: new, at: noon(3)) }.version == 10)
  }

  @Test("What a table made by hand said before its first edit is kept as a version too")
  mutating func madeByHand() throws {
    lab = ProceduresLab([
      "procedures": """
      id,name,created_at,updated_at,version
      4,Rinsing,2024-01-01T08:00:00Z,2024-02-01T08:00:00Z,1

      """,
      "steps": "id,procedure_id,order,description\n1,4,20,Dry\n2,4,10,Rinse\n",
    ])
    let text = ProcedureText(name: "Rinsing", steps: [StepText("Rinse"), StepText("Dry well")])
    try lab.change { try $0.editProcedure(Key(4), to: text, at: noon(3)) }
    let versions = try lab.store.versions(of: Key(4))
    #expect(versions.map(\.createdAt.cellText) == ["2024-02-01T08:00:00Z", "2024-10-07T12:00:00Z"])
    #expect(
      versions.map { $0.text?.steps.map(\.description) } == [
        ["Rinse", "Dry"], ["Rinse", "Dry well"],
      ])
    #expect(lab.lines("steps") == ["1,4,2,Dry well", "2,4,1,Rinse"])
  }

  @Test("What was edited by hand since becomes a version, though it says nothing new")
  mutating func editedByHand() throws {
    let key = try makeFollowed()
    try lab.change { change in
      var step = try #require(try change.row(Key<Step>(3)))
      step.description = "Dry in the oven"
      try change.update(step)
    }
    let record = try lab.store.procedures()[0]
    let edit = try lab.change { try $0.editProcedure(key, to: record.text, at: noon(3)) }
    #expect(edit.version == 2 && edit.summary == "As edited by hand")
    #expect(try lab.store.text(of: key, version: 2) == record.text)
  }

  @Test("What was edited by hand is kept before an older version takes its place")
  mutating func restoreOverHandEdit() throws {
    let key = try makeFollowed()
    try lab.change { change in
      var step = try #require(try change.row(Key<Step>(3)))
      step.description = "Dry in the oven"
      try change.update(step)
    }
    let byHand = try lab.store.procedures()[0].text
    let edit = try lab.change { try $0.restoreProcedure(key, version: 1, at: noon(3)) }
    #expect(edit.version == 3 && edit.reworded == [3])
    let versions = try lab.store.versions(of: key)
    #expect(versions.map(\.text) == [edit.after, byHand, edit.after])
    #expect(
      versions.map(\.changeDescription)
        == ["First version", "As edited by hand", "Version 1 restored"])
  }

  @Test("Cells that say the same stay as they are written")
  mutating func untouched() throws {
    lab = ProceduresLab([
      "procedures": """
      id,name,description,created_at,updated_at,version
      4,Rinsing," two  spaces ",2024-01-01T08:00:00Z,2024-02-01T08:00:00Z,1

      """,
      "steps": "id,procedure_id,order,description\n1,4,1,\"Rinse\r\ntwice\"\n2,4,2,Dry\n",
    ])
    let record = try lab.store.procedures()[0]
    let text = ProcedureText(
      name: record.text.name, description: record.text.description,
      steps: [StepText("Weigh")] + record.text.steps)
    _ = try lab.store.preview("test") { change in
      try change.editProcedure(Key(4), to: text, at: noon(3))
    }
    let edit = try lab.store.preview("test") { change in
      try change.editProcedure(Key(4), to: text, at: noon(3))
      return try (change.row(Key<Procedure>(4))?.description, change.row(Key<Step>(1))?.description)
    }
    #expect(edit.answer == (" two  spaces ", "Rinse\r\ntwice"))
  }

  @Test("A procedure goes with its steps and versions, unless runs refer to it")
  mutating func delete() throws {
    let key = try makeFollowed()
    #expect(
      throws: ProcedureError.followed(key, runs: 1, last: Key(1), on: CalendarDate(days: 20_001))
    ) {
      try lab.change { try $0.deleteProcedure(key) }
    }
    let text = try text("Dip")
    let other = try lab.change { try $0.createProcedure(text, at: noon(3)).id }
    let before = (lab.lines("steps"), lab.lines("versions"))
    try lab.change { try $0.deleteProcedure(other) }
    #expect(lab.lines("procedures").count == 1)
    #expect(lab.lines("steps") == before.0.dropLast())
    #expect(lab.lines("versions") == before.1.dropLast())
    #expect(throws: ProcedureError.unknown(other)) {
      try lab.change { try $0.deleteProcedure(other) }
    }
  }

  @Test("Whatever is edited, restored and dropped, versions stay and the lab is sound")
  mutating func history() throws {
    var random = SeededRandom(seed: 3)
    let key = try makeFollowed()
    let words = ["Rinse", "Wipe", "Dry", "Dry well", "Weigh", "Pack", "Dip twice"]
    var said = [try lab.store.text(of: key, version: 1)]
    for round in 1...60 {
      let steps = words.shuffled(using: &random).prefix(.random(in: 0...5, using: &random))
      let text = ProcedureText(
        name: "Rinsing \(round)",
        steps: steps.map { StepText($0, minutes: Int.random(in: 1...3, using: &random)) })
      let version = Int.random(in: 1...said.count, using: &random)
      do {
        if round % 4 == 0 {
          try lab.change { try $0.restoreProcedure(key, version: version, at: noon(3 + round)) }
          said.append(said[version - 1])
        } else {
          try lab.change { try $0.editProcedure(key, to: text, at: noon(3 + round)) }
          said.append(text)
        }
      } catch ProcedureError.nothingChanged {
        #expect(said[version - 1] == said.last)
      }
      #expect(try lab.store.procedures()[0].text == said.last)
      #expect(try lab.store.versions(of: key).map(\.text) == said)
      let ids = try lab.store.rows(of: Step.self).map(\.id)
      #expect(ids.contains(Key(1)) && ids.contains(Key(2)), "runs refer to them")
    }
  }
}
