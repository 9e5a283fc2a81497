// Cells: what each kind of value is as a text, to filter and to sort by, and as nodes. Python makes the same (cells.py).

const data = JSON.parse(document.getElementById("data").textContent);
const word = (number) => data.words[number];

// An element with attributes and children. Texts become text nodes: nothing of a record is ever read as markup.
const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

const [ID, STATEMENT, MARK, STRUCK, TOLD, ABOUT, CITED] = [0, 1, 2, 3, 4, 5, 6]; // of a claim
const shownDate = (value) => word(Array.isArray(value) ? value[0] : value);
const ownDate = (value) => word(Array.isArray(value) ? value[1] : value);

// Evidence is a list of claims, or that list and how many more there are; a claim that the page lacks is its id.
const claimsOf = (value) => (value && Array.isArray(value[0]) ? value[0] : value || []);
const moreOf = (value) => (value && Array.isArray(value[0]) ? value[1] : 0);
const andMore = (number) => `and ${number.toLocaleString("en")} more`;
const linkTo = (claim, ...children) => make("a", { href: `#claim-${claim[ID]}` }, ...children);

const claimMark = (number) => {
  if (typeof number === "string") return make("span", { title: "This claim is left out of the page." }, number);
  const link = linkTo(data.claims[number], data.claims[number][MARK]);
  link.title = data.claims[number][STATEMENT];
  return link;
};

const evidenceNodes = (value) => {
  const nodes = claimsOf(value).flatMap((claim, at) => (at ? [" ", claimMark(claim)] : [claimMark(claim)]));
  return moreOf(value) ? [...nodes, " ", make("small", {}, andMore(moreOf(value)))] : nodes;
};

const swatch = (party) => {
  const name = party === data.nobody ? "swatch nobody" : `swatch p${party}`;
  return make("span", { class: name, "aria-hidden": "true" });
};

const badge = (value) => {
  const sign = make("span", { "aria-hidden": "true" }, data.signs[word(value)] ?? "");
  return make("span", { class: `badge ${word(value)}` }, sign, ` ${word(value)}`);
};

const grade = (value) => {
  const meaning = data.grades[word(value)];
  return make("abbr", { title: meaning, "aria-label": `${word(value)}: ${meaning}` }, word(value));
};

const kinds = {
  text: { text: word, nodes: (value) => [word(value)] },
  code: { text: word, nodes: (value) => [make("code", {}, word(value))] },
  quote: { text: word, nodes: (value) => [make("q", {}, word(value))] },
  badge: { text: word, nodes: (value) => [badge(value)] },
  grade: { text: word, nodes: (value) => [grade(value)] },
  date: { text: shownDate, nodes: (value) => [make("span", { title: ownDate(value) }, shownDate(value))] },
  party: {
    text: (party) => word(data.parties[party]),
    nodes: (party) => [swatch(party), word(data.parties[party])],
  },
  evidence: {
    text: (value) => claimsOf(value).map((claim) => data.claims[claim]?.[MARK] ?? claim).join(" "),
    nodes: evidenceNodes,
  },
  said: { text: (claim) => data.claims[claim][STATEMENT], nodes: (claim) => [data.claims[claim][STATEMENT]] },
  source: {
    text: (source) => word(data.sources[source][1]),
    nodes: (source) => [make("a", { href: `#source-${data.sources[source][0]}` }, word(data.sources[source][1]))],
  },
  line: { text: (cells) => cells.map(cellText).join(""), nodes: (cells) => cells.flatMap(cellNodes) },
};

const textOf = (kind, value) => (value === null ? "–" : kinds[kind].text(value));
const nodesOf = (kind, value) =>
  value === null ? [make("span", { class: "none", title: "not known" }, "–")] : kinds[kind].nodes(value);

// A cell that carries its kind with it.
function cellText([kind, value]) {
  return textOf(kind, value);
}
function cellNodes([kind, value]) {
  return nodesOf(kind, value);
}
