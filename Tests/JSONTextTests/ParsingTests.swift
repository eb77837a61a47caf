import Testing

@testable import JSONText

@Suite("JSON is read")
struct ParsingTests {
  @Test("Everything is kept as it was written")
  func lossless() throws {
    let text =
      #"{"b":[1.50,-0,1e+9,12345678901234567890],"a":null,"":{"x":true,"y":false},"é":"\u00e9\n"}"#
    let json = try JSON(parsing: text)
    #expect(
      json == [
        "b": [.number("1.50"), .number("-0"), .number("1e+9"), .number("12345678901234567890")],
        "a": nil, "": ["x": true, "y": false], "é": "é\n",
      ])
    #expect(json["b"]?.array?.first?.double == 1.5)
    #expect(json["a"] == .null)
    #expect(json["missing"] == nil)
  }

  @Test("Space may stand between tokens, and a value may stand alone")
  func space() throws {
    #expect(try JSON(parsing: " \t\r\n[ 1 , { \"a\" : [ ] } ]\n") == [1, ["a": []]])
    #expect(try JSON(parsing: "-7") == .int(-7))
    #expect(try JSON(parsing: #""😀\ud83d\ude00\/""#) == "😀😀/")
  }

  @Test(
    "Whatever RFC 8259 does not allow is refused at its byte",
    arguments: [
      ("", "there is no JSON value at byte 0"),
      ("  ", "there is no JSON value at byte 2"),
      ("\u{FEFF}1", "the text begins with a byte-order mark at byte 0"),
      ("[1,]", "a value was expected, not ']' at byte 3"),
      ("[1 2]", "',' or ']' was expected, not '2' at byte 3"),
      ("[1", "',' or ']' was expected, but the text ends at byte 2"),
      ("[", "a value was expected, but the text ends at byte 1"),
      ("{a:1}", "a name in quotes was expected, not 'a' at byte 1"),
      (#"{"a"}"#, "':' was expected, not '}' at byte 4"),
      (#"{"a":1,}"#, "a name in quotes was expected, not '}' at byte 7"),
      (#"{"a":1]"#, "',' or '}' was expected, not ']' at byte 6"),
      ("1 2", "there is text after the end of the value at byte 2"),
      ("01", "a number may not begin with 0 and another digit at byte 0"),
      ("-", "a digit was expected, but the text ends at byte 1"),
      ("1.", "a digit was expected, but the text ends at byte 2"),
      (".5", "a value was expected, not '.' at byte 0"),
      ("+1", "a value was expected, not '+' at byte 0"),
      ("1ex", "a digit was expected, not 'x' at byte 2"),
      ("NaN", "a value was expected, not 'N' at byte 0"),
      ("nul", "a value was expected, not 'n' at byte 0"),
      ("\"a\u{1}\"", "a string holds a control character, the byte 0x01, at byte 2"),
      ("\"a", "a closing quote was expected, but the text ends at byte 2"),
      (
        #""\x""#,
        #"a backslash in a string must begin one of \" \\ \/ \b \f \n \r \t \uXXXX at byte 1"#
      ),
      (
        #""\u12G4""#,
        #"a backslash in a string must begin one of \" \\ \/ \b \f \n \r \t \uXXXX at byte 1"#
      ),
      (#""\ud83d""#, #"a \u surrogate stands without its other half at byte 1"#),
      (#""\ude00\ud83d""#, #"a \u surrogate stands without its other half at byte 1"#),
      (#"{"a":1,"b":2,"a":3}"#, "the name 'a' occurs twice in one object at byte 13"),
      (#"{"é":1,"\u00e9":2}"#, "the name 'é' occurs twice in one object at byte 8"),
    ])
  func refused(text: String, sentence: String) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.description == sentence)
    #expect(fault(Array(text.utf8)) == error)
  }

  @Test(
    "Bytes that are not UTF-8 are refused",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0x80], [0xE2, 0x82], [0xF8, 0x88, 0x80, 0x80],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
    #expect(fault(text) == JSONError(offset: 1, kind: .invalidUTF8))
  }

  @Test("Names are told apart byte by byte, in small objects and in large ones")
  func names() throws {
    #expect(fault(Array("{\"é\":1,\"e\u{301}\":2}".utf8)) == nil)
    #expect(fault(Array(#"[{"a":{"a":1}},{"a":2}]"#.utf8)) == nil)
    let members = (0..<5000).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
    #expect(try JSON(parsing: "{\(members)}")["n4999"]?.int == 4999)
    let error = fault(Array("{\(members),\"n7\":0}".utf8))
    #expect(error?.kind == .duplicateName("n7"))
  }

  @Test("512 levels are deep enough, and a million are refused without harm")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try JSON(parsing: nested(512)).compact == nested(512))
    let tooDeep = JSONError(offset: 512, kind: .tooDeep)
    #expect(fault(Array(nested(513).utf8)) == tooDeep)
    #expect(throws: tooDeep) { try JSON(parsing: nested(1_000_000)) }
    let objects = String(repeating: "{\"a\":", count: 100_000)
    #expect(fault(Array(objects.utf8))?.kind == .tooDeep)
  }

  @Test("Every beginning of a text, and every byte changed, is read without harm")
  func mutations() {
    let text = Array(#"{"a":[1.5e-3,"\u00e9\ud83d\ude00é",true,null],"b":{"c":""}} "#.utf8)
    for end in text.indices where end < text.count - 2 {
      #expect(fault(Array(text[..<end])) != nil)
    }
    for index in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[index] = byte
        let parsed = try? JSON(parsing: changed.span)
        #expect((parsed == nil) == (fault(changed) != nil))
        if let parsed { #expect((try? JSON(parsing: parsed.compact)) == parsed) }
      }
    }
  }

  private func fault(_ bytes: [UInt8]) -> JSONError? { JSON.fault(in: bytes.span) }
}
