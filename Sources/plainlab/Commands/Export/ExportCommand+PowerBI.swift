import Analytics
import CommandLineKit
import Publishing
import Tables
import Wording

extension ExportCommand {
  private static let folder = Option(
    "folder", as: String.self, placeholder: "PATH",
    "DIR/data as Power BI sees it, as C:\\Lab\\data (default: its path on this computer)")

  static let powerBI = Command(
    "powerbi", "A star schema for Power BI, and a project that opens on it.",
    discussion: """
      DIR/data gets a CSV file for each table: fact_* for what happened, large ones in a folder with \
      a file for each month; dim_* for what it is looked at by, with whole numbers as keys, and 0 for \
      what is not known. Files are UTF-8 with a byte order mark; times are on the lab's clock; a \
      text that a spreadsheet would run as a formula gets an apostrophe. DIR/data is replaced as a \
      whole.

      DIR/Lab.pbip is a project of Power BI Desktop with the tables, their relationships and \
      measures, and an empty report. It looks for the files in the folder that its parameter \
      DataFolder names. The model and the report are only written anew as long as nobody changed \
      them.
      """,
    examples: [
      Example("plainlab export powerbi report", "write it to the folder 'report'"),
      Example(
        "plainlab export powerbi report --folder 'C:\\Lab\\data'",
        "for a computer that has the files there"),
      Example("plainlab export powerbi report --watch", "and again whenever the lab changes"),
    ],
    Argument("directory", placeholder: "DIR", completion: .folders, "The folder to write to"),
    folder, Flag("watch", "Go on, and write again whenever the lab's tables change"),
    QuestionTimes.timeZone,
    run: { context, directory, folder, isWatching, zone in
      if folder?.isEmpty ?? false { throw UsageError("--folder needs a path.") }
      let place = try context.outputFolder(directory)
      guard !context.isInDataFolder(place.name + "/data") else {
        throw UsageError(
          "The folder 'data' in '\(visible(place.name))' is the lab's own. Name another folder, as "
            + "'\(visible(place.name))/report'.")
      }
      let data = try context.dataFolder()
      func export() throws { try context.export(data, to: place, seenAs: folder, zone: zone) }
      try context.interruptible {
        try context.making(place) {
          if isWatching { try context.watching(data, export) } else { try export() }
        }
      }
    })
}

extension Context {
  fileprivate func export(
    _ data: DiskFolder, to place: DiskFolder, seenAs folder: String?, zone: String?
  ) throws {
    let files = DiskFolder(place.path + "/data", name: place.title(of: "data"))
    let project = PowerBIProject(dataFolder: folder ?? files.path)
    let summary = try reading(data) { store in
      var question = Question()
      try read(into: &question, store, zone: zone)
      let star = StarExport(question)
      var summary = StarExport.Summary()
      try FolderReplacement(files.path, title: files.name).fill { filling in
        summary = try star.write(store) { name, bytes in
          try Interruption.check()
          try filling.append(bytes, to: name)
        }
        // Where this fails, as on a full disk, the data stay what they were, too.
        try write(project, to: place)
      }
      return summary
    }
    let tables = counted(summary.rows.count, "table")
    let rows = counted(summary.rows.reduce(0) { $0 + $1.count }, "row")
    try print("Wrote \(tables) with \(rows) to '\(visible(files.name))'.")
    for remark in summary.remarks { note(remark) }
  }

  /// Writes the parts of a project that nobody changed, and tells which stay as they are.
  private func write(_ project: PowerBIProject, to place: DiskFolder) throws {
    for part in project.parts {
      let title = place.title(of: part.name)
      let folder = FolderReplacement(
        place.path + "/" + part.name, title: title, files: part.files)
      do {
        if try !folder.isCurrent() { try folder.make() }
      } catch is FilesInTheWay {
        note(
          "'\(visible(title))' was changed since it was written, and stays as it is. Move it away "
            + "to have it anew.")
      }
    }
    for file in PowerBIProject.files where !exists(place.path + "/" + file.name) {
      try place.replace(file.name, with: Array(file.text.utf8))
    }
  }
}

extension StarExport.Summary {
  fileprivate var remarks: [String] {
    var remarks: [String] = []
    if unreadable > 0 {
      remarks.append(
        "\(counted(unreadable, "cell")) without a value of its type, or of a year that Power BI does "
          + "not know, \(unreadable == 1 ? "is" : "are") left empty. 'plainlab check' names faults."
      )
    }
    if strangers > 0 {
      remarks.append(
        "\(counted(strangers, "cell")) \(strangers == 1 ? "names" : "name") what no table of the "
          + "lab has, and \(strangers == 1 ? "leads" : "lead") to the member (unknown).")
    }
    if lost > 0 {
      remarks.append(
        "\(counted(lost, "record")) could not be read and \(lost == 1 ? "is" : "are") left out; "
          + "'plainlab check' names them.")
    }
    return remarks
  }
}
