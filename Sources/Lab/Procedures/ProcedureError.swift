public import Tables
internal import Wording

/// Why a procedure was not made, edited, restored or deleted. Nothing was changed.
public enum ProcedureError: Error, Equatable {
  case noName
  /// The step at this place, from 1, does not say what to do.
  case emptyStep(Int)
  case negativeDuration(step: Int)
  case unknown(Key<Procedure>)
  /// The procedure says all this already, at this version.
  case nothingChanged(Key<Procedure>, version: Int)
  /// The edit began with one version, and somebody has made another since.
  case overtaken(Key<Procedure>, began: Int, now: Int)
  /// Its rows were edited by hand while the edit was being written; it is still at this version.
  case editedByHand(Key<Procedure>, version: Int)
  case unknownVersion(Int, of: Key<Procedure>, kept: [Int])
  /// What is kept of the version is not what a procedure says.
  case unreadableVersion(Int, of: Key<Procedure>)
  /// It cannot be deleted, as these many runs followed it.
  case followed(Key<Procedure>, runs: Int, last: Key<Run>, on: CalendarDate)
}

extension ProcedureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noName: "a procedure needs a name"
    case .emptyStep(let place): "step \(place) does not say what to do"
    case .negativeDuration(let place): "step \(place) cannot take less than no time"
    case .unknown(let key): "there is no procedure \(key)"
    case .nothingChanged(let key, let version):
      "procedure \(key) says this already: it stays at version \(version)"
    case .overtaken(let key, let began, let now):
      "procedure \(key) was changed meanwhile: this edit began with version \(began), and it is at "
        + "version \(now)"
    case .editedByHand(let key, let version):
      "the rows of procedure \(key) were edited by hand meanwhile: it is still at version \(version), "
        + "and no longer says what this edit began with"
    case .unknownVersion(let version, let key, let kept):
      "no version \(version) of procedure \(key) is kept; "
        + (kept.isEmpty ? "none is" : "there is \(kept.map(String.init).joinedForReading())")
    case .unreadableVersion(let version, let key):
      "the snapshot of version \(version) of procedure \(key) in versions does not have a name and "
        + "steps, so it cannot be read"
    case .followed(let key, let runs, let last, let day):
      "procedure \(key) cannot be deleted: \(counted(runs, "run")) followed it, the last one on "
        + "\(day.cellText) (run \(last))"
    }
  }
}
