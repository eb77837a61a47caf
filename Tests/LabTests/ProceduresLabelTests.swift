import Tables
import Testing

@testable import Lab

@Suite("Labels of procedures")
struct ProceduresLabelTests {
  private var lab = ProceduresLab()

  @Test("Labels get colours that no other has, as long as there are some")
  mutating func colors() throws {
    let labels = try lab.change { change in
      try (1...12).map { try change.createLabel("l\($0)") }
    }
    #expect(labels.map(\.id) == (1...12).map { Key($0) })
    #expect(Set(labels.prefix(10).map(\.color)).count == 10)
    #expect(labels[10].color == labels[0].color && labels[11].color == labels[1].color)
    let blue = try #require(HexColor(cellText: "#0000ff"))
    #expect(try lab.change { try $0.createLabel(" own \n", color: blue) }.color == blue)
    #expect(lab.lines("labels").last == "13,own,#0000ff")
  }

  @Test("A label needs a name that no other has, however it is written")
  mutating func names() throws {
    try lab.change { _ = try $0.createLabel("daily") }
    #expect(throws: LabelError.noName) { try lab.change { _ = try $0.createLabel(" ") } }
    #expect(throws: LabelError.taken("daily", Key(1))) {
      try lab.change { _ = try $0.createLabel("Daily") }
    }
  }

  @Test("A label is attached once, taken off once, and goes from all who bear it")
  mutating func attach() throws {
    let label = try lab.change { change in
      for name in ["A", "B"] {
        try change.createProcedure(ProcedureText(name: name), at: noon(0))
      }
      return try change.createLabel("daily").id
    }
    try lab.change { change in
      for key in 1...2 { try change.attach(label, to: Key(key)) }
    }
    #expect(lab.lines("procedure_labels") == ["1,1", "2,1"])
    #expect(throws: LabelError.attached("daily", Key(1))) {
      try lab.change { try $0.attach(label, to: Key(1)) }
    }
    try lab.change { try $0.detach(label, from: Key(1)) }
    #expect(lab.lines("procedure_labels") == ["2,1"])
    #expect(throws: LabelError.notAttached("daily", Key(1))) {
      try lab.change { try $0.detach(label, from: Key(1)) }
    }
    #expect(throws: ProcedureError.unknown(Key(7))) {
      try lab.change { try $0.attach(label, to: Key(7)) }
    }
    try lab.change { _ = try $0.deleteLabel(label) }
    #expect(lab.lines("labels") == [] && lab.lines("procedure_labels") == [])
    #expect(throws: LabelError.unknown(label)) { try lab.change { _ = try $0.deleteLabel(label) } }
  }
}
