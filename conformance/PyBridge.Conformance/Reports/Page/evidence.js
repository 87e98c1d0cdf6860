// Two observations beside each other, and what differs between them.

// The place in an observation that a field such as steps[3].error.text belongs to.
function placeOf(field) {
  const step = /^steps\[(\d+)\]/.exec(field);
  if (step) return { step: Number(step[1]), rest: field.slice(step[0].length).replace(/^\./, "") };
  return { step: null, rest: field };
}

// Text with the middle marked that the other text does not have.
function marked(text, other) {
  let start = 0;
  const least = Math.min(text.length, other.length);
  while (start < least && text[start] === other[start]) start++;
  let end = 0;
  while (end < least - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end++;
  const middle = text.slice(start, text.length - end);
  return [text.slice(0, start), middle ? element("mark", {}, middle) : null, text.slice(text.length - end)];
}

function sideText(value) {
  return value === null || value === undefined ? "(nothing)" : typeof value === "string" ? value : valueText(value);
}

function differenceList(differences, scenario, names) {
  const list = element("ol", { class: "differences" });
  for (const difference of differences) {
    const { step, rest } = placeOf(difference.field);
    const where = step === null ? "" : `step ${step}  ${scenario.steps[step] ? stepText(scenario.steps[step]) : ""}`;
    const sides = [sideText(difference.reference), sideText(difference.port)];
    list.append(element("li", {},
      element("div", { class: "where" }, where, where && rest ? "  →  " : "", rest),
      element("div", { class: "side" }, element("span", { class: "who" }, names[0]),
        element("code", { class: "minus" }, ...marked(sides[0], sides[1]))),
      element("div", { class: "side" }, element("span", { class: "who" }, names[1]),
        element("code", { class: "plus" }, ...marked(sides[1], sides[0])))));
  }
  return list;
}

// One row of the evidence: the answers side by side, or once where they are the same.
function evidenceRow(number, what, answers, differs, names) {
  const row = element("tr", { class: differs ? "differs" : null },
    element("td", { class: "number" }, String(number)), element("td", { class: "step" }, element("code", {}, what)));
  if (answers.length === 1 || (answers[0] === answers[1] && !differs)) {
    row.append(element("td", { colspan: answers.length }, element("code", {}, answers[0])));
  } else {
    for (const [side, answer] of answers.entries()) {
      row.append(element("td", { "data-who": names[side] }, element("code", {}, ...marked(answer, answers[1 - side]))));
    }
  }
  return row;
}

function evidenceTable(scenario, observations, names, differences) {
  const places = differences.map(difference => placeOf(difference.field));
  const table = element("table", { class: "evidence" }, element("thead", {}, element("tr", {},
    element("th", { scope: "col" }, "#"), element("th", { scope: "col" }, "step"),
    ...names.map(name => element("th", { scope: "col" }, name)))));
  const body = table.appendChild(element("tbody"));
  scenario.steps.forEach((step, index) => body.append(evidenceRow(index, stepText(step),
    observations.map(observed => answerText(observed?.steps?.[index])), places.some(place => place.step === index), names)));
  for (const field of ["exit", "stdout", "stderr"]) {
    const answers = observations.map(observed => {
      const value = observed?.program?.[field];
      return Array.isArray(value) ? value.join("\n") : answerText(value);
    });
    if (answers.some(answer => answer !== "")) {
      body.append(evidenceRow("", `program's ${field}`, answers,
        places.some(place => place.step === null && place.rest.startsWith(`program.${field}`)), names));
    }
  }
  return table;
}
