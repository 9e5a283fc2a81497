// The map: each shape in the state that the tables of places have for the day.

const shapes = new Map();
for (const group of document.querySelectorAll("[data-place]")) {
  const place = group.dataset.place;
  shapes.set(place, [...(shapes.get(place) ?? []), group]);
}

const stateOf = (columns, row) => {
  const at = Object.fromEntries(columns.map(([label], number) => [label, row[START + number]]));
  const [status, basis, name] = [word(at.Status), word(at.Basis), word(row[START])];
  const party = at.Controller === data.nobody ? "nobody" : `p${at.Controller}`;
  const since = at.Since === null ? "" : `, since ${ownDate(at.Since)}`;
  const graded = at.Grade === null ? "" : `, grade ${word(at.Grade)}`;
  const held = `${word(data.parties[at.Controller])} (${status}, ${basis}${since}${graded})`;
  const unknown = status === "unknown" && party === "nobody";
  return { classes: `${party} ${basis} ${status}`, status, title: `${name}: ${unknown ? "unknown" : held}` };
};

const paint = (group, { classes, status, title }) => {
  if (group.dataset.state === title) return;
  group.dataset.state = title;
  for (const shape of group.querySelectorAll(".area, .dot")) {
    const [kind] = shape.classList;
    shape.setAttribute("class", `${kind} ${classes}`);
  }
  for (const shape of group.querySelectorAll(".over, .ring")) {
    const [kind] = shape.classList;
    shape.setAttribute("class", `${kind} ${status}`);
  }
  group.querySelector("title").textContent = title;
};

onDay(() => {
  for (const { columns, rows } of [data.tables.capitals, data.tables.places]) {
    for (const row of rows) {
      const groups = shapes.get(row[2]);
      if (groups && holds(row)) for (const group of groups) paint(group, stateOf(columns, row));
    }
  }
});

showDay(day);
