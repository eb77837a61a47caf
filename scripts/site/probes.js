// What is asked inside of a page.

// The colours of each text and of what is behind it, and whether they can be told apart (WCAG AA).
function faintTexts() {
  const channels = (colour) => {
    const found = colour.match(/[\d.]+/g).map(Number);
    return found.length < 4 ? [...found, 1] : found;
  };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3]));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      layers.push(channels(getComputedStyle(each).backgroundColor));
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return layers.reverse().reduce((under, top) => over(top, under), dark ? [18, 18, 18] : [255, 255, 255]);
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest("script, style, title, desc, caption, .skip")) continue;
    const style = getComputedStyle(element);
    const isDrawn = element instanceof SVGElement;
    const back = behind(element);
    const front = over(channels(isDrawn ? style.fill : style.color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), weight = Number(style.fontWeight);
    const isLarge = size >= 24 || (size >= 18.66 && weight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) {
      faint.push(`${ratio.toFixed(2)} '${walker.currentNode.textContent.trim().slice(0, 40)}'`);
    }
  }
  return faint;
}

// Whatever can be reached with the keyboard, in the order in which it stands.
function reachable() {
  return [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((element) => element.checkVisibility());
}

// The place of what has the focus among those, and whether one sees that it has it.
function focused() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  return [reachable().indexOf(element),
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}

// The rows of a section's table, by the names of its columns.
function rowsOf(section) {
  const table = document.querySelector(`table[data-section="${section}"]`);
  if (!table) return [];
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.column);
  return [...table.tBodies[0].rows].map((row) =>
    Object.fromEntries([...row.cells].map((cell, i) => [names[i], cell.textContent])));
}

// What is wrong with the structure of a page.
function structuralFaults() {
  const faults = [];
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id ${id} twice`);
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent) faults.push("a table without a caption");
    for (const head of table.querySelectorAll("th")) if (!head.scope) faults.push("a th without scope");
  }
  for (const field of document.querySelectorAll("input, select")) {
    if (!field.labels.length) faults.push(`${field.name} without a label`);
  }
  for (const link of document.querySelectorAll("a[href]")) {
    if (!link.textContent.trim()) faults.push(`a link without words: ${link.getAttribute("href")}`);
  }
  if (!document.documentElement.lang) faults.push("no language");
  return [...new Set(faults)];
}
