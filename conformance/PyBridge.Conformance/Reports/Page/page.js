// Reads the data, keeps the filters, and lets matrix and dialog draw.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);

const cells = new Map();
const all = data.cells.map(([lane, scenario, verdict, reason, reference, observed, differences]) => {
  const cell = {
    lane: data.lanes[lane],
    scenario: data.scenarios[scenario],
    verdict,
    reason: data.texts[reason],
    referenceLane: data.lanes[reference],
    observed: data.documents[observed],
    differences: data.documents[differences],
    get reference() {
      return this.referenceLane && cellAt(this.referenceLane, this.scenario);
    },
  };
  cells.set(`${cell.lane.name}\n${cell.scenario.id}`, cell);
  return cell;
});

function cellAt(lane, scenario) {
  return cells.get(`${lane.name}\n${scenario.id}`);
}

// Rows lie in their areas, columns in their families: ports first, for they are what is looked at.
const areas = [...new Set(data.scenarios.map(scenario => scenario.area))].sort();
const rows = areas.flatMap(area => data.scenarios.filter(scenario => scenario.area === area));
const families = [...new Set(data.lanes.map(lane => familyOf(lane.name)))];
const columns = ["port", "reference"].flatMap(role => families.flatMap(family =>
  data.lanes.filter(lane => lane.role === role && familyOf(lane.name) === family)));

const haystacks = new Map(rows.map(scenario => [scenario,
  JSON.stringify([scenario.id, scenario.title, scenario.checks, scenario.steps]).toLowerCase()]));

for (const cell of all) {
  if (cell.reason) haystacks.set(cell.scenario, `${haystacks.get(cell.scenario)}\n${cell.reason.toLowerCase()}`);
}

const filters = { verdicts: new Set(), area: "", lane: "", text: "" };

function accepts(cell) {
  return filters.verdicts.size === 0 || filters.verdicts.has(cell.verdict);
}

function draw() {
  const lanes = columns.filter(lane => !filters.lane || lane.name === filters.lane || familyOf(lane.name) === filters.lane);
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = rows.filter(scenario =>
    (!filters.area || scenario.area === filters.area)
    && words.every(word => haystacks.get(scenario).includes(word))
    && (filters.verdicts.size === 0 || lanes.some(lane => {
      const cell = cellAt(lane, scenario);
      return cell && accepts(cell);
    })));
  matrix.draw({ rows: chosen, lanes, accepts });
  byId("shown").textContent = chosen.length === rows.length && lanes.length === columns.length
    ? "" : `${chosen.length} of ${rows.length} scenarios, ${lanes.length} of ${columns.length} lanes`;
  for (const chip of byId("verdicts").children) chip.setAttribute("aria-pressed", filters.verdicts.has(chip.value));
}

function drawVerdicts() {
  const counts = new Map();
  for (const cell of all) counts.set(cell.verdict, (counts.get(cell.verdict) ?? 0) + 1);
  for (const name of [...counts.keys()].sort((one, other) => verdictOf(one).order - verdictOf(other).order)) {
    const chip = element("button", { type: "button", value: name, class: `chip ${name}`, "aria-pressed": "false" },
      element("i", {}, verdictOf(name).sign), ` ${verdictOf(name).word} `, element("b", {}, String(counts.get(name))));
    chip.addEventListener("click", () => {
      if (!filters.verdicts.delete(name)) filters.verdicts.add(name);
      draw();
    });
    byId("verdicts").append(chip);
  }
}

function drawSummary() {
  const failing = all.filter(cell => FAILING.has(cell.verdict)).length;
  const ports = all.filter(cell => cell.lane.role === "port").length;
  byId("summary").replaceChildren(
    element("span", { class: failing ? "bad" : "good" }, failing === 0 ? "Everything is as expected"
      : failing === 1 ? "One answer needs a look" : `${failing} answers need a look`),
    element("span", { class: "faint" }, ` ${rows.length} scenarios, ${columns.length} lanes, ${ports} answers of ports, `
      + `${Math.round(data.seconds)} s`));
  document.title = failing ? `${failing} to look at · Conformance report` : "Conformance report";
}

function drawChoices() {
  byId("area").append(element("option", { value: "" }, "all areas"), ...areas.map(area => element("option", { value: area }, area)));
  byId("lane").append(element("option", { value: "" }, "all lanes"));
  for (const family of families) {
    const members = columns.filter(lane => familyOf(lane.name) === family);
    const group = element("optgroup", { label: family });
    if (members.length > 1) group.append(element("option", { value: family }, `${family}, all versions`));
    group.append(...members.map(lane => element("option", { value: lane.name }, lane.name)));
    byId("lane").append(group);
  }
}

let waiting = 0;
for (const name of ["text", "area", "lane"]) {
  byId(name).addEventListener("input", event => {
    filters[name] = event.target.value;
    clearTimeout(waiting);
    waiting = setTimeout(draw, name === "text" ? 80 : 0);
  });
}

byId("reset").addEventListener("click", () => {
  Object.assign(filters, { verdicts: new Set(), area: "", lane: "", text: "" });
  for (const name of ["text", "area", "lane"]) byId(name).value = "";
  draw();
});

byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});

document.addEventListener("keydown", event => {
  if (event.target.matches("input, select") || event.ctrlKey || event.altKey || event.metaKey || byId("detail").open) return;
  if (event.key === "/") byId("text").focus();
  else if (event.key === "t") byId("theme").click();
  else return;
  event.preventDefault();
});

const matrix = makeMatrix(byId("sheet"), cellAt, cell => detail.show(cell));
const detail = makeDetail(data, matrix.row, matrix.focus);
drawSummary();
drawVerdicts();
drawChoices();
draw();

// A link to a cell opens it.
const [linkedScenario, linkedLane] = location.hash.slice(1).split("/").map(decodeURIComponent);
const linked = cells.get(`${linkedLane}\n${linkedScenario}`);
if (linked) detail.show(linked);
document.documentElement.dataset.ready = all.length;
