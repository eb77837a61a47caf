import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("plainlab merge, merge-check and resolve")
struct MergeCommandTests {
  private let lab: MergingLab

  init() throws { lab = try MergingLab() }

  /// Both take run 2; only theirs has steps of it, so that git takes that file as it is.
  private func divergeInChildren() throws {
    try lab.diverge {
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
    } _: {
      try lab.append(MergingLab.run(2, "yours"), to: "runs")
      try lab.append(MergingLab.step(2, of: 2, "yours"), to: "run_steps")
    }
  }

  private func expectChildren() throws {
    #expect(
      try lab.text("runs")
        == MergingLab.runs + MergingLab.run(2, "mine") + MergingLab.run(3, "yours"))
    #expect(
      try lab.text("run_steps") == MergingLab.runSteps + MergingLab.step(2, of: 3, "yours"))
    let check = lab.plainlab("check")
    #expect(check.status == .success && check.out == "")
  }

  @Test("A file of which git does not ask stops the merge, and resolve brings it in line")
  func missed() throws {
    try divergeInChildren()
    let merge = try lab.git("merge", "other", "-m", "merged")
    #expect(!merge.isDone)
    #expect(merge.said.contains("run_steps.csv must follow new ids"))
    let verdict = lab.plainlab("merge-check")
    #expect(verdict.status == .findings)
    #expect(verdict.out.contains("it does not follow the new ids of this merge"))
    let dry = lab.plainlab("resolve --dry-run")
    #expect(dry.out.contains("-2,2,1,false,,yours\n+2,3,1,false,,yours"))
    #expect(try lab.text("run_steps").contains("2,2,1,false,,yours"))
    let resolved = lab.plainlab("resolve")
    #expect(resolved.status == .success)
    #expect(
      resolved.out
        == "data/run_steps.csv follows the merge.\nruns 2 of theirs is now 3.\n")
    try expectChildren()
    #expect(try lab.git("commit", "-q", "--no-edit").isDone)
    #expect(try lab.git("status", "--porcelain").said == "")
    #expect(try lab.git("log", "-1", "--format=%B").said.contains("runs 2 of theirs is now 3."))
    #expect(lab.plainlab("merge-check").status == .success)
  }

  @Test("A table that the other side cut into parts is brought in line too")
  func parts() throws {
    try lab.diverge {
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
    } _: {
      try lab.append(MergingLab.run(2, "yours"), to: "runs")
      try lab.append(MergingLab.step(2, of: 2, "yours"), to: "run_steps")
      try lab.folder.makeFolder("data/run_steps")
      try lab.git("mv", "data/run_steps.csv", "data/run_steps/2026-01.csv")
    }
    #expect(try !lab.git("merge", "other", "-m", "merged").isDone)
    #expect(lab.plainlab("resolve").status == .success)
    #expect(
      try lab.text("run_steps/2026-01") == MergingLab.runSteps
        + MergingLab.step(2, of: 3, "yours"))
    #expect(try lab.git("commit", "-q", "--no-edit").isDone)
    #expect(lab.plainlab("check").out == "")
  }

  @Test("merge does all of it at once, and says first what it would do")
  func merge() throws {
    try divergeInChildren()
    let dry = lab.plainlab("merge other --dry-run")
    #expect(dry.status == .success && dry.out.contains("+2,3,1,false,,yours"))
    #expect(try lab.git("status", "--porcelain").said == "")
    let merge = lab.plainlab("merge other")
    #expect(merge.status == .success && merge.out == "runs 2 of theirs is now 3.\n")
    try expectChildren()
    #expect(try lab.git("commit", "-q", "--no-edit").isDone)
    #expect(try lab.git("status", "--porcelain").said == "")
    #expect(
      try lab.git("rev-list", "--parents", "-n1", "HEAD").said.split(separator: " ").count == 3)
    #expect(lab.plainlab("merge other").error == "Everything of other is here already.\n")
  }

  @Test("merge needs no driver, and leaves conflicts for resolve")
  func withoutDriver() throws {
    let lab = try MergingLab(hasDriver: false)
    try lab.diverge {
      try lab.edit("labels", "2,late", "2,tardy")
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
    } _: {
      try lab.edit("labels", "2,late", "2,delayed")
      try lab.append(MergingLab.run(2, "yours"), to: "runs")
    }
    let merge = lab.plainlab("merge other")
    #expect(merge.status == .findings)
    #expect(try lab.git("diff", "--name-only", "--diff-filter=U").said == "data/labels.csv\n")
    #expect(try !lab.git("commit", "-q", "--no-edit").isDone)
    #expect(lab.plainlab("resolve --take theirs").status == .success)
    #expect(try lab.text("labels") == MergingLab.labels.replacing("late", with: "delayed"))
    #expect(
      try lab.text("runs")
        == MergingLab.runs + MergingLab.run(2, "mine") + MergingLab.run(3, "yours"))
    #expect(try lab.git("commit", "-q", "--no-edit").isDone)
  }

  @Test("A name that both sides gave is reported, and resolve asks for another")
  func clash() throws {
    try lab.diverge {
      try lab.append("4,weekly,#445566\n", to: "labels")
    } _: {
      try lab.append("4,weekly,#778899\n", to: "labels")
    }
    let merge = try lab.git("merge", "other", "-m", "merged")
    #expect(!merge.isDone)
    #expect(merge.said.contains("rows 4 (ours) and 5 (theirs) both have name 'weekly'."))
    #expect(try lab.text("labels") == MergingLab.labels + "4,weekly,#445566\n5,weekly,#778899\n")
    #expect(lab.plainlab("check").out.contains("error[unique-error]"))
    #expect(lab.plainlab("resolve", answers: [""]).status == .findings)
    let resolved = lab.plainlab("resolve", answers: ["late", "each week"])
    #expect(resolved.status == .success, "\(resolved)")
    #expect(
      try lab.text("labels") == MergingLab.labels + "4,weekly,#445566\n5,each week,#778899\n")
    #expect(try lab.git("commit", "-q", "--no-edit").isDone)
    #expect(lab.plainlab("merge-check").status == .success)
  }

  @Test("A merge is refused while changes wait to be committed")
  func dirty() throws {
    try divergeInChildren()
    try lab.edit("labels", "2,late", "2,tardy")
    let merge = lab.plainlab("merge other")
    #expect(merge.status == .couldNotRun && merge.error.contains("not committed"))
    #expect(try lab.git("status", "--porcelain").said == " M data/labels.csv\n")
  }

  @Test("A branch whose rows got new ids elsewhere goes on with them when it takes the merge in")
  func backMerge() throws {
    try lab.diverge {
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
    } _: {
      try lab.append(MergingLab.run(2, "yours"), to: "runs")
    }
    #expect(try lab.git("merge", "other", "-m", "merged").isDone)
    // Meanwhile the other branch goes on with its run 2, which is 3 on main.
    try lab.git("checkout", "-q", "other")
    try lab.append(MergingLab.step(2, of: 2, "yours"), to: "run_steps")
    try lab.edit("runs", "in_progress,yours", "in_progress,yours still")
    try lab.append(MergingLab.run(3, "another"), to: "runs")
    try lab.commit("more")
    let back = lab.plainlab("merge main")
    #expect(back.status == .success)
    #expect(back.out == "runs 2 of ours is now 4.\nruns 3 of theirs is now 4.\n")
    let runs = try lab.text("runs").split(separator: "\n").dropFirst().sorted()
    #expect(
      runs == [
        "1,1,2026-01-02T08:00:00Z,,in_progress,,1,",
        "2,1,2026-01-03T08:00:00Z,,in_progress,mine,1,",
        "3,1,2026-01-03T08:00:00Z,,in_progress,another,1,",
        "4,1,2026-01-03T08:00:00Z,,in_progress,yours still,1,",
      ])
    #expect(
      try lab.text("run_steps") == MergingLab.runSteps + MergingLab.step(2, of: 4, "yours"))
    #expect(try lab.git("commit", "-q", "--no-edit").isDone)
    #expect(lab.plainlab("check").out == "")
    // And main takes that in again, without anything left to do.
    try lab.git("checkout", "-q", "main")
    try lab.append(MergingLab.step(2, of: 3, "later"), to: "run_steps")
    try lab.edit("run_steps", "3,1,false,,later", "3,2,false,,later")
    try lab.commit("later")
    #expect(lab.plainlab("merge other").status == .success)
    #expect(
      try lab.text("run_steps")
        == MergingLab.runSteps + "2,4,2,false,,later\n" + MergingLab.step(3, of: 4, "yours"))
    #expect(lab.plainlab("check").out == "")
  }

  @Test("A rebase stops where a row of one id is another row")
  func rebase() throws {
    try lab.diverge {
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
    } _: {
      try lab.append(MergingLab.run(2, "yours"), to: "runs")
    }
    try lab.edit("runs", "in_progress,mine", "in_progress,mine still")
    try lab.commit("edit of my run")
    let rebase = try lab.git("rebase", "other")
    #expect(!rebase.isDone && rebase.said.contains("they are two rows"))
    let runs = try lab.text("runs")
    #expect(
      runs.contains("<<<<<<<")
        && !runs.contains("\n2,1,2026-01-03T08:00:00Z,,in_progress,mine still,1,\n3"))
  }

  @Test("A picked commit that changes a row stops where the row of that id is another")
  func cherryPick() throws {
    try lab.diverge {
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
    } _: {
      try lab.append(MergingLab.run(2, "yours"), to: "runs")
    }
    try lab.git("checkout", "-q", "other")
    try lab.edit("runs", "in_progress,yours", "cancelled,yours")
    try lab.edit("labels", "2,late", "2,tardy")
    try lab.commit("cancel my run")
    try lab.git("checkout", "-q", "main")
    try lab.edit("labels", "1,urgent", "1,at once")
    try lab.commit("labels")
    let pick = try lab.git("cherry-pick", "other")
    #expect(!pick.isDone && pick.said.contains("they are two rows"))
    #expect(try lab.text("runs").contains("<<<<<<<"))
  }

  @Test("A picked commit of other rows is merged by cells")
  func cleanPick() throws {
    try lab.diverge {
      try lab.edit("labels", "1,urgent", "1,at once")
    } _: {
      try lab.edit("labels", "1,urgent,#112233", "1,urgent,#778899")
    }
    #expect(try lab.git("cherry-pick", "other").isDone)
    #expect(try lab.text("labels").contains("\n1,at once,#778899\n"))
  }

  @Test("Two bookings of one time, one from each side, are named by merge-check alone")
  func overlap() throws {
    try lab.write(
      "resource_types", "id,name,description\n1,analyzer,\n")
    try lab.write(
      "resources",
      "id,code,name,resource_type_id,is_active,location,capacity,requires_approval,"
        + "requires_qualification\n"
        + "1,ARCH-1,Architect,1,true,,1,false,false\n")
    try lab.write(
      "users", "id,code,username,full_name,is_active,role\n1,SOK,sok,Sam,true,operator\n")
    let head = "id,resource_id,user_id,start_time,end_time,status,created_at,updated_at\n"
    try lab.write("bookings", head)
    try lab.commit("bookings")
    try lab.git("branch", "-f", "other")
    let rest = "confirmed,2026-01-01T08:00:00Z,2026-01-01T08:00:00Z\n"
    try lab.diverge {
      try lab.append("1,1,1,2026-02-01T08:00:00Z,2026-02-01T10:00:00Z," + rest, to: "bookings")
    } _: {
      try lab.append("1,1,1,2026-02-01T09:00:00Z,2026-02-01T11:00:00Z," + rest, to: "bookings")
    }
    let verdict = lab.plainlab("merge-check main~1 main other")
    #expect(verdict.status == .findings)
    #expect(verdict.out.contains("bookings 1 and 2 want resource 1 at the same time"), "\(verdict)")
    #expect(try lab.git("merge", "other", "-m", "merged").isDone)
    #expect(lab.plainlab("check").status == .success)
    #expect(lab.plainlab("merge-check").status == .findings)
  }

  @Test("Without a merge there is nothing to check or to resolve")
  func nothing() throws {
    #expect(lab.plainlab("merge-check").status == .usage)
    #expect(lab.plainlab("merge-check main").status == .usage)
    let resolved = lab.plainlab("resolve")
    #expect(resolved.status == .success && resolved.error == "No conflict is left.\n")
  }
}
