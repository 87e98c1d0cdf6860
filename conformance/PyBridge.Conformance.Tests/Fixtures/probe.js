// Uses the page as a person with a keyboard would, and writes down what that gives.
const seen = { errors: [] };
addEventListener("error", event => seen.errors.push(String(event.message)));
const find = selector => document.querySelector(selector);
const count = selector => document.querySelectorAll(selector).length;
const press = key => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const enter = (id, value) => new Promise(done => {
  find(id).value = value;
  find(id).dispatchEvent(new Event("input"));
  setTimeout(done, 200);
});

async function probe() {
  seen.ready = document.documentElement.dataset.ready;
  seen.title = document.title;
  seen.cells = count("td[data-r]");
  seen.tabStops = count('td[tabindex="0"]');
  find('td[tabindex="0"]').focus();
  press("ArrowRight");
  press("ArrowDown");
  press("ArrowUp");
  press("ArrowLeft");
  seen.focused = document.activeElement.className;
  press("Enter");
  seen.open = find("#detail").open;
  seen.dialogTitle = find("#detail-title").textContent;
  seen.sides = [...document.querySelectorAll(".side code")].map(side => side.textContent);
  seen.reason = find(".reason").textContent;
  seen.hash = location.hash;
  press("ArrowRight");
  seen.nextTitle = find("#detail-title").textContent;
  press("ArrowLeft");
  find("#detail").close();
  await new Promise(done => setTimeout(done));
  seen.focusedAfter = document.activeElement.className;
  find('.chip[value="different"]').click();
  seen.rowsThatDiffer = count("tr > th[scope=row]");
  find("#reset").click();
  await enter("#area", "odd");
  seen.cellsOfArea = count("td[data-r]");
  await enter("#lane", "port@3.7.1");
  seen.cellsOfLane = count("td[data-r]");
  await enter("#text", "no scenario says this");
  seen.nothing = find(".nothing").textContent;
  find("#reset").click();
  seen.cellsAfterReset = count("td[data-r]");
  const before = getComputedStyle(document.body).backgroundColor;
  find("#theme").click();
  seen.themes = before !== getComputedStyle(document.body).backgroundColor;
}

probe().catch(error => seen.errors.push(String(error))).finally(() => {
  document.documentElement.innerHTML = "";
  const result = document.createElement("pre");
  result.textContent = `PROBE${btoa(unescape(encodeURIComponent(JSON.stringify(seen))))}PROBE`;
  document.documentElement.append(result);
});
