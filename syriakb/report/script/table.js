// Tables: the rows that hold on the day and match what is typed, sorted by the column that was asked for.

// In a row: whom it is about, as ids, what is said beneath it, and the first of its cells.
const [KEY, BESIDE, START] = [2, 3, 4];

// What those in a cell are called besides: who holds a place, and whom a claim is about.
const calledIn = (kind, value) => {
  if (value === null) return "";
  if (kind === "party") return aliasesOf(data.sides[value]);
  if (kind === "line") return value.map(([inner, each]) => calledIn(inner, each)).join(" ");
  return kind === "said" ? aliasesOf(word(data.claims[value][ABOUT])) : "";
};

// On a narrow screen a row has three cells; this button shows the others.
const MAIN = 3; // of a column
const unfolding = () => {
  const button = make("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-label": "All of the row" });
  button.addEventListener("click", () => {
    const open = button.closest("tr").classList.toggle("open");
    button.setAttribute("aria-expanded", open);
  });
  return button;
};

const anchorOf = (table, key) => `row-${table}-${key.replaceAll(" ", ".")}`;

const tableRow = (table, columns, row) => {
  const cells = row.slice(START);
  const evidence = columns.findIndex(([, kind]) => kind === "evidence");
  const [claim] = claimsOf(cells[evidence]);
  const made = columns.map(([label, kind, leads], at) => {
    let nodes = nodesOf(kind, cells[at]);
    if (leads && cells[at] !== null && typeof claim === "number") {
      const link = linkTo(data.claims[claim], ...nodes);
      link.className = "fact";
      link.tabIndex = -1;
      nodes = [link];
    }
    const shape = { "data-label": label, dir: "auto", class: columns[at][MAIN] ? "main" : null };
    return at ? make("td", shape, ...nodes) : make("th", { ...shape, scope: "row" }, unfolding(), ...nodes);
  });
  const beneath = make("td", { colspan: columns.length, dir: "auto" }, ...nodesOf("line", row[BESIDE] ?? []));
  return [make("tr", { id: anchorOf(table, row[KEY]) }, ...made), ...(row[BESIDE] ? [make("tr", { class: "beside" }, beneath)] : [])];
};

// What a cell is sorted by: a date by its earliest day, all else by its text, in which numbers count as numbers.
const keyOf = (kind, value) => {
  if (value === null || value.length === 0) return null;
  return kind === "date" ? data.earliest[Array.isArray(value) ? value[1] : value] : textOf(kind, value);
};

const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
// What is not known comes last whichever way the rest goes.
const compared = (a, b, way) => {
  if (a === null || b === null) return (a === null) - (b === null);
  return way * (typeof a === "number" ? a - b : compare(a, b));
};

const prepareTable = (table, { columns, rows }) => {
  const contents = new Map();
  const contentOf = (row) => {
    if (!contents.has(row)) {
      const texts = columns.flatMap(([, kind], at) => [textOf(kind, row[START + at]), calledIn(kind, row[START + at])]);
      contents.set(row, folded([...texts, textOf("line", row[BESIDE]), aliasesOf(row[KEY])].join(" ")));
    }
    return contents.get(row);
  };

  let sorting = null; // a column, and 1 for upwards or -1 for downwards
  const sorted = (found) => {
    if (!sorting) return found;
    const [kind, at] = [columns[sorting.column][1], START + sorting.column];
    const keys = new Map(found.map((row) => [row, keyOf(kind, row[at])]));
    return found.sort((a, b) => compared(keys.get(a), keys.get(b), sorting.way));
  };

  const list = paged({
    before: table.parentElement,
    after: table.parentElement,
    size: data.page.rows,
    what: ["row", "rows"],
    found: (words) =>
      sorted(rows.filter((row) => holds(row) && concerns(row) && words.every((each) => contentOf(row).includes(each)))),
    draw: (items) => table.tBodies[0].replaceChildren(...items.flatMap((row) => tableRow(table.id, columns, row))),
  });

  const sortBy = (column, way) => {
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
    sorting = { column, way };
    list.refresh();
  };
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (columns[column][MAIN]) head.className = "main";
    const button = make("button", { type: "button" }, head.textContent);
    // On paper a head is repeated on each page only where no button is in it.
    head.replaceChildren(button, make("span", { class: "paper", "aria-hidden": "true" }, head.textContent));
    button.addEventListener("click", () => {
      sortBy(column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1);
    });
  });
  // Where a narrow screen has no room for all heads.
  const choice = make("select", {}, make("option", { value: "" }, "as it is"));
  columns.forEach(([label], column) => {
    choice.append(make("option", { value: `${column} 1` }, `${label} ↑`), make("option", { value: `${column} -1` }, `${label} ↓`));
  });
  choice.addEventListener("change", () => choice.value && sortBy(...choice.value.split(" ").map(Number)));
  table.parentElement.before(make("label", { class: "sort" }, "Sort by ", choice));
  table.classList.add("folds");
  onDay(list.refresh);
  onFocus(list.refresh);
  // The row that an address leads to, unless it is of another day.
  const bring = (anchor) => {
    const wanted = (row) => anchorOf(table.id, row[KEY]) === anchor;
    if (list.bring(wanted)) return true;
    unfocus();
    return list.bring(wanted);
  };
  return { bring, items: list.items };
};

const tableLists = {};
for (const [name, table] of Object.entries(data.tables)) tableLists[name] = prepareTable(document.getElementById(name), table);
