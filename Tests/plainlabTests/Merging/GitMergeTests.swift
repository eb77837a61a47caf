import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("git merge with the driver")
struct GitMergeTests {
  private let lab: MergingLab

  init() throws { lab = try MergingLab() }

  @Test("Both took the next id, with children: theirs get new ids, and all is right")
  func sameNextID() throws {
    try lab.diverge {
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
      try lab.append(MergingLab.step(2, of: 2, "mine"), to: "run_steps")
    } _: {
      try lab.append(MergingLab.run(2, "yours"), to: "runs")
      try lab.append(MergingLab.step(2, of: 2, "yours"), to: "run_steps")
    }
    let merge = try lab.git("merge", "other", "-m", "merged")
    #expect(merge.isDone && merge.said.contains("runs 2 of theirs is now 3."))
    #expect(
      try lab.text("runs") == MergingLab.runs + MergingLab.run(2, "mine")
        + MergingLab.run(3, "yours"))
    #expect(
      try lab.text("run_steps") == MergingLab.runSteps + MergingLab.step(2, of: 2, "mine")
        + MergingLab.step(3, of: 3, "yours"))
    expectClean()
  }

  @Test("One row, two cells: both edits stay")
  func sameRow() throws {
    try lab.diverge {
      try lab.edit("labels", "2,late,#112233", "2,tardy,#112233")
    } _: {
      try lab.edit("labels", "2,late,#112233", "2,late,#445566")
    }
    #expect(try lab.git("merge", "other", "-m", "merged").isDone)
    #expect(try lab.text("labels").contains("\n2,tardy,#445566\n"))
    expectClean()
  }

  @Test("One cell, two values: whole rows between markers, a word, and git stops")
  func sameCell() throws {
    try lab.diverge {
      try lab.edit("labels", "2,late", "2,tardy")
    } _: {
      try lab.edit("labels", "2,late", "2,delayed")
    }
    let merge = try lab.git("merge", "other", "-m", "merged")
    #expect(!merge.isDone)
    #expect(
      merge.said.contains(
        "labels.csv: row 2: name was 'late', ours is 'tardy', theirs is 'delayed'."))
    #expect(
      try lab.text("labels") == """
        id,name,color
        1,urgent,#112233
        <<<<<<< ours: row 2, name
        2,tardy,#112233
        ||||||| base
        2,late,#112233
        =======
        2,delayed,#112233
        >>>>>>> theirs: row 2, name
        3,new,#112233

        """)
    #expect(lab.plainlab("check").out.contains("error[conflict-marker]"))
    let resolved = lab.plainlab("resolve", answers: ["what", "=overdue"])
    #expect(resolved.status == .success)
    #expect(resolved.out.contains("    ours    tardy\n    theirs  delayed\n"))
    #expect(try lab.text("labels") == MergingLab.labels.replacing("late", with: "overdue"))
    #expect(try lab.git("commit", "-q", "--no-edit").isDone)
    expectClean()
  }

  @Test("Neighbour rows are no conflict")
  func neighbours() throws {
    try lab.diverge {
      try lab.edit("labels", "1,urgent", "1,at once")
    } _: {
      try lab.edit("labels", "2,late", "2,tardy")
    }
    #expect(try lab.git("merge", "other", "-m", "merged").isDone)
    #expect(
      try lab.text("labels")
        == "id,name,color\n1,at once,#112233\n2,tardy,#112233\n3,new,#112233\n")
    expectClean()
  }

  @Test("An added column goes with an edit and an added row")
  func addedColumn() throws {
    try lab.diverge {
      try lab.write(
        "labels",
        "id,name,room,color\n1,urgent,A,#112233\n2,late,,#112233\n3,new,B,#112233\n")
    } _: {
      try lab.edit("labels", "1,urgent", "1,at once")
      try lab.append("4,more,#778899\n", to: "labels")
    }
    #expect(try lab.git("merge", "other", "-m", "merged").isDone)
    #expect(
      try lab.text("labels") == """
        id,name,room,color
        1,at once,A,#112233
        2,late,,#112233
        3,new,B,#112233
        4,more,,#778899

        """)
    #expect(!lab.plainlab("check").out.contains("error"))
  }

  @Test("A parent deleted against a child added is merged by git, and named by merge-check")
  func parentDeleted() throws {
    try lab.diverge {
      try lab.edit("runs", "1,1,2026-01-02T08:00:00Z,,in_progress,,1,\n", "")
      try lab.edit("run_steps", "1,1,1,false,,\n", "")
    } _: {
      try lab.append(
        MergingLab.step(2, of: 1, "yours").replacing(",1,false", with: ",2,false"), to: "run_steps")
    }
    let before = lab.plainlab("merge-check main~1 main other")
    #expect(before.status == .findings && before.out.contains("error[foreign-key]"))
    #expect(try lab.git("merge", "other", "-m", "merged").isDone)
    let check = lab.plainlab("check")
    #expect(check.out.contains("data/run_steps.csv:2:3: error[foreign-key]"))
    let after = lab.plainlab("merge-check --format github")
    #expect(
      after.status == .findings && after.out.hasPrefix("::error file=data/run_steps.csv,line=2"))
  }

  @Test("The hook of git install ends a merge that does not go together, before it is committed")
  func hook() throws {
    #expect(lab.plainlab("git install").status == .findings)
    try lab.diverge {
      try lab.edit("labels", "1,urgent,#112233\n", "")
    } _: {
      try lab.write("procedure_labels", "procedure_id,label_id\n1,1\n")
    }
    let merge = try lab.git("merge", "other", "-m", "merged")
    #expect(!merge.isDone && merge.said.contains("error[foreign-key]"), "\(merge)")
    #expect(try lab.git("rev-parse", "MERGE_HEAD").isDone)
    // Nor is it committed by hand, until somebody mends it.
    #expect(try !lab.git("commit", "-qm", "merged").isDone)
    try lab.write("procedure_labels", "procedure_id,label_id\n1,2\n")
    try lab.git("add", "-A")
    #expect(try lab.git("commit", "-qm", "merged").isDone)
    expectClean()
  }

  @Test("Two lines of work that merged each other before: git's base is no commit, and ids hold")
  func crissCross() throws {
    try lab.diverge {
      try lab.append(MergingLab.run(2, "mine"), to: "runs")
    } _: {
      try lab.edit("labels", "2,late", "2,tardy")
    }
    let ours = try lab.git("rev-parse", "main").said.prefix(40)
    try lab.git("merge", "-q", "other", "-m", "theirs into ours")
    try lab.git("checkout", "-q", "other")
    try lab.git("merge", "-q", String(ours), "-m", "ours into theirs")
    try lab.append(MergingLab.run(3, "yours"), to: "runs")
    try lab.append(MergingLab.step(2, of: 3, "yours"), to: "run_steps")
    try lab.commit("more of theirs")
    try lab.git("checkout", "-q", "main")
    try lab.append(MergingLab.run(3, "mine"), to: "runs")
    try lab.append(MergingLab.step(2, of: 3, "mine"), to: "run_steps")
    try lab.commit("more of ours")
    let merge = try lab.git("merge", "other", "-m", "merged")
    #expect(merge.isDone && merge.said.contains("runs 3 of theirs is now 4."))
    #expect(
      try lab.text("runs") == MergingLab.runs + MergingLab.run(2, "mine")
        + MergingLab.run(3, "mine") + MergingLab.run(4, "yours"))
    #expect(
      try lab.text("run_steps") == MergingLab.runSteps + MergingLab.step(2, of: 3, "mine")
        + MergingLab.step(3, of: 4, "yours"))
    #expect(lab.plainlab("check").out == "")
    let judged = lab.plainlab("merge-check")
    #expect(judged.status == .success && judged.error.contains("merged each other crosswise"))
    try lab.edit("runs", "2,1,2026-01-03T08:00:00Z,,in_progress,mine,1,\n", "")
    try lab.edit("procedures", "1,Rinse", "7,Rinse")
    #expect(lab.plainlab("merge-check").status == .findings)
  }

  @Test("Rows that one side sorted keep their order, with the other's edits")
  func sorted() throws {
    try lab.diverge {
      try lab.write(
        "labels", "id,name,color\n2,late,#112233\n3,new,#112233\n1,urgent,#112233\n")
    } _: {
      try lab.edit("labels", "3,new", "3,brand new")
      try lab.append("4,more,#778899\n", to: "labels")
    }
    #expect(try lab.git("merge", "other", "-m", "merged").isDone)
    #expect(
      try lab.text("labels")
        == "id,name,color\n2,late,#112233\n3,brand new,#112233\n1,urgent,#112233\n4,more,#778899\n")
    expectClean()
  }

  private func expectClean() {
    let check = lab.plainlab("check")
    #expect(check.status == .success && check.out == "", "\(check.out)")
    let merged = lab.plainlab("merge-check")
    #expect(merged.status == .success && merged.out == "", "\(merged.out)")
  }
}
