// One actor of the graph: the rest of it is dimmed, and the tables have only what concerns the actor. A click, a tap or
// Enter keeps it so until the next, or until Escape; the keyboard's focus alone shows it as long as it rests there.

let [kept, rested] = [null, null]; // ids of actors
const focused = () => rested ?? kept;
const focusFollowers = [];
const onFocus = (follow) => focusFollowers.push(follow);
let unfocus = () => {};

const actorNumbers = new Map(data.actors.map(([id], number) => [id, number]));
const concerned = new Map();
for (const [name, { rows }] of Object.entries(data.tables)) {
  rows.forEach((row, at) => concerned.set(row, data.about[name][at]));
}
const concerns = (row) => focused() === null || concerned.get(row).includes(actorNumbers.get(focused()));

if (graphs.length) {
  const ACTOR = "[data-actor]";
  const figure = graphs[0].closest("figure");
  const told = make("span", { role: "status", "aria-live": "polite" });
  const end = make("button", { type: "button" }, "Show all");
  end.hidden = true;
  const bar = make("div", { id: "focus", class: "idle" }, told, " ", end);
  document.querySelector("main").append(bar);

  // As they are drawn at this moment.
  const arrowsOf = (actor) =>
    [...figure.querySelectorAll("[data-subject]")].filter(
      (arrow) => [arrow.dataset.subject, arrow.dataset.object].includes(actor) && arrow.getClientRects().length,
    );

  const dim = (actor) => {
    const near = arrowsOf(actor);
    const ends = new Set([actor, ...near.flatMap(({ dataset }) => [dataset.subject, dataset.object])]);
    for (const graph of graphs) graph.classList.toggle("focused", actor !== null);
    for (const each of figure.querySelectorAll(`${ACTOR}, [data-subject]`)) {
      each.classList.toggle("near", near.includes(each) || ends.has(each.dataset.actor));
    }
    for (const each of figure.querySelectorAll(ACTOR)) each.setAttribute("aria-pressed", each.dataset.actor === kept);
    return near.length;
  };

  const tell = (actor, relations) => {
    if (actor === null) return "All actors are shown.";
    const name = word(data.actors[actorNumbers.get(actor)][1]);
    const drawn = `${relations} ${relations === 1 ? "relation" : "relations"} in the graph`;
    return `Only ${name}: ${drawn}, and in the tables what concerns it. ${kept === actor ? "" : "Enter keeps it so. "}`;
  };

  let shown = null;
  const show = () => {
    const actor = focused();
    const relations = dim(actor);
    if (actor === null && shown === null) return; // nothing to undo, and nothing to say
    told.textContent = tell(actor, relations);
    bar.classList.toggle("idle", actor === null);
    end.hidden = actor === null;
    if (actor !== shown) for (const follow of focusFollowers) follow();
    shown = actor;
  };
  const release = () => {
    [kept, rested] = [null, null];
    show();
  };
  unfocus = release;

  prepareMarks(figure, ACTOR);
  onPress(figure, ACTOR, ({ dataset: { actor } }) => {
    kept = kept === actor ? null : actor;
    rested = null;
    show();
  });
  figure.addEventListener("focusin", (event) => {
    rested = event.target.matches(`${ACTOR}:focus-visible`) ? event.target.dataset.actor : null;
    show();
  });
  figure.addEventListener("focusout", () => {
    rested = null;
    show();
  });
  end.addEventListener("click", release);
  document.addEventListener("keydown", (event) => event.key === "Escape" && release());
  onDay(show);
}
