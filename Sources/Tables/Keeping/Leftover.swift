/// A file that a program puts beside those of a person, and sometimes forgets: a lock of a
/// spreadsheet, a swap file of an editor, a half-written copy.
///
/// Such files are not the lab's: no backup holds them and no restore removes them.
public struct Leftover: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Somebody has the file open, or had when the program crashed.
    case openFile(String)
    /// An older copy that an editor keeps.
    case oldCopy
    /// Written by halves.
    case temporary
    /// What a file manager notes about the folder.
    case folderNotes
  }

  public let kind: Kind

  /// - Returns: `nil` for a name that no program gives.
  public init?(_ name: String) {
    func inside(_ start: String, _ end: String) -> String? {
      guard name.hasPrefix(start), name.hasSuffix(end), name.count > start.count + end.count else {
        return nil
      }
      return String(name.dropFirst(start.count).dropLast(end.count))
    }
    if let file = inside(".~lock.", "#") ?? inside("~$", "") ?? inside(".#", "") {
      kind = .openFile(file)
    } else if let file = Self.ofSwapFile(name) {
      kind = .openFile(file)
    } else if inside("", "~") != nil || inside("#", "#") != nil {
      kind = .oldCopy
    } else if inside("", ".tmp") != nil || inside(".nfs", "") != nil
      || inside(".dat.nosync", "") != nil
    {
      kind = .temporary
    } else if [".DS_Store", "Thumbs.db", "desktop.ini"].contains(name) {
      kind = .folderNotes
    } else {
      return nil
    }
  }

  /// The file that vim has open by this swap file: `.runs.csv.swp`, then `.swo` and so on down.
  private static func ofSwapFile(_ name: String) -> String? {
    guard name.hasPrefix("."), name.count > 5 else { return nil }
    let ending = name.suffix(4)
    guard ending.hasPrefix(".sw"), let last = ending.last, ("a"..."p").contains(last) else {
      return nil
    }
    return String(name.dropFirst().dropLast(4))
  }
}
