// The dialog that a cell opens.

function makeDetail(data, neighbours, onClose) {
  const dialog = document.getElementById("detail");
  let shown = null;

  function rerun(cell) {
    const command = `${data.rerun} --scenario ${cell.scenario.id} --lane ${cell.lane.name}`;
    const copy = element("button", { type: "button", class: "quiet" }, "Copy");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(command);
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(line.querySelector("code"));
      }
    });
    const line = element("div", { class: "rerun" }, element("code", {}, command), copy);
    return line;
  }

  function mover(label, key, step) {
    const button = element("button", { type: "button", class: "quiet", title: `${label} lane (${key})`, "aria-label": `${label} lane` },
      step < 0 ? "‹" : "›");
    button.addEventListener("click", () => move(step));
    return button;
  }

  function draw(cell) {
    const verdict = verdictOf(cell.verdict);
    const differences = cell.differences ?? [];
    const closer = element("button", { type: "button", class: "quiet", "aria-label": "Close", title: "Close (Escape)" }, "✕");
    closer.addEventListener("click", () => dialog.close());
    const names = cell.reference ? [cell.reference.lane.name, cell.lane.name]
      : cell.verdict === "flaky" ? ["first time", "second time"] : [cell.lane.name];
    const observations = cell.reference ? [cell.reference.observed, cell.observed] : [cell.observed];
    dialog.replaceChildren(
      element("header", {},
        element("h2", { id: "detail-title", tabindex: "-1" },
          element("span", { class: `badge ${cell.verdict}` }, verdict.word), " ",
          cell.scenario.id, element("span", { class: "faint" }, " on "), cell.lane.name),
        element("div", { class: "moves" }, mover("Previous", "←", -1), mover("Next", "→", 1), closer)),
      element("div", { class: "body", tabindex: "0" },
        element("p", { class: "title" }, cell.scenario.title),
        element("p", { class: "faint" }, `“${cell.scenario.checks}”`),
        element("p", { class: "faint small" }, [cell.scenario.area, `priority ${cell.scenario.priority}`, cell.lane.what]
          .filter(Boolean).join(" · ")),
        cell.reason ? element("p", { class: "reason" }, cell.reason) : null,
        differences.length ? element("h3", {}, differences.length === 1 ? "One difference" : `${differences.length} differences`) : null,
        differences.length ? differenceList(differences, cell.scenario, names.length === 2 ? names : ["reference", names[0]]) : null,
        element("h3", {}, "Steps"),
        evidenceTable(cell.scenario, observations, names.slice(0, observations.length), differences),
        element("h3", {}, "Again"),
        rerun(cell)));
  }

  function move(step) {
    const row = neighbours(shown);
    const next = row[row.indexOf(shown) + step];
    if (next) show(next);
  }

  function show(cell) {
    shown = cell;
    draw(cell);
    if (!dialog.open) dialog.showModal();
    document.getElementById("detail-title").focus();
    history.replaceState(null, "", `#${encodeURIComponent(cell.scenario.id)}/${encodeURIComponent(cell.lane.name)}`);
  }

  dialog.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowLeft") move(-1);
    else if (event.key === "ArrowRight") move(1);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    history.replaceState(null, "", location.pathname + location.search);
    onClose(shown);
  });
  return { show };
}
