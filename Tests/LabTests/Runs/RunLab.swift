import Lab
import Tables

extension TemporaryLab {
  /// A lab with a procedure of three steps, and its run 1 of the morning of 2026-11-20 in one state.
  static func withRun(_ state: RunState) throws -> TemporaryLab {
    let isOver = state == .completed || state == .cancelled
    let isDone = state == .completed
    let at = "2026-11-20T"
    var events = "id,run_id,event,at,user_id,reason\n1,1,start,\(at)08:00:00Z,1,\n"
    switch state {
    case .running: break
    case .paused: events += "2,1,pause,\(at)08:40:00Z,1,Lunch\n"
    case .completed: events += "2,1,complete,\(at)09:00:00Z,1,\n"
    case .cancelled: events += "2,1,cancel,\(at)09:00:00Z,1,Leak\n"
    }
    var files = procedures
    files["runs"] =
      "id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id\n"
      + "1,1,\(at)08:00:00Z,\(isOver ? "\(at)09:00:00Z" : ""),"
      + "\(isOver ? state.rawValue : "in_progress"),,2,1\n"
    let rest = isDone ? "true,\(at)08:50:00Z," : "false,,"
    files["run_steps"] =
      "id,run_id,step_id,completed,completed_at,notes\n"
      + "1,1,11,true,\(at)08:20:00Z,\n2,1,12,\(rest)\n3,1,13,\(rest)\n"
    files["run_events"] = events
    return try TemporaryLab(files)
  }

  enum RunState: String, CaseIterable, Sendable {
    case running, paused, completed, cancelled
  }

  /// Procedures and people: procedure 1 is in its second version, procedure 2 has no steps.
  static let procedures = [
    "procedures": """
    id,name,description,created_at,updated_at,version
    1,Rinse,,2026-01-01T08:00:00Z,2026-02-01T08:00:00Z,2
    2,Nothing,,2026-01-01T08:00:00Z,2026-01-01T08:00:00Z,1

    """,
    "steps": """
    id,procedure_id,order,description,estimated_duration
    13,1,3,Dry,
    10,1,,Taste,1
    11,1,1,Fill,15
    12,1,2,Shake,5

    """,
    "versions": """
    id,procedure_id,version,created_at,change_description,procedure_snapshot
    1,1,1,2026-01-01T08:00:00Z,First,"{""name"":""Rinse"",""steps"":[{""description"":""Taste"",""estimated_duration"":1,""order"":1},{""description"":""Pour"",""estimated_duration"":null,""order"":2},{""description"":""Stir"",""estimated_duration"":4,""order"":3}]}"
    2,1,2,2026-02-01T08:00:00Z,Second,"{""name"":""Rinse"",""steps"":[{""description"":""Old words"",""estimated_duration"":1,""order"":1},{""description"":""Old words"",""estimated_duration"":1,""order"":2},{""description"":""Old words"",""estimated_duration"":1,""order"":3}]}"

    """,
    "users": """
    id,code,username,full_name,email,is_active,date_joined,role,department,supervisor_id,access_expires_at
    1,ADA,ada,Ada Byron,,true,,operator,,,
    2,VIC,vic,Vic Viewer,,true,,viewer,,,
    3,GON,gon,Gon Away,,false,,operator,,,
    4,TMP,tmp,Tim Porary,,true,,operator,,,2026-11-20T09:00:00Z

    """,
  ]
}
