"""The desk: a text read paragraph by paragraph by somebody who makes claims of it, each written when it is given."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple, Protocol

from syriakb.disk import bookmark, recall
from syriakb.edits import addition, amendment, undoing
from syriakb.edits.change import Done, Way, looked_up
from syriakb.edits.entry import clean
from syriakb.errors import SyriakbError, UsageError
from syriakb.model.dates import Date
from syriakb.model.names import fold
from syriakb.model.readers import Raw
from syriakb.model.wording import COPIED, Runs
from syriakb.queries.records import lexicon
from syriakb.queries.records.lexicon import Cited
from syriakb.reading import typed
from syriakb.reading.candidates import Found, Hints, hints
from syriakb.reading.coverage import Gaps
from syriakb.reading.dates import dates
from syriakb.reading.drafts import sentence
from syriakb.reading.survey import Survey, by_paragraph, published, survey
from syriakb.reading.view import Numbered, numbered, shown
from syriakb.reading.words import words
from syriakb.render.screen import Screen

Complete = Callable[[str], Sequence[str]]
_NEAR = 0.8  # how alike two statements are of which one may be the other
HELP = """\
1 captures 3   a claim of two numbers, names or ids; Tab completes
+1             the claim that is offered under that number
1 3            a claim about them that relates nobody
Enter or s     on to the next paragraph     b   back     p7   to paragraph 7
n 4            a new actor or place of a name that nobody has
e              change the last claim        u   take back the last change
q              stop; the next time goes on from here
Behind a claim, in what it differs, parted by commas:
  by 3, via Telegram, denied, ends, possible, intended, conditional, implied,
  since DATE, until DATE, in 3 (the place), grade 2, note TEXT
  one letter is enough: b d p i c s u; b and s alone take what is offered"""


class Paper(Protocol):
    """What a reader sees and types on."""

    def show(self, text: str) -> None:
        """Show text that is safe and laid out."""

    def line(self, prompt: str, offered: str = "", complete: Complete = lambda _: ()) -> str:
        """A line as it is typed, from what is offered. Raises EOFError, KeyboardInterrupt."""

    def screen(self) -> Screen:
        """What it is shown on."""

    def done(self, done: Done) -> None:
        """Show what was written, and what that changes."""


class _Made(NamedTuple):
    """A change that was made here: by which command, of which record, and how the knowledge base remembers it."""

    answer: str
    kind: str
    id: str
    kept_in: Path | None


class Desk:
    """Somebody at a text. `way` is how changes are made, `paper` what is read and written on."""

    def __init__(self, way: Way, paper: Paper, source: str, paragraphs: Sequence[str]) -> None:
        self._way, self._paper, self._source, self._paragraphs = way, paper, source, paragraphs
        self._made: list[_Made] = []
        self._runs = Runs(paragraphs)
        self._read: Survey
        self._gaps: Gaps
        self._day: Date | None = None
        self._look(anew=True)
        self._at = min(bookmark.kept(way.base.folder, source), len(paragraphs))

    def sit(self) -> None:
        """Read on until somebody stops or the text ends. Raises KeyboardInterrupt where somebody leaves by Ctrl-C."""
        if self._at > 1:
            self._way.asker.tell(f"You stopped at p{self._at}. b goes back.")
        while self._at <= len(self._paragraphs):
            bookmark.keep(self._way.base.folder, self._source, self._at)
            self._paper.show(self._shown())
            if not self._worked():
                self._way.asker.tell(
                    f"{self._count()} You stopped at p{self._at}; the same command goes on from there."
                )
                return
        bookmark.drop(self._way.base.folder, self._source)
        self._way.asker.tell(
            f"{self._count()} That was the end of the text. What is left: syriakb coverage {self._source}"
        )

    def _count(self) -> str:
        number = sum((each.answer, each.kind) == ("add", "claim") for each in self._made)
        return f"{number} claim{'' if number == 1 else 's'} written."

    def _look(self, *, anew: bool) -> None:
        """Look at what is there: at the claims, and `anew` at the names."""

        def look(db: Connection) -> list[Cited]:
            if anew:
                self._day = published(db, self._source)
                self._read, self._gaps = survey(db, self._paragraphs, self._day), Gaps(db)
            return lexicon.cited(db, self._source)

        self._claims = by_paragraph(looked_up(self._way.base, look))

    @property
    def _found(self) -> Found:
        return self._read.found[self._at - 1]

    @property
    def _cited(self) -> list[Cited]:
        return self._claims.get(self._at, [])

    def _numbers(self) -> Numbered:
        return numbered(self._found, self._read.found[self._at - 2] if self._at > 1 else None)

    def _shown(self) -> str:
        gaps = self._gaps.of(self._found, self._cited)
        return shown(self._read, self._found, self._numbers(), gaps, self._cited, self._paper.screen())

    def _worked(self) -> bool:
        """Take lines about a paragraph until it is left; False where somebody stops."""
        while True:
            try:
                text = self._paper.line("Claim, or ? for help: ", complete=self.completions).strip()
            except EOFError:
                return False
            if text == "q":
                return False
            here = self._at
            try:
                self._obey(text)
            except (EOFError, KeyboardInterrupt):
                self._way.asker.tell("\nThat was left; nothing of it was written.")
            except SyriakbError as error:
                self._way.asker.tell(f"  {error}")
            if self._at != here or not text:
                return True

    def _obey(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        if text in ("", "s"):
            self._at += 1
        elif text == "b":
            self._at = max(1, self._at - 1)
        elif text[0] == "p" and text[1:].isdecimal():
            self._at = min(max(1, int(text[1:])), len(self._paragraphs))
        elif text == "?":
            self._way.asker.tell(HELP)
        elif text in ("e", "u"):
            (self._edit if text == "e" else self._undo)()
        elif word == "n":
            self._new(rest.strip())
        else:
            self._claim(self._meant(text))

    def _meant(self, text: str) -> typed.Line:
        if text[0] == "+" and text[1:].isdecimal():
            if not 1 <= int(text[1:]) <= len(self._found.candidates):
                raise UsageError("There is no such offer here.")
            one = self._found.candidates[int(text[1:]) - 1]
            return typed.Line(one.subject, one.predicate, one.object)
        return typed.line(text, self._numbers().ends, self._read.verbs.values(), self._read.kinds)

    def _claim(self, line: typed.Line) -> None:
        """Ask for the rest of a claim, and write it."""
        raw: dict[str, Raw] = {"about": list(line.about)} if line.about else {}
        if line.predicate:
            raw |= {"subject": line.subject, "predicate": line.predicate, "object": line.object}
            if line.object[:1] == "=":
                raw["value"] = str(raw.pop("object"))[1:]
        self._point_out(line)
        raw["statement"] = self._statement(self._sentence(line))
        raw |= {"source": self._source, "locator": f"p{self._at}"}
        start, end = self._around(line)
        exact = self._anchor(start, end)
        hint = hints(self._found, self._word(exact, start))
        raw |= ({"exact": exact} if exact else {}) | self._differs(hint, "")
        self._added(addition.add(self._way, "claim", raw))

    def _sentence(self, line: typed.Line) -> str:
        return sentence(self._read, line.subject, line.predicate, line.object) if line.predicate else ""

    def _point_out(self, line: typed.Line) -> None:
        """Tell of claims of the paragraph that say nearly the same."""
        for each in self._cited:
            ends = {each.triple[0], each.triple[2]} if each.triple else set[str]()
            if line.predicate and ends == {line.subject, line.object}:
                self._way.asker.tell(f"  Near it already: {each.id} {each.statement}")

    def _statement(self, offered: str) -> str:
        """The statement, in own words."""
        while True:
            text = str(clean("statement", self._paper.line("Statement: ", offered).strip()))
            if found := self._runs.shared(text):
                number, shared = found
                reason = f"The statement has {COPIED} words in a row from p{number} of the text: “{shared}”."
                self._way.asker.tell(f"  {reason} Say it in your own words.")
                offered = text
            elif text:
                alike = [each for each in self._cited if _alike(each.statement, text)]
                for each in alike:
                    self._way.asker.tell(f"  Near it already: {each.id} {each.statement}")
                return text
            else:
                self._way.asker.tell("  This is needed. Ctrl-C leaves the claim.")

    def _around(self, line: typed.Line) -> tuple[int, int]:
        """The characters around which an anchor is offered: the cue, what stands between the ends, or one of them."""
        each = self._found.paragraph
        named = {m.ref: m for m in reversed(each.mentions)}
        ends = sorted((m.start, m.stop) for ref in (line.subject, line.object, *line.about) if (m := named.get(ref)))
        near = ends[0][1] if ends else 0
        cues = [
            (each.words[first].start, each.words[end - 1].end)
            for first, end, verb in self._found.cues
            if verb == line.predicate
        ]
        if cues:
            return min(cues, key=lambda cue: abs(cue[0] - near))
        if len(ends) > 1:
            return ends[0][1], ends[1][0]
        return ends[0] if ends else (0, 1)

    def _anchor(self, start: int, end: int) -> str | None:
        """The anchor: what is offered, or found by its first words; it stands once in the paragraph."""
        number, text = self._at, self._found.paragraph.text
        offered = self._read.anchors.around(text, start, end) or self._read.anchors.around(text, start, start + 1)
        while True:
            given = self._paper.line(f"Anchor [{offered}], or its first words: " if offered else "Anchor: ").strip()
            if given == "-" or not (given or offered):
                return None
            exact = self._read.anchors.begun(number, text, given) if given else offered
            if exact:
                if given:
                    self._way.asker.tell(f"  “{exact}” stands once in p{number}.")
                return exact
            self._way.asker.tell(
                f"  No run of at most 8 words that begins so stands just once in p{number}. - is none."
            )

    def _word(self, exact: str | None, start: int) -> int:
        """The number of the word at which an anchor, or what is around it, begins."""
        each = self._found.paragraph
        at = each.text.find(exact) if exact else start
        return next((n for n, word in enumerate(each.words) if word.end > max(at, start)), len(each.words) - 1)

    def _differs(self, hint: Hints, before: str) -> dict[str, Raw]:
        """In what the claim differs from the usual."""
        numbers = self._numbers()
        offers = [f"by {numbers.of(hint.speaker)} {self._read.called.get(hint.speaker, '')}"] if hint.speaker else []
        offers += ["denied"] if hint.stance else []
        offers += [hint.modality] if hint.modality else []
        offers += [f"since {hint.start}"] if hint.start else []
        asked = f"Differs ({', '.join(offers)}): " if offers else "Differs: "
        while True:
            text = self._paper.line(asked, before).strip()
            try:
                raw = typed.differing(text, numbers.ends, hint)
                return raw | {name: self._day_of(str(raw[name])) for name in ("start", "end") if name in raw}
            except UsageError as error:
                self._way.asker.tell(f"  {error}")
                before = text

    def _day_of(self, text: str) -> str:
        """A date as the text has it, such as `on Friday`, as EDTF; another one as it is."""
        found = dates(words(text), self._day)
        return found[0].edtf if len(found) == 1 and not text[:1].isdigit() else text

    def _added(self, done: Done) -> None:
        self._way = self._way._replace(base=done.base)
        self._told(done)
        self._look(anew=done.kind != "claim" or bool(done.extra.get("also")))

    def _told(self, done: Done) -> None:
        """Remember a change, and show it."""
        entry = recall.last(self._way.base.folder)
        name = str(getattr(done.record, "id", ""))
        self._made.append(_Made(done.answer, done.kind, name, entry.kept_in if entry else None))
        self._paper.done(done)

    def _last(self) -> _Made:
        found = next((each for each in reversed(self._made) if (each.answer, each.kind) == ("add", "claim")), None)
        if not found:
            raise UsageError("No claim was written here yet.")
        return found

    def _undo(self) -> None:
        """Take back what was done last here, unless somebody did more to the knowledge base in the meantime."""
        if not self._made:
            raise UsageError("Nothing was written here yet.")
        last, entry = self._made[-1], recall.last(self._way.base.folder)
        if entry is None or entry.kept_in != last.kept_in:
            raise UsageError(
                f"Something else was changed since. To take back what was done here: syriakb edit {last.id}"
            )
        done = undoing.undo(self._way)
        self._made.pop()
        self._paper.done(done)
        self._look(anew=True)

    def _edit(self) -> None:
        """Go through the questions of the last claim again."""
        last = self._last()
        record = looked_up(self._way.base, lambda db: _record(db, last.id))
        old = {name: str(value) for name, value in record.items() if value not in (None, (), [])}
        given: dict[str, Raw] = {"statement": self._statement(old["statement"])}
        exact = self._paper.line("Anchor: ", old.get("exact", "")).strip()
        if exact not in ("", "-", old.get("exact")):
            given["exact"] = exact
        usual = {"stance": "asserts", "modality": "actual", "directness": "stated", "credibility": "6"}
        kept = {name: value for name, value in old.items() if usual.get(name) != value}
        given |= self._differs(Hints(None, None, None, None), typed.said(kept))
        gone = [name for name in _DIFFERING if name in kept and name not in given]
        gone += ["exact"] if exact in ("", "-") and "exact" in old else []
        if done := amendment.amend(self._way, last.id, given, gone):
            self._told(done)
            self._look(anew=False)
        else:
            self._way.asker.tell("Nothing was changed.")

    def _new(self, text: str) -> None:
        """Add an actor or a place of a name that nobody has."""
        unknown = self._numbers().unknown
        name = unknown.get(text.rstrip("?"), text) or (next(iter(unknown.values())) if len(unknown) == 1 else "")
        if not name or name.isdecimal():
            raise UsageError(f"Which one? {', '.join(f'n {n} {each}' for n, each in unknown.items()) or 'n NAME'}")
        name = self._paper.line("Name: ", name).strip()
        kind = {"a": "actor", "p": "place"}.get(self._paper.line("Actor or place? [a/p] ").strip().lower()[:1])
        if not kind or not name:
            raise UsageError("Nothing was added.")
        given: dict[str, Raw] = {"name": name}
        if sort := self._paper.line(f"Kind of {kind}: ", complete=self._kinds(kind)).strip():
            given["kind"] = sort
        if kind == "place" and (within := self._paper.line("Within: ", complete=self._begun).strip()):
            given["within"] = [within]
        self._added(addition.add(self._way, kind, given))
        self._paper.show(self._shown())

    def _kinds(self, kind: str) -> Complete:
        there = sorted({each for kinds in self._read.kinds.values() if kind in kinds for each in kinds} - {kind})
        return lambda text: [each for each in there if each.startswith(text)]

    def _begun(self, text: str) -> list[str]:
        wanted = fold(text)
        names = sorted({*self._read.called.values()})
        return [each for each in names if wanted and fold(each).startswith(wanted)][:200]

    def completions(self, text: str) -> list[str]:
        """Whole lines whose last words are completed to a name or a predicate."""
        tokens = text.split(" ")
        labels = [verb.label for verb in self._read.verbs.values()]
        for at in range(max(0, len(tokens) - 4), len(tokens)):
            head, last = " ".join(tokens[:at]), " ".join(tokens[at:])
            if not last:
                continue
            found = [each for each in labels if at and each.startswith(last)] or self._begun(last)
            lines = [f"{head} {each} ".lstrip() for each in found]
            if lines:  # what they have in common takes the place of what was typed, and must not be less
                return lines if len(lines) == 1 or len({each[: len(text)] for each in lines}) == 1 else []
        return []


_DIFFERING = ("said_by", "start", "end", "credibility", "place", "via", "note", "stance", "modality", "directness")


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= _NEAR


def _record(db: Connection, name: str) -> dict[str, object]:
    from syriakb.queries.records.read import record

    return dict(record(db, "claim", name))
