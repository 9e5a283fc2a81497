// The map: each shape in the state that the tables of places have for the day.

const shapes = new Map();
for (const group of document.querySelectorAll("[data-place]")) {
  const place = group.dataset.place;
  shapes.set(place, [...(shapes.get(place) ?? []), group]);
}

// The words of what stands beneath a row, without the marks of claims.
const besideText = ([kind, value]) =>
  kind === "line" ? besideText(value[0]) : textOf(kind, value);

const stateOf = (columns, row) => {
  const at = Object.fromEntries(columns.map(([label], number) => [label, row[START + number]]));
  const [status, basis, name] = [word(at.Status), word(at.Basis), word(row[START])];
  const party = at.Controller === data.nobody ? "nobody" : `p${at.Controller}`;
  const since = at.Since === null ? "" : `, since ${ownDate(at.Since)}`;
  const graded = at.Grade === null ? "" : `, grade ${word(at.Grade)}`;
  const held = `${word(data.parties[at.Controller])} (${status}, ${basis}${since}${graded})`;
  const unknown = status === "unknown" && party === "nobody";
  const beside = (row[BESIDE] ?? []).filter(([kind]) => kind !== "evidence").map(besideText).join("") || null;
  const title = `${name}: ${unknown ? "unknown" : held}${beside ? `; ${beside}` : ""}`;
  const told = {
    holder: word(data.parties[at.Controller]),
    status,
    basis,
    since: at.Since === null ? null : ownDate(at.Since),
    grade: at.Grade === null ? null : word(at.Grade),
    evidence: claimsOf(at.Evidence).map((claim) => data.claims[claim]?.[ID] ?? claim).join(" ") || null,
    beside,
  };
  return { classes: `${party} ${basis} ${status}`, sign: signOf(at.Controller, status, basis), title, told };
};

// A+B hold it together, A/B dispute it, A/? is denied it; small letters are inferred. Python signs alike (sides.py).
const signOf = (controller, status, basis) => {
  const letters = data.letters[controller];
  const shared = letters.includes("+");
  const sign = status !== "disputed" ? letters : shared ? letters.replaceAll("+", "/") : `${letters}/?`;
  return basis === "inferred" ? sign.toLowerCase() : sign;
};

const PARTS = ".area, .holes, .over, .case, .line, .dot, .core, .ring, .sign";

const paint = (group, { classes, sign, title, told }) => {
  if (group.dataset.state === title) return;
  group.dataset.state = title;
  for (const part of group.querySelectorAll(PARTS)) {
    const [kind] = part.classList;
    part.setAttribute("class", `${kind} ${classes}`);
    if (kind === "sign") part.textContent = sign;
  }
  for (const [name, value] of Object.entries(told)) {
    if (value === null) delete group.dataset[name];
    else group.dataset[name] = value;
  }
  group.setAttribute("aria-label", title);
  group.querySelector("title").textContent = title;
};

onDay(() => {
  for (const { columns, rows } of [data.tables.capitals, data.tables.places]) {
    for (const row of rows) {
      const groups = shapes.get(row[KEY]);
      if (groups && holds(row)) for (const group of groups) paint(group, stateOf(columns, row));
    }
  }
});
