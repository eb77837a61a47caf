import Analytics
import Tables

/// Where a person selects days, an assay and a machine. It is hidden until the page's script can
/// answer, and brings the numbers that it counts.
struct SelectionForm {
  let cube: DayCube
  let page: SitePage
  let zone: LocalZone

  func add(to main: inout Markup) {
    guard cube.size <= DayCube.sizeLimit else {
      main.element(
        "p", ["class": "remark"],
        "There are too many days, assays and machines to select from in a page; the commands below "
          + "take --since, --until and --by.")
      return
    }
    main.add(literal: "\n")
    main.element("form", ["id": "selection", "hidden": "", "aria-label": "Selection"]) { form in
      form.element("div", ["class": "fields"]) { addFields(to: &$0) }
      form.element("p", ["id": "selected", "role": "status"]) { _ in }
    }
    main.add(literal: "\n")
    main.element("script", ["type": "application/json", "id": "numbers"]) { script in
      script.add(data: cube.json(page.measures))
    }
  }

  private var days: ClosedRange<String> {
    let numbers = cube.cells.map(\.day)
    let day = { CalendarDate(days: $0 ?? 0).cellText }
    return day(numbers.min())...day(numbers.max())
  }

  private func addFields(to form: inout Markup) {
    for (name, label) in [("since", "From"), ("until", "To")] {
      form.element("label") { field in
        field.add(label + " ")
        field.element(
          "input",
          ["type": "date", "name": name, "min": days.lowerBound, "max": days.upperBound])
      }
    }
    for (name, label, all, values) in [
      ("assay", "Assay", "All assays", cube.assays),
      ("machine", "Machine", "All machines", cube.machines),
    ] {
      form.element("label") { field in
        field.add(label + " ")
        field.element("select", ["name": name]) { select in
          select.element("option", ["value": ""], all)
          for (place, value) in values.enumerated() {
            select.element(
              "option", ["value": String(place)], value.isEmpty ? "(none)" : value)
          }
        }
      }
    }
    for days in [7, 28] {
      form.element("button", ["type": "button", "data-days": "\(days)"], "Last \(days) days")
    }
    form.element("button", ["type": "reset"], "Everything")
  }
}
