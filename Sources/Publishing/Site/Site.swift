public import Tables

/// A lab as a folder of pages that any web server can show, or none: figures, charts, procedures,
/// runs, and the same figures as files of JSON.
///
/// Everything is in the folder and nothing is loaded from elsewhere. Without its script a page
/// shows the whole lab; with it a person selects days, assays and machines. The same lab and moment
/// give the same bytes.
public struct Site: Sendable {
  /// Its files by their names, with what they hold. Pages come first.
  public let texts: [(name: String, text: String)]

  /// The files, to be written as a whole.
  public var files: [FolderReplacement.NewFile] { texts.map { .init($0.name, $0.text) } }

  /// Computes every figure. Reads the specimens twice, other tables once a figure.
  ///
  /// What cannot be computed is told where it would stand.
  /// - Parameter isWatched: Whether the site will be written anew when the lab changes, so that
  ///   open pages look for that.
  public init(_ lab: SiteLab, isWatched: Bool) {
    var findings = SiteFindings(lab)
    let pages = SitePage.all(of: findings)
    findings.answer(pages.flatMap(\.sections))
    let interface = SiteInterface(findings: findings, pages: pages)
    let answers = interface.files
    let version = Self.version(of: answers.map(\.text))
    let procedurePages = findings.procedurePages
    let written = pages.map { page in
      let markup = PageMarkup(
        page: page, findings: findings, pages: pages, version: version, isWatched: isWatched,
        procedurePages: procedurePages)
      return (name: page.file, text: markup.html)
    }
    texts =
      written + [(SiteStyle.file, SiteStyle.text), (SiteScript.file, SiteScript.text)] + answers + [
        (SiteInterface.versionFile, SiteInterface.versionText(version)),
        (SiteInterface.descriptionFile, interface.description),
      ]
  }

  /// A word that changes whenever a figure does.
  private static func version(of texts: [String]) -> String {
    String(SHA256.hexDigits(of: Array(texts.joined().utf8)).prefix(16))
  }
}
