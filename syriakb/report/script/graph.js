// The graph: of the pictures that of the day, in it what holds on the day, each arrow as it stands then.

const graphs = [...document.querySelectorAll("#graph-of svg.graph:not(.key)")];
const relationsOf = new Map();
for (const row of data.tables.relations.rows) {
  relationsOf.set(row[2], [...(relationsOf.get(row[2]) ?? []), row]);
}

// In words, as Python says it (graphsvg.py).
const relationText = (row) => {
  const [actor, label, object, , standing, since, until, evidence, grade] = row.slice(4);
  const days = [["since", since], ["until", until]].map(([name, value]) => (value === null ? "" : `, ${name} ${ownDate(value)}`));
  const claims = claimsOf(evidence).map((claim) => data.claims[claim]?.[ID] ?? claim).join(" ");
  const more = moreOf(evidence) ? ` ${andMore(moreOf(evidence))}` : "";
  const doubts = row[3] ? `; ${textOf("line", row[3])}` : "";
  const told = `${word(actor)} ${word(label)} ${word(object)}: ${word(standing)}${days.join("")}`;
  return `${told}, grade ${word(grade)}, ${claims}${more}${doubts}`;
};

const drawArrow = (arrow, spans) => {
  const { subject, predicate, object } = arrow.dataset;
  const row = spans.some(holds) && relationsOf.get(`${subject} ${predicate} ${object}`)?.find(holds);
  arrow.toggleAttribute("hidden", !row);
  if (!row) return;
  const [group, standing] = [word(row[7]), word(row[8])];
  arrow.setAttribute("class", `${group} ${standing}`);
  [arrow.dataset.group, arrow.dataset.standing] = [group, standing];
  arrow.querySelector("title").textContent = relationText(row);
  arrow.setAttribute("aria-label", relationText(row));
};

const drawGraph = (graph, drawn) => {
  const arrows = [...graph.querySelectorAll("[data-subject]")];
  for (const arrow of arrows) drawArrow(arrow, drawn[`${arrow.dataset.subject} ${arrow.dataset.predicate} ${arrow.dataset.object}`]);
  const seen = arrows.filter((arrow) => !arrow.hasAttribute("hidden"));
  const ends = new Set(seen.flatMap(({ dataset }) => [dataset.subject, dataset.object]));
  for (const box of graph.querySelectorAll("[data-actor]")) {
    box.toggleAttribute("hidden", !ends.has(box.dataset.actor) && !box.querySelector(".centre"));
  }
  graph.setAttribute("aria-label", graph.getAttribute("aria-label")?.replace(/as of [\d-]+/, `as of ${dayText}`) ?? "");
  return seen;
};

onDay(() => {
  const seen = graphs.flatMap((graph, at) => {
    const [first, last, drawn] = data.graph[at];
    graph.toggleAttribute("hidden", !holds([first, last]));
    return holds([first, last]) ? drawGraph(graph, drawn) : [];
  });
  const said = new Set(seen.flatMap(({ dataset }) => [dataset.group, dataset.standing]));
  for (const key of document.querySelectorAll("#graph-of .keys li")) key.hidden = !said.has(key.dataset.key);
});
