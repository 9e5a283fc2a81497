// To take away: each table as CSV; map and graph as they are seen, as SVG, as PNG, and their rows as CSV. Nothing is asked of
// a network: the browser draws and writes it all.

const save = (content, name) => {
  const link = make("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

const claimsUnder = (table, row) => {
  const anchor = anchorOf(table === "backing" ? "relations" : table, row[KEY]);
  const number = data.rows.findIndex(([each]) => each === anchor);
  const rests = ({ [CITED]: cited }) => {
    for (let at = 0; at < cited.length; at += 3) if (cited[at] === number && holds(cited.slice(at + 1))) return true;
    return false;
  };
  return data.claims.filter(rests).map((claim) => claim[ID]);
};

// What no spreadsheet takes for a formula; a date as it is written in the records; all claims of the page that it rests on.
const inert = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const csvCell = (table, row, kind, value) => {
  if (value === null) return "";
  if (kind === "date") return ownDate(value);
  if (kind !== "evidence") return textOf(kind, value);
  const named = claimsOf(value).map((claim) => data.claims[claim]?.[ID] ?? claim);
  const [every, total] = [new Set([...named, ...claimsUnder(table, row)]), named.length + moreOf(value)];
  return [...every, ...(every.size < total ? [andMore(total - every.size)] : [])].join(" ");
};
const csvLine = (cells) => `${cells.map((each) => `"${inert(each).replaceAll('"', '""')}"`).join(",")}\r\n`;
const csv = (table, rows) => {
  const { columns } = data.tables[table];
  const told = rows.map((row) => {
    const cells = columns.map(([, kind], at) => csvCell(table, row, kind, row[START + at]));
    return csvLine([dayText, ...cells, row[BESIDE] ? textOf("line", row[BESIDE]) : ""]);
  });
  return csvLine(["As of", ...columns.map(([label]) => label), "Note"]) + told.join("");
};
// A byte order mark, so that spreadsheets take it for UTF-8.
const saveCsv = (name, text) => save(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), `${name}-${dayText}.csv`);

const SVG = "http://www.w3.org/2000/svg";
const draw = (tag, attributes = {}, ...children) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

// Texts in lines that are no wider than the picture.
const measure = document.createElement("canvas").getContext("2d");
const wrapped = (text, size, width) => {
  measure.font = `${size}px system-ui, sans-serif`;
  const lines = [""];
  for (const each of text.trim().split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${each}` : each;
    if (measure.measureText(longer).width * 1.05 > width && lines.at(-1)) lines.push(each);
    else lines[lines.length - 1] = longer;
  }
  return lines;
};

const LOOKS = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
  ...["opacity", "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "text-decoration-line"],
];
// The looks that a style sheet gives, as attributes of the elements themselves, and without what is not seen.
const inlined = (root) => {
  const plain = getComputedStyle(document.body.appendChild(draw("svg")).appendChild(draw("g")));
  const usual = Object.fromEntries(LOOKS.map((look) => [look, plain.getPropertyValue(look)]));
  const inner = new Set([...root.querySelectorAll("defs *, defs, title")]);
  const gone = [];
  for (const each of root.querySelectorAll("*")) {
    const style = getComputedStyle(each);
    if (style.display === "none" && !inner.has(each)) gone.push(each);
    for (const look of LOOKS) {
      const [value, name] = [style.getPropertyValue(look), look.replace("-line", look.startsWith("text") ? "" : "-line")];
      const inherits = !each.parentElement || getComputedStyle(each.parentElement).getPropertyValue(look) === value;
      if (value !== usual[look] && !(inherits && each.parentElement !== root)) each.setAttribute(name, value.replace(/url\("?#/, "url(#").replace('")', ")"));
    }
  }
  root.setAttribute("font-family", getComputedStyle(root).fontFamily);
  document.body.lastElementChild.remove();
  for (const each of gone) each.remove();
  for (const each of [root, ...root.querySelectorAll("*")]) {
    for (const { name } of [...each.attributes]) if (/^(class|tabindex|role|hidden|data-state|aria-.*)$/.test(name)) each.removeAttribute(name);
  }
};

// The picture with its title, its day, its legend and where it is from.
const sheetOf = (figure, heading, name) => {
  const picture = [...figure.querySelectorAll(`svg.${name}:not(.key)`)].find((each) => each.getClientRects().length);
  const box = picture.viewBox.baseVal;
  const width = Math.max(box.width, 640);
  const sheet = draw("svg", { class: name, xmlns: SVG });
  let y = 16;
  const write = (text, class_, size, x = 16) => {
    for (const line of wrapped(text, size, width - x - 16)) {
      y += size * 1.35;
      sheet.append(draw("text", { x, y, class: class_ }, line));
    }
  };
  const ground = sheet.appendChild(draw("rect", { width, fill: getComputedStyle(document.body).backgroundColor, stroke: "none" }));
  write(heading, "title", 20);
  write(`${document.querySelector("h1").textContent}, as of ${dayText}`, "small", 12);
  const inner = picture.cloneNode(true);
  for (const [key, value] of [["x", (width - box.width) / 2], ["y", y + 12], ["width", box.width], ["height", box.height]]) inner.setAttribute(key, value);
  sheet.append(inner);
  y += box.height + 20;
  for (const item of [...figure.querySelectorAll(".legend li")].filter((each) => each.getClientRects().length)) {
    const [line, mark] = [item.querySelector("g"), item.querySelector(".swatch")];
    if (line) sheet.append(draw("svg", { x: 16, y: y + 6, width: 30, height: 10, viewBox: "0 0 30 10" }, line.cloneNode(true)));
    else if (mark) sheet.append(draw("rect", { x: 16, y: y + 5, width: 20, height: 12, class: `area held ${mark.className.replace("swatch ", "")}` }));
    write(item.textContent, "small", 12, 54);
  }
  for (const said of figure.querySelectorAll("figcaption p, figcaption .pairs li")) write(said.textContent, "small", 12);
  y += 16;
  for (const each of [sheet, ground]) each.setAttribute("height", y);
  sheet.setAttribute("width", width);
  sheet.setAttribute("viewBox", `0 0 ${width} ${y}`);
  sheet.style.position = "absolute";
  sheet.style.left = "-9999px";
  figure.append(sheet);
  inlined(sheet);
  sheet.remove();
  sheet.removeAttribute("style");
  return { text: new XMLSerializer().serializeToString(sheet), width, height: y };
};

const savePng = ({ text, width, height }, name) => {
  const image = new Image(width, height);
  image.addEventListener("load", () => {
    const canvas = make("canvas", { width: 2 * width, height: 2 * height });
    canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
    canvas.toBlob((drawn) => save(drawn, `${name}-${dayText}.png`), "image/png");
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
};

const buttons = (what, formats) => {
  const made = Object.entries(formats).map(([format, press]) => {
    const button = make("button", { type: "button", "aria-label": `Download ${what} as ${format}` }, format);
    button.addEventListener("click", press);
    return button;
  });
  return make("p", { class: "buttons" }, "Download: ", ...made);
};

for (const [name, { items }] of Object.entries(tableLists)) {
  const table = document.getElementById(name);
  const made = buttons(table.caption.textContent, { CSV: () => saveCsv(name, csv(name, items())) });
  table.closest("section").append(made);
}

const drawnRows = {
  map: () =>
    ["capitals", "places"].flatMap((table) => {
      const rows = data.tables[table].rows.filter((row) => holds(row) && shapes.has(row[KEY]));
      return rows.map((row) => [table, row]);
    }),
  graph: () => {
    const drawn = Object.assign({}, ...data.graph.filter(holds).map(([, , each]) => each));
    const rows = data.tables.relations.rows.filter((row) => holds(row) && drawn[row[KEY]]?.some(holds));
    return rows.map((row) => ["relations", row]);
  },
};
// Places of both tables in one: the second of their columns is the area of a capital, the kind of another.
const drawnCsv = (name) => {
  const rows = drawnRows[name]();
  const lines = ["capitals", "places", "relations"].flatMap((table) => {
    const of = rows.filter(([each]) => each === table).map(([, row]) => row);
    return of.length ? csv(table, of).split("\r\n").slice(1, -1) : [];
  });
  const head = csv(name === "map" ? "places" : "relations", []).trimEnd().replace('"Kind"', '"Kind or area"');
  return [head, ...lines, ""].join("\r\n");
};
for (const name of ["map", "graph"]) {
  const figure = document.querySelector(`#${name}-of figure`);
  if (!figure || !figure.querySelector("svg")) continue;
  const sheet = () => sheetOf(figure, figure.closest("section").querySelector("h3")?.textContent ?? figure.closest("section").querySelector("h2").textContent, name);
  figure.append(
    buttons(name, {
      SVG: () => save(new Blob([sheet().text], { type: "image/svg+xml" }), `${name}-${dayText}.svg`),
      PNG: () => savePng(sheet(), name),
      CSV: () => saveCsv(name, drawnCsv(name)),
    }),
  );
}
