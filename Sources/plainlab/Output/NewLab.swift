import Lab
import Tables

/// The files of a new data folder, whatever its tables hold.
enum NewLab {
  /// The tables' files, the descriptor, and what git should know of the folder.
  static func files(_ tables: [FolderCreation.NewFile]) -> [FolderCreation.NewFile] {
    tables + [
      .init(Descriptor.fileName, Descriptor(of: LabCatalog.catalog).text),
      .init(".gitattributes", attributes),
      .init(".gitignore", ignored),
    ]
  }

  /// Patterns are seen from the folder itself, so the same lines hold wherever it is put.
  private static let attributes = """
    # Tables are kept byte by byte. Never 'text' (it rewrites line breaks inside cells) nor
    # 'merge=union' (it doubles rows). Where no driver 'plainlab' is set up, git compares and merges
    # them line by line, as it does other text.
    *.csv -text diff=plainlab merge=plainlab

    """

  private static let ignored = """
    # What spreadsheets, editors and file managers leave behind.
    ~$*
    .~lock.*#
    *.tmp
    *~
    .*.sw[a-p]
    .DS_Store
    Thumbs.db
    desktop.ini

    """
}
