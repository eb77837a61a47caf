/// Machines that share work, directly or by others between them, as records show it.
///
/// A machine can run the assays that it measured. Two machines with an assay in common are in one
/// pool; no specimen ever waits for a machine of another.
struct CapacityPools: Equatable {
  /// What the codes of its machines begin with alike, such as `ARCH` of ARCH-1 and ARCH-2; where that
  /// is nothing or another pool's too, all of the codes.
  private(set) var names: [String] = []
  private(set) var poolOfMachine: [Int]
  private(set) var poolOfAssay: [Int]

  /// - Parameter runs: For each machine the assays that it can run, by their places; each assay is
  ///   run by some machine.
  init(machines: [String], assays: Int, runs: [Set<Int>]) {
    // Each machine takes over the least number among those that it shares an assay with, until
    // nothing changes.
    poolOfMachine = Array(machines.indices)
    poolOfAssay = Array(repeating: .max, count: assays)
    var changes = true
    while changes {
      changes = false
      for machine in machines.indices {
        let least = runs[machine].reduce(poolOfMachine[machine]) { min($0, poolOfAssay[$1]) }
        if poolOfMachine[machine] != least { changes = true }
        poolOfMachine[machine] = least
        for assay in runs[machine] where poolOfAssay[assay] != least {
          poolOfAssay[assay] = least
          changes = true
        }
      }
    }
    let numbers = Set(poolOfMachine).sorted()
    let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    poolOfMachine = poolOfMachine.map { places[$0] ?? 0 }
    poolOfAssay = poolOfAssay.map { places[$0] ?? 0 }
    let codes = numbers.indices.map { pool in
      machines.indices.filter { poolOfMachine[$0] == pool }.map { machines[$0] }
    }
    let stems = codes.map(Self.stem)
    names = zip(codes, stems).map { codes, stem in
      stem.isEmpty || stems.count(where: { $0 == stem }) > 1 ? codes.joined(separator: "+") : stem
    }
  }

  /// What codes begin with alike, without the digits and marks at its end.
  private static func stem(of codes: [String]) -> String {
    let common = codes.dropFirst().reduce(codes.first ?? "") { $0.commonPrefix(with: $1) }
    return String(common.reversed().drop { !$0.isLetter }.reversed())
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
