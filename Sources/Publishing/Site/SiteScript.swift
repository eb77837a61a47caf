/// What a page does beside being read: it counts what a person selects, and looks for a newer one.
enum SiteScript {
  static let file = "site.js"

  static let text = #"""
    // Written by plainlab. Counts what is selected, and looks for a newer page.
    "use strict";

    // Lower edges of the bins of times, in seconds; the same as those that plainlab counts in.
    const edges = [0];
    while (edges[edges.length - 1] < 10 * 365 * 86400) {
      const last = edges[edges.length - 1];
      edges.push(last + Math.max(1, Math.floor(last / 20)));
    }

    // The middle of the times in a bin, in seconds.
    const middle = (bin) => edges[bin] + ((edges[bin + 1] ?? edges[bin] + 1) - 1 - edges[bin]) / 2;

    // Linear interpolation between order statistics (R type 7), within the shortest and the longest.
    const percentile = (sum, part) => {
      if (sum.timed === 0) return null;
      const rank = (sum.timed - 1) * part;
      const value = (wanted) => {
        let before = 0;
        for (let bin = 0; bin < sum.bins.length; bin += 1) {
          before += sum.bins[bin] ?? 0;
          if (before > wanted) return middle(bin);
        }
        return sum.longest;
      };
      const low = value(Math.floor(rank));
      const exact = low + (value(Math.ceil(rank)) - low) * (rank - Math.floor(rank));
      return Math.min(Math.max(exact, sum.shortest), sum.longest);
    };

    // An end of the 95 % interval of a share after Wilson (1927).
    const wilson = (part, all, sign) => {
      if (all === 0) return null;
      const z = 1.959963984540054, share = part / all, square = z * z / all;
      const half = z * Math.sqrt(share * (1 - share) / all + square / all / 4);
      return Math.min(1, Math.max(0, (share + square / 2 + sign * half) / (1 + square)));
    };

    const share = (part, all) => all > 0 ? 100 * part / all : null;
    const minutes = (seconds) => seconds === null ? null : seconds / 60;
    const percent = (value) => value === null ? null : 100 * value;

    // The columns that can be counted: how, and with how many decimals.
    const columns = {
      n: [(sum) => sum.timed, 0],
      p50_min: [(sum) => minutes(percentile(sum, 0.5)), 1],
      p90_min: [(sum) => minutes(percentile(sum, 0.9)), 1],
      p99_min: [(sum) => minutes(percentile(sum, 0.99)), 1],
      mean_min: [(sum) => sum.timed > 0 ? sum.sum / sum.timed / 60 : null, 1],
      min_min: [(sum) => sum.timed > 0 ? sum.shortest / 60 : null, 1],
      max_min: [(sum) => sum.timed > 0 ? sum.longest / 60 : null, 1],
      over_target_pct: [(sum) => share(sum.over_target, sum.timed), 1],
      completed: [(sum) => sum.completed, 0],
      errors: [(sum) => sum.errors, 0],
      error_rate_pct: [(sum) => share(sum.errors, sum.errors + sum.completed), 3],
      low_pct: [(sum) => percent(wilson(sum.errors, sum.errors + sum.completed, -1)), 3],
      high_pct: [(sum) => percent(wilson(sum.errors, sum.errors + sum.completed, 1)), 3],
      within: [(sum) => sum.timed - sum.late, 0],
      closed_breached: [(sum) => sum.late, 0],
      total: [(sum) => sum.timed, 0],
      compliance_pct: [(sum) => share(sum.timed - sum.late, sum.timed), 1],
    };
    // What a row keeps whatever is selected.
    const kept = ["target_min", "promised_hours"];

    const shown = (value, decimals) => value === null ? ""
      : decimals > 0 ? value.toFixed(decimals)
      : String(value).replace(/\B(?=(\d{3})+$)/g, ",");
    const dayName = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
    const dayNumber = (name) => Math.round(Date.parse(name + "T00:00:00Z") / 86400000);

    // What the cells that are wanted come to, by the name of their group.
    const sums = (numbers, wanted, group) => {
      const all = new Map();
      for (const cell of numbers.cells) {
        if (!wanted(cell)) continue;
        const name = group(cell);
        if (!all.has(name)) {
          all.set(name, { completed: 0, errors: 0, timed: 0, sum: 0, shortest: Infinity,
            longest: 0, over_target: 0, late: 0, bins: [] });
        }
        const sum = all.get(name);
        const own = Object.fromEntries(numbers.measures.map((name, i) => [name, cell[3 + i]]));
        for (const [name, value] of Object.entries(own)) {
          if (name === "bins") {
            for (let i = 0; i < value.length; i += 2) {
              sum.bins[value[i]] = (sum.bins[value[i]] ?? 0) + value[i + 1];
            }
          } else if (name === "shortest") {
            if (own.timed > 0) sum.shortest = Math.min(sum.shortest, value);
          } else if (name === "longest") {
            sum.longest = Math.max(sum.longest, value);
          } else {
            sum[name] += value;
          }
        }
      }
      return all;
    };

    const make = (name, attributes, text, space) => {
      const element = space ? document.createElementNS(space, name) : document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      if (text !== undefined) element.textContent = text;
      return element;
    };

    // A bar for each row of a table of days.
    const drawing = (names, values) => {
      const space = "http://www.w3.org/2000/svg", width = 480, height = 140;
      const most = Math.max(1, ...values), step = width / Math.max(1, names.length);
      const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
        class: "drawn", "aria-label": `Bars by day, up to ${most}; the table has the numbers` },
        undefined, space);
      values.forEach((value, i) => {
        const tall = 100 * value / most;
        svg.append(make("rect", { x: i * step + step * 0.1, y: 120 - tall, width: step * 0.8,
          height: tall }, undefined, space));
      });
      svg.append(make("text", { x: 0, y: 12 }, `up to ${shown(most, 0)}`, space));
      svg.append(make("text", { x: 0, y: 136 }, names[0] ?? "", space));
      svg.append(make("text", { x: width, y: 136, "text-anchor": "end" },
        names[names.length - 1] ?? "", space));
      return svg;
    };

    const startSelection = (numbers, form) => {
      const field = (name) => form.elements.namedItem(name);
      const status = document.getElementById("selected");
      // Names as the page shows them, in the order of the numbers.
      const names = (name) => [...field(name).options].slice(1).map((each) => each.textContent);
      const assays = names("assay"), machines = names("machine");
      const tables = [...document.querySelectorAll("table[data-selection]")].map((table) => ({
        table, body: table.tBodies[0], caption: table.caption.textContent,
        kind: table.dataset.selection,
        columns: [...table.tHead.rows[0].cells].map((cell) => cell.dataset.column),
        picture: document.querySelector(`[data-picture-of="${table.dataset.section}"]`),
      }));
      for (const each of tables) {
        each.pictures = each.picture ? [...each.picture.childNodes] : [];
      }

      const show = (each, wanted, since, until) => {
        const rows = new Map([...each.body.rows].map((row) => [row.cells[0].textContent, row]));
        const group = { assay: (cell) => assays[cell[1]], machine: (cell) => machines[cell[2]],
          day: (cell) => dayName(cell[0]) }[each.kind];
        const found = sums(numbers, wanted, group);
        const order = each.kind === "day"
          ? [...rows.keys()].filter((day) => day >= since && day <= until)
          : (each.kind === "assay" ? assays : machines).filter((name) => found.has(name));
        const body = make("tbody", {}), values = [];
        const nothing = sums(numbers, () => true, () => "").get("");
        for (const key of Object.keys(nothing)) {
          nothing[key] = key === "bins" ? [] : key === "shortest" ? Infinity : 0;
        }
        for (const name of order) {
          const sum = found.get(name) ?? nothing, row = body.insertRow();
          each.columns.forEach((column, i) => {
            if (i === 0) { row.append(make("th", { scope: "row" }, name)); return; }
            const own = kept.includes(column) ? rows.get(name)?.cells[i].textContent ?? "" : "";
            const [count, decimals] = columns[column] ?? [null, 0];
            const isTarget = column === "over_target_pct"
              && !rows.get(name)?.cells[each.columns.indexOf("target_min")]?.textContent;
            const text = count && !isTarget ? shown(count(sum), decimals) : own;
            row.append(make("td", { class: "number" }, text));
          });
          values.push(sum.completed);
        }
        each.table.replaceChild(body, each.table.tBodies[0]);
        each.table.caption.textContent = each.caption + ", as selected";
        each.table.classList.add("selected");
        if (!each.picture) return;
        each.picture.replaceChildren(...(each.kind === "day" ? [drawing(order, values)] : []));
      };

      const restore = (each) => {
        each.table.replaceChild(each.body, each.table.tBodies[0]);
        each.table.caption.textContent = each.caption;
        each.table.classList.remove("selected");
        each.picture?.replaceChildren(...each.pictures);
      };

      const select = () => {
        const since = field("since").value || field("since").min;
        const until = field("until").value || field("until").max;
        const assay = field("assay").value, machine = field("machine").value;
        const isWhole = since <= field("since").min && until >= field("until").max
          && assay === "" && machine === "";
        keep({ since: field("since").value, until: field("until").value,
          assay: assay === "" ? "" : assays[assay], machine: machine === "" ? "" : machines[machine] });
        if (isWhole) {
          tables.forEach(restore);
          status.textContent = "";
          return;
        }
        const first = dayNumber(since), last = dayNumber(until);
        const wanted = (cell) => cell[0] >= first && cell[0] <= last
          && (assay === "" || cell[1] === Number(assay))
          && (machine === "" || cell[2] === Number(machine));
        tables.forEach((each) => show(each, wanted, since, until));
        const what = [assay === "" ? "all assays" : assays[assay],
          machine === "" ? "all machines" : machines[machine]].join(", ");
        const exactness = numbers.measures.includes("bins")
          ? " Percentiles are right to within 2.5 %, all else is exact." : "";
        const open = numbers.measures.includes("late") ? " Open specimens are not counted." : "";
        status.textContent = (first > last ? "The first day is later than the last: nothing is selected."
          : `Selected: ${what}, ${since} to ${until}.${exactness}${open}`)
          + " Sections without a selection stay as they are.";
      };

      // A selection stays while one goes from page to page, and when a page is loaded anew.
      const key = "plainlab-selection";
      const keep = (values) => {
        try { sessionStorage.setItem(key, JSON.stringify(values)); } catch { /* Not kept, then. */ }
      };
      const recall = () => {
        let values = {};
        try { values = JSON.parse(sessionStorage.getItem(key)) ?? {}; } catch { return; }
        for (const name of ["since", "until"]) field(name).value = values[name] ?? "";
        field("assay").value = String(assays.indexOf(values.assay)).replace("-1", "");
        field("machine").value = String(machines.indexOf(values.machine)).replace("-1", "");
      };

      form.hidden = false;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("change", select);
      form.addEventListener("reset", () => setTimeout(select));
      for (const button of form.querySelectorAll("button[data-days]")) {
        button.addEventListener("click", () => {
          const last = field("until").max;
          field("until").value = last;
          field("since").value = dayName(dayNumber(last) - Number(button.dataset.days) + 1);
          select();
        });
      }
      recall();
      select();
    };

    const numbers = document.getElementById("numbers");
    if (numbers) {
      startSelection(JSON.parse(numbers.textContent), document.getElementById("selection"));
    }

    // Loads the page anew when another version of it was written. A page that was opened from a folder
    // may not look.
    const root = document.documentElement.dataset;
    if (root.watched !== undefined) {
      const status = document.getElementById("refresh");
      const look = async () => {
        try {
          const answer = await fetch("api/v1/version.json", { cache: "no-store" });
          const version = (await answer.json()).data[0].version;
          status.textContent = "This page renews itself when the lab changes.";
          if (version !== root.version) location.reload();
        } catch {
          status.textContent = "The site does not answer now; this page shows what it had.";
        }
      };
      if (location.protocol === "file:") {
        status.textContent = "Opened from a folder: load the page anew to see what is new.";
      } else {
        look();
        setInterval(look, 3000);
      }
    }

    """#
}
