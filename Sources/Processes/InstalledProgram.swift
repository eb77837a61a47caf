internal import Foundation

/// A program that is installed on this computer.
public struct InstalledProgram: Sendable {
  /// Where it is.
  public let path: String

  /// Looks for a program where the variable `PATH` says, as a shell does. `nil` where it is not
  /// installed.
  public init?(_ name: String, environment: [String: String]) {
    let places = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    guard
      let path = places.map({ "\($0)/\(name)" }).first(
        where: FileManager.default.isExecutableFile(atPath:))
    else { return nil }
    self.path = path
  }
}
