internal import CPlatform
internal import CSVText

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension SystemDisk {
  /// Owner and group as far as permitted: only root may give a file away, and a failure leaves it
  /// with the one who writes. The access list must come along, as without it others might read what
  /// they may not; other attributes come where the system lets them.
  package func copyAttributes(of model: OpenFile, to file: OpenFile) throws {
    var status = stat()
    guard unsafe fstat(model.number, &status) == 0 else { throw FileError(model.path, errno) }
    if status.st_uid != geteuid() { _ = fchown(file.number, status.st_uid, gid_t.max) }
    if status.st_gid != getegid() { _ = fchown(file.number, uid_t.max, status.st_gid) }
    // After the owner, as a new owner takes bits away; before the access list, as the mode of a file
    // that has one is a view of it.
    guard fchmod(file.number, status.st_mode & 0o7777) == 0 else {
      throw FileError(file.path, errno)
    }
    #if canImport(Darwin)
      guard unsafe fcopyfile(model.number, file.number, nil, copyfile_flags_t(COPYFILE_ACL)) == 0
      else { throw FileError(file.path, errno) }
      _ = unsafe fcopyfile(model.number, file.number, nil, copyfile_flags_t(COPYFILE_XATTR))
    #else
      try copyExtendedAttributes(of: model, to: file)
    #endif
  }

  #if !canImport(Darwin)
    private static var accessList: String { "system.posix_acl_access" }

    private func copyExtendedAttributes(of model: OpenFile, to file: OpenFile) throws {
      let names = try extendedAttributeNames(of: model)
      for name in names {
        let isAccessList = name == Self.accessList
        guard let value = extendedAttribute(name, of: model) else {
          if isAccessList { throw FileError(model.path, errno) }
          continue
        }
        let length = UInt(value.count)
        let result = unsafe value.withUnsafeBytes {
          unsafe platform_set_attribute(file.number, name, $0.baseAddress, length)
        }
        if result != 0, isAccessList { throw FileError(file.path, errno) }
      }
      // A new file may have got one from its folder.
      if !names.contains(Self.accessList) {
        _ = unsafe platform_remove_attribute(file.number, Self.accessList)
      }
    }

    private func extendedAttributeNames(of file: OpenFile) throws -> [String] {
      let size = platform_list_attributes(file.number, nil, 0)
      // A file system without such attributes has none to lose.
      guard size > 0 else { return [] }
      var list = [CChar](repeating: 0, count: size + 1024)
      let got = unsafe platform_list_attributes(file.number, &list, UInt(list.count))
      guard got >= 0 else { throw FileError(file.path, errno) }
      return list[..<got].split(separator: 0).map { name in
        String(decoding: name.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }

    private func extendedAttribute(_ name: String, of file: OpenFile) -> [UInt8]? {
      // The most that Linux lets an attribute have.
      var value = [UInt8](repeating: 0, count: 65_536)
      let got = unsafe platform_get_attribute(file.number, name, &value, UInt(value.count))
      return got < 0 ? nil : Array(value[..<got])
    }
  #endif
}
