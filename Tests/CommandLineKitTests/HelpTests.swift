import CommandLineKit
import Testing

@Suite("Help")
struct HelpTests {
  @Test("No words give the overview", arguments: ["", "--help", "-h", "help", "--data x"])
  func overview(line: String) {
    let run = Demo.run(line)
    #expect(run.status == .success)
    #expect(
      run.out == """
        usage: demo [options] COMMAND

        A laboratory in plain text.

        Commands
          check        Check every table and report what a person must fix.
          move         Move a number of specimens to a place.
          metrics      Figures of the lab.

        About the program
          help         Show the help of the program or of a command.
          completions  Write the script that completes commands in a shell.
          manual       Write the whole manual as Markdown.

        Options
          -d, --data DIR         Folder of the tables (default: data; environment:
                                 DEMO_DATA)
              --machine MACHINE  Only this machine
              --no-color         Never write colours
          -h, --help             Show this help
              --version          Show the version

        See 'demo help COMMAND' for one of them.

        """)
  }

  @Test(
    "The help of a command is one page, wherever it is asked for",
    arguments: [
      "metrics tat --help", "metrics tat TSH -h", "help metrics tat", "--help metrics tat",
      "metrics tat --bogus -h", "metrics tat T --last -h",
    ])
  func command(line: String) {
    let run = Demo.run(line)
    #expect(run.status == .success)
    #expect(run.error == "")
    #expect(
      run.out == """
        usage: demo metrics tat [options] ASSAY

        Turnaround percentiles of each assay.

        Turnaround is received to processed of completed specimens. Percentiles are
        linear interpolation on n - 1.

        Arguments
          ASSAY  Code of the assay

        Options
          -n, --last DAYS           Days to look back (default: 30)
              --by GROUP            What makes a row (machine, assay or operator)
              --where COLUMN=VALUE  Only rows with this value (may be repeated)
          -q, --quiet               Say less

        Options of every command
          -d, --data DIR         Folder of the tables (default: data; environment:
                                 DEMO_DATA)
              --machine MACHINE  Only this machine
              --no-color         Never write colours
          -h, --help             Show this help

        Examples
          demo metrics tat TSH --by machine
              How the machines compare on one assay.

        """)
  }

  @Test("On a narrow terminal it is wrapped in its column")
  func narrow() {
    let page = Demo.run("metrics tat -h", width: 44).out
    #expect(
      page.contains(
        """
        Options
          -n, --last DAYS
                          Days to look back
                          (default: 30)
              --by GROUP  What makes a row (machine,
                          assay or operator)
              --where COLUMN=VALUE
                          Only rows with this value
                          (may be repeated)
          -q, --quiet     Say less

        """))
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 44 })
  }

  @Test("Headings are bold where there is colour, and plain when it is declined")
  func colour() {
    #expect(Demo.run("metrics -h", colour: true).out.contains("\u{1B}[1mCommands\u{1B}[0m\n"))
    #expect(!Demo.run("metrics -h --no-color", colour: true).out.contains("\u{1B}"))
  }

  @Test("The version is one line")
  func version() {
    #expect(Demo.run("--version").out == "demo 1.2.0\n")
    #expect(Demo.run("check --version").status == .usage)
  }

  @Test("The manual tells of every command")
  func manual() {
    let manual = Demo.run("manual").out
    #expect(manual.hasPrefix("# demo\n\nA laboratory in plain text.\n\nVersion 1.2.0.\n"))
    #expect(
      manual.contains(
        """
        ### demo metrics tat

        Turnaround percentiles of each assay.

        ```
        demo metrics tat [options] ASSAY
        ```

        Turnaround is received to processed of completed specimens. Percentiles are linear \
        interpolation on n - 1.

        **Arguments**

        - `ASSAY`: Code of the assay

        **Options**

        - `-n, --last DAYS`: Days to look back (default: 30)
        - `--by GROUP`: What makes a row (machine, assay or operator)
        - `--where COLUMN=VALUE`: Only rows with this value (may be repeated)
        - `-q, --quiet`: Say less

        **Examples**

        ```sh
        # How the machines compare on one assay.
        demo metrics tat TSH --by machine
        ```

        """))
    #expect(manual.contains("\n    source <(demo completions bash)\n"))
  }
}
