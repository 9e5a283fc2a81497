// Tables: the rows that hold on the day and match what is typed, sorted by the column that was asked for.

const [KEY, START] = [2, 3]; // in a row: whom it is about, as ids, and the first of its cells

// What those in a cell are called besides: who holds a place, and whom a claim is about.
const calledIn = (kind, value) => {
  if (value === null) return "";
  if (kind === "party") return aliasesOf(data.sides[value]);
  if (kind === "line") return value.map(([inner, each]) => calledIn(inner, each)).join(" ");
  return kind === "said" ? aliasesOf(word(data.claims[value][ABOUT])) : "";
};

const tableRow = (columns, row) => {
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
    const shape = at ? { "data-label": label, dir: "auto" } : { "data-label": label, dir: "auto", scope: "row" };
    return make(at ? "td" : "th", shape, ...nodes);
  });
  return make("tr", {}, ...made);
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
      contents.set(row, folded([...texts, aliasesOf(row[KEY])].join(" ")));
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
    draw: (items) => table.tBodies[0].replaceChildren(...items.map((row) => tableRow(columns, row))),
  });

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = make("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
      sorting = { column, way };
      list.refresh();
    });
  });
  onDay(list.refresh);
  onFocus(list.refresh);
};

for (const [name, table] of Object.entries(data.tables)) prepareTable(document.getElementById(name), table);
