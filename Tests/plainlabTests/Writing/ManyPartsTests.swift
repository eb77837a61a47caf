import Foundation
import Testing

@Suite("A table in many parts")
struct ManyPartsTests {
  @Test("There may be more of them than a process may open files at first")
  func manyParts() throws {
    let folder = try TemporaryFolder()
    for part in 1...1200 {
      try folder.write("id,name,color\n\(part),l\(part),#000000\n", to: "data/labels/\(part).csv")
    }
    let data = folder.url.appending(path: "data").path
    let log = folder.url.appending(path: "output").path
    // A process of its own, as the limit is that of the whole process.
    let child = try Child(
      "/bin/sh",
      [
        "-c",
        "ulimit -S -n 256 && exec \"$0\" --data \"$1\" add labels name=new color=#000000",
        Child.plainlab, data,
      ], output: log)
    #expect(child.wait() == .exited(0))
    #expect(try folder.text("output") == "Added labels 1201.\n")
  }
}
