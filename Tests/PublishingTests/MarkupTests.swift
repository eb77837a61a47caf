import Publishing
import Testing

@Suite("Markup")
struct MarkupTests {
  @Test("Elements hold elements, attributes and text")
  func elements() {
    var page = Markup()
    page.element("table", ["class": "figures", "id": nil]) { table in
      for name in ["a", "b"] { table.element("td", ["data-name": name], name) }
      table.element("br")
    }
    #expect(
      page.text
        == #"<table class="figures"><td data-name="a">a</td><td data-name="b">b</td><br/></table>"#)
  }

  @Test("No value is more than text")
  func hostile() {
    var page = Markup()
    page.element(
      "a", ["title": "\"><script>alert('x')</script>"],
      "</a><b>&amp;\u{0}\u{1B}[31m\u{202E}\u{FFFE}")
    #expect(
      page.text
        == "<a title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\">&lt;/a&gt;&lt;b&gt;"
        + "&amp;amp;\\u{00}\\u{1B}[31m\\u{202E}\\u{FFFE}</a>")
  }
}
