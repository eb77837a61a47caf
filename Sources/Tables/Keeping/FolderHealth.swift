public import CSVText

/// A data folder whose health is looked at. Nothing is changed by it, not even what the next command
/// would mend.
public struct FolderHealth: Sendable {
  let data: DiskFolder
  let backups: Backups
  let catalog: Catalog
  let options: RecordReader.Options
  /// Seconds since 1970.
  let now: Int
  let disk: any Disk
  let machine: Machine
  let snapshot: FolderSnapshot
  let lab: Result<LabFiles, any Error>

  public init(
    of data: DiskFolder, backups: Backups, catalog: Catalog,
    options: RecordReader.Options = .init(), now: Int
  ) {
    self.init(
      of: data, backups: backups, catalog: catalog, options: options, now: now, machine: .this)
  }

  init(
    of data: DiskFolder, backups: Backups, catalog: Catalog,
    options: RecordReader.Options = .init(), now: Int, machine: Machine
  ) {
    self.data = data
    self.backups = backups
    self.catalog = catalog
    self.options = options
    self.now = now
    self.machine = machine
    let disk = SystemDisk()
    self.disk = disk
    let snapshot = FolderSnapshot(data, disk: disk)
    self.snapshot = snapshot
    lab = Result { try LabFiles(in: snapshot, disk) }
  }

  /// Every check of a data folder, in the order in which a person would look.
  public static var checks: [HealthCheck<FolderHealth>] {
    [folder, space, place, copies, stateFolder, lock, change, leftovers, backup]
  }
}

extension FolderHealth {
  /// The files that hold rows, in the data folder; none where the folder cannot be read.
  public var tableFiles: [String] {
    guard let store = try? Store(snapshot, catalog: catalog, options: options) else { return [] }
    return store.catalog.tables.flatMap { store.files(of: $0).map(\.path) }
  }

  func state() -> StateFolder { StateFolder(folder: data, disk: disk) }

  /// A few names, and how many more there are.
  func some(_ names: [String]) -> String { someOf(names.map { data.title(of: $0) }) }
}
