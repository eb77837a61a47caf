import Foundation
import Testing

/// Eight people add, two change, one removes, one writes procedures, and two look, all at once, each with the built program.
@Suite("Many processes at once", .serialized)
struct ManyProcessesTests {
  private static let writers = 1...8
  private static let rows = 1...25
  private static let removed = 101...115

  @Test("No row is lost or doubled, ids are dense, and no reader sees a part of a change")
  func everybody() throws {
    let folder = try lab()
    var writers: [Child] = []
    for writer in Self.writers {
      writers.append(
        try folder.loop(
          Self.rows, "add labels name=w\(writer)-$i color=#11111\(writer)", "writer\(writer)"))
    }
    for code in ["GLU", "CRP"] {
      writers.append(try folder.loop(1...12, "set assays \(code) sla_hours=$i", "setter\(code)"))
    }
    writers.append(try folder.loop(Self.removed, "remove labels $i --cascade", "remover"))
    writers.append(
      try folder.loop(1...10, "procedure create new-$i --step wash --step dry", "creator"))
    let readers = try [
      folder.watch("check", "check"), folder.watch("list labels --format json", "list"),
    ]
    let ends = writers.map { $0.wait() }
    try folder.write("", to: "stop")
    let talk = try folder.talk()
    #expect(ends.allSatisfy { $0 == .exited(0) }, "\(ends) \(talk)")
    #expect(readers.map { $0.wait() } == [.exited(0), .exited(0)], "\(talk)")

    // Every row is there once, in the order in which its writer added it; ids have no gaps.
    let rows = try folder.text("data/labels.csv").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
    let count = Self.writers.count * Self.rows.count
    #expect(
      rows.compactMap { Int($0[0]) } == Array(1...5) + [Self.removed.upperBound + 1]
        + Array((Self.removed.upperBound + 2)...(Self.removed.upperBound + 1 + count)))
    for writer in Self.writers {
      #expect(
        rows.map { $0[1] }.filter { $0.hasPrefix("w\(writer)-") }
          == Self.rows.map { "w\(writer)-\($0)" })
    }
    #expect(try folder.text("data/procedure_labels.csv") == "procedure_id,label_id\n1,1\n2,2\n")
    let assays = try folder.text("data/assays.csv")
    #expect(assays.contains("\nGLU,Glucose,12,90,0.6\n"))
    #expect(assays.contains("\nCRP,C-reactive protein,12,105,0.9\n"))
    for (table, lines) in [("procedures", 10), ("steps", 20), ("versions", 10)] {
      let sample = package.appending(path: "data/\(table).csv")
      let old = try String(contentsOf: sample, encoding: .utf8)
      let new = try folder.text("data/\(table).csv")
      #expect(new.hasPrefix(old) && new.count { $0 == "\n" } == old.count { $0 == "\n" } + lines)
    }
    try readerSawWholeChanges(folder)
    #expect(try folder.litter() == [])
    let check = try folder.child("check")
    #expect(check.end == .exited(0) && check.output == "")
  }

  /// What each listing showed: of every writer a row only with all its earlier ones.
  private func readerSawWholeChanges(_ folder: TemporaryFolder) throws {
    let output = try folder.text("list.out")
    let listings = output.split(separator: "--\n")
    #expect(listings.count > 2)
    for listing in listings {
      let rows =
        try JSONSerialization.jsonObject(with: Data(listing.utf8)) as? [[String: Any]] ?? []
      let names = rows.compactMap { $0["name"] as? String }
      #expect(names.count == rows.count && Set(names).count == names.count)
      for writer in Self.writers {
        let seen = names.filter { $0.hasPrefix("w\(writer)-") }
        #expect(seen == (0..<seen.count).map { "w\(writer)-\($0 + 1)" })
      }
    }
  }

  private func lab() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let sample = package.appending(path: "data")
    for name in ["procedures.csv", "steps.csv", "versions.csv", "assays.csv"] {
      try folder.write(
        String(contentsOf: sample.appending(path: name), encoding: .utf8), to: "data/" + name)
    }
    var labels = "id,name,color\n"
    for id in Array(1...5) + Array(Self.removed) + [Self.removed.upperBound + 1] {
      labels += "\(id),label \(id),#000000\n"
    }
    var attached = "procedure_id,label_id\n1,1\n2,2\n"
    for id in Self.removed { for procedure in 1...5 { attached += "\(procedure),\(id)\n" } }
    try folder.write(labels, to: "data/labels.csv")
    try folder.write(attached, to: "data/procedure_labels.csv")
    #expect(try folder.child("check").output == "")
    return folder
  }
}

extension TemporaryFolder {
  /// A shell that gives a command for each number, `$i` in it, and stops at the first that fails.
  fileprivate func loop(
    _ numbers: ClosedRange<Int>, _ command: String, _ name: String
  ) throws -> Child {
    let words = command.replacing("#", with: "'#'")
    return try shell(
      "for i in \(numbers.map(String.init).joined(separator: " ")); do "
        + "\"$plainlab\" \(words) --data data || { echo \"$i failed\"; exit 1; }; done >\(name).out 2>&1"
    )
  }

  /// A shell that gives a command again and again until the file `stop` is there.
  fileprivate func watch(_ command: String, _ name: String) throws -> Child {
    try shell(
      "until [ -e stop ]; do \"$plainlab\" \(command) --data data || exit 1; echo --; sleep 0.05;"
        + " done >\(name).out 2>&1")
  }

  private func shell(_ script: String) throws -> Child {
    try Child(
      "/bin/sh", ["-c", "plainlab='\(Child.plainlab)'; cd '\(url.path)' && { \(script); }"])
  }

  /// The last words of whoever said that something failed.
  fileprivate func talk() throws -> String {
    try names().filter { $0.hasSuffix(".out") && $0 != "list.out" }.map { name in
      let lines = try text(name).split(separator: "\n").filter {
        !$0.hasPrefix("Added") && !$0.hasPrefix("Created") && !$0.hasPrefix("Changed")
          && !$0.hasPrefix("Removed") && $0 != "--"
      }
      return lines.isEmpty ? "" : "\(name): \(lines.suffix(6).joined(separator: " | "))\n"
    }.joined()
  }
}
