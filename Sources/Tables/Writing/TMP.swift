extension TableSchema {
  var stateMachines: [StateMachine] { [] }
  var uniqueKeys: [[Int]] { columns.indices.filter { columns[$0].isUnique }.map { [$0] } }
}
