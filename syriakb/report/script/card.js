// A card for the place on the map that the pointer or the focus is on: who holds it, how that stands, since when, by which
// claims. A click, a tap or Enter keeps it until the next, or until Escape, so that its links can be followed.

const mapPicture = document.querySelector("#map-of svg.map");
if (mapPicture) {
  const PLACE = "[data-place]";
  const figure = mapPicture.closest("figure");
  const card = make("div", { id: "card", role: "group", "aria-label": "Place" });
  card.hidden = true;
  mapPicture.after(card);
  let [pinned, leaving] = [null, null];

  const rowOf = (place) => {
    for (const { columns, rows } of [data.tables.capitals, data.tables.places]) {
      const row = rows.find((each) => each[KEY] === place && holds(each));
      if (row) return { columns, row };
    }
    return null;
  };

  const fill = (place) => {
    const found = rowOf(place);
    if (!found) return false;
    const { columns, row } = found;
    const told = columns.slice(1).flatMap(([label, kind], at) => {
      const value = row[START + 1 + at];
      return value === null ? [] : [make("div", {}, make("dt", {}, label), make("dd", { dir: "auto" }, ...nodesOf(kind, value)))];
    });
    const close = make("button", { type: "button", "aria-label": "Close" }, "×");
    close.addEventListener("click", release);
    const beneath = row[BESIDE] ? [make("p", { dir: "auto" }, ...nodesOf("line", row[BESIDE]))] : [];
    card.replaceChildren(close, make("h3", { dir: "auto" }, word(row[START])), make("dl", {}, ...told), ...beneath);
    return true;
  };

  // Beside the mark, within the figure; on a narrow screen the style sheet lays it along the lower edge instead.
  const move = (mark) => {
    const [around, at] = [figure.getBoundingClientRect(), mark.getBoundingClientRect()];
    const [x, y] = [at.left + at.width / 2 - around.left, at.top + at.height / 2 - around.top];
    card.style.left = `${Math.max(0, Math.min(x + 18, around.width - card.offsetWidth))}px`;
    card.style.top = `${y + 18}px`;
  };

  const show = (mark) => {
    clearTimeout(leaving);
    card.hidden = !fill(mark.dataset.place);
    if (!card.hidden) move(mark);
  };
  const hide = () => {
    clearTimeout(leaving);
    if (pinned) show(pinned);
    else card.hidden = true;
  };
  const release = () => {
    pinned?.setAttribute("aria-expanded", "false");
    pinned = null;
    hide();
  };

  prepareMarks(figure, PLACE);
  for (const mark of figure.querySelectorAll(PLACE)) mark.setAttribute("aria-expanded", "false");
  onPress(figure, PLACE, (mark) => {
    const again = pinned === mark;
    release();
    if (again) return;
    pinned = mark;
    mark.setAttribute("aria-expanded", "true");
    show(mark);
  });
  figure.addEventListener("pointerover", (event) => {
    if (event.target.closest("#card")) return clearTimeout(leaving);
    const mark = event.target.closest(PLACE);
    if (mark && !pinned) show(mark);
  });
  figure.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "touch" && event.target.closest(`${PLACE}, #card`)) leaving = setTimeout(hide, 300);
  });
  figure.addEventListener("focusin", (event) => event.target.matches(`${PLACE}:focus-visible`) && show(event.target));
  figure.addEventListener("focusout", (event) => !card.contains(event.relatedTarget) && hide());
  document.addEventListener("keydown", (event) => event.key === "Escape" && release());
  onDay(() => card.hidden || hide());
}
