import JSONText
import Testing

@Suite("Where a JSON value stands")
struct PlaceTests {
  private func found(_ path: JSON.Step..., in text: String) -> String? {
    JSON.range(of: path, in: text.utf8.span).map {
      String(decoding: Array(text.utf8)[$0], as: UTF8.self)
    }
  }

  static let text = #"{"a": [1, {"b": "x\"y"}, [true, false, null]], "b\u0041": {"a": [-2.5e1]}}"#

  @Test("Steps lead to the value, whatever its kind; of an object to its bracket")
  func steps() {
    #expect(found(in: Self.text) == "{")
    #expect(found(.name("a"), in: Self.text) == "[")
    #expect(found(.name("a"), .index(0), in: Self.text) == "1")
    #expect(found(.name("a"), .index(1), .name("b"), in: Self.text) == #""x\"y""#)
    #expect(found(.name("a"), .index(2), .index(1), in: Self.text) == "false")
    #expect(found(.name("a"), .index(2), .index(2), in: Self.text) == "null")
    #expect(found(.name("bA"), .name("a"), .index(0), in: Self.text) == "-2.5e1")
  }

  @Test("Steps that lead nowhere find nothing, also in a text that is broken further on")
  func nowhere() {
    #expect(found(.name("b"), in: Self.text) == nil)
    #expect(found(.name("a"), .index(3), in: Self.text) == nil)
    #expect(found(.name("a"), .index(0), .index(0), in: Self.text) == nil)
    #expect(found(.index(0), in: Self.text) == nil)
    #expect(found(.index(1), in: "[1, 2, }") == "2")
    #expect(found(.index(2), in: "[1, 2, }") == nil)
  }
}
