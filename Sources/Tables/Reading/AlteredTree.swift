internal import CSVText

/// A tree in which some files are others.
struct AlteredTree: FileTree {
  let base: any FileTree
  /// The others by their paths; `nil` for a file that is not there any more.
  let files: [String: (any ByteSource)?]

  var name: String { base.name }

  func names(in folder: String) throws -> [String] {
    var names = Set(try base.names(in: folder))
    let start = folder.isEmpty ? "" : folder + "/"
    for (path, file) in files where path.hasPrefix(start) {
      let rest = path.dropFirst(start.count)
      let name = String(rest.prefix { $0 != "/" })
      if file != nil {
        names.insert(name)
      } else if name.count == rest.count {
        names.remove(name)
      }
    }
    return names.sorted()
  }

  func open(_ path: String) throws -> any ByteSource {
    guard let file = files[path] else { return try base.open(path) }
    guard let file else { throw FileError(title(of: path), FileError.absence) }
    return file
  }

  func title(of path: String) -> String { base.title(of: path) }
}
