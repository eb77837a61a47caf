internal import CSVText
internal import JSONText
internal import Wording

/// The tables that a folder declares for itself in its `datapackage.json`.
///
/// A fault in a declaration is a finding, never a reason not to read the other tables. Of a column
/// whose declaration is wrong as much is kept as can be: its cells are then text.
struct OwnTables {
  private(set) var tables: [TableSchema] = []
  private(set) var findings: [Finding] = []

  /// - Parameters:
  ///   - names: The names at the top of the tree.
  ///   - catalog: The tables that are known anyway; what the file says of them does not count.
  init(in tree: any FileTree, names: [String], beside catalog: Catalog) {
    guard names.contains(Descriptor.fileName) else { return }
    if let known = catalog.descriptorDigest, Descriptor.digest(in: tree) == known { return }
    do throws(ReadingError) {
      guard let file = try DescriptorFile(in: tree) else { return }
      var reading = PackageReading(file, beside: catalog)
      reading.read()
      tables = reading.tables
      findings = reading.faults.all()
    } catch {
      findings = [
        Finding(
          .schemaError, file: error.file, place: error.place, error.message,
          hint: "Tables of the lab's own are not known until this is mended.")
      ]
    }
  }
}

/// A data package while its resources become tables.
private struct PackageReading {
  let file: DescriptorFile
  let catalog: Catalog
  private(set) var faults: DescriptorFaults
  private(set) var tables: [TableSchema] = []
  private var readings: [ResourceReading] = []
  private var places: [String: Int] = [:]
  /// Resources of the catalog's tables that say something else than the catalog.
  private var outdated: [DescriptorNode] = []
  private var outdatedNames: [String] = []

  init(_ file: DescriptorFile, beside catalog: Catalog) {
    self.file = file
    self.catalog = catalog
    faults = DescriptorFaults(of: file)
  }

  mutating func read() {
    let package = DescriptorNode(file.json)
    guard let resources = faults.array("resources", of: package) else {
      if package["resources"] == nil {
        faults.add(at: package, "the data package has no resources")
      }
      return
    }
    var taken: Set<String> = []
    let known = Dictionary(
      catalog.tables.map { ($0.name.lowercased(), $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    for (number, node) in resources.enumerated() {
      guard let name = ResourceName(node, number: number + 1, &faults)?.text else { continue }
      guard taken.insert(name).inserted else {
        faults.add(at: node, table: name, "two resources are called '\(name)'")
        continue
      }
      if let shipped = catalog[name] {
        compare(node, with: shipped)
      } else if let shipped = known[name.lowercased()] {
        faults.add(
          at: node, table: name, "'\(name)' differs from the table '\(shipped)' in case only",
          hint: "On some systems both would be one file.")
      } else if ResourcePath.isTable(node), ResourcePath(node, table: name, &faults).isUsable,
        let reading = ResourceReading(node, name: name, &faults)
      {
        places[name] = readings.count
        readings.append(reading)
      }
    }
    tellOutdated()
    var resolver = ReferenceResolver(catalog, readings)
    tables = readings.map { $0.table(referring: resolver.references(of: $0, &faults)) }
  }

  /// Notices a declaration from another version of Plainlab, or by another program.
  private mutating func compare(_ node: DescriptorNode, with shipped: TableSchema) {
    var silent = DescriptorFaults(of: nil)
    let reading = ResourceReading(node, name: shipped.name, &silent)
    let columns = reading?.columns ?? []
    let isSame = columns.elementsEqual(shipped.columns) { theirs, ours in
      theirs.name == ours.name && theirs.type == ours.type && theirs.isRequired == ours.isRequired
        && theirs.isPrimaryKey == ours.isPrimaryKey
        && (theirs.isUnique == ours.isUnique || shipped.primaryKey.count == 1 && ours.isPrimaryKey)
    }
    let several = shipped.uniqueKeys.filter { $0.count > 1 }
    if !isSame || reading?.uniqueTogether != several {
      outdated.append(node)
      outdatedNames.append(shipped.name)
    }
  }

  private mutating func tellOutdated() {
    guard let first = outdated.first else { return }
    let more = outdatedNames.count - 3
    let names = outdatedNames.prefix(3) + (more > 0 ? ["\(more) more"] : [])
    faults.add(
      .note, at: first,
      "\(Array(names).joinedForReading()) \(outdated.count == 1 ? "is" : "are") described "
        + "differently from what is checked",
      hint: "Plainlab knows its own tables. 'plainlab schema --write' brings the file up to date.")
  }
}
