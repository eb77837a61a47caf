import CommandLineKit
import Foundation
import Testing

@testable import plainlab

@Suite("An old copy of a file is saved over a newer one")
struct OverwrittenRowsTests {
  private let folder: TemporaryFolder
  private let path = "data/labels.csv"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("id,name,color\n1,daily,#111111\n", to: path)
  }

  private func done(_ line: String) {
    let run = folder.plainlab(line)
    #expect(run.status == .success, "\(line): \(run.error)")
  }

  @Test("A row that was changed twice is missed, whichever state came back")
  func twice() throws {
    let first = try folder.text(path)
    done("set labels 1 color=#222222")
    let second = try folder.text(path)
    done("set labels 1 color=#333333")
    let third = try folder.text(path)
    for old in [first, second] {
      try folder.write(old, to: path)
      #expect(folder.plainlab("check").out.contains("row '1' of labels is as it was before"))
    }
    try folder.write(third.replacing("daily", with: "weekly"), to: path)
    #expect(folder.plainlab("check").out == "")
  }

  @Test("The next command neither hides the loss nor gives the lost id again")
  func next() throws {
    done("add labels name=a color=#222222")
    let old = try folder.text(path)
    done("add labels name=b color=#333333")
    try folder.write(old, to: path)
    done("add labels name=c color=#444444")
    #expect(try folder.text(path) == old + "4,c,#444444\n")
    #expect(folder.plainlab("check").out.contains("row '3' of labels, which 'add to labels'"))
    done("recover --apply")
    #expect(try folder.text(path).hasSuffix("4,c,#444444\n3,b,#333333\n"))
    #expect(folder.plainlab("check --strict").out == "")
  }

  @Test("What is discarded does not come back, in no layer of it")
  func discarded() throws {
    let old = try folder.text(path)
    done("set labels 1 color=#222222")
    done("set labels 1 color=#333333")
    try folder.write(old, to: path)
    done("recover --discard")
    #expect(folder.plainlab("check --strict").out == "")
    #expect(folder.plainlab("recover --apply").error.contains("Nothing"))
    #expect(try folder.text(path) == old)
  }
}
