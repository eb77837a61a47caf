internal import CSVText

struct OwnTables {
  var tables: [TableSchema] = []
  var findings: [Finding] = []
  init(in tree: any FileTree, names: [String], beside: Catalog) throws {}
}
