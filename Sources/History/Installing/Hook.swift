internal import Foundation
internal import Tables
internal import Wording

/// A program that git runs before it commits; one that fails ends the commit.
enum Hook: String, CaseIterable, Sendable {
  /// Before a person's commit, also of a merge that stopped.
  case preCommit = "pre-commit"
  /// Before a merge is committed that git made by itself.
  case preMergeCommit = "pre-merge-commit"

  /// What is called in the end.
  func command(_ folder: String) -> String {
    "plainlab --data \(folder) " + (self == .preCommit ? "check --staged" : "merge-check")
  }

  /// Its text, as `install` writes it.
  func lines(_ folder: String) -> [String] {
    let text =
      switch self {
      case .preCommit: Self.preCommit(folder)
      case .preMergeCommit: Self.preMergeCommit(folder)
      }
    return text.split(separator: "\n").map(String.init)
  }

  /// git runs it at the top of the working tree. A commit of some files alone has an index of its own,
  /// whose name git leaves in the environment.
  private static func preCommit(_ folder: String) -> String {
    """
    #!/bin/sh
    # Written by 'plainlab git install': checks the tables that are staged before they are committed.
    # 'plainlab git uninstall' takes it away; 'git commit --no-verify' commits without it.
    git diff --cached --quiet --no-ext-diff -- \(folder) && exit 0
    \(programCheck("pre-commit", "commit"))
    case ${GIT_INDEX_FILE-} in
    '' | /*) PLAINLAB_INDEX=${GIT_INDEX_FILE-} ;;
    *) PLAINLAB_INDEX=$PWD/$GIT_INDEX_FILE ;;
    esac
    export PLAINLAB_INDEX
    # A merge that stopped.
    if git rev-parse -q --verify MERGE_HEAD >/dev/null; then
      \(Hook.preMergeCommit.command(folder)) || exit 1
    fi
    exec \(Hook.preCommit.command(folder))
    """
  }

  private static func preMergeCommit(_ folder: String) -> String {
    """
    #!/bin/sh
    # Written by 'plainlab git install': looks whether both sides go together before they are merged.
    # 'plainlab git uninstall' takes it away; 'git merge --no-verify' merges without it.
    git diff --cached --quiet --no-ext-diff -- \(folder) && exit 0
    \(programCheck("pre-merge-commit", "merge"))
    exec \(Hook.preMergeCommit.command(folder))
    """
  }

  private static func programCheck(_ hook: String, _ verb: String) -> String {
    """
    command -v plainlab >/dev/null 2>&1 || {
      echo '\(hook): plainlab is not on the PATH, so nothing was checked.' >&2
      echo "Put it there, or use 'git \(verb) --no-verify'." >&2
      exit 1
    }
    """
  }
}

extension Repository {
  /// The hooks, and what stands in their places.
  func hooks() throws -> [GitSetup.Part] {
    let folder = try hookFolder()
    return Hook.allCases.map { part(of: $0, in: folder) }
  }

  private func part(of hook: Hook, in folder: String?) -> GitSetup.Part {
    let data = shellWord(prefix.isEmpty ? "." : prefix)
    let (lines, command) = (hook.lines(data), hook.command(data))
    guard let folder else {
      return GitSetup.Part(
        place: "hook \(hook.rawValue)", lines: lines,
        state: .taken(
          remedy:
            "core.hooksPath leads to a folder that other repositories use too. Call from the "
            + "\(hook.rawValue) hook there: \(command)"), action: .hook(path: ""))
    }
    let path = folder + "/" + hook.rawValue
    let place = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    var state = GitSetup.Part.State.missing
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    if text?.contains(command) ?? false {
      state = .there
    } else if isTaken(path) {
      state = .taken(remedy: "Another hook is there, and stays. Call from it: \(command)")
    }
    return GitSetup.Part(place: place, lines: lines, state: state, action: .hook(path: path))
  }

  /// Whether anything has a name, a link to nothing too.
  private func isTaken(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// The folder of this repository's hooks; `nil` where it is one for several repositories.
  private func hookFolder() throws -> String? {
    // The last one is our own, with which no hook is run.
    let all = try git.answer("config", "--get-all", "--type=path", "core.hooksPath")?.lines ?? []
    guard let wanted = all.dropLast().last else {
      return try usualHookFolder()
    }
    let own = try git.answer("config", "--local", "--get", "--type=path", "core.hooksPath")
    guard own?.lines.first == wanted else { return nil }
    return wanted.hasPrefix("/") ? wanted : root + "/" + wanted
  }

  /// The folder of hooks where no setting says another.
  private func usualHookFolder() throws -> String {
    let answer = try git.output(["rev-parse", "--git-common-dir"])
    let common = String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .newlines)
    let full = common.hasPrefix("/") ? common : data.path + "/" + common
    return URL(filePath: full).standardizedFileURL.path + "/hooks"
  }
}

// MARK: What is staged

extension CommitTree {
  /// The data folder as it is staged.
  ///
  /// - Parameter index: The path of another index than the person's, as of a commit of some files alone;
  ///   `nil` or empty for theirs.
  /// - Throws: `GitError` where conflicts are staged.
  public init(stagedIn repository: Repository, index: String? = nil) throws {
    var git = repository.git
    if let index, !index.isEmpty { git = git.adding(["GIT_INDEX_FILE": index]) }
    let end = try git.run(["write-tree"])
    guard end.status == 0 else {
      throw GitError(
        end.complaint.contains("unmerged")
          ? "files with conflicts are staged. Resolve them, and add them with 'git add'."
          : "git does not say what is staged: \(end.complaint.lines.first ?? "")")
    }
    let tree = String(decoding: end.output, as: UTF8.self).lines[0]
    try self.init(repository, tree: tree, git, name: repository.data.name)
  }
}
