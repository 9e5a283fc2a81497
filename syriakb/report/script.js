"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const filters = new Map();

  // A row is seen when it holds on the day shown and matches what is typed above its table.
  const refresh = (table) => {
    const typed = filters.get(table);
    const words = typed ? typed.input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean) : [];
    let seen = 0;
    for (const row of table.tBodies[0].rows) {
      const content = row.textContent.toLocaleLowerCase();
      const holds = row.dataset.first === undefined || (row.dataset.first <= day && day <= row.dataset.last);
      row.hidden = !(holds && words.every((word) => content.includes(word)));
      seen += row.hidden ? 0 : 1;
    }
    if (typed) typed.output.textContent = seen === 1 ? "1 row" : `${seen} rows`;
  };

  const sort = (table, column, head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = new Intl.Collator(undefined, { numeric: true });
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => order.compare(a.cells[column].textContent, b.cells[column].textContent) * (down ? -1 : 1));
    table.tBodies[0].append(...rows);
  };

  const prepare = (table) => {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(table, column, head));
      head.replaceChildren(button);
    });
    const label = document.createElement("label");
    label.className = "filter";
    const input = document.createElement("input");
    input.type = "search";
    const output = document.createElement("output");
    label.append("Filter ", input, " ", output);
    table.parentElement.before(label);
    filters.set(table, { input, output });
    input.addEventListener("input", () => refresh(table));
  };

  const draw = () => {
    for (const [place, states] of Object.entries(data.places)) {
      const [, classes, status, title] = states.filter(([first]) => first <= day).at(-1);
      for (const group of document.querySelectorAll(`[data-place="${CSS.escape(place)}"]`)) {
        for (const [kind, rest] of [["area", classes], ["dot", classes], ["over", status], ["ring", status]]) {
          for (const shape of group.querySelectorAll(`.${kind}`)) shape.setAttribute("class", `${kind} ${rest}`);
        }
        group.querySelector("title").textContent = title;
      }
    }
  };

  const tables = [...document.querySelectorAll("table.sortable")];
  const slider = document.getElementById("day");
  let day = data.days.length - 1;

  const show = (wanted) => {
    day = Math.min(Math.max(wanted, 0), data.days.length - 1);
    slider.value = day;
    slider.setAttribute("aria-valuetext", data.days[day]);
    document.getElementById("shown").textContent = data.days[day];
    document.getElementById("earlier").disabled = day === 0;
    document.getElementById("later").disabled = day === data.days.length - 1;
    for (const each of document.querySelectorAll("p[data-first], li[data-first]")) {
      each.hidden = !(each.dataset.first <= day && day <= each.dataset.last);
    }
    tables.forEach(refresh);
    draw();
  };

  tables.forEach(prepare);
  tables.forEach(refresh);
  if (slider) {
    document.getElementById("slider").hidden = false;
    slider.addEventListener("input", () => show(Number(slider.value)));
    document.getElementById("earlier").addEventListener("click", () => show(day - 1));
    document.getElementById("later").addEventListener("click", () => show(day + 1));
    show(day);
  }
})();
