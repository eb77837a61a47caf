internal import Foundation
internal import Tables
internal import Wording

// A hook is a program that git runs before it commits; one that fails ends the commit.

extension Repository {
  /// The hook that checks what is staged, and what stands in its place.
  func hook() throws -> GitSetup.Part {
    let lines = hookLines
    guard let folder = try hookFolder() else {
      return GitSetup.Part(
        place: "hook pre-commit", lines: lines,
        state: .taken(
          remedy:
            "core.hooksPath leads to a folder that other repositories use too. Call from the "
            + "pre-commit hook there: \(hookCommand)"), action: .hook(path: ""))
    }
    let path = folder + "/pre-commit"
    let place = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    var state = GitSetup.Part.State.missing
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    if text?.contains(hookCommand) ?? false {
      state = .there
    } else if isTaken(path) {
      state = .taken(remedy: "Another hook is there, and stays. Call from it: \(hookCommand)")
    }
    return GitSetup.Part(place: place, lines: lines, state: state, action: .hook(path: path))
  }

  /// Whether anything has a name, a link to nothing too.
  private func isTaken(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// Whether a hook is as `install` writes it, and nothing else.
  func isOwnHook(at path: String) throws -> Bool {
    try String(contentsOfFile: path, encoding: .utf8).lines.dropFirst().first == hookLines[1]
  }

  /// What the hook does in the end.
  private var hookCommand: String {
    "plainlab --data \(shellWord(prefix.isEmpty ? "." : prefix)) check --staged"
  }

  /// git runs it at the top of the working tree. A commit of some files alone has an index of its own,
  /// whose name git leaves in the environment.
  private var hookLines: [String] {
    """
    #!/bin/sh
    # Written by 'plainlab git install': checks the tables that are staged before they are committed.
    # 'plainlab git uninstall' takes it away; 'git commit --no-verify' commits without it.
    git diff --cached --quiet --no-ext-diff -- \(shellWord(prefix.isEmpty ? "." : prefix)) && exit 0
    command -v plainlab >/dev/null 2>&1 || {
      echo 'pre-commit: plainlab is not on the PATH, so what is staged was not checked.' >&2
      echo "Put it there, or commit with 'git commit --no-verify'." >&2
      exit 1
    }
    case ${GIT_INDEX_FILE-} in
    '' | /*) PLAINLAB_INDEX=${GIT_INDEX_FILE-} ;;
    *) PLAINLAB_INDEX=$PWD/$GIT_INDEX_FILE ;;
    esac
    export PLAINLAB_INDEX
    exec \(hookCommand)
    """.split(separator: "\n").map(String.init)
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
