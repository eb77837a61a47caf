import CSVText
import Foundation
import Testing

@Suite struct FileSourceTests {
  @Test("A file is read from disk as it is from memory")
  func regularFile() throws {
    let path = NSTemporaryDirectory() + "plainlab-\(UUID().uuidString).csv"
    let text = "a,b\n" + (0..<50_000).map { "\($0),\"x,\($0)\"\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }

    let source = try FileSource.open(path)
    #expect(try source.allBytes() == Array(text.utf8))
    var reader = try RecordReader(source)
    var records = 0
    while case .records = try reader.next() { records += reader.batch.count }
    #expect(records == 50_000)
  }

  @Test("What is appended after opening is not read, what is cut off is missing")
  func changedMeanwhile() throws {
    let path = NSTemporaryDirectory() + "plainlab-\(UUID().uuidString).csv"
    try Data("a,b\n1,2\n".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }

    let source = try FileSource.open(path)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("3,4\n".utf8))
    #expect(try source.allBytes() == Array("a,b\n1,2\n".utf8))
    try handle.truncate(atOffset: 6)
    #expect(try source.allBytes() == Array("a,b\n1,".utf8))
  }

  @Test("A folder and a missing file are errors that name the path")
  func notAFile() throws {
    #expect(throws: FileError.self) { try FileSource.open(NSTemporaryDirectory()) }
    let error = #expect(throws: FileError.self) { try FileSource.open("/no/such/file.csv") }
    #expect(error?.isAbsence == true)
    #expect(error?.description == "/no/such/file.csv: No such file or directory")
  }

  @Test("A device that cannot be read twice is read to its end first")
  func device() throws {
    #expect(try FileSource.open("/dev/null").allBytes().isEmpty)
  }
}
