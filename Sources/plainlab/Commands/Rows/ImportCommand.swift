import CommandLineKit
import Lab
import Tables

enum ImportCommand {
  static let command = Command(
    "import", "Take rows from another system's file.",
    discussion: """
      Reads CSV with any delimiter, and takes columns by their names, or as --map says. Nothing is \
      guessed: values, dates and numbers that are not written our way are findings until it is stated \
      how they are written. All findings are shown with their lines, and nothing is written unless all \
      is well, or --skip-bad puts the bad records aside. Everything that is stated can be kept with \
      --save-mapping and used again with --mapping; what stands on the command line goes first.

      In dates dd.MM.yyyy HH:mm:ss stand for day, month, year, hour, minute and second with their \
      digits; a single d, M, H, h, m or s for one digit or two; MMM for Jan to Dec, yy for 2000 to \
      2099, hh with a for AM and PM, S for digits of a fraction, Z for an offset.
      """,
    examples: [
      Example("plainlab import specimens export.csv --dry-run", "what would change"),
      Example(
        "plainlab import specimens export.csv --map specimen_id=Barcode --value status:final=COMPLETED",
        "columns and values with other names"),
      Example(
        "plainlab import specimens export.csv --dates 'dd.MM.yyyy HH:mm' --time-zone Europe/Berlin",
        "local times"),
      Example(
        "plainlab import specimens export.csv --mapping lims.json --skip-bad bad.csv",
        "as last time, and bad records put aside"),
    ],
    TableName.argument,
    Argument("file", completion: .files, "The other system's file"),
    Options(
      "map", placeholder: "OURS=THEIRS", "Take a column from theirs; from none if it is empty"),
    Options("set", placeholder: "OURS=VALUE", "The same value in every row"),
    Options(
      "value", placeholder: "OURS:THEIRS=VALUE",
      "What a value of theirs stands for in a column, or in all with '*'"),
    Options(
      "dates", placeholder: "[OURS=]PATTERN", "How days and times are written, as dd.MM.yyyy HH:mm"),
    Option("time-zone", placeholder: "ZONE", "Where times without an offset were noted"),
    Flag("decimal-comma", "Numbers have a comma where ours have a point"),
    Options("booleans", placeholder: "YES/NO", "Their words for true and false"),
    Flag("trim", "Leave out spaces around cells"),
    Option(
      "delimiter", as: Delimiter.self, placeholder: "CHAR",
      "What stands between cells, if not found"),
    Option("encoding", as: ForeignEncoding.self, "How characters are stored, if not as UTF-8"),
    Option("skip-lines", as: Int.self, "How many lines stand above the header"),
    Option("mapping", placeholder: "FILE", completion: .files, "A mapping that was kept"),
    Option(
      "save-mapping", placeholder: "FILE", completion: .files, "Keep what was stated and found"),
    Flag("update", "Change rows that are there, found by their key; add the others"),
    Option(
      "skip-bad", placeholder: "FILE", completion: .files, "Put bad records into this new file"),
    Option("limit", default: 50, "How many findings are shown; 0 for all"),
    Flags.writing,
    status: {
      context, name, path, maps, constants, values, dates, zone, hasDecimalComma, booleans, trims,
      delimiter, encoding, skippedLines, mapping, saved, isUpdate, skipped, limit, mode in
      guard limit >= 0 else { throw UsageError("--limit is a number of findings, not \(limit).") }
      var stated = ImportMapping()
      stated.columns = try MappingWord.pairs(maps, "--map OURS=THEIRS")
      stated.constants = try MappingWord.pairs(constants, "--set OURS=VALUE")
      stated.values = try MappingWord.values(values)
      (stated.dates, stated.commonDates) = MappingWord.dates(dates)
      stated.booleans = try MappingWord.booleans(booleans)
      (stated.timeZone, stated.hasDecimalComma, stated.trimsSpaces) = (zone, hasDecimalComma, trims)
      (stated.dialect.delimiter, stated.dialect.encoding) = (delimiter, encoding)
      stated.dialect.skippedLines = try MappingWord.lines(skippedLines)
      let run = ImportRun(
        context: context, path: path, mappingPath: mapping, savedPath: saved, badPath: skipped,
        isUpdate: isUpdate, mode: mode, limit: limit == 0 ? .max : limit)
      return try run.status(table: name, stated)
    })
}
