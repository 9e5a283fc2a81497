// The marks of a picture, places or actors, for the keyboard: one stop of the tab key, from which arrow keys lead to the
// others. What is not drawn on this screen, or on this day, is passed over.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// `figure` is the element around the picture: an SVG that listens for the focus would become a stop of its own.
const prepareMarks = (figure, selector) => {
  const every = [...figure.querySelectorAll(selector)];
  const seen = () => every.filter((mark) => mark.getClientRects().length);
  const stopAt = (mark) => every.forEach((each) => each.setAttribute("tabindex", each === mark ? "0" : "-1"));
  const settle = () => {
    if (!seen().some((mark) => mark.getAttribute("tabindex") === "0")) stopAt(seen()[0]);
  };
  for (const mark of every) mark.setAttribute("role", "button");
  figure.addEventListener("focusin", (event) => event.target.matches(selector) && stopAt(event.target));
  figure.addEventListener("keydown", (event) => {
    const [mark, step] = [event.target.closest(selector), STEPS[event.key]];
    if (!mark || !step) return;
    event.preventDefault();
    event.stopPropagation(); // elsewhere on the page the keys mean something else
    const marks = seen();
    marks[(marks.indexOf(mark) + step + marks.length) % marks.length].focus();
  });
  window.addEventListener("resize", settle);
  onDay(settle);
  settle();
};

// Enter and space do what a click does.
const onPress = (figure, selector, press) => {
  const mark = (event) => event.target.closest(selector);
  figure.addEventListener("click", (event) => mark(event) && press(mark(event)));
  figure.addEventListener("keydown", (event) => {
    if (!mark(event) || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    press(mark(event));
  });
};
