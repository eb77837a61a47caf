import Tables

/// A finding without its place, by which it is known again in another state of the lab.
struct Fault: Hashable {
  let code: FindingCode
  let table: String?
  let field: String?
  let key: String?
  let message: String
}

extension Finding {
  var fault: Fault {
    Fault(code: code, table: table, field: field, key: key, message: message)
  }
}
