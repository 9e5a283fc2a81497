// What nothing on record tells of the day: who holds places, by their kind, and with whom actors stand (sections.py).

const unknown = document.getElementById("unknown");
const NAMES = 100;
const someOf = (names) => {
  const more = names.length > NAMES ? [andMore(names.length - NAMES)] : [];
  return [...names.slice(0, NAMES), ...more].join(", ");
};
const statusAt = (columns) => START + columns.findIndex(([label]) => label === "Status");

const unheld = () => {
  const found = Object.entries({ capitals: word(data.capital), places: null }).flatMap(([name, kind]) => {
    const { columns, rows } = data.tables[name];
    const open = rows.filter((row) => holds(row) && word(row[statusAt(columns)]) === "unknown");
    return open.map((row) => [word(row[START]), kind ?? word(row[START + 1])]);
  });
  const kinds = new Map();
  for (const [name, kind] of found.sort(([a], [b]) => (a < b ? -1 : 1))) kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  return [...kinds].map(([kind, names]) => `Who holds these (${kind.replaceAll("-", " ")}): ${someOf(names)}.`);
};

const alone = () => {
  const related = new Set(data.tables.relations.rows.filter(holds).flatMap((row) => row[KEY].split(" ")));
  const names = data.heard.filter(([id]) => !related.has(id)).map(([, name]) => word(name));
  return names.length ? [`With whom these stand: ${someOf(names)}.`] : [];
};

onDay(() => {
  const items = [...unheld(), ...alone()];
  const list = make("ul", {}, ...items.map((each) => make("li", {}, each)));
  if (items.length) unknown.replaceChildren(make("p", {}, "Nothing on record tells:"), list);
  else unknown.replaceChildren(make("p", {}, "Every place has an answer."));
});
