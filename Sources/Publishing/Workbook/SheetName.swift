/// Names of worksheets: at most 31 characters, without `: \ / ? * [ ]` and controls, no apostrophe
/// at an end, and none twice, whatever its case.
struct SheetNames {
  private static let limit = 31
  private static let forbidden: Set<Unicode.Scalar> = [":", "\\", "/", "?", "*", "[", "]"]

  private(set) var all: [String] = []
  /// Excel keeps this one to itself.
  private var taken: Set<String> = ["history"]

  /// Gives a sheet the name that was wished for, or the nearest one that is allowed and free.
  mutating func add(_ wished: String) -> String {
    var scalars = "".unicodeScalars
    for scalar in wished.unicodeScalars {
      let isAllowed =
        scalar.properties.generalCategory != .control && !Self.forbidden.contains(scalar)
      scalars.append(isAllowed ? scalar : "_")
    }
    let clean = String(scalars)
    var name = Self.shortened(clean, to: Self.limit)
    var number = 1
    while !taken.insert(name.lowercased()).inserted {
      number += 1
      let ending = " (\(number))"
      name = Self.shortened(clean, to: Self.limit - ending.utf16.count) + ending
    }
    all.append(name)
    return name
  }

  private static func shortened(_ name: String, to limit: Int) -> String {
    var name = name
    while name.utf16.count > limit { name.removeLast() }
    let ends = name.trimming("'")
    return ends.isEmpty ? "Sheet" : ends
  }
}

extension String {
  fileprivate func trimming(_ mark: Character) -> String {
    String(drop { $0 == mark }.reversed().drop { $0 == mark }.reversed())
  }
}
