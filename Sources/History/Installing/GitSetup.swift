internal import Foundation
internal import Tables

/// What a clone of the lab's repository needs beside its files: attributes, drivers, and hooks.
///
/// Looking changes nothing. `install` writes what is missing, and nothing that somebody else wrote.
public struct GitSetup: Sendable {
  public struct Part: Sendable, Equatable {
    public enum State: Sendable, Equatable {
      case there
      case missing
      /// Something else stands in its place: what a person can do.
      case taken(remedy: String)
    }

    /// Where it stands, as a person is told it.
    public let place: String
    /// The lines that are its text there.
    public let lines: [String]
    public let state: State
    let action: Action

    /// Whether it is one of the lab's files, which a commit brings to every clone.
    public var isOfLab: Bool { if case .attributes = action { true } else { false } }
  }

  enum Action: Sendable, Equatable {
    /// A line at the end of a file of the data folder.
    case attributes(file: String, line: String)
    case setting(name: String, value: String)
    case hook(path: String)
  }

  public let parts: [Part]
  private let repository: Repository

  /// - Parameter showsRows: Whether `git diff` is to show rows.
  public init(of repository: Repository, showsRows: Bool) throws {
    self.repository = repository
    var settings = [
      ("merge.plainlab.name", "rows of a lab's tables"),
      ("merge.plainlab.driver", "plainlab merge-driver %O %A %B %P"),
    ]
    if showsRows { settings.append(("diff.plainlab.textconv", Self.textconv)) }
    parts =
      try [repository.attributes()]
      + settings.map { try repository.setting($0.0, $0.1) } + repository.hooks()
  }

  /// The settings that `install` can have written, and their values.
  static let textconv = "plainlab git textconv"

  /// Writes what is missing.
  public func install() throws {
    for part in parts where part.state == .missing {
      switch part.action {
      case .attributes(let file, let line):
        let path = repository.data.path + "/" + file
        var text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        try replaceFile(at: path, with: Array((text + line + "\n").utf8))
      case .setting(let name, let value):
        _ = try repository.git.output(["config", "--local", name, value])
      case .hook(let path):
        let hook = URL(filePath: path)
        try FileManager.default.createDirectory(
          at: hook.deletingLastPathComponent(), withIntermediateDirectories: true)
        try replaceFile(at: path, with: Array((part.lines.joined(separator: "\n") + "\n").utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
    }
  }
}

extension Repository {
  private static let attributesLine = "*.csv -text diff=plainlab merge=plainlab"

  /// The attributes of tables, of which new labs have the line from the beginning.
  fileprivate func attributes() throws -> GitSetup.Part {
    let file = ".gitattributes"
    let fields = try git.fields([
      "check-attr", "-z", "text", "diff", "merge", "--", "table.csv", "table/part.csv",
    ])
    let values = stride(from: 2, to: fields.count, by: 3).map { fields[$0] }
    let isThere = Set(values) == ["unset", "plainlab"]
    return GitSetup.Part(
      place: data.title(of: file), lines: [Self.attributesLine],
      state: isThere ? .there : .missing,
      action: .attributes(file: file, line: Self.attributesLine))
  }

  fileprivate func setting(_ name: String, _ value: String) throws -> GitSetup.Part {
    let now = try git.answer("config", "--get", name)?.trimmingCharacters(in: .newlines)
    let state: GitSetup.Part.State =
      switch now {
      case nil: .missing
      case value: .there
      case let other?:
        .taken(remedy: "It is '\(other)', and stays. 'git config --unset \(name)' takes it away.")
      }
    return GitSetup.Part(
      place: "git config", lines: ["\(name) = \(value)"], state: state,
      action: .setting(name: name, value: value))
  }
}

// MARK: Taking it away

extension GitSetup {
  /// Takes away what `install` wrote into this clone; the attributes stay, as they are the lab's.
  ///
  /// - Returns: What was taken away, as a person is told it.
  public static func uninstall(from repository: Repository) throws -> [String] {
    var gone: [String] = []
    for part in try GitSetup(of: repository, showsRows: true).parts where part.state == .there {
      switch part.action {
      case .attributes: continue
      case .setting(let name, _):
        // Of a person's own configuration, for all repositories, nothing is taken.
        guard try repository.git.answer("config", "--local", "--unset", name) != nil else {
          continue
        }
        gone.append(name)
      case .hook(let path):
        let own = try String(contentsOfFile: path, encoding: .utf8).lines.dropFirst().first
        guard own == part.lines[1] else { continue }
        try FileManager.default.removeItem(atPath: path)
        gone.append(part.place)
      }
    }
    return gone
  }
}
