import CSVText
import CommandLineKit
import Lab
import Tables

extension Context {
  /// Where the lab's backups are: in the folder that was named, by the option or the environment;
  /// else in that of the setting `backup_folder`, seen from where the data folder is; else in
  /// 'backups' beside it.
  func backups(_ named: String?, of data: DiskFolder) throws -> Backups {
    if let named {
      guard !named.isEmpty else { throw UsageError("The folder of the backups needs a name.") }
      return Backups(in: DiskFolder(path(named), name: named.withoutEndingSlashes))
    }
    let beside = data.name.withoutEndingSlashes
    let parent = beside.lastIndex(of: "/").map { String(beside[...$0]) } ?? ""
    // '.' and '..' do not name the folder above by what stands before them.
    let isNamed = ![".", ".."].contains(beside.dropFirst(parent.count))
    let above = isNamed ? parent : beside + "/../"
    let folder = setting("backup_folder", in: data) ?? "backups"
    let place = (folder.hasPrefix("/") ? folder : above + folder).withoutEndingSlashes
    return Backups(in: DiskFolder(path(place), name: place))
  }

  /// A setting's value; `nil` where there is none, and where the settings cannot be read: a lab in
  /// disorder needs its backups most.
  private func setting(_ name: String, in data: DiskFolder) -> String? {
    // As it stands: who only looks completes no change.
    let store = try? Store(data, catalog: LabCatalog.catalog)
    guard let settings = try? store?.rows(of: Setting.self) else { return nil }
    return settings.first { $0.key.text == name }?.value
  }
}
