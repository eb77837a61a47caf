internal import CSVText
internal import JSONText

/// How many changes a data folder has seen, and the files that they changed as they left them.
///
/// The number tells a reader without a lock whether a change came between two looks.
struct Generation: Sendable {
  var number = 0
  var files: [String: Fingerprint] = [:]
}

extension StateFolder {
  /// The generation; after a loss of power, which may take the file, the newest that is remembered.
  func generation() throws -> Generation {
    if let text = try disk.contents(of: generationFile),
      let json = try? JSON(parsing: text.span), let number = json["generation"]?.int
    {
      var files: [String: Fingerprint] = [:]
      for member in json["files"]?.members ?? [] {
        files[member.name] = Fingerprint(member.value)
      }
      return Generation(number: number, files: files)
    }
    return Generation(number: try recentGenerations().max() ?? 0)
  }

  /// Not synced: who reads it before a loss of power does not read it after.
  func write(_ generation: Generation) throws {
    let files = generation.files.sorted { $0.key < $1.key }
    let json = JSON.object([
      .init("generation", .int(generation.number)),
      .init("files", .object(files.map { .init($0.key, $0.value.json) })),
    ])
    try replace("generation", with: Array((json.compact + "\n").utf8))
  }
}
