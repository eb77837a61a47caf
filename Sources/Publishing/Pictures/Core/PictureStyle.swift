/// The rules of every picture, the same in each of them.
///
/// Series have the colours of M. Okabe and K. Ito, which people see apart who do not see all colours,
/// in lighter tones on dark paper. They are also told apart by their markers and dashes, and parts by
/// their hatching, so that a grey print says the same. All is written out, as programs that make
/// images of SVG know no variables.
public enum PictureStyle {
  /// CSS without quotes, ampersands and less-than signs, which is the same in HTML and in XML.
  public static let css: StaticString = """
    .plainlab-picture{max-width:100%;height:auto;font:13px Helvetica,Arial,Liberation Sans,sans-serif}
    .plainlab-picture text{fill:#222}
    .plainlab-picture .title{font-size:15px;font-weight:bold}
    .plainlab-picture .soft{fill:#555}
    .plainlab-picture .small{font-size:11px}
    .plainlab-picture .paper{fill:#fff}
    .plainlab-picture .halo{stroke:#fff;stroke-width:3px;paint-order:stroke}
    .plainlab-picture .grid{stroke:#ddd;fill:none}
    .plainlab-picture .axis{stroke:#555;fill:none}
    .plainlab-picture .level{stroke:#555;fill:none;stroke-dasharray:6 3}
    .plainlab-picture .ink{stroke:#222;fill:none}
    .plainlab-picture .goal{stroke:#222;fill:none;stroke-width:2.5px}
    .plainlab-picture .box{fill:#c9dff0;stroke:#0072b2}
    .plainlab-picture .ghost{fill:none;stroke:#555;stroke-dasharray:3 2}
    .plainlab-picture .alarm{fill:#fff;stroke:#d55e00;stroke-width:2px}
    .plainlab-picture .alarmed{fill:#b34700;font-size:11px}
    .plainlab-picture .line{fill:none;stroke-width:1.8px;stroke-linejoin:round}
    .plainlab-picture .hatch{stroke:#fff;stroke-width:2px;fill:none}
    .plainlab-picture .empty{fill:#f3f3f3}
    .plainlab-picture .f0{fill:#0072b2}.plainlab-picture .s0{stroke:#0072b2}
    .plainlab-picture .f1{fill:#d55e00}.plainlab-picture .s1{stroke:#d55e00}
    .plainlab-picture .f2{fill:#009e73}.plainlab-picture .s2{stroke:#009e73}
    .plainlab-picture .f3{fill:#cc79a7}.plainlab-picture .s3{stroke:#cc79a7}
    .plainlab-picture .f4{fill:#e69f00}.plainlab-picture .s4{stroke:#e69f00}
    .plainlab-picture .f5{fill:#56b4e9}.plainlab-picture .s5{stroke:#56b4e9}
    .plainlab-picture .f6{fill:#444}.plainlab-picture .s6{stroke:#444}
    .plainlab-picture .h0{fill:#eaf2f8;stroke:#9fb8cc}.plainlab-picture .h1{fill:#c6dbef}
    .plainlab-picture .h2{fill:#9ecae1}.plainlab-picture .h3{fill:#6baed6}
    .plainlab-picture .h4{fill:#3b8bc2}.plainlab-picture .h5{fill:#1764ab}
    .plainlab-picture .h6{fill:#08306b}
    .plainlab-picture .light{fill:#fff}.plainlab-picture .dark{fill:#111}
    @media (prefers-color-scheme:dark){
    .plainlab-picture text{fill:#e8e8e8}
    .plainlab-picture .soft{fill:#b4b4b4}
    .plainlab-picture .paper{fill:#161a1d}
    .plainlab-picture .halo{stroke:#161a1d}
    .plainlab-picture .grid{stroke:#33393d}
    .plainlab-picture .axis,.plainlab-picture .level,.plainlab-picture .ghost{stroke:#a0a0a0}
    .plainlab-picture .ink,.plainlab-picture .goal{stroke:#f0f0f0}
    .plainlab-picture .box{fill:#1d4866;stroke:#56b4e9}
    .plainlab-picture .alarm{fill:#161a1d;stroke:#ff8a3d}
    .plainlab-picture .alarmed{fill:#ffa366}
    .plainlab-picture .hatch{stroke:#161a1d}
    .plainlab-picture .empty{fill:#22282c}
    .plainlab-picture .f0{fill:#56b4e9}.plainlab-picture .s0{stroke:#56b4e9}
    .plainlab-picture .f1{fill:#f0793a}.plainlab-picture .s1{stroke:#f0793a}
    .plainlab-picture .f2{fill:#2bc49a}.plainlab-picture .s2{stroke:#2bc49a}
    .plainlab-picture .f3{fill:#e39cc4}.plainlab-picture .s3{stroke:#e39cc4}
    .plainlab-picture .f4{fill:#e8b23a}.plainlab-picture .s4{stroke:#e8b23a}
    .plainlab-picture .f5{fill:#3a84c9}.plainlab-picture .s5{stroke:#3a84c9}
    .plainlab-picture .f6{fill:#d0d0d0}.plainlab-picture .s6{stroke:#d0d0d0}
    .plainlab-picture .h0{fill:#12304a;stroke:#3d6485}.plainlab-picture .h1{fill:#174263}
    .plainlab-picture .h2{fill:#1c5780}.plainlab-picture .h3{fill:#2b76a8}
    .plainlab-picture .h4{fill:#4d9bcb}.plainlab-picture .h5{fill:#85c1e5}
    .plainlab-picture .h6{fill:#c9e6f7}
    .plainlab-picture .light{fill:#111}.plainlab-picture .dark{fill:#fff}
    }
    """

  /// How many series have a look of their own.
  static let looks = 7
  /// How many steps there are from little to much.
  static let shades = 7
}
