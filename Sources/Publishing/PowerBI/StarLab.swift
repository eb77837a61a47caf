internal import Analytics
internal import Lab
internal import Tables

/// The lab that a star is made of: what its rows need to know of other rows.
final class StarLab {
  let store: Store
  let zone: LocalZone
  let promises: Promises
  /// The moment from which open specimens are looked at, in seconds since 1970: the newest time of
  /// all specimens, so that the same files give the same star. `nil` where none has a time.
  let moment: Int?
  private var keys: [String: MemberKeys] = [:]
  private var rows: [String: RememberedKeys] = [:]

  init(_ store: Store, _ question: Question) throws {
    self.store = store
    zone = question.zone
    promises = try Promises(in: store, question)
    moment = try store.gathering(SpecimenFlow(in: question.zone)).newest
  }

  /// The keys of a dimension's members, once they are there.
  func keys(of dimension: StarDimension) -> MemberKeys {
    guard let keys = keys[dimension.name] else {
      preconditionFailure("\(dimension.name) is made before what refers to it")
    }
    return keys
  }

  func set(_ members: [StarDimension.Member], of dimension: StarDimension) {
    keys[dimension.name] = MemberKeys(members)
  }

  /// The keys that a fact's rows have.
  func remembered(_ fact: String) -> RememberedKeys {
    guard let rows = rows[fact] else {
      preconditionFailure("\(fact) is made before what refers to it, and remembers its keys")
    }
    return rows
  }

  func remember(_ keys: RememberedKeys, of fact: StarFact) { rows[fact.name] = keys }
}

/// Some keys of the rows of a fact, by the rows' ids: four bytes a key, and the place of the row.
struct RememberedKeys {
  private let names: [String]
  private var places: [Int: Int32] = [:]
  private var keys: [Int32] = []

  init(_ names: [String]) { self.names = names }

  func place(of name: String) -> Int {
    guard let place = names.firstIndex(of: name) else {
      preconditionFailure("\(name) is remembered")
    }
    return place
  }

  /// A key of the row with this id; `nil` where there is no such row.
  func key(_ id: Int, at place: Int) -> Int? {
    places[id].map { Int(keys[Int($0) * names.count + place]) }
  }

  /// Adds a row. Of two with one id the first counts.
  mutating func add(_ id: Int, _ values: some Sequence<Int>) {
    guard places[id] == nil, let place = Int32(exactly: places.count) else { return }
    places[id] = place
    keys.append(contentsOf: values.map { Int32(clamping: $0) })
  }
}
