internal import Foundation
import Tables

/// The look of a site: system fonts, light and dark, paper with page numbers.
enum SiteStyle {
  /// The digest of the rules within pictures, by which a page's policy knows them: `sha256-…`.
  static let pictureHash: String = {
    let digits = Array(SHA256.hexDigits(of: Array("\(PictureStyle.css)".utf8)))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }()

  static let file = "style.css"

  static let text = """
    /* Written by plainlab. */
    :root {
      color-scheme: light dark;
      --ink: #1b1f24; --quiet: #515b67; --paper: #ffffff; --soft: #f3f5f7; --line: #c5cbd3;
      --edge: #737d89; --link: #0b57a4; --alert: #7d2a00; --alert-paper: #fff3e6;
      --shade: rgb(0 0 0 / .22);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ink: #e8eaed; --quiet: #aeb7c2; --paper: #161a1d; --soft: #1d2126; --line: #3b424b;
        --edge: #8a94a0; --link: #8fbcf8; --alert: #ffbf7a; --alert-paper: #2d2216;
        --shade: rgb(0 0 0 / .8);
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; }
    body {
      margin: 0 auto; max-width: 80rem; padding: 0 1rem 3rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word;
    }
    a { color: var(--link); }
    :focus-visible, input:focus-within, select:focus { outline: 3px solid var(--link); outline-offset: 2px; }
    main:focus { outline: none; }
    .skip { position: absolute; left: -100vw; background: var(--paper); padding: .5rem 1rem; }
    .skip:focus { left: 1rem; top: .5rem; z-index: 2; }

    header { border-bottom: 1px solid var(--line); padding: 1rem 0 .5rem; }
    header p { margin: 0; }
    .lab { font-size: 1.15rem; font-weight: 600; }
    .lab a { color: inherit; text-decoration: none; }
    .lab a:hover { text-decoration: underline; }
    .moment, .period, .about, .remark, .source, footer { color: var(--quiet); }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem; list-style: none; margin: .75rem 0 0; padding: 0; }
    nav a {
      display: block; padding: .3rem .5rem; border-radius: .3rem; text-decoration: none;
      border: 1px solid transparent;
    }
    nav a:hover { background: var(--soft); text-decoration: underline; }
    nav a[aria-current] { border-color: var(--edge); font-weight: 600; color: var(--ink); }

    h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.5rem 0 .25rem; }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .25rem; }
    .lead { font-size: 1.1rem; margin: 0 0 .5rem; white-space: pre-line; }
    .period { margin: 0 0 .5rem; }
    section { margin: 2.25rem 0 0; }
    .about { margin: 0 0 .75rem; max-width: 46rem; }
    .remark, .source { font-size: .9rem; margin: .4rem 0 0; }
    .empty { margin: .5rem 0; }
    .warning {
      background: var(--alert-paper); color: var(--alert); border-left: .3rem solid var(--alert);
      padding: .5rem .75rem; margin: .75rem 0;
    }
    .warning a { color: inherit; }
    code { font: .85em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }

    .cards {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 45%), 1fr)); gap: .75rem;
      list-style: none; margin: .75rem 0; padding: 0;
    }
    .cards li { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; }
    .cards p { margin: 0; }
    .cards .value { font-size: 1.9rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
    .cards .change { color: var(--quiet); font-size: .9rem; }
    .attention { margin: .75rem 0; padding-left: 1.75rem; }
    .attention li { margin: 0 0 .9rem; }
    .attention code { display: block; color: var(--quiet); }
    .weight {
      border: 1px solid var(--edge); border-radius: .25rem; font-size: .85rem; font-weight: 600;
      margin-right: .3rem; padding: 0 .4rem;
    }
    .weight-0, .weight-1, .weight-2 {
      background: var(--alert-paper); border-color: var(--alert); color: var(--alert);
    }

    .picture { margin: .75rem 0; overflow-x: auto; }
    /* A shadow at the edge behind which there is more: paper that scrolls along covers it at the end. */
    .rows, .picture {
      background:
        linear-gradient(to right, var(--paper) 50%, transparent) 0 / 2.5rem 100% no-repeat local,
        linear-gradient(to left, var(--paper) 50%, transparent) 100% / 2.5rem 100% no-repeat local,
        linear-gradient(to right, var(--shade), transparent) 0 / .8rem 100% no-repeat scroll,
        linear-gradient(to left, var(--shade), transparent) 100% / .8rem 100% no-repeat scroll;
    }
    .picture svg .paper { fill: none; }
    @media (max-width: 40rem) { .picture svg { min-width: 27rem; } }
    .picture svg { display: block; height: auto; max-width: min(100%, 44rem); width: 44rem; }
    .drawn rect { fill: var(--link); }
    .drawn text { fill: var(--ink); font: 12px system-ui, sans-serif; }
    .rows { border: 1px solid var(--line); border-radius: .4rem; overflow: auto; }
    .rows.long { max-height: 30rem; }
    table { border-collapse: collapse; font-size: .92rem; min-width: 100%; }
    caption { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
    table.selected caption {
      clip-path: none; height: auto; padding: .4rem .7rem; position: static; text-align: left;
      width: auto; font-weight: 600;
    }
    th, td { padding: .35rem .7rem; text-align: left; vertical-align: top; }
    td, tbody th { white-space: nowrap; }
    .words, tbody th.words { max-width: 34rem; min-width: 14rem; white-space: pre-line; }
    tbody th.words { min-width: 10rem; }
    thead th {
      background: var(--soft); font-weight: 600; position: sticky; top: 0; white-space: nowrap;
    }
    tbody th { font-weight: 500; }
    tbody tr { border-top: 1px solid var(--line); }
    .number { font-variant-numeric: tabular-nums; text-align: right; }
    details { margin: .5rem 0 0; max-width: 60rem; }
    details p { font-size: .9rem; margin: .5rem 0; }
    summary { color: var(--link); cursor: pointer; display: inline-block; font-size: .9rem; }
    dl { display: grid; font-size: .9rem; gap: .2rem 1rem; grid-template-columns: max-content 1fr; margin: .5rem 0; }
    dt { font-weight: 600; }
    dd { margin: 0; }
    @media (max-width: 40rem) { dl { display: block; } dd { margin: 0 0 .4rem; } }

    form { background: var(--soft); border-radius: .4rem; margin: 1rem 0; padding: .75rem 1rem; }
    .fields { align-items: end; display: flex; flex-wrap: wrap; gap: .75rem; }
    .fields > * { max-width: 100%; min-width: 0; }
    label { display: grid; font-size: .9rem; gap: .15rem; grid-template-columns: minmax(0, 1fr); }
    input, select, button {
      background: var(--paper); border: 1px solid var(--edge); border-radius: .3rem;
      color: var(--ink); font: inherit; max-width: 100%; min-height: 2.4rem; padding: .3rem .6rem;
    }
    button { cursor: pointer; }
    #selected { margin: .6rem 0 0; }
    #selected:empty, #refresh:empty { display: none; }
    [hidden] { display: none !important; }
    footer { border-top: 1px solid var(--line); font-size: .9rem; margin-top: 3rem; padding-top: .5rem; }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }

    @page {
      margin: 15mm 14mm 18mm; size: A4;
      @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt system-ui, sans-serif; }
    }
    @media print {
      :root {
        color-scheme: light; --ink: #000; --quiet: #333; --paper: #fff; --soft: #eee; --line: #999;
        --edge: #666; --link: #000; --alert: #000; --alert-paper: #fff;
      }
      body { font-size: 10pt; max-width: none; padding: 0; }
      nav, .skip, form, details, footer, .source { display: none; }
      .picture svg { max-height: 20cm; max-width: 13cm; min-width: 0; width: auto; }
      h1 { margin-top: .5rem; }
      h2, .about { break-after: avoid; }
      section { margin-top: 1.25rem; }
      .rows, .rows.long { border: 0; max-height: none; overflow: visible; }
      .rows, .picture { background: none; }
      table { font-size: 8pt; }
      th, td { padding: .1rem .35rem; }
      td, tbody th { white-space: normal; }
      .words, tbody th.words { max-width: none; min-width: 2.5cm; }
      thead { display: table-header-group; }
      thead th { position: static; white-space: normal; }
      tr, .cards li, .attention li, .picture { break-inside: avoid; }
      .cards { grid-template-columns: repeat(4, 1fr); }
    }

    """
}
