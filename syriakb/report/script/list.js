// A long list of which some are shown at a time: a field to filter by, and buttons to turn the pages.

// Spellings meet where they differ in case, accents, apostrophes, hyphens or the forms of an Arabic letter, as in questions.
const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Me}\p{Cf}'’‘`ʿʾʼء]/gu, "")
    .replaceAll("ى", "ي")
    .replaceAll("ة", "ه")
    .replace(/(?!-\d)\p{P}/gu, " ")
    .toLowerCase();
const wordsIn = (text) => folded(text).split(/\s+/).filter(Boolean);

// What else those are called of whom something is: ids, parted by spaces.
const aliasesOf = (ids) => ids.split(" ").map((id) => data.aliases[id] ?? "").join(" ");

const narrow = matchMedia("(max-width: 44rem)"); // as in the style sheet

// `size` is how many items are shown at a time, and how many on a narrow screen; `found(words)` gives what matches the
// words typed, in order; `draw(items)` shows some of it. Gives back what shows them anew, and what brings an item.
const paged = ({ before, after, size: [wide, small], what, found, draw }) => {
  const size = () => (narrow.matches ? small : wide);
  const input = make("input", { type: "search" });
  const count = make("output", { "aria-live": "polite" });
  before.before(make("label", { class: "filter" }, "Filter ", input, " ", count));

  const [back, next] = ["‹", "›"].map((sign) => make("button", { type: "button" }, sign));
  back.setAttribute("aria-label", `Earlier ${what[1]}`);
  next.setAttribute("aria-label", `More ${what[1]}`);
  const where = make("span");
  const pager = make("p", { class: "pager" }, back, " ", where, " ", next);
  after.after(pager);

  let first = 0;
  const refresh = () => {
    const items = found(wordsIn(input.value));
    first = Math.max(0, Math.min(first, Math.floor((items.length - 1) / size()) * size()));
    const last = Math.min(first + size(), items.length);
    draw(items.slice(first, last));
    const typed = input.value.trim();
    if (items.length) count.textContent = items.length === 1 ? `1 ${what[0]}` : `${items.length.toLocaleString("en")} ${what[1]}`;
    else count.textContent = typed ? `No ${what[0]} matches “${typed}”.` : `No ${what[0]}.`;
    pager.hidden = items.length <= size();
    where.textContent = `${first + 1} to ${last} of ${items.length.toLocaleString("en")}`;
    back.disabled = first === 0;
    next.disabled = last === items.length;
  };
  const turn = (pages) => {
    first += pages * size();
    refresh();
    before.scrollIntoView({ block: "nearest" });
  };
  narrow.addEventListener("change", refresh);
  input.addEventListener("input", () => {
    first = 0;
    refresh();
  });
  back.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));

  // Whether the item is among those that there are; then it is shown, whatever had been typed.
  const bring = (wanted) => {
    const at = found([]).findIndex(wanted);
    if (at < 0) return false;
    input.value = "";
    first = Math.floor(at / size()) * size();
    refresh();
    return true;
  };
  return { refresh, bring, items: () => found(wordsIn(input.value)) };
};

for (const rest of document.querySelectorAll(".rest")) rest.remove();
