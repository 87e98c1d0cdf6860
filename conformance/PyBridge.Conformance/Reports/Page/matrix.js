// The matrix of scenarios and lanes. It is one grid with one tab stop; arrow keys move in it.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text) {
  return String(text).replace(/[&<>"]/g, sign => ESCAPES[sign]);
}

// Lanes python-spawn@3.13.0 and python-spawn@3.12.1 are one family in two versions.
function familyOf(name) {
  return name.split("@")[0];
}

function versionOf(lane) {
  const version = lane.name.split("@")[1] ?? "";
  return version.split(".").slice(0, 2).join(".");
}

function makeMatrix(sheet, cellAt, onOpen) {
  let rows = [];
  let lanes = [];
  let place = { row: 0, column: 0 };

  function headHtml() {
    const families = [];
    for (const lane of lanes) {
      const family = familyOf(lane.name);
      if (families.at(-1)?.family === family) families.at(-1).count++;
      else families.push({ family, role: lane.role, count: 1 });
    }
    const first = new Set();
    let column = 0;
    for (const family of families) {
      first.add(column);
      column += family.count;
    }
    const top = families.map(({ family, role, count }) =>
      `<th class="family ${role}" scope="colgroup" colspan="${count}"><span>${escaped(family)}</span></th>`).join("");
    const versions = lanes.map((lane, number) =>
      `<th class="version${first.has(number) ? " first" : ""}" scope="col" title="${escaped([lane.name, ...lane.faults].join("\n"))}">${escaped(versionOf(lane))}${lane.faults.length ? " !" : ""}</th>`).join("");
    return { first, html: `<thead><tr><th class="corner" rowspan="2" scope="col">scenario</th>${top}</tr><tr>${versions}</tr></thead>` };
  }

  function cellHtml(cell, row, column, first, dim) {
    const edge = first.has(column) ? " first" : "";
    if (!cell) return `<td class="none${edge}" role="gridcell"></td>`;
    const verdict = verdictOf(cell.verdict);
    return `<td class="${cell.verdict}${edge}${dim ? " dim" : ""}" role="gridcell" tabindex="-1" data-r="${row}" data-c="${column}" aria-label="${verdict.word}"><i>${verdict.sign}</i></td>`;
  }

  function draw(view) {
    ({ rows, lanes } = view);
    if (rows.length === 0 || lanes.length === 0) {
      sheet.innerHTML = '<p class="nothing">Nothing matches these filters.</p>';
      return;
    }
    const { first, html } = headHtml();
    const parts = [`<table class="matrix" role="grid" aria-label="Verdicts of scenarios on lanes" aria-rowcount="${rows.length}">`, html];
    let area = null;
    rows.forEach((scenario, row) => {
      if (scenario.area !== area) {
        if (area !== null) parts.push("</tbody>");
        area = scenario.area;
        parts.push(`<tbody><tr class="area"><th scope="rowgroup">${escaped(area)}</th><td colspan="${lanes.length}"></td></tr>`);
      }
      parts.push(`<tr><th scope="row" title="${escaped(scenario.title)}"><b>${escaped(scenario.id)}</b><span>${escaped(scenario.title)}</span></th>`);
      lanes.forEach((lane, column) => {
        const cell = cellAt(lane, scenario);
        parts.push(cellHtml(cell, row, column, first, cell && !view.accepts(cell)));
      });
      parts.push("</tr>");
    });
    parts.push("</tbody></table>");
    sheet.innerHTML = parts.join("");
    place = { row: Math.min(place.row, rows.length - 1), column: Math.min(place.column, lanes.length - 1) };
    stop()?.setAttribute("tabindex", "0");
  }

  function stop() {
    return sheet.querySelector(`td[data-r="${place.row}"][data-c="${place.column}"]`) ?? sheet.querySelector("td[data-r]");
  }

  function go(row, column) {
    stop()?.setAttribute("tabindex", "-1");
    place = {
      row: Math.max(0, Math.min(rows.length - 1, row)),
      column: Math.max(0, Math.min(lanes.length - 1, column)),
    };
    const cell = stop();
    cell?.setAttribute("tabindex", "0");
    cell?.focus();
  }

  const MOVES = {
    ArrowUp: () => go(place.row - 1, place.column),
    ArrowDown: () => go(place.row + 1, place.column),
    ArrowLeft: () => go(place.row, place.column - 1),
    ArrowRight: () => go(place.row, place.column + 1),
    PageUp: () => go(place.row - 12, place.column),
    PageDown: () => go(place.row + 12, place.column),
    Home: event => go(event.ctrlKey ? 0 : place.row, 0),
    End: event => go(event.ctrlKey ? rows.length - 1 : place.row, lanes.length - 1),
    Enter: () => open(),
    " ": () => open(),
  };

  function open() {
    const cell = cellAt(lanes[place.column], rows[place.row]);
    if (cell) onOpen(cell);
  }

  sheet.addEventListener("keydown", event => {
    if (!event.target.closest("td[data-r]") || event.altKey || event.metaKey) return;
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    move(event);
  });
  sheet.addEventListener("click", event => {
    const td = event.target.closest("td[data-r]");
    if (!td) return;
    go(Number(td.dataset.r), Number(td.dataset.c));
    open();
  });

  return {
    draw,
    focus: cell => go(rows.indexOf(cell.scenario), lanes.indexOf(cell.lane)),
    row: cell => lanes.map(lane => cellAt(lane, cell.scenario)).filter(Boolean),
  };
}
