// Claims and disputes, a page at a time; a link to a claim, or back to a row that rests on it, brings the page that it is on.

// The rows that rest on a claim on the day.
const citing = (claim) => {
  const links = [];
  for (let at = 0; at < claim[CITED].length; at += 3) {
    const [row, first, last] = claim[CITED].slice(at, at + 3);
    const [anchor, name] = data.rows[row];
    if (holds([first, last])) links.push(make("a", { href: `#${anchor}` }, word(name)));
  }
  const most = data.page.cites;
  const items = links.length > most ? [...links.slice(0, most), andMore(links.length - most)] : links;
  const listed = items.flatMap((each, at) => (at ? ["; ", each] : [each]));
  const told = items.length ? [make("dt", {}, "Cited by"), make("dd", { dir: "auto" }, ...listed)] : [];
  return make("div", { class: "cites" }, ...told);
};

const claimCard = (claim) => {
  const told = claim[TOLD].map(([term, value]) => {
    const [label, kind] = data.terms[term];
    return make("div", {}, make("dt", {}, label), make("dd", { dir: "auto" }, ...nodesOf(kind, value)));
  });
  const statement = make(claim[STRUCK] ? "del" : "span", {}, claim[STATEMENT]);
  const shape = { id: `claim-${claim[ID]}`, class: "claim", tabindex: "-1" };
  return make("article", shape, make("h3", { dir: "auto" }, statement), make("dl", {}, ...told, citing(claim)));
};

const claimTexts = new Map();
const claimText = (claim) => {
  if (!claimTexts.has(claim)) {
    const told = claim[TOLD].map(([term, value]) => textOf(data.terms[term][1], value));
    claimTexts.set(claim, folded([claim[STATEMENT], ...told, aliasesOf(word(claim[ABOUT]))].join(" ")));
  }
  return claimTexts.get(claim);
};

const cards = document.getElementById("claims");
const claimList = paged({
  before: cards,
  after: cards,
  size: data.page.claims,
  what: ["claim", "claims"],
  found: (words) =>
    words.length ? data.claims.filter((claim) => words.every((each) => claimText(claim).includes(each))) : data.claims,
  draw: (items) => cards.replaceChildren(...items.map(claimCard)),
});
claimList.refresh();
const byId = new Map(data.claims.map((claim) => [`claim-${claim[ID]}`, claim]));
onDay(() => {
  for (const card of cards.children) card.querySelector(".cites").replaceWith(citing(byId.get(card.id)));
});

// The element that an address leads to, and whether it had to be brought.
const asked = (address) => decodeURIComponent(/^#((?:claim|row)-.*)$/.exec(address)?.[1] ?? "");
const bring = (id) => {
  if (!id || document.getElementById(id)) return false;
  if (byId.has(id)) return claimList.bring((each) => each === byId.get(id));
  return Object.values(tableLists).some((list) => list.bring(id));
};
// Before the browser follows a link, so that it finds the claim.
document.addEventListener("click", (event) => bring(asked(event.target.closest("a[href]")?.getAttribute("href") ?? "")));
const arrive = () => {
  if (bring(asked(location.hash))) location.replace(location.hash);
};
window.addEventListener("hashchange", arrive);
arrive();

const rivalSide = ([name, said, more]) => {
  const items = said.map((line) => make("li", {}, ...cellNodes(line)));
  if (more) items.push(make("li", {}, andMore(more)));
  const body = items.length ? make("ul", {}, ...items) : make("p", { class: "none" }, "No claim on record.");
  return make("div", {}, make("h4", { dir: "auto" }, word(name)), body);
};

const rivalSection = ([, , reads, standing, ...sides]) => {
  const heading = make("h3", { dir: "auto" }, `${word(reads)} `, badge(standing));
  return make("section", { class: "rival" }, heading, make("div", { class: "sides" }, ...sides.map(rivalSide)));
};

const rivalText = ([, , reads, standing, ...sides]) => {
  const said = sides.flatMap(([name, lines]) => [word(name), ...lines.map(cellText), ...lines.map((line) => calledIn(...line))]);
  return folded([word(reads), word(standing), ...said].join(" "));
};

const disputes = document.getElementById("rivals");
if (disputes) {
  const rivalList = paged({
    before: disputes,
    after: disputes,
    size: data.page.rivals,
    what: ["dispute", "disputes"],
    found: (words) => data.rivals.filter((each) => holds(each) && words.every((typed) => rivalText(each).includes(typed))),
    draw: (items) => disputes.replaceChildren(...items.map(rivalSection)),
  });
  onDay(rivalList.refresh);
}
