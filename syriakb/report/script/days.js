// The day that the page shows: one state for all of it. Whatever changes with it says so to `onDay`. `day` is the number of
// the latest day of change, `dayText` the day itself, which may lie between two of them.

const LAST = data.days.length - 1;
let [day, dayText] = [LAST, data.days[LAST]];
const followers = [];
const onDay = (follow) => followers.push(follow);
const holds = ([first, last]) => first <= day && day <= last;

const ONE = 86400000; // milliseconds
const since = (text) => Math.round((Date.parse(text) - Date.parse(data.days[0])) / ONE);
const onward = (days) => new Date(Date.parse(data.days[0]) + days * ONE).toISOString().slice(0, 10);

const showDate = (text) => {
  dayText = text < data.days[0] ? data.days[0] : text > data.days[LAST] ? data.days[LAST] : text;
  day = data.days.findLastIndex((each) => each <= dayText);
  for (const follow of followers) follow();
};
const showDay = (wanted) => showDate(data.days[Math.min(Math.max(wanted, 0), LAST)]);

// What the address asks for, as --as-of does: 2018, 2018-12 and 2018-12-31 are the last day of each.
const addressed = () => {
  const found = /^#(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(location.hash);
  if (!found) return null;
  const [year, month, given] = found.slice(1).map((each) => each && Number(each));
  const asked = new Date(Date.UTC(year, given ? month - 1 : (month ?? 12), given ?? 0));
  return Number.isNaN(asked.getTime()) ? null : asked.toISOString().slice(0, 10);
};
const chooseDate = (text) => {
  showDate(text);
  history.replaceState(null, "", `#${dayText}`);
};
// The next day of change after the day shown, or the one before it.
const step = (way) => {
  const before = day - (dayText === data.days[day] ? 1 : 0);
  chooseDate(data.days[Math.min(Math.max(way > 0 ? day + 1 : before, 0), LAST)]);
};

const slider = document.getElementById("day");
if (slider) {
  const [earlier, later, play, shown] = ["earlier", "later", "play", "shown"].map((id) => document.getElementById(id));
  document.getElementById("slider").hidden = false;
  slider.max = since(data.days[LAST]);

  const ticks = document.getElementById("ticks");
  for (const each of data.days) {
    const tick = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const x = `${((100 * since(each)) / Math.max(1, since(data.days[LAST]))).toFixed(2)}%`;
    for (const [name, value] of [["x1", x], ["x2", x], ["y1", "0"], ["y2", "6"]]) tick.setAttribute(name, value);
    ticks.append(tick);
  }

  let playing = null;
  const stop = () => {
    clearInterval(playing);
    playing = null;
    play.textContent = "▶";
    play.setAttribute("aria-label", "Play");
  };
  const start = () => {
    if (day === LAST) chooseDate(data.days[0]);
    playing = setInterval(() => (day === LAST ? stop() : step(1)), 1000);
    play.textContent = "⏸";
    play.setAttribute("aria-label", "Pause");
  };
  play.addEventListener("click", () => (playing === null ? start() : stop()));

  const by = (way) => {
    stop();
    step(way);
  };
  slider.addEventListener("input", () => {
    stop();
    chooseDate(onward(Number(slider.value)));
  });
  earlier.addEventListener("click", () => by(-1));
  later.addEventListener("click", () => by(1));
  const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 };
  slider.addEventListener("keydown", (event) => {
    if (!KEYS[event.key]) return;
    event.preventDefault();
    by(KEYS[event.key]);
  });
  // Elsewhere on the page left and right do so too, but where they have a meaning of their own.
  document.addEventListener("keydown", (event) => {
    const sideways = ["ArrowLeft", "ArrowRight"].includes(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey;
    const own = event.target.closest?.("input, select, textarea, .scroll, [contenteditable]");
    if (sideways && !own && !event.shiftKey && !event.defaultPrevented) by(KEYS[event.key]);
  });
  onDay(() => {
    slider.value = since(dayText);
    slider.setAttribute("aria-valuetext", dayText);
    shown.textContent = dayText;
    earlier.disabled = day === 0 && dayText === data.days[0];
    later.disabled = day === LAST;
  });
}

const title = document.title;
onDay(() => {
  for (const each of document.querySelectorAll(".as-of")) each.textContent = dayText;
  for (const each of document.querySelectorAll(".last-day")) each.hidden = day !== LAST;
  document.title = title.replace(data.days[LAST], dayText);
});

// Sentences that stand together: those of the day.
for (const [name, group] of Object.entries(data.lines)) {
  const place = document.getElementById(name);
  const sentence = ([, , cells]) => make(group.tag, { class: group.class }, ...cells.flatMap(cellNodes));
  if (place) onDay(() => place.replaceChildren(...group.lines.filter(holds).map(sentence)));
}

window.addEventListener("hashchange", () => addressed() && showDate(addressed()));
