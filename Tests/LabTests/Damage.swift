import Lab
import Tables
import TestSupport
import Testing

/// A lab about to be harmed: one file of it as records, the others as they are.
struct Patient {
  let sound: [String: PlainCSV]
  private let soundBytes: [String: [UInt8]]
  private(set) var path = ""
  private(set) var table = TableSchema(name: "", about: "", columns: [])
  /// The lines of the file, the header first; a line is a list of cells.
  var lines: [[String]] = []
  /// Done to the file's bytes at last.
  var finish: ([UInt8]) -> [UInt8] = { $0 }

  init(sound: [String: PlainCSV], bytes: [String: [UInt8]]) {
    self.sound = sound
    soundBytes = bytes
  }

  mutating func open(_ path: String) {
    self.path = path
    let stem = path.prefix { $0 != "/" && $0 != "." }
    if let table = LabCatalog.catalog[String(stem)] { self.table = table }
    if let file = sound[path] { lines = [file.header] + file.records }
  }

  var bytes: [String: [UInt8]] {
    var files = soundBytes
    files[path] = finish(Array(PlainCSV.text(of: lines).utf8))
    return files
  }

  /// The schema of a column of the file.
  func column(_ at: Int) -> ColumnSchema? {
    table.column(named: lines[0][at]).map { table.columns[$0] }
  }
}

/// A way to harm a lab, and what is to be found.
struct Damage: Sendable, CustomTestStringConvertible {
  let name: String
  let code: String
  /// Harms; returns the line of the file on which something is wrong now, if the chance was there.
  let harm: @Sendable (inout Patient, inout SeededRandom) -> Int?
  var testDescription: String { name }

  static let all: [Damage] = cells + lines + headers + files
}

// MARK: One cell

extension Damage {
  /// Changes one filled cell of a column that `isMeant`.
  private static func cell(
    _ name: String, _ code: String, where isMeant: @escaping @Sendable (ColumnSchema) -> Bool,
    _ change: @escaping @Sendable (String) -> String?
  ) -> Damage {
    Damage(name: name, code: code) { patient, random in
      for _ in 0..<200 {
        patient.open(patient.sound.keys.sorted().randomElement(using: &random) ?? "")
        guard let row = patient.lines.indices.dropFirst().randomElement(using: &random) else {
          continue
        }
        let at = Int.random(in: 0..<patient.lines[0].count, using: &random)
        let old = patient.lines[row][at]
        guard !old.isEmpty, let column = patient.column(at), isMeant(column),
          let new = change(old), new != old
        else { continue }
        patient.lines[row][at] = new
        return row + 1
      }
      return nil
    }
  }

  private static func type(_ types: ColumnType...) -> @Sendable (ColumnSchema) -> Bool {
    { types.contains($0.type) }
  }

  private static func isText(_ column: ColumnSchema) -> Bool {
    if case .text = column.type { true } else { false }
  }

  private static func isList(_ column: ColumnSchema) -> Bool {
    if case .list = column.type { true } else { false }
  }

  private static func isWord(_ column: ColumnSchema) -> Bool {
    if case .enumeration = column.type { true } else { false }
  }

  private static func isKeyOrTyped(_ column: ColumnSchema) -> Bool {
    isKey(column) || !(isText(column) || column.type == .json)
  }

  private static func isNoList(_ column: ColumnSchema) -> Bool { !isList(column) }

  private static func isTyped(_ column: ColumnSchema) -> Bool {
    !isText(column) && !isList(column)
  }

  private static func isNumberOfARow(_ column: ColumnSchema) -> Bool {
    column.type == .int && column.reference != nil
  }

  private static func isCodeOfARow(_ column: ColumnSchema) -> Bool {
    isText(column) && column.reference != nil
  }

  private static func isRemark(_ column: ColumnSchema) -> Bool { isText(column) && !isKey(column) }
  private static func isLong(_ column: ColumnSchema) -> Bool { column.name.count > 3 }
  private static func isAny(_ column: ColumnSchema) -> Bool { true }

  private static func isKey(_ column: ColumnSchema) -> Bool {
    column.isPrimaryKey || column.isUnique || column.reference != nil
  }

  private static let cells: [Damage] = [
    cell("a required cell emptied", "constraint-error", where: \.isRequired) { _ in "" },
    cell("letters in a number", "type-error", where: type(.int, .decimal)) { $0 + "x7" },
    cell("leading zeros", "number-format", where: type(.int)) { "00" + $0 },
    cell("an exponent", "number-format", where: type(.int, .decimal)) { _ in "1.23E+05" },
    cell("a plus sign", "number-format", where: type(.int, .decimal)) { "+" + $0 },
    cell("thousands", "number-format", where: type(.int, .decimal)) { _ in "1,234,567" },
    cell("thousands with no-break spaces", "number-format", where: type(.int, .decimal)) { _ in
      "1\u{A0}234"
    },
    cell("a decimal comma", "number-format", where: type(.decimal)) { _ in "1,25" },
    cell("a date with slashes", "ambiguous-date", where: type(.date, .datetime)) { _ in "07/01/2026"
    },
    cell("a serial date", "type-error", where: type(.date, .datetime)) { _ in "46212" },
    cell("a time without zone", "type-error", where: type(.datetime)) { String($0.prefix(19)) },
    cell("a flag in capitals", "type-error", where: type(.bool)) { $0.uppercased() },
    cell("a misspelt word", "type-error", where: isWord) { $0 + "d" },
    cell("a word in other letters", "type-error", where: isWord) {
      $0 == $0.lowercased() ? $0.uppercased() : $0.lowercased()
    },
    cell("a space behind", "whitespace", where: isKeyOrTyped) { $0 + " " },
    cell("a no-break space before", "whitespace", where: isKeyOrTyped) {
      "\u{A0}" + $0
    },
    cell("a lost reference of a formula", "spreadsheet-error", where: isNoList) { _ in
      "#REF!"
    },
    cell("a formula", "formula", where: isTyped) { _ in "=A1" },
    cell(
      "a number that is nowhere", "foreign-key", where: isNumberOfARow
    ) { $0 + "999" },
    cell("a code that is nowhere", "foreign-key", where: isCodeOfARow) {
      String($0.reversed())
    },
    cell("an element of a list that is nowhere", "foreign-key", where: isList) { $0 + ";QQQ" },
    cell("an empty element of a list", "type-error", where: isList) { $0 + ";" },
    cell("a letter of another alphabet", "lookalike", where: isCodeOfARow) {
      $0.contains("A") ? $0.replacing("A", with: "\u{410}") : nil
    },
    cell("typographic quotes", "type-error", where: type(.json)) {
      $0.replacing("\"", with: "\u{201D}")
    },
    cell("a colour without its mark", "type-error", where: type(.hexColor)) {
      String($0.dropFirst())
    },
    cell("a path that leaves", "type-error", where: type(.path)) { "../" + $0 },
    cell("a conflict inside a cell", "conflict-marker", where: isRemark) {
      "<<<<<<< HEAD\n\($0)\n=======\n>>>>>>> x"
    },
  ]
}

// MARK: One line

extension Damage {
  /// Changes one record; `nil` from `change` when it is not possible there.
  private static func line(
    _ name: String, _ code: String,
    _ change: @escaping @Sendable (inout [[String]], Int, TableSchema) -> Int?
  ) -> Damage {
    Damage(name: name, code: code) { patient, random in
      for _ in 0..<50 {
        patient.open(patient.sound.keys.sorted().randomElement(using: &random) ?? "")
        guard let row = patient.lines.indices.dropFirst().randomElement(using: &random) else {
          continue
        }
        var lines = patient.lines
        guard let at = change(&lines, row, patient.table) else { continue }
        patient.lines = lines
        return at
      }
      return nil
    }
  }

  /// Changes the text of one line.
  private static func text(
    _ name: String, _ code: String,
    _ change: @escaping @Sendable (_ line: [UInt8], inout SeededRandom) -> [UInt8]?
  ) -> Damage {
    Damage(name: name, code: code) { patient, random in
      for _ in 0..<50 {
        patient.open(patient.sound.keys.sorted().randomElement(using: &random) ?? "")
        guard let row = patient.lines.indices.dropFirst().randomElement(using: &random) else {
          continue
        }
        let line = Array(PlainCSV.text(of: [patient.lines[row]]).utf8.dropLast())
        guard let new = change(line, &random) else { continue }
        patient.finish = { bytes in
          var all = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
          all[row] = new[...]
          return Array(all.joined(separator: [UInt8(ascii: "\n")]))
        }
        return row + 1
      }
      return nil
    }
  }

  private static let lines: [Damage] = [
    line("a row pasted twice", "primary-key") { lines, row, _ in
      lines.insert(lines[row], at: row)
      return row + 2
    },
    line("an id typed twice", "primary-key") { lines, row, table in
      guard row > 1, table.primaryKey.count == 1 else { return nil }
      lines[row][0] = lines[row - 1][0]
      return row + 1
    },
    line("a blank row", "blank-row") { lines, row, _ in
      lines.insert(lines[row].map { _ in "" }, at: row)
      return row + 1
    },
    line("a cell lost", "missing-cell") { lines, row, _ in
      lines[row].removeLast()
      return lines[row].count > 1 ? row + 1 : nil
    },
    line("a cell too many", "extra-cell") { lines, row, _ in
      lines[row].append("more")
      return row + 1
    },
    text("a blank line", "blank-row") { line, _ in [UInt8(ascii: "\n")] + line },
    text("a line of CR LF", "line-ending") { line, _ in line + [UInt8(ascii: "\r")] },
    text("a zero byte", "encoding-error") { line, random in line.inserting(0, &random) },
    text("a byte of Windows", "encoding-error") { line, random in line.inserting(0xFC, &random) },
    text("a quote that is never closed", "unterminated-quote") { line, _ in
      guard !line.contains(UInt8(ascii: "\"")) else { return nil }
      return [UInt8(ascii: "\"")] + line
    },
    text("a conflict around a line", "conflict-marker") { line, _ in
      Array("<<<<<<< HEAD\n".utf8) + line + Array("\n=======\n".utf8) + line
        + Array("\n>>>>>>> bench-2".utf8)
    },
    text("text behind a quoted cell", "stray-quote") { line, _ in
      guard !line.contains(UInt8(ascii: "\"")), let comma = line.firstIndex(of: UInt8(ascii: ","))
      else { return nil }
      return Array("\"".utf8) + line[..<comma] + Array("\"x".utf8) + line[comma...]
    },
  ]
}

// MARK: The header, the whole file

extension Damage {
  private static func header(
    _ name: String, _ code: String, where isMeant: @escaping @Sendable (ColumnSchema) -> Bool,
    _ change: @escaping @Sendable (String) -> String
  ) -> Damage {
    Damage(name: name, code: code) { patient, random in
      for _ in 0..<50 {
        patient.open(patient.sound.keys.sorted().randomElement(using: &random) ?? "")
        let at = Int.random(in: 0..<patient.lines[0].count, using: &random)
        guard patient.lines[0].count > 2, let column = patient.column(at), isMeant(column) else {
          continue
        }
        patient.lines[0][at] = change(column.name)
        return 1
      }
      return nil
    }
  }

  private static let headers: [Damage] = [
    header("a name with a slip", "incorrect-label", where: isLong) {
      String($0.dropLast()) + "q"
    },
    header("a name in capitals", "incorrect-label", where: isAny) { $0.uppercased() },
    header("a name with a space", "incorrect-label", where: isAny) { $0 + " " },
    header("a name that is empty", "missing-label", where: isAny) { _ in "" },
    header("another name for a required column", "incorrect-label", where: \.isRequired) { _ in
      "zzzzzzzzzzzzzz"
    },
  ]

  private static func file(
    _ name: String, _ code: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> Damage {
    Damage(name: name, code: code) { patient, random in
      patient.open(patient.sound.keys.sorted().randomElement(using: &random) ?? "")
      patient.finish = change
      return 1
    }
  }

  private static let files: [Damage] = [
    file("semicolons", "wrong-delimiter") { $0.map { $0 == 0x2C ? 0x3B : $0 } },
    file("tabs", "wrong-delimiter") { $0.map { $0 == 0x2C ? 0x09 : $0 } },
    file("a sep= line", "wrong-delimiter") { Array("sep=;\n".utf8) + $0 },
    file("UTF-16", "encoding-error") { [0xFF, 0xFE] + $0.flatMap { [$0, 0] } },
    file("a byte order mark", "byte-order-mark") { [0xEF, 0xBB, 0xBF] + $0 },
    file("CR LF everywhere", "line-ending") { $0.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } },
    file("CR everywhere", "line-ending") { $0.map { $0 == 0x0A ? 0x0D : $0 } },
    file("a title above", "missing-label") { Array("Export of November\n".utf8) + $0 },
    file("no header", "missing-label") { Array($0.drop { $0 != 0x0A }.dropFirst()) },
    file("an empty file", "missing-label") { _ in [] },
    file("a conflict around the header", "conflict-marker") {
      Array("<<<<<<< HEAD\n".utf8) + $0 + Array("=======\n>>>>>>> x\n".utf8)
    },
  ]
}

extension [UInt8] {
  /// With a byte at any place; `nil` in a line with quotes, where it may also break those.
  fileprivate func inserting(_ byte: UInt8, _ random: inout SeededRandom) -> [UInt8]? {
    guard !contains(UInt8(ascii: "\"")) else { return nil }
    let at = Int.random(in: 0..<count, using: &random)
    return Array(self[..<at] + [byte] + self[at...])
  }
}
