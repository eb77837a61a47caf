import Analytics
extension Figures { func svg(title: String, id: String = "picture") -> Markup? { nil } }
