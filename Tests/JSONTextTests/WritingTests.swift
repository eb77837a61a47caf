import JSONText
import Testing

@Suite("JSON is written")
struct WritingTests {
  static let finding: JSON = [
    "file": "runs.csv", "line": 41, "empty": [], "none": [:],
    "cells": [1.5, nil, true, ["b": 1, "a": 2]],
  ]

  @Test("On one line, in the order given")
  func compact() {
    #expect(
      Self.finding.compact
        == #"{"file":"runs.csv","line":41,"empty":[],"none":{},"#
        + #""cells":[1.5,null,true,{"b":1,"a":2}]}"#
    )
  }

  @Test("Canonically, with names sorted by their bytes")
  func canonical() {
    let json: JSON = ["b": 1, "B": 2, "é": 3, "z": ["y": 1, "x": 2]]
    #expect(json.canonical == #"{"B":2,"b":1,"z":{"x":2,"y":1},"é":3}"#)
  }

  @Test("Over several lines")
  func pretty() {
    #expect(
      Self.finding.pretty == """
        {
          "file": "runs.csv",
          "line": 41,
          "empty": [],
          "none": {},
          "cells": [
            1.5,
            null,
            true,
            {
              "b": 1,
              "a": 2
            }
          ]
        }

        """)
  }

  @Test("Strings are escaped where a reader could be hurt, and nowhere else")
  func strings() {
    #expect(JSON.string("a\"b\\c/d").compact == #""a\"b\\c/d""#)
    #expect(JSON.string("\u{8}\t\n\u{C}\r\u{0}\u{1B}").compact == #""\b\t\n\f\r\u0000\u001b""#)
    #expect(JSON.string("\u{7F}\u{80}\u{9F}\u{A0}").compact == "\"\\u007f\\u0080\\u009f\u{A0}\"")
    #expect(
      JSON.string("\u{2027}\u{2028}\u{2029}😀é").compact == "\"\u{2027}\\u2028\\u2029😀é\""
    )
  }

  @Test("Bytes that are not UTF-8 become one U+FFFD for each broken scalar")
  func brokenBytes() {
    let text: [UInt8] = [0x61, 0xFF, 0xE2, 0x82, 0x62, 0xED, 0xA0, 0x80, 0xF0, 0x9F, 0x98]
    var bytes: [UInt8] = []
    appendJSONString(text.span, to: &bytes)
    // The standard library replaces in the same way.
    #expect(
      String(decoding: bytes, as: UTF8.self) == "\"\(String(decoding: text, as: UTF8.self))\"")
  }

  @Test("Numbers without a JSON form are null")
  func numbers() {
    #expect(JSON.double(.nan) == .null)
    #expect(JSON.double(-.infinity) == .null)
    #expect(JSON.double(0.1).compact == "0.1")
  }
}
