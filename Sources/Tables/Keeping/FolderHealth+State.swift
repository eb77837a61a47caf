internal import CSVText
internal import Wording

extension FolderHealth {
  /// Whether Plainlab's own folder can be used.
  static let stateFolder = HealthCheck<FolderHealth>("state") { health in
    let state = health.state()
    guard try state.exists() else { return .ok("no change was made by Plainlab yet") }
    let disk = health.disk
    let names = try disk.names(in: state.path) ?? []
    let closed = ([""] + names.map { "/" + $0 }).filter {
      (try? disk.checkWritable(state.path + $0)) == nil
    }
    guard closed.isEmpty else {
      let titles = closed.map { health.data.title(of: StateFolder.name) + $0 }
      return .error(
        "\(someOf(titles)) may not be written to, so that no change can be made",
        "It was made by another user, most likely: give it to those who work in the lab with chown."
      )
    }
    let changes = try state.generation().number
    let kept = try state.keptSize()
    let room =
      kept > 0
      ? "; \(byteSize(kept)) of old files in \(health.data.title(of: StateFolder.name))/recent are kept "
        + "for 'plainlab undo', and may be deleted" : ""
    return .ok("\(counted(changes, "change")) made by Plainlab so far\(room)")
  }

  /// Who changes the folder now. A lock is never left over: it goes with its process.
  static let lock = HealthCheck<FolderHealth>("lock") { health in
    let state = health.state()
    guard try state.exists(), try FolderLock.isHeld(state) else { return .ok("nobody is writing") }
    let line = try health.disk.contents(of: state.path + "/lock") ?? []
    guard let holder = LockHolder(line) else {
      return .ok("somebody is writing")
    }
    let age = health.now - Int(holder.since)
    let sentence =
      "'\(visible(holder.what))' (process \(holder.process)) has been writing for "
      + spokenAge(age)
    if age < 600 { return .ok(sentence) }
    return .warning(
      sentence,
      "See what process \(holder.process) is waiting for. Others can write when it has ended.")
  }

  /// Whether a change is neither made nor undone.
  static let change = HealthCheck<FolderHealth>("change") { health in
    let change: UnfinishedChange?
    do {
      change = try UnfinishedChange.inspect(health.data)
    } catch let error as DamagedJournal {
      return .error("\(error)", "")
    }
    guard let change else { return .ok("no change is unfinished") }
    let sentence = "'\(visible(change.what))' of \(moment(change.at)) was interrupted"
    let edited = change.files.filter { $0.state == .edited }.map(\.path)
    guard edited.isEmpty else {
      return .error(
        "\(sentence), and since then somebody edited \(health.some(edited))",
        "Nothing more can be written before 'plainlab recover' ends it.")
    }
    return .warning(sentence, "The next command that reads or writes the lab ends it.")
  }

  /// What editors, spreadsheets and interrupted programs left.
  static let leftovers = HealthCheck<FolderHealth>("leftovers") { health in
    var open: [String] = []
    var others: [String] = []
    var kept: [String] = []
    for name in try health.snapshot.names(in: "") {
      switch Leftover(name)?.kind {
      case .openFile: open.append(name)
      case .oldCopy, .temporary: others.append(name)
      case .folderNotes: break
      case nil:
        if name.contains(".csv.edited-") || name.contains(".csv.unapplied-") { kept.append(name) }
      }
    }
    let beside = try health.unfinishedFolders()
    if !kept.isEmpty {
      return .warning(
        "'plainlab recover' kept \(health.some(kept))",
        "Compare it with the table, and delete it when nothing in it is missing there.")
    }
    if !others.isEmpty || !beside.isEmpty {
      return .warning(
        "some program left \(someOf(others.map { health.data.title(of: $0) } + beside))",
        "Delete it, when no program is at work on it.")
    }
    if !open.isEmpty {
      return .warning(
        "as \(health.some(open)) says, a program has a file open, or crashed",
        "Close the file there before others change it; after a crash, delete the mark.")
    }
    return .ok("no leftovers of editors and spreadsheets")
  }

  /// The hidden folders beside the data folder in which one was to be made.
  private func unfinishedFolders() throws -> [String] {
    let path = try disk.realPath(data.path)
    let above = folderPath(of: path)
    let name = path.dropFirst(above == "/" ? 1 : above.count + 1)
    return try (disk.names(in: above) ?? []).filter {
      $0.hasPrefix(".\(name).") && $0.hasSuffix(".tmp")
    }.map { above + "/" + $0 }
  }

  /// How many faults the tables have. Reads all of them.
  public static let tables = HealthCheck<FolderHealth>("tables") { health in
    let store = try Store(health.snapshot, catalog: health.catalog, options: health.options)
    let check = try Check(store, asOf: Instant(seconds: health.now))
    let errors = check.list.count(of: .error)
    let warnings = check.list.count(of: .warning)
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
    let sentence = "\(counted(check.files, "file")) with \(counted(check.records, "row")): "
    guard !counts.isEmpty else { return .ok(sentence + "no faults") }
    let faults = counts.map { counted($0.0, $0.1) }.joinedForReading()
    let remedy = "'plainlab check' names \(errors + warnings == 1 ? "it" : "each")."
    return errors > 0 ? .error(sentence + faults, remedy) : .warning(sentence + faults, remedy)
  }

  /// Whether there is a backup of late.
  static let backup = HealthCheck<FolderHealth>("backups") { health in
    guard let newest = try health.backups.all().last else {
      return .warning(
        "there is no backup in '\(visible(health.backups.folder.name))'",
        "Make one with 'plainlab backup create', and let a timer do so every night.")
    }
    let age = health.now - newest.name.seconds
    let sentence = "the newest backup, \(visible(newest.title)), is \(spokenAge(age)) old"
    if age > 7 * 86_400 { return .warning(sentence, "Make one with 'plainlab backup create'.") }
    return .ok(sentence)
  }
}

/// A length of time by its largest unit: `3 days`, `1 hour`.
func spokenAge(_ seconds: Int) -> String {
  switch seconds {
  case ..<120: counted(max(0, seconds), "second")
  case ..<7200: counted(seconds / 60, "minute")
  case ..<172_800: counted(seconds / 3600, "hour")
  default: counted(seconds / 86_400, "day")
  }
}

/// Up to three names, and how many more there are.
func someOf(_ names: [String]) -> String {
  var shown = names.prefix(3).map { visible($0) }
  if names.count > 3 { shown.append("\(names.count - 3) more") }
  return shown.joinedForReading()
}
