internal import CSVText
public import JSONText
internal import Wording

/// The descriptor of a folder as it stands there: its bytes, and the JSON in them.
public struct DescriptorFile: Sendable {
  /// The file as a person is told it.
  public let title: String
  public let json: JSON
  let bytes: [UInt8]

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A descriptor of more bytes is not read: a hostile one could take all memory.
  static let sizeLimit = 4 << 20

  /// Reads the descriptor of a tree; `nil` when there is none.
  /// - Throws: `ReadingError` when it cannot be read, is not JSON or no object.
  public init?(in tree: any FileTree) throws(ReadingError) {
    let title = tree.title(of: Descriptor.fileName)
    let bytes: [UInt8]
    do {
      let source = try tree.open(Descriptor.fileName)
      bytes = try source.bytes(at: 0, count: Self.sizeLimit + 1)
    } catch let error as FileError {
      if error.isAbsence { return nil }
      throw ReadingError(file: title, place: nil, message: "it cannot be read: \(error)")
    } catch {
      throw ReadingError(file: title, place: nil, message: "it cannot be read: \(error)")
    }
    guard bytes.count <= Self.sizeLimit else {
      throw ReadingError(
        file: title, place: nil, message: "it is larger than \(byteSize(Self.sizeLimit))")
    }
    do throws(JSONError) {
      json = try JSON(parsing: bytes.span)
    } catch {
      throw ReadingError(
        file: title, place: Self.place(of: error.offset..<error.offset, in: bytes),
        message: "it is not JSON: \(visible(error.kind.sentence))")
    }
    guard json.members != nil else {
      throw ReadingError(
        file: title, place: Self.place(of: 0..<0, in: bytes),
        message: "it is not a JSON object, as a data package is")
    }
    self.title = title
    self.bytes = bytes
  }

  /// Where the value at the end of these steps stands.
  func place(of path: [JSON.Step]) -> Place? {
    JSON.range(of: path, in: bytes.span).map { Self.place(of: $0, in: bytes) }
  }

  private static func place(of range: Range<Int>, in bytes: [UInt8]) -> Place {
    let before = bytes[..<min(range.lowerBound, bytes.count)]
    let feed = UInt8(ascii: "\n")
    let lineStart = before.lastIndex(of: feed).map { $0 + 1 } ?? 0
    let line = before.count { $0 == feed } + 1
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return Place(line: line, column: column, offset: range.lowerBound, length: range.count)
  }
}

/// A value inside a descriptor and the way to it, so that what is said of it has a line.
struct DescriptorNode {
  let json: JSON
  let path: [JSON.Step]

  init(_ json: JSON, _ path: [JSON.Step] = []) {
    self.json = json
    self.path = path
  }

  /// The member of this name; a `null` is none.
  subscript(name: String) -> DescriptorNode? {
    guard let value = json[name] else { return nil }
    if case .null = value { return nil }
    return DescriptorNode(value, path + [.name(name)])
  }

  /// The elements of an array; none of anything else.
  var elements: [DescriptorNode] {
    (json.array ?? []).enumerated().map { DescriptorNode($1, path + [.index($0)]) }
  }
}
