import CommandLineKit
import Testing

@Suite("A command line is read")
struct ParsingTests {
  @Test(
    "Options may be written in every usual way, at every usual place",
    arguments: [
      ("metrics tat TSH", "data any TSH 30 - [] false"),
      ("metrics tat --last 7 TSH", "data any TSH 7 - [] false"),
      ("metrics tat TSH --last=7", "data any TSH 7 - [] false"),
      ("metrics tat -n 7 TSH", "data any TSH 7 - [] false"),
      ("metrics tat -n7 TSH", "data any TSH 7 - [] false"),
      ("metrics tat -qn7 TSH", "data any TSH 7 - [] true"),
      ("metrics tat TSH --last -5", "data any TSH -5 - [] false"),
      ("metrics tat TSH --last=-5", "data any TSH -5 - [] false"),
      ("metrics tat -- --last", "data any --last 30 - [] false"),
      ("metrics tat -", "data any - 30 - [] false"),
      ("metrics tat TSH --by operator", "data any TSH 30 operator [] false"),
      (
        "metrics tat --where a=1 TSH --where=b=2",
        #"data any TSH 30 - ["a=1", "b=2"] false"#
      ),
      ("--data lab metrics tat TSH", "lab any TSH 30 - [] false"),
      ("metrics --data lab tat TSH", "lab any TSH 30 - [] false"),
      ("metrics tat TSH -dlab --machine M1", "lab M1 TSH 30 - [] false"),
      ("--no-color metrics tat TSH", "data any TSH 30 - [] false"),
      ("move -3 --on today", nil),
      ("move 3 --on today", "3 nowhere today"),
      ("move 3 fridge --on today", "3 fridge today"),
      ("check", "[] false"),
      ("check runs.csv steps.csv", #"["runs.csv", "steps.csv"] false"#),
    ] as [(String, String?)])
  func spellings(line: String, answer: String?) {
    let run = Demo.run(line)
    #expect(run.out == (answer.map { $0 + "\n" } ?? ""))
    if answer != nil { #expect(run.error == "") }
  }

  @Test("The environment speaks where the command line is silent")
  func environment() {
    let environment = ["DEMO_DATA": "elsewhere"]
    #expect(Demo.run("metrics tat T", environment: environment).out.hasPrefix("elsewhere "))
    #expect(Demo.run("metrics tat T -d here", environment: environment).out.hasPrefix("here "))
    #expect(Demo.run("metrics tat T", environment: ["DEMO_DATA": ""]).out.hasPrefix("data "))
  }

  @Test(
    "Words that make no sense are answered with a sentence",
    arguments: [
      ("metrcs", "demo: There is no command 'metrcs'. Did you mean 'metrics'?"),
      ("metrcs --help", "demo: There is no command 'metrcs'. Did you mean 'metrics'?"),
      ("xyzzy", "demo: There is no command 'xyzzy'."),
      ("metrics tta", "demo metrics: There is no command 'tta'. Did you mean 'tat'?"),
      ("check --strikt", "demo check: There is no option '--strikt'. Did you mean '--strict'?"),
      ("check -x", "demo check: There is no option '-x'."),
      ("check -strict", "demo check: There is no option '-s'. Did you mean '--strict'?"),
      ("check --strict=yes", "demo check: --strict takes no value."),
      ("check --strict --strict", "demo check: --strict is given twice."),
      ("--by machine metrics", "demo: '--by' is an option of a command, and comes after its name."),
      ("metrics tat", "demo metrics tat: ASSAY is missing: code of the assay."),
      ("metrics tat TSH T4", "demo metrics tat: There is one word too many: 'T4'."),
      ("metrics tat TSH --last", "demo metrics tat: --last needs a value (DAYS)."),
      (
        "metrics tat TSH --where --by",
        "demo metrics tat: --where needs a value (COLUMN=VALUE). "
          + "Write --where=--by if '--by' is meant."
      ),
      ("metrics tat TSH --last soon", "demo metrics tat: --last needs a whole number, not 'soon'."),
      (
        "metrics tat TSH --by asay",
        "demo metrics tat: --by needs machine, assay or operator, not 'asay'. "
          + "Did you mean 'assay'?"
      ),
      ("metrics tat T -n 1 -n 2", "demo metrics tat: --last is given twice."),
      ("move 1", "demo move: --on is missing: the day."),
      ("move many --on now", "demo move: COUNT needs a whole number, not 'many'."),
      ("move 0 --on now", "demo move: There is nothing to move."),
      ("completions tcsh", "demo completions: SHELL needs bash, zsh or fish, not 'tcsh'."),
      ("help metrix", "demo help: There is no command 'metrix'. Did you mean 'metrics'?"),
    ])
  func mistakes(line: String, sentence: String) {
    let run = Demo.run(line)
    #expect(run.status == .usage)
    #expect(run.out == "")
    #expect(run.error.split(separator: "\n").first.map { String($0) } == sentence)
  }

  @Test("Below the sentence stand the usage and the way to help")
  func usage() {
    #expect(
      Demo.run("move 3").error == """
        demo move: --on is missing: the day.
        usage: demo move --on DAY COUNT [PLACE]
        See 'demo move --help'.

        """)
  }

  @Test("What a person typed cannot reach the terminal as a command to it")
  func hostile() {
    #expect(Demo.run("\u{1B}[31m").error.hasPrefix(#"demo: There is no command '\u{1B}[31m'."#))
  }

  @Test("An error of another kind is its description, with the status it asks for")
  func errors() {
    let run = Demo.run("move -1 --on today")
    #expect(run.status == .findings)
    #expect(run.error == "demo move: runs.csv changed meanwhile\n")
    #expect(Demo.run("check --strict").status == .findings)
    #expect(Demo.run("check").status == .success)
  }

  @Test("A line can be held against the table without running it")
  func validation() throws {
    try Demo.program.validate(arguments: ["metrics", "tat", "TSH", "--by", "machine"])
    try Demo.program.validate(arguments: ["--no-color", "--data=x", "check"])
    try Demo.program.validate(arguments: [])
    #expect(throws: UsageError("--last needs a whole number, not 'x'.")) {
      try Demo.program.validate(arguments: ["metrics", "tat", "TSH", "-nx"])
    }
    #expect(throws: UsageError.self) { try Demo.program.validate(arguments: ["metrcs"]) }
  }

  @Test("Every example of the help is a line that works")
  func examples() throws {
    #expect(!Demo.program.examples.isEmpty)
    for example in Demo.program.examples {
      let words = example.line.split(separator: " ").map { String($0) }
      #expect(words.first == "demo")
      try Demo.program.validate(arguments: Array(words.dropFirst()))
    }
  }

  @Test("Numbers are decimal, and nothing else that Swift would take")
  func numbers() throws {
    #expect(try Double(argument: "-1.5e3") == -1500)
    for word in ["nan", "inf", "0x1p3", "", "1,5", "1e999"] {
      #expect(throws: InvalidValue.self, "\(word)") { try Double(argument: word) }
    }
    #expect(throws: InvalidValue.self) { try Int(argument: "1_000") }
  }
}
