// The day that the page shows: one number for all of it. Whatever changes with it says so to `onDay`.

let day = data.days.length - 1;
const followers = [];
const onDay = (follow) => followers.push(follow);
const holds = ([first, last]) => first <= day && day <= last;

const showDay = (wanted) => {
  day = Math.min(Math.max(wanted, 0), data.days.length - 1);
  for (const follow of followers) follow();
};

const slider = document.getElementById("day");
if (slider) {
  const [earlier, later, shown] = ["earlier", "later", "shown"].map((id) => document.getElementById(id));
  document.getElementById("slider").hidden = false;
  slider.addEventListener("input", () => showDay(Number(slider.value)));
  earlier.addEventListener("click", () => showDay(day - 1));
  later.addEventListener("click", () => showDay(day + 1));
  onDay(() => {
    slider.value = day;
    slider.setAttribute("aria-valuetext", data.days[day]);
    shown.textContent = data.days[day];
    earlier.disabled = day === 0;
    later.disabled = day === data.days.length - 1;
  });
}

// Sentences that stand together: those of the day.
for (const [name, group] of Object.entries(data.lines)) {
  const place = document.getElementById(name);
  const sentence = ([, , cells]) => make(group.tag, { class: group.class }, ...cells.flatMap(cellNodes));
  if (place) onDay(() => place.replaceChildren(...group.lines.filter(holds).map(sentence)));
}
