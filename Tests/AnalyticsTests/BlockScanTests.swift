import Foundation
import Lab
import Tables
import Testing

@Suite struct BlockScanTests {
  /// Takes its time for a block, so that other threads get some too.
  private struct SlowScan: BlockScan {
    let id = WholeNumberColumn("id")

    var columns: [any ScannedColumn] { [id] }

    mutating func block() -> [Int] {
      Thread.sleep(forTimeInterval: 0.002)
      return id.numbers
    }
  }

  @Test("Blocks come in the order of the table, whichever thread read them")
  func order() throws {
    var lab = PartedLab()
    let rows = (1...2000).map { "\($0),COMPLETED" }
    lab.add("specimens", (["id,status"] + rows).joined(separator: "\n"), parts: 3)
    let (blocks, lost) = try lab.store(blockSize: 400).scan(Specimen.schema.table) { SlowScan() }
    #expect(Array(blocks.joined()) == Array(1...2000))
    #expect(lost == 0)
  }
}
