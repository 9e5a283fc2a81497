"""Language: the words of English and Arabic by which texts say that somebody speaks, denies or supposes, and when."""

import re
from typing import Generic, NamedTuple, TypeVar

from syriakb.model.names import fold
from syriakb.reading.words import Word

# A word or a phrase; an asterisk stands for any ending.
SAYING = (
    "say, says, said, saying, told, tells, stated, stating, claim, claims, claimed, claiming, report, reports,"
    " reported, reportedly, announc*, declar*, warn*, deny, denies, denied, denying, refut*, insist*, confirm*, accus*,"
    " according to, express*, suggest*, acknowledg*, indicat*, posted, tweeted, wrote, writes, writing, argu*, added,"
    " alleg*, quoted, in an interview, قال, قالت, يقول, تقول, أعلن*, ذكر, ذكرت, صرح*, نفى, نفت, أفاد*, حذر*, أكد*,"
    " زعم*, بحسب, وفق, وفقا"
)
DENYING = (
    "deny, denies, denied, denying, denial, refut*, reject*, dismiss*, never, did not, does not, has not, have not,"
    " is not, are not, was not, نفى, نفت, تنفي, ينفي, لم, ليس, ليست"
)
POSSIBLE = "may, might, could, can, possibly, perhaps, appear*, seem*, likely, apparent*, قد, ربما, يحتمل"
INTENDED = "aim, aims, aimed, goal, seeks, want, wants, plan, plans, intend*, objective, hopes, يعتزم, يهدف, تهدف, يسعى"
CONDITIONAL = "if, unless, would, should they, should the, in case, إذا, لو"

_MONTHS = (
    "january jan يناير كانون الثاني", "february feb فبراير شباط", "march mar مارس آذار", "april apr أبريل نيسان",
    "may مايو أيار", "june jun يونيو حزيران", "july jul يوليو تموز", "august aug أغسطس آب",
    "september sept sep سبتمبر أيلول", "october oct أكتوبر تشرين الأول", "november nov نوفمبر تشرين الثاني",
    "december dec ديسمبر كانون الأول",
)  # fmt: skip
_DAYS = (
    "monday الاثنين الإثنين", "tuesday الثلاثاء", "wednesday الأربعاء", "thursday الخميس", "friday الجمعة",
    "saturday السبت", "sunday الأحد",
)  # fmt: skip
_TWO = ("كانون", "تشرين")  # months whose names are two words
# Capitalised words that are no names, and what begins sentences in any text.
_COMMON = (
    "a about above according across additionally after again against ahead all almost along already also although among"
    " an and another any anyone are around as at away back be because become been before behind being below besides"
    " between both but by came can clearly come concurrently could currently day days despite did do does down during"
    " each earlier east eastern either even eventually ever every everyone few finally first five following for former"
    " forces four from further get given had half has have he hence her here him his how however if in indeed instead"
    " into is it its just last late later least less like local looking many march may me meanwhile military might more"
    " most much must my near nearly neither never new next nice no none nor north northern not nothing now of off often"
    " old on once one only opposition or other others our out over own people perhaps police previously reading recent"
    " recently reports residents roughly said same say second see seven several she should similarly since six so some"
    " soon south southern still such summit ten than that the their them then there therefore these they third this"
    " those though three through thus to today together troops two under unlike until up us very was we well were west"
    " western what when where whether which while who whose why will with within without would year years yesterday yet"
    " you your president minister general colonel king queen prince mr mrs ms dr state government army party street"
    " road day night war peace mobile split best orange hit"
)
COMMON = frozenset(_COMMON.split())


T = TypeVar("T")


class Phrase(NamedTuple):
    """A word or a phrase to be found: its folded words, of which those that are True stand for any ending."""

    words: tuple[tuple[str, bool], ...]


def phrase(text: str) -> Phrase:
    """Read a word or a phrase; a word of it that ends with * stands for any ending."""
    found: list[tuple[str, bool]] = []
    for part in text.split():
        *before, last = fold(part.rstrip("*").replace("-", " ")).split() or [""]
        found += [(each, False) for each in before] + [(last, part.endswith("*"))]
    return Phrase(tuple(pair for pair in found if pair[0]))


def phrases(text: str) -> tuple[Phrase, ...]:
    """Read several, parted by commas."""
    return tuple(map(phrase, text.split(",")))


class Finder(Generic[T]):
    """Finds phrases in words, each with what it stands for."""

    def __init__(self, pairs: "list[tuple[Phrase, T]]") -> None:
        self._exact: dict[str, list[tuple[Phrase, T]]] = {}
        self._begun: dict[str, list[tuple[Phrase, T]]] = {}
        for each, meant in pairs:
            if each.words:
                word, open_ended = each.words[0]
                (self._begun if open_ended else self._exact).setdefault(word[:2] if open_ended else word, []).append(
                    (each, meant)
                )

    def find(self, words: list[Word]) -> list[tuple[int, int, T]]:
        """Where the phrases stand, from the first word to behind the last, and what each stands for."""
        found: list[tuple[int, int, T]] = []
        for at, word in enumerate(words):
            near = [
                pair for form in word.forms for pair in (*self._exact.get(form, ()), *self._begun.get(form[:2], ()))
            ]
            ends = [(at + len(each.words), meant) for each, meant in near if _stands(each, words, at)]
            found += [(at, end, meant) for end, meant in dict.fromkeys(ends)]
        return found


def _stands(each: Phrase, words: list[Word], at: int) -> bool:
    if at + len(each.words) > len(words) or words[at + len(each.words) - 1].sentence != words[at].sentence:
        return False
    return all(_is(pattern, words[at + offset].forms) for offset, pattern in enumerate(each.words))


def _is(pattern: tuple[str, bool], forms: tuple[str, ...]) -> bool:
    word, open_ended = pattern
    return any(form.startswith(word) if open_ended else form == word for form in forms)


def finder(*named: tuple[str, str]) -> Finder[str]:
    """A finder of lists of phrases, each under its name."""
    return Finder([(each, name) for name, text in named for each in phrases(text)])


def _numbered(rows: tuple[str, ...]) -> list[tuple[Phrase, int]]:
    found = []
    for number, row in enumerate(rows, start=1):
        names = re.sub(f"({'|'.join(_TWO)}) ", r"\1_", row).split()
        found += [(phrase(name.replace("_", " ")), number) for name in names]
    return found


MONTHS = Finder(_numbered(_MONTHS))
DAYS = Finder(_numbered(_DAYS))
CALENDAR = frozenset(word for each, _ in (*_numbered(_MONTHS), *_numbered(_DAYS)) for word, _ in each.words)
