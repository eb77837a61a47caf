internal import CSVText
internal import Wording

/// A file was edited between reading and writing. Nothing was written: make the change again on top.
package struct Overtaken: Error, CustomStringConvertible {
  package let folder: String
  /// In the data folder.
  package let paths: [String]

  package var description: String {
    let files = paths.map { folder + "/" + $0 }.joinedForReading()
    return "\(files) \(paths.count == 1 ? "was" : "were") edited while the change was being made; "
      + "nothing was written. Try again."
  }
}

/// Another process is changing the folder, and did not finish in time.
package struct FolderIsBusy: Error, CustomStringConvertible {
  package let folder: String
  package let holder: LockHolder?

  package var description: String {
    guard let holder else {
      return "'\(folder)' is being changed by another process. Try again when it is done."
    }
    return "'\(folder)' is being changed by '\(visible(holder.what))' (process \(holder.process), "
      + "since \(moment(holder.since))). Try again when it is done."
  }
}

/// A change was made, but some of its files do not show it yet; or it is being taken back, and some
/// still show it. Whoever opens the folder next ends what was begun.
package struct InterruptedChange: Error, CustomStringConvertible {
  package let folder: String
  package let what: String
  package let isTakenBack: Bool
  /// What went wrong.
  package let cause: String

  package var description: String {
    isTakenBack
      ? "'\(visible(what))' was not made: \(cause). Some files of '\(folder)' still show it; the "
        + "next command takes it back."
      : "'\(visible(what))' was made, but not all files of '\(folder)' show it yet: \(cause). The "
        + "next command completes it."
  }
}

/// The journal of a change is not what was written.
package struct DamagedJournal: Error, CustomStringConvertible {
  package let folder: String
  package let file: String
  package let reason: String

  package var description: String {
    "\(file) cannot be trusted: \(reason). A change of '\(folder)' may be half done. Look at the "
      + "files, then put the journal aside with 'plainlab recover --discard'."
  }
}

/// Something else has the name of the state folder.
package struct UnusableStateFolder: Error, CustomStringConvertible {
  package let title: String
  package let isLink: Bool

  package var description: String {
    "'\(title)' is \(isLink ? "a symbolic link" : "a file"), where Plainlab keeps a folder of its "
      + "own. Move it away."
  }
}

/// A change was interrupted, and this reader may not complete it.
package struct UnreadableChange: Error, CustomStringConvertible {
  package let folder: String
  package let reason: String

  package var description: String {
    "a change of '\(folder)' was interrupted, and you may not complete it (\(reason)). Somebody who "
      + "may write there can, with any command."
  }
}

/// Seconds since 1970, as a person reads them.
func moment(_ seconds: Int64) -> String {
  var cell: [UInt8] = []
  Instant(seconds: Int(seconds)).write(to: &cell)
  return String(decoding: cell, as: UTF8.self)
}
