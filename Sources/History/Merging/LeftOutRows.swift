internal import Tables

/// The rows of a lab that are the same in three versions, in long runs, while the rest is merged.
///
/// Each run is left out of the files of all three, and one row stands for it that no file has. What
/// a merge does with its neighbours it does as if the run were there, at a cost that is that of the
/// other rows. Afterwards the runs are put back, byte by byte.
struct LeftOutRows: Sendable {
  private struct Run: Sendable {
    /// The line that stands for it.
    let line: [UInt8]
    /// Its bytes, in the file of ours.
    let bytes: ArraySlice<UInt8>
  }

  /// By the path of the file, in the order of ours.
  private var runs: [String: [Run]] = [:]
  /// The highest id of those that were left out, by table.
  private(set) var highest: [String: Int] = [:]

  var isEmpty: Bool { runs.isEmpty }

  /// A merged file, or a version of one, with what was left out of it.
  ///
  /// - Throws: `UnreadableText` where a line is lost that stands for rows, which no merge does.
  func putBack(_ bytes: [UInt8]?, _ path: String) throws -> [UInt8]? {
    guard let bytes, let runs = runs[path] else { return bytes }
    var whole: [UInt8] = []
    whole.reserveCapacity(bytes.count + runs.reduce(0) { $0 + $1.bytes.count })
    var at = 0
    for run in runs {
      guard let place = bytes.place(ofLine: run.line, from: at) else {
        throw UnreadableText("lost rows in the merge, and stays as it was")
      }
      whole += bytes[at..<place]
      whole += run.bytes
      at = place + run.line.count
    }
    return whole + bytes[at...]
  }

  /// Leaves the runs out of a file.
  ///
  /// - Returns: The three versions without them; `nil` where there are none.
  fileprivate mutating func take(
    _ common: [CommonRun], of table: TableSchema, _ path: String, _ base: RecordList,
    _ ours: RecordList, _ theirs: RecordList
  ) -> (base: [UInt8], ours: [UInt8], theirs: [UInt8])? {
    guard !common.isEmpty else { return nil }
    let keys = Set(table.keyNames)
    let token = "plainlab:" + String(ours.digest, radix: 16) + ":"
    var shorter = (base: [UInt8](), ours: [UInt8](), theirs: [UInt8]())
    var at = (base: 0, ours: 0, theirs: 0)
    var taken: [Run] = []
    for (number, run) in common.enumerated() {
      let places = (
        base: base.bytes(of: run.base..<run.base + run.count),
        ours: ours.bytes(of: run.ours..<run.ours + run.count),
        theirs: theirs.bytes(of: run.theirs..<run.theirs + run.count)
      )
      let bytes = ours.text[places.ours]
      // That of two numbers is one, and the rows are not, is a matter of one in 10^19.
      guard bytes == base.text[places.base], bytes == theirs.text[places.theirs] else { return nil }
      let cells = ours.names.map { keys.isEmpty || keys.contains($0) ? token + "\(number)" : "" }
      var line = Array(cells.joined(separator: ",").utf8)
      if bytes.last == .lineFeed {
        if bytes.dropLast().last == .carriageReturn { line.append(.carriageReturn) }
        line.append(.lineFeed)
      }
      shorter.base += base.text[at.base..<places.base.lowerBound] + line
      shorter.ours += ours.text[at.ours..<places.ours.lowerBound] + line
      shorter.theirs += theirs.text[at.theirs..<places.theirs.lowerBound] + line
      at = (places.base.upperBound, places.ours.upperBound, places.theirs.upperBound)
      taken.append(Run(line: line, bytes: bytes))
      let ids = ours.ids[run.ours..<run.ours + run.count].max() ?? 0
      highest[table.name] = max(highest[table.name] ?? 0, ids)
    }
    shorter.base += base.text[at.base...]
    shorter.ours += ours.text[at.ours...]
    shorter.theirs += theirs.text[at.theirs...]
    runs[path] = taken
    return shorter
  }
}

extension LabVersions {
  /// The versions without the rows that are the same in all three, where many of them follow each
  /// other in the same order. Linear in the bytes of the files that theirs changed.
  ///
  /// - Parameter count: How many rows a run has at least.
  func withoutCommonRows(atLeast count: Int = 16) throws -> LabVersions {
    guard let base else { return self }
    var left = leftOut
    var files: (base: [String: [UInt8]?], ours: [String: [UInt8]?], theirs: [String: [UInt8]?]) =
      ([:], [:], [:])
    for table in tables {
      for path in paths(of: table) {
        guard try !Self.isSame(path, of: table, base, theirs),
          let before = try RecordList(path, of: table, in: base),
          let here = try Self.isSame(path, of: table, base, ours)
            ? before : RecordList(path, of: table, in: ours),
          let there = try RecordList(path, of: table, in: theirs),
          before.header == here.header, before.header == there.header
        else { continue }
        let runs = CommonRun.all(before.hashes, here.hashes, there.hashes, atLeast: count)
        guard let shorter = left.take(runs, of: table, path, before, here, there) else { continue }
        files.base[path] = .some(shorter.base)
        files.ours[path] = .some(shorter.ours)
        files.theirs[path] = .some(shorter.theirs)
      }
    }
    guard !left.isEmpty else { return self }
    func shorter(_ store: Store, _ files: [String: [UInt8]?]) throws -> Store {
      try Store(
        MergedTree(store.tree, name: store.tree.name, files: files), catalog: Catalog(tables))
    }
    return LabVersions(
      base: try shorter(base, files.base), ours: try shorter(ours, files.ours),
      theirs: try shorter(theirs, files.theirs), leftOut: left)
  }
}

extension [UInt8] {
  /// Where a line begins that is these bytes, with its line end if they have one.
  fileprivate func place(ofLine line: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + line.count <= count {
      if self[at] == line[0], self[at..<at + line.count] == line[...] { return at }
      guard let end = self[at...].firstIndex(of: .lineFeed) else { return nil }
      at = end + 1
    }
    return nil
  }
}
