"""Names that should meet do, names that should not stay apart, and folding is stable for any text."""

import subprocess
import sys
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from syriakb.model.names import fold, fold_text

# Any text, and text of what the rules are about: articles, signs, marks, Arabic letters, letters of uneven case.
pieces = st.sampled_from([*"alsth -'’ʿ´.1٣\u0345\u0301\u0654İıßςΣŉᾳ🙂", *"الهءـىٱ", "al", "as", "ال", "الله"])
texts = st.text() | st.lists(pieces, max_size=12).map("".join)


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("suwayda", ["As-Suwayda", "as suwayda", "AS\N{NON-BREAKING HYPHEN}SUWAYDĀʾ", "Suwayda’", "el-Suwayda"]),
        ("hayat tahrir sham", ["Hay’at Tahrir al-Sham", "Hayat Tahrir al Sham", "hayʾat taḥrīr ash-shām"]),
        ("qaeda", ["Al-Qaeda", "al-Qa'eda", "Al Qaʿeda", "al'Qaeda", "Qa`eda", '"Qaeda"', "Qa\N{SOFT HYPHEN}eda"]),
        ("deir zor", ["Deir ez-Zor", "Deir al-Zor", "Deir_az_Zor", "  DEIR\tEZ—ZOR. "]),
        ("raqqah", ["Ar Raqqah", "ar-Raqqah", "er-Raqqah", "Raqqah"]),
        ("turkiye", ["Türkiye", "Turkiye", "TÜRKİYE", "TURKIYE", "Tu\u0308rkiye"]),
        ("iran", ["İran", "ıran", "IRAN"]),
        ("strasse oresund lodz aegir", ["Straße Øresund Łódź Ægir", "STRASSE ØRESUND ŁÓDŹ ÆGIR"]),
    ],
)
def test_latin_spellings_meet(key: str, spellings: list[str]) -> None:
    assert {fold(spelling) for spelling in [key, *spellings]} == {key}


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("لاذقيه", ["اللاذقية", "لاذقيّة", "الـلاذقيـة", "اللاذقیه"]),
        ("احرار شام", ["أحرار الشام", "احرار الشام", "أَحْرَارُ ٱلشَّامِ"]),
        ("كرديه", ["الكردية", "کردیه"]),
        ("ازهر", ["الأزهر", "الازهر", "أزهر"]),
        ("لوا 313", ["لواء ٣١٣", "لواء ۳۱۳", "لوا 313"]),
    ],
)
def test_arabic_spellings_meet(key: str, spellings: list[str]) -> None:
    assert {fold(spelling) for spelling in [key, *spellings]} == {key}


@pytest.mark.parametrize(
    "key",
    ["aleppo", "assad", "ashdod", "alawite", "elbistan", "asad", "al", "ash", "as hama", "ar sham", "الله", "الف"],
)
def test_what_only_looks_like_an_article_stays(key: str) -> None:
    assert fold(key) == key


def test_an_apostrophe_after_an_article_counts_only_where_the_article_fits() -> None:
    assert fold("As'Suwayda") == "suwayda"
    assert fold("As'ad") == "asad"


def test_god_keeps_his_name() -> None:
    assert fold("حزب اللّٰه") == "حزب الله"
    assert fold("\N{ARABIC LIGATURE ALLAH ISOLATED FORM}") == "الله"


@pytest.mark.parametrize(("one", "other"), [("Sweida", "Suwayda"), ("Dar‘ā", "Daraa"), ("گرد", "كرد")])
def test_other_letters_are_other_names(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("name", "key"), [("ʿ", "ʿ"), (" '! ", "'!"), ("！", "!"), ("🙂", "🙂"), ("", ""), (" ", "")])
def test_a_name_of_signs_is_its_own_key(name: str, key: str) -> None:
    assert fold(name) == key


@given(texts)
@example("as as-Suwayda")
@example("الالشام")
@example("الal sham")
def test_a_key_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_text(fold_text(text)) == fold_text(text)


@given(texts)
def test_case_and_unicode_form_never_matter(text: str) -> None:
    changed = {
        text.upper(),
        text.lower(),
        text.title(),
        text.casefold(),
        normalize("NFC", text),
        normalize("NFD", text),
    }
    assert {fold(other) for other in changed} == {fold(text)}


def test_case_never_matters_for_any_letter() -> None:
    for letter in map(chr, range(sys.maxunicode + 1)):
        if letter.upper() != letter or letter.lower() != letter:
            assert fold(f"x{letter}") == fold(f"x{letter}".upper()) == fold(f"x{letter}".lower()), hex(ord(letter))


@given(texts)
def test_a_key_has_single_spaces_and_is_never_lost(text: str) -> None:
    if fold_text(text):
        assert fold(text) == " ".join(fold(text).split()) != ""
    else:
        assert bool(fold(text)) == bool(normalize("NFKC", text).strip())


@given(texts, texts)
def test_running_text_keeps_every_word(one: str, other: str) -> None:
    assert fold_text(f"{one} — {other}").split() == fold_text(one).split() + fold_text(other).split()


def test_running_text_keeps_articles() -> None:
    assert fold_text("Hay’at Taḥrīr al-Shām took Ḥamāh (5 Dec.)") == "hayat tahrir al sham took hamah 5 dec"
    assert fold_text("هيئة تحرير الشّام") == "هييه تحرير الشام"


def test_running_text_parts_a_possessive_from_the_name_but_not_a_hamza() -> None:
    assert fold_text("Assad’s men left Ra's al-Ayn") == "assad s men left ras al ayn"


def test_ascii_names_load_no_unicode_database() -> None:
    code = "import sys, syriakb.model.names as n; n.fold('As-Suwayda')\n"
    code += "print(*{'unicodedata', 'difflib'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
