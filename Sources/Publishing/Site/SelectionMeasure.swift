import Analytics
import JSONText

/// A number that a page holds for each day, assay and machine, to add up what a person selects.
enum SelectionMeasure: String, CaseIterable, Sendable {
  case completed, errors, timed, sum, shortest, longest
  case overTarget = "over_target"
  case late
  /// Pairs of a bin and how many times are in it.
  case bins

  /// Those that a page needs.
  static func measures(of page: String) -> [SelectionMeasure] {
    switch page {
    case SitePage.turnaround.name: [.timed, .sum, .shortest, .longest, .overTarget, .bins]
    case SitePage.throughput.name: [.completed]
    case SitePage.errors.name: [.errors, .completed]
    case SitePage.promised.name: [.timed, .late]
    default: []
    }
  }

  func json(_ counts: DayCube.Counts) -> JSON {
    switch self {
    case .completed: .int(counts.completed)
    case .errors: .int(counts.errors)
    case .timed: .int(counts.timed)
    case .sum: .int(counts.sum)
    case .shortest: .int(counts.timed > 0 ? counts.shortest : 0)
    case .longest: .int(counts.longest)
    case .overTarget: .int(counts.overTarget)
    case .late: .int(counts.late)
    case .bins:
      .array(counts.bins.sorted { $0.key < $1.key }.flatMap { [.int($0.key), .int($0.value)] })
    }
  }
}

extension DayCube {
  /// More numbers than this would make a page slow to open; it then has nothing to select.
  static let sizeLimit = 400_000

  /// What a page holds: the names, and a list of numbers for each cell.
  func json(_ measures: [SelectionMeasure]) -> JSON {
    [
      "assays": .array(assays.map { .string($0) }),
      "machines": .array(machines.map { .string($0) }),
      "measures": .array(measures.map { .string($0.rawValue) }),
      "cells": .array(
        cells.map { cell in
          .array(
            [.int(cell.day), .int(cell.assay), .int(cell.machine)]
              + measures.map { $0.json(cell.counts) })
        }),
    ]
  }
}
