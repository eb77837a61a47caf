import Tables
import TestSupport
import Testing

@testable import Lab

@Suite("A procedure as a sheet of text")
struct ProceduresSheetTests {
  private func faults(in text: String) -> [String] {
    do throws(UnreadableSheet) {
      _ = try ProcedureSheet(reading: text)
      return []
    } catch {
      return error.faults.map { "\($0.line): \($0.message)" }
    }
  }

  @Test("It reads like a page of a manual")
  func written() {
    let text = ProcedureText(
      name: "Visual inspection", description: "Before and after each test.",
      steps: [
        StepText("Clean the glass", minutes: 10), StepText("Look at the front"),
      ])
    let sheet = ProcedureSheet(
      text, labels: ["photovoltaics", "hot, wet"], origin: .init(Key(3), version: 4))
    #expect(
      sheet.written == """
        # Procedure 3, version 4. Lines that begin with '#' are left out.
        # Steps are numbered anew as they stand, so '-' does for a number. Minutes stand at the end of
        # a step. What goes on in another line is indented.

        name: Visual inspection
        description: Before and after each test.
        labels: photovoltaics, "hot, wet"

        1. Clean the glass  (10 min)
        2. Look at the front

        """)
  }

  @Test("What a person makes of it is understood")
  func read() throws {
    let sheet = try ProcedureSheet(
      reading: """
        # my notes
        Name:  Visual
          inspection
        description:
          Before each test.\\
          After it too.
        labels: daily,"hot, wet" , quality,

        7. Clean the glass(1h30min)
        - Look at the front
          in good light  (5 minutes)
        # - Not this one
        3) Look at the back \u{20}
        * Write (what you saw)

        """)
    #expect(sheet.origin == nil)
    #expect(try ProcedureSheet(reading: "name: A").labels == nil)
    #expect(try ProcedureSheet(reading: "name: A\nlabels:").labels == [])
    #expect(sheet.labels == ["daily", "hot, wet", "quality"])
    #expect(
      sheet.text
        == ProcedureText(
          name: "Visual inspection", description: "Before each test.\nAfter it too.",
          steps: [
            StepText("Clean the glass", minutes: 90),
            StepText("Look at the front in good light", minutes: 5),
            StepText("Look at the back"), StepText("Write (what you saw)"),
          ]))
  }

  @Test("It tells what it began with, unless the line is gone")
  func origin() throws {
    let text = ProcedureText(name: "Rinse")
    let sheet = ProcedureSheet(text, origin: .init(Key(3), version: 4))
    #expect(try ProcedureSheet(reading: sheet.written).origin == .init(Key(3), version: 4))
    #expect(try ProcedureSheet(reading: ProcedureSheet(text).written).origin == nil)
    #expect(try ProcedureSheet(reading: "name: Rinse\n").origin == nil)
  }

  @Test("An editor that writes CR LF changes nothing")
  func carriageReturns() throws {
    let sheet = ProcedureSheet(
      ProcedureText(name: "A", description: "B\nC", steps: [StepText("D\nE", minutes: 1)]))
    let written = sheet.written.replacing("\n", with: "\r\n")
    #expect(try ProcedureSheet(reading: written) == sheet)
  }

  @Test(
    "What cannot be understood is told by its line",
    arguments: [
      (
        "name: A\n1. Rinse\nthen dry\n",
        [
          "3: this is neither a step, as in '1. Rinse twice', nor "
            + "does it go on from the line above, indented"
        ]
      ),
      ("nmae: A\n", ["1: there is no 'nmae:' in a procedure; 'name' was meant?"]),
      ("name: A\nname: B\n", ["2: 'name:' stands here for the second time"]),
      ("name: A\n1. Rinse\ndescription: B\n", ["3: 'description:' stands before the steps"]),
      ("  lost\nname: A\n", ["1: nothing stands above that this line could go on from"]),
      (
        "name: A\n1. \n2. (5 min)\n",
        [
          "2: this step does not say what to do",
          "3: this step does not say what to do",
        ]
      ),
      ("1. Rinse\n", ["1: a procedure needs a name, as in 'name: Rinsing'"]),
      (
        "name: A\n1. Wait (1.5 h)\n",
        [
          "2: '(1.5 h)' is not a duration in whole minutes, as in "
            + "(90 min) or (1 h 30 min); where it belongs to the instruction, end the step with "
            + "(- min)"
        ]
      ),
      ("", ["1: a procedure needs a name, as in 'name: Rinsing'"]),
    ])
  func unreadable(text: String, expected: [String]) {
    #expect(faults(in: text) == expected)
  }

  @Test("All faults are told, in the order of the lines")
  func allFaults() {
    #expect(
      faults(in: "x: y\n1. A (-5 min)\nB\n2.\n").map { $0.prefix(1) } == ["1", "2", "3", "4"])
  }

  @Test(
    "Durations are read in whole minutes, from what people write",
    arguments: [
      ("A (5 min)", StepText("A", minutes: 5)), ("A(5min)", StepText("A", minutes: 5)),
      ("A (2 h)", StepText("A", minutes: 120)), ("A (1 h 5 min)", StepText("A", minutes: 65)),
      ("A (1hour 5minutes)", StepText("A", minutes: 65)), ("A (0 min)", StepText("A", minutes: 0)),
      ("A (- min)", StepText("A")), ("A (5 min) (- min)", StepText("A (5 min)")),
      ("A (5 min) B", StepText("A (5 min) B")), ("A (soon)", StepText("A (soon)")),
      ("A (5 °C/min)", StepText("A (5 °C/min)")), ("A ()", StepText("A ()")),
      ("A (30 s)", StepText("A (30 s)")), ("A (in 5 min)", StepText("A (in 5 min)")),
    ])
  func durations(line: String, expected: StepText) throws {
    #expect(try StepText(line: line) == expected)
  }

  @Test(
    "A duration that is none in whole minutes is not taken for text",
    arguments: [
      "A (1.5 h)", "A (-5 min)", "A (2 x 5 min)", "A (1 h 5)  (0,5 h)", "A (1234567 min)",
    ])
  func unreadableDurations(line: String) {
    #expect(throws: UnreadableDuration.self) { try StepText(line: line) }
  }

  @Test("Whatever a procedure says comes back from its sheet and its snapshot")
  func roundTrip() throws {
    var random = SeededRandom(seed: 11)
    for round in 0..<800 {
      let text = ProcedureText(
        name: "N" + words(&random), description: Bool.random(using: &random) ? words(&random) : nil,
        steps: (0..<Int.random(in: 0...4, using: &random)).map { _ in
          StepText(
            "s" + words(&random),
            minutes: Bool.random(using: &random) ? .random(in: 0...2000, using: &random) : nil)
        })
      let sheet = ProcedureSheet(
        text, labels: ["a", "b, \"c\""], origin: .init(Key(round), version: 2))
      #expect(try ProcedureSheet(reading: sheet.written) == sheet, "\(sheet.written)")
      #expect(ProcedureText(snapshot: text.snapshot(version: 3)) == text)
      #expect(!text.snapshot(version: 3).text.utf8.contains(UInt8(ascii: "\n")))
    }
  }

  /// Text with all that could be taken for something else.
  private func words(_ random: inout SeededRandom) -> String {
    let pieces = [
      " ", "\n", "\r\n", "\\", "#", "1.", "-", "name:", "(5 min)", "(- min)", "(1.5 h)", "(", ")",
      ",", "\"", "rinse", "é", "e\u{301}", "\u{301}", "\t", "漢字", "👩‍🔬", "::", "*", "\u{2028}",
    ]
    return (0..<Int.random(in: 0...9, using: &random)).map { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }.joined()
  }

  @Test("Whatever is typed is refused or understood, and then the same when it is written again")
  func anything() throws {
    var random = SeededRandom(seed: 13)
    var understood = 0
    for _ in 0..<800 {
      let lines = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        let starts = ["", "1. ", "- ", "  ", "labels: "]
        return starts[Int.random(in: 0..<starts.count, using: &random)] + words(&random)
      }
      let typed = "name: A\n" + lines.joined(separator: "\n")
      guard let sheet = try? ProcedureSheet(reading: typed) else { continue }
      understood += 1
      #expect(try ProcedureSheet(reading: sheet.written) == sheet, "\(typed)")
    }
    #expect(understood > 50)
  }

  @Test("A snapshot is canonical, on one line")
  func snapshot() {
    let text = ProcedureText(name: "Rinse", steps: [StepText("Rinse\ntwice", minutes: 5)])
    #expect(
      text.snapshot(version: 2).text
        == #"{"description":null,"name":"Rinse","steps":[{"description":"Rinse\ntwice","#
        + #""estimated_duration":5,"order":1}],"version":2}"#)
  }

  @Test("A snapshot of another program is read by the numbers of its steps")
  func foreignSnapshot() throws {
    let cell = try #require(
      JSONCell(
        cellText: #"{"id":9,"name":"A","steps":[{"description":"2nd","order":2},"#
          + #"{"description":"1st","order":1,"done":true}]}"#))
    #expect(
      ProcedureText(snapshot: cell)
        == ProcedureText(name: "A", steps: [StepText("1st"), StepText("2nd")]))
  }

  @Test(
    "A snapshot without a name or steps is none",
    arguments: ["{}", "[]", #"{"name":"A"}"#, #"{"name":"A","steps":[{}]}"#])
  func noSnapshot(json: String) throws {
    #expect(ProcedureText(snapshot: try #require(JSONCell(cellText: json))) == nil)
  }
}
