import CommandLineKit
import Lab
import Tables
import Wording

extension ProcedureCommand {
  static let edit = Command(
    "edit", "Change a procedure, as a new version of it.",
    discussion: """
      Without options it opens the editor that VISUAL or EDITOR names on a text of the procedure. A \
      step that is moved, reworded or given another duration stays the same step, and keeps what its \
      runs have recorded; one that is dropped is retired when runs refer to it, and deleted when none \
      does. When somebody else has changed the procedure meanwhile nothing is written, and what was \
      typed is kept in a file, which --from takes up again.
      """,
    examples: [
      Example("plainlab procedure edit 3 --add-step 'Wipe dry (2 min)'", "one more step"),
      Example(
        "plainlab procedure edit 4 --drop-step 2 -m 'Not needed with the new software' --dry-run",
        "show what dropping a step would change"),
    ],
    argument,
    Option("name", placeholder: "TEXT", "Another name"),
    Option("description", placeholder: "TEXT", "What it is for; '' for nothing"),
    Options("step", placeholder: "TEXT", "A step, all of them anew: 'Rinse twice (5 min)'"),
    Options("add-step", placeholder: "TEXT", "A step at the end"),
    Options("drop-step", as: Int.self, "The number of a step that goes"),
    Options(
      "duration", as: StepMinutes.self, "The minutes of each step there is then, in their order"),
    message,
    Option(
      "from", placeholder: "FILE", completion: .files,
      "A text as 'show --format sheet' writes it, and not an editor"),
    Flags.writing,
    run: {
      context, word, name, description, steps, added, dropped, durations, message, file, mode in
      let store = try context.store()
      let record = try store.procedure(named: word)
      let options = ProcedureOptions(
        name: name, description: description, steps: steps, addedSteps: added,
        droppedSteps: dropped, durations: durations)
      let edit = Edit(
        context: context, record: record, message: message, mode: mode,
        knownLabels: try store.rows(of: Label.self))
      if let file {
        guard options.isEmpty else {
          throw UsageError("--from gives the whole text; other options cannot change it as well.")
        }
        try edit.take(sheetIn: file)
      } else if options.isEmpty {
        try edit.openEditor()
      } else {
        try edit.apply(options)
      }
    })
}

/// One edit of a procedure, wherever its text comes from.
private struct Edit {
  let context: Context
  let record: ProcedureRecord
  let message: String?
  let mode: WritingMode
  /// The labels there are.
  let knownLabels: [Label]

  private var key: Key<Procedure> { record.procedure.id }

  /// Changes what options say.
  func apply(_ options: ProcedureOptions) throws {
    try write { change in
      // What stands there now, not what was read to find it.
      guard let record = try change.procedure(key) else { throw ProcedureError.unknown(key) }
      return try change.editProcedure(
        key, to: options.text(from: record.text), changeDescription: message, at: context.now)
    }
  }

  /// Takes the whole text from a file.
  func take(sheetIn file: String) throws {
    let sheet = try read(context.text(ofFile: file), title: file)
    if let origin = sheet.origin, origin.procedure != key {
      throw UsageError(
        "'\(visible(file))' is a text of procedure \(origin.procedure), as its first line says, "
          + "and not of \(key).")
    }
    try write(sheet, from: sheet.origin.map { ProcedureOrigin(version: $0.version) })
  }

  /// Has a person write it.
  func openEditor() throws {
    let origin = ProcedureOrigin(version: record.procedure.version, text: record.text)
    let given = ProcedureSheet(record)
    let editor = try Editor(context)
    let draft = try DraftFile(given.written, name: "procedure-\(key)", in: context.temporaryFolder)
    do {
      let sheet = try revise(draft, in: editor)
      // Who leaves the text as it was has called the edit off, whatever the rows say.
      guard sheet.text != given.text || sheet.labels != given.labels else {
        throw ProcedureError.nothingChanged(key, version: origin.version)
      }
      try write(sheet, from: origin)
      if mode.isDryRun { keep(draft) } else { draft.remove() }
    } catch let error as ProcedureError {
      if case .nothingChanged = error { draft.remove() } else { keep(draft) }
      throw error
    } catch {
      if draft.isTouched { keep(draft) } else { draft.remove() }
      throw error
    }
  }

  /// Opens the editor on the draft until it can be read. On a terminal it opens again, with what is
  /// wrong below each line, as long as the person changes something.
  private func revise(_ draft: DraftFile, in editor: Editor) throws -> ProcedureSheet {
    var given = draft.original
    while true {
      try editor.open(draft.path)
      let text = try draft.text()
      if text.isRemarkAlone { throw NothingWritten() }
      do throws(UnreadableFile) {
        return try read(text, title: draft.path)
      } catch {
        guard context.console.out.isTerminal, text != given else { throw error }
        context.note("\(error)")
        given = error.sheet.remarks(in: text)
        try draft.replace(by: given)
      }
    }
  }

  /// What was typed is not lost, whatever came of it.
  private func keep(_ draft: DraftFile) {
    let path = shellWord(visible(draft.path))
    context.note(
      "The text is kept in \(path); 'plainlab procedure edit \(key) --from \(path)' takes it up "
        + "again. Its first line names the version that it began with.")
  }

  private func read(_ text: String, title: String) throws(UnreadableFile) -> ProcedureSheet {
    let labels = knownLabels.map(\.name)
    do throws(UnreadableSheet) {
      return try ProcedureSheet(reading: text, knownLabels: labels)
    } catch {
      throw UnreadableFile(title: title, sheet: error)
    }
  }

  private func write(_ sheet: ProcedureSheet, from origin: ProcedureOrigin?) throws {
    let labels = sheet.labels.map { names in
      knownLabels.filter { names.contains($0.name) }.map(\.id)
    }
    try write { change in
      try change.editProcedure(
        key, to: sheet.text, labels: labels, from: origin, changeDescription: message,
        at: context.now)
    }
  }

  private func write(_ body: (inout Change) throws -> ProcedureEdit) throws {
    let edit = try context.write("edit procedure \(key)", as: mode, body)
    if !mode.isDryRun { try context.print(edit.answer) }
  }
}

extension ProcedureEdit {
  /// The edit in one line.
  var answer: String {
    "Changed procedure \(procedure) '\(visible(after.name))', \(isNewVersion ? "now" : "still") at "
      + "version \(version): "
      + summary.prefix(1).lowercased() + summary.dropFirst() + "."
  }
}
