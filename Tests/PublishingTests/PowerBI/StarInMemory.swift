import Analytics
import CSVText
import Foundation
import Lab
import Tables
import TestSupport

@testable import Publishing

/// The star of a lab, in memory.
struct StarInMemory {
  private(set) var files: [String: [UInt8]] = [:]
  let summary: StarExport.Summary

  init(_ lab: [String: String], zone: LocalZone = .utc) throws {
    try self.init(Store(MemoryFolder(lab), catalog: LabCatalog.catalog), zone: zone)
  }

  init(_ store: Store, zone: LocalZone = .utc) throws {
    var question = Question()
    question.zone = zone
    var written: [String: [UInt8]] = [:]
    summary = try StarExport(question).write(store) { written[$0, default: []] += $1 }
    files = written
  }

  /// The sample lab's.
  static func ofSample() throws -> StarInMemory {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = DiskFolder(package.appending(path: "data").path)
    return try StarInMemory(Store(folder, catalog: LabCatalog.catalog))
  }

  /// The files of a table, in order.
  func names(of table: String) -> [String] {
    files.keys.filter { $0 == table + ".csv" || $0.hasPrefix(table + "/") }.sorted()
  }

  /// The rows of all files of a table, by the names of their columns.
  func rows(_ table: String) throws -> [[String: String]] {
    try names(of: table).flatMap { name in
      let records = try RFC4180.records(files[name] ?? [])
      return records.dropFirst().map { record in
        Dictionary(uniqueKeysWithValues: zip(records[0], record))
      }
    }
  }

  func column(_ name: String, of table: String) throws -> [String] {
    try rows(table).map { $0[name] ?? "missing" }
  }
}

/// A reader of CSV that shares no code with the program: RFC 4180, one scalar after the other.
enum RFC4180 {
  struct Fault: Error {}

  /// The records of a file that begins with a byte order mark.
  static func records(_ bytes: [UInt8]) throws -> [[String]] {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]),
      let text = String(validating: bytes.dropFirst(3), as: UTF8.self)
    else { throw Fault() }
    var (records, record, cell) = ([[String]](), [String](), "")
    var (isQuoted, wasQuoted) = (false, false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"" where isQuoted: (isQuoted, wasQuoted) = (false, true)
      case "\"" where wasQuoted:
        cell.unicodeScalars.append(scalar)
        (isQuoted, wasQuoted) = (true, false)
      case "\"" where cell.isEmpty: isQuoted = true
      case "\"": throw Fault()
      case _ where isQuoted: cell.unicodeScalars.append(scalar)
      case ",":
        record.append(cell)
        (cell, wasQuoted) = ("", false)
      case "\n":
        records.append(record + [cell])
        (record, cell, wasQuoted) = ([], "", false)
      case "\r": throw Fault()
      default:
        if wasQuoted { throw Fault() }
        cell.unicodeScalars.append(scalar)
      }
    }
    guard !isQuoted, record.isEmpty, cell.isEmpty,
      records.allSatisfy({ $0.count == records[0].count })
    else { throw Fault() }
    return records
  }
}
