internal import CSVText
public import JSONText

/// `datapackage.json`: the tables of a folder described for other programs, as a Frictionless Data
/// Package v2.
///
/// What Table Schema cannot say stands in properties called `plainlab`, so that reading the
/// descriptor gives the same tables again. The order of everything is fixed: the same tables give
/// the same bytes.
public struct Descriptor: Sendable {
  public static let fileName = "datapackage.json"

  public let json: JSON

  /// The text of the file.
  public var text: String { json.pretty }

  /// Describes the tables of a catalog.
  ///
  /// - Parameters:
  ///   - files: The paths of a table's files. A table without any is left out: a resource whose file
  ///     is not there fails every other tool. By default each table has its one file.
  ///   - old: What stands in the folder now. Kept of it are the properties that a person added to the
  ///     package and to its resources, its own name and title, and the lab's own tables as they are.
  public init(
    of catalog: Catalog, files: (TableSchema) -> [String] = { [$0.name + ".csv"] },
    keeping old: JSON? = nil
  ) {
    let tables = catalog.tables.map { (table: $0, files: files($0)) }.filter { !$0.files.isEmpty }
    let present = Set(tables.map(\.table.name))
    let oldResources = old?["resources"]?.array ?? []
    var byName: [String: JSON] = [:]
    for resource in oldResources {
      if let name = resource["name"]?.string, byName[name] == nil { byName[name] = resource }
    }
    let ours = tables.map { table, files in
      JSON.object(Self.resource(of: table, files: files, present: present))
        .keepingAdditions(of: byName[table.name], ["schema", "dialect"])
    }
    let own = oldResources.filter { resource in
      resource["name"]?.string.map { catalog[$0] == nil } ?? true
    }
    let package: [JSON.Member] = [
      .init("$schema", "https://datapackage.org/profiles/2.0/datapackage.json"),
      .init("name", old?["name"] ?? "lab"),
      .init("title", old?["title"] ?? "The laboratory's tables"),
      .init("resources", .array(ours + own)),
    ]
    json = JSON.object(package).keepingAdditions(of: old)
  }

  /// Describes the tables of `catalog` that have files in the store.
  public init(of catalog: Catalog, in store: Store, keeping old: JSON? = nil) {
    self.init(
      of: catalog, files: { table in store.files(of: table).map(\.path) }, keeping: old)
  }
}

extension JSON {
  /// The members, in the order in which `old` has them, between them those that only `old` has.
  ///
  /// So a person's `contributors` stay where they were put.
  /// - Parameter replaced: Members of `old` that are not kept when `self` does not have them.
  fileprivate func keepingAdditions(of old: JSON?, _ replaced: [String] = []) -> JSON {
    guard let new = members, let known = old?.members else { return self }
    var kept: [Member] = []
    for member in known {
      if let value = self[member.name] {
        kept.append(Member(member.name, value))
      } else if !replaced.contains(member.name) {
        kept.append(member)
      }
    }
    let names = Set(kept.map(\.name))
    let added = new.filter { !names.contains($0.name) }
    return .object(added.isEmpty ? kept : Self.inserting(added, into: kept, orderedAs: new))
  }

  /// Puts each new member behind the one that comes before it in `order`.
  private static func inserting(
    _ added: [Member], into members: [Member], orderedAs order: [Member]
  ) -> [Member] {
    var result = members
    for member in added {
      let before = order.prefix { $0.name != member.name }.map(\.name)
      let place = result.lastIndex { before.contains($0.name) }.map { $0 + 1 } ?? 0
      result.insert(member, at: place)
    }
    return result
  }
}

// MARK: That there is nothing of the lab's own in it

extension Descriptor {
  /// A number of 64 bits made of its text: a file with that of the descriptor that Plainlab writes is
  /// taken for it, and not read as JSON, which takes longer than most commands.
  ///
  /// It is no seal. Who would make another file with the same number could as well leave out of it what
  /// he wants to hide.
  package var digest: UInt64 { ByteDigest(Array(text.utf8)).value }

  static func digest(in tree: any FileTree) -> UInt64? {
    guard let source = try? tree.open(fileName) else { return nil }
    return try? ByteDigest { offset, count in
      offset < DescriptorFile.sizeLimit ? try source.bytes(at: offset, count: count) : []
    }.value
  }
}
