import CommandLineKit
import Foundation
import JSONText
import Testing

@testable import plainlab

@Suite struct SimulateTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// One machine that takes ten minutes. Four specimens come at once, at eight; 20 minutes later
  /// another, and a last one at noon.
  private func writeLab(assays: String = "TSH,0.5,10\n") throws {
    let times = ["08:00", "08:00", "08:00", "08:00", "08:20", "12:00"]
    let results = ["08:20", "08:30", "08:40", "08:50", "09:00", "12:15"]
    var specimens =
      "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
    for (i, (time, result)) in zip(times, results).enumerated() {
      specimens +=
        "\(i + 1),S\(i),TSH,ARCH-1,ANN,COMPLETED,,2026-11-16T\(time):00Z,2026-11-16T\(result):00Z\n"
    }
    try folder.write(specimens, to: "data/specimens.csv")
    try folder.write("code,sla_hours,service_minutes\n" + assays, to: "data/assays.csv")
  }

  private func csv(_ options: String = "") -> [String] {
    let run = folder.plainlab("simulate capacity --format csv \(options)")
    #expect(run.status == .success, "\(run.error)")
    return run.out.split(separator: "\n").map(String.init)
  }

  private static let header =
    "pool,scenario,machines,n,wait_p50_min,wait_p90_min,wait_p99_min,tat_p50_min,tat_p90_min,"
    + "tat_p99_min,sla_compliance_pct,utilisation_pct,longest_queue,changes,note"

  // Waits 0, 10, 20, 30, 20 and 0 minutes; the 10th percentile of what was measured, 15, 20, 30, 40,
  // 40 and 50 minutes, is 17.5, so that 7.5 of handling follow ten of service. One hour of work in a
  // day is 4.2 %.
  private static let before =
    "ARCH,before,1,6,15.0,25.0,29.5,32.5,42.5,47.0,50.0,4.2,3,,"

  @Test("Today's lab, as measured and as the model has it, by hand")
  func today() throws {
    try writeLab()
    let lines = csv()
    #expect(
      lines == [
        Self.header,
        "ARCH,measured,1,6,,,,35.0,45.0,49.5,50.0,,,,records do not tell waiting from work",
        Self.before,
      ])
    let talk = folder.plainlab("simulate capacity").error
    #expect(
      talk.contains(
        "Turnaround in the model of today's lab: median 32.5 min for 35.0 measured (-7 %) and 90th "
          + "percentile 42.5 min for 45.0 measured (-6 %).\n"))
    #expect(!talk.contains("Warning"))
  }

  @Test("A machine more beside today's lab, by hand; the change stands in every form")
  func oneMore() throws {
    try writeLab()
    // Two at a time: waits 0, 0, 10, 10, 0, 0. Work and hours stay, machines double.
    let after =
      "ARCH,after,2,6,0.0,10.0,10.0,17.5,27.5,27.5,100.0,2.1,2,ARCH: 1 machine more,"
    #expect(csv("--machines ARCH=+1") == csv() + [after])
    #expect(csv("--machines +1").last == after.replacing("ARCH: 1", with: "every pool: 1"))
    #expect(
      csv("--machines 2").last
        == after.replacing("ARCH: 1 machine more", with: "every pool: 2 machines"))
    let json = folder.plainlab("simulate capacity --machines ARCH=+1 --format json")
    _ = try JSON(parsing: json.out)
    #expect(json.out.contains(#""scenario":"after","machines":2,"n":6,"wait_p50_min":0.0"#))
    #expect(json.out.contains(#""changes":"ARCH: 1 machine more","note":null"#))
    #expect(json.error.contains("After: ARCH: 1 machine more.\n"))
  }

  @Test("Other times, shifts, operators and loads, by hand")
  func otherwise() throws {
    try writeLab()
    // Five minutes: waits 0, 5, 10, 15, 0, 0.
    #expect(
      csv("--service TSH=5").last?.hasPrefix(
        "ARCH,after,1,6,2.5,12.5,14.8,15.0,25.0,27.2,100.0,2.1,3,")
        == true)
    #expect(csv("--service-factor 0.5").last?.hasPrefix("ARCH,after,1,6,2.5,12.5,14.8,") == true)
    // From nine: waits 60, 70, 80, 90, 80, 0; the work is an hour of three.
    #expect(
      csv("--shifts 09:00-11:00,12:00-13:00 --days 1").last
        == "ARCH,after,1,6,75.0,85.0,89.5,92.5,102.5,107.0,16.7,33.3,5,"
        + "\"open 09:00-11:00,12:00-13:00 on Mon\",")
    // Two machines, but one person.
    #expect(
      csv("--machines +1 --operators 1 --operators-today 1").last?
        .hasPrefix("ARCH,after,2,6,15.0,25.0,29.5,") == true)
    // Half of the load: the second, fourth and sixth.
    #expect(csv("--load 0.5").last?.hasPrefix("ARCH,after,1,3,0.0,8.0,9.8,") == true)
    // The same, said as a rate: six in a day are 0.25 an hour.
    #expect(csv("--arrivals-per-hour 0.125").last == csv("--load 0.5").last)
  }

  @Test("Hours are those of the lab's calendar, in its zone")
  func calendar() throws {
    try writeLab()
    try folder.write(
      "id,resource_id,weekday,date,opens,closes,kind\n1,,1,,09:30,23:00,open\n",
      to: "data/resource_calendars.csv")
    // 9:30 in Berlin is 8:30: waits 30, 40, 50, 60, 50, 0.
    #expect(
      csv("--time-zone Europe/Berlin").last?.hasPrefix("ARCH,before,1,6,45.0,55.0,59.5,") == true)
  }

  @Test("What never settles is refused, with what would do")
  func neverSettles() throws {
    try writeLab()
    let run = folder.plainlab("simulate capacity --service TSH=300")
    #expect(run.status == .couldNotRun && run.out == "")
    #expect(
      run.error
        == "plainlab simulate capacity: ARCH-1 would never settle: 30.0 hours of work arrive in 24.0 "
        + "open hours. 2 machines would do.\n")
    #expect(folder.plainlab("simulate capacity --service TSH=300 --machines +1").status == .success)
    // Today's lab may be what does not settle.
    try writeLab(assays: "TSH,0.5,300\n")
    #expect(folder.plainlab("simulate capacity").status == .couldNotRun)
    let lines = csv("--machines +1")
    #expect(
      lines[2]
        == "ARCH,before,,,,,,,,,,,,,ARCH-1 would never settle: 30.0 hours of work arrive in 24.0 open "
        + "hours. 2 machines would do.")
    #expect(lines[3].hasPrefix("ARCH,after,2,6,"))
    #expect(
      folder.plainlab("simulate capacity --method simulation").error.contains("never settle"))
    #expect(csv("--method closed-form")[1].hasSuffix("never settles: 2 machines would do"))
  }

  @Test("Erlang's formula of the pool, with how far the lab is from what it assumes")
  func closedForm() throws {
    try writeLab()
    // A quarter of a specimen an hour, six an hour served: ρ = 1/24; of one machine P(wait) = ρ, the
    // mean wait ρ / (μ - λ) = 1/138 h. In 24 hours 5, 1 and 0 …: variance (26 - 36/24)/23, mean 1/4.
    #expect(
      csv("--method closed-form") == [
        "pool,scenario,machines,arrivals_per_hour,service_mean_min,load_erlang,utilisation_pct,"
          + "wait_probability_pct,wait_mean_min,wait_p90_min,arrivals_dispersion,service_cv,changes,note",
        "ARCH,before,1,0.25,10.00,0.042,4.2,4.17,0.43,0.00,4.26,0.00,,",
      ])
    let run = folder.plainlab("simulate capacity --method closed-form --operators 1")
    #expect(run.error.contains("Warning: Erlang's formula knows no operators"))
    #expect(run.error.contains("Warning: Arrivals are more uneven"))
    #expect(run.error.contains("Erlang C assumes Poisson arrivals at a constant rate"))
    #expect(
      run.error.contains(
        "Turnaround in the model of today's lab, replayed: median 32.5 min for 35.0 measured (-7 %)"
      ))
  }

  @Test("A seed is the same bytes, another seed others")
  func simulation() throws {
    try folder.copySampleLab()
    let words =
      "simulate capacity --method simulation --load 20 --replications 3 --format csv --seed"
    let run = folder.plainlab("\(words) 7")
    #expect(run.status == .success && run.out == folder.plainlab("\(words) 7").out)
    #expect(run.out != folder.plainlab("\(words) 8").out)
    #expect(run.error.contains("3 replications of the period, seed 7; 95 % intervals"))
    #expect(run.out.split(separator: "\n").count == 13)
  }

  /// A program in Python of its own, with numpy's percentiles, gave the figures.
  @Test("The sample lab agrees with another program's model of it")
  func sampleLab() throws {
    try folder.copySampleLab()
    let lines = csv("--without CHEM-2 --load 1.2")
    #expect(lines.count == 13)
    #expect(lines[11] == "all,before,5,400,0.0,0.0,0.0,30.6,163.6,684.1,99.5,0.3,0,,")
    #expect(lines[12].hasPrefix("all,after,4,475,0.0,0.0,2.1,30.6,163.6,684.1,99.6,0.4,1,"))
    let talk = folder.plainlab("simulate capacity").error
    #expect(talk.hasPrefix("Warning: Turnaround in the model of today's lab: median 30.6 min for"))
  }

  @Test(
    "Every method says how far the model is from what was measured, and that machines stand idle",
    arguments: ["replay", "closed-form", "simulation"])
  func fit(_ method: String) throws {
    try folder.copySampleLab()
    let run = folder.plainlab("simulate capacity --method \(method) --format csv")
    #expect(run.error.contains("Warning: Turnaround in the model of today's lab"))
    #expect(run.error.contains("That is far off"))
    #expect(run.error.contains("Waiting for machines is not what makes results late in this lab"))
    #expect(run.out.contains("all,measured,") == (method != "closed-form"))
    // Four at once on one machine do wait, whatever the formula says of the average.
    try writeLab()
    let waiting = folder.plainlab("simulate capacity --method \(method)").error
    #expect(!waiting.contains("Waiting for machines"))
  }

  @Test("Service times that nobody wrote down are estimated, and it is said")
  func estimated() throws {
    try writeLab(assays: "TSH,,\n")
    let run = folder.plainlab("simulate capacity --format csv")
    // 17.5 minutes of service: waits 0, 17.5, 35, 52.5, 50, 0; the setting's 4 hours hold.
    #expect(run.out.contains("ARCH,before,1,6,26.2,51.2,52.4,"))
    #expect(run.error.contains("service_minutes is empty for TSH"))
    #expect(
      csv("--service-today TSH=10").last?.hasPrefix("ARCH,before,1,6,15.0,25.0,29.5,") == true)
  }

  @Test("One date that is years away is told, as it makes machines seem idle")
  func strayTime() throws {
    var specimens =
      "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at\n"
    for i in 0..<400 {
      let day = i == 7 ? "2027-11-16" : "2026-11-1\(i % 7)"
      specimens += "\(i + 1),S\(i),TSH,ARCH-1,ANN,RECEIVED,,\(day)T08:00:00Z,\n"
    }
    try folder.write(specimens, to: "data/specimens.csv")
    try folder.write("code,service_minutes\nTSH,1\n", to: "data/assays.csv")
    let stray = folder.plainlab("simulate capacity").error
    #expect(
      stray.contains(
        "Warning: 99 of 100 specimens came from 2026-11-10 to 2026-11-16, but the period goes from "
          + "2026-11-10 to 2027-11-16, so that machines seem idle"))
    let named = folder.plainlab("simulate capacity --until 2026-11-17").error
    #expect(!named.contains("Warning") && named.contains("Left out: 1 outside the period."))
  }

  @Test("Without specimens there are columns and no rows")
  func empty() throws {
    try folder.makeFolder("data")
    #expect(csv() == [Self.header])
    let run = folder.plainlab("simulate capacity --machines +1 --format json")
    #expect(run.out == "[]\n" && run.error.hasSuffix("No specimen was received in the period.\n"))
  }

  @Test("Words that make no sense are told")
  func usage() throws {
    try writeLab()
    for (options, sentence) in [
      (
        "--machines ARHC=+1",
        "No specimen of the period names a pool of machines 'ARHC'. Did you mean 'ARCH'?"
      ),
      ("--without ARCH-2", "names a machine 'ARCH-2'. Did you mean 'ARCH-1'?"),
      ("--without ARCH-1", "No machine would be left that runs TSH."),
      ("--machines -1", "A pool has from 1 to 10000 machines; ARCH would have 0."),
      ("--service TSHH=3", "names an assay 'TSHH'. Did you mean 'TSH'?"),
      ("--service-today T4=3", "names an assay 'T4'."),
      ("--service TSH=0", "A service time is above 0"),
      ("--operators 0", "There are from 1 to 10000 operators, not 0."),
      ("--machines lots", "--machines needs +1 for every pool"),
      ("--machines =+1", "--machines needs"), ("--service TSH", "--service needs assays"),
      ("--shifts 7-15", "--shifts needs times like 07:00-15:00"), ("--days 6-8", "--days needs"),
      ("--load 0", "--load needs a number from 0.01 to 100"),
      ("--arrivals-per-hour 0", "--arrivals-per-hour needs a number above 0"),
      ("--replications 1", "--replications needs a whole number from 2"),
      ("--method erlang", "--method needs replay, closed-form or simulation"),
      ("--since 2026-12-01 --until 2026-11-01", "--since is later than --until."),
    ] {
      let run = folder.plainlab("simulate capacity \(options)")
      #expect(run.status != .success && run.out == "", "\(options)")
      #expect(run.error.contains(sentence), "\(options): \(run.error)")
    }
  }
}
