"""Real spellings of names: those of one are alike in six scripts, those of others are not; and any text has keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syriakb.model import likeness, sounds

ALIKE = 0.5  # as much as is suggested
# Of each name other spellings: Latin, Arabic, Persian, Cyrillic, Hebrew and Turkish, as people and papers write them.
SPELLINGS = {
    "Suwayda": "Sweida, Soueïda, Sweda, Suweidah, as-Suwaydāʾ, Assuwayda, alswyda, السويداء, سویدا, "
    "Сувейда, א-סווידא, Süveyda",
    "Damascus": "Damaskus, Damaszkusz, Damasco, Дамаск",
    "Dimashq": "Dimashk, Dimeshq, Dimisqh, دمشق, Димашк, Dımaşk, دمشق‎",
    "Aleppo": "Alepo, Aleppoo, Алеппо, Aleppo City",
    "Halab": "Haleb, Halap, حلب, Халеб, חלב, Halep",
    "Hama": "Hamah, Hamath, Hamaa, حماة, حما, Хама, חמאת",
    "Homs": "Hims, Homsz, حمص, Хомс, חומס, Humus",
    "Idlib": "Edlib, Idleb, إدلب, ادلب, Идлиб, אידליב, İdlib",
    "Deir ez-Zor": "Dayr az-Zawr, Deirezzor, Dair Azzour, Deir Ezzor, دير الزور, دیرالزور, "
    "Дейр-эз-Зор, דיר א-זור, Deyrizor",
    "Raqqa": "ar-Raqqah, Rakka, Racca, Arraqqah, alrqt, الرقة, رقه, Ракка, א-רקה, Er Rakka",
    "Hasakah": "al-Hasaka, Hassakeh, Alhasakah, alhskt, Hasseke, الحسكة, حسکه, Эль-Хасака, אל-חסכה, Haseke",
    "Latakia": "Lattakia, Latakieh, Lataqia, Латакия, לטקיה",
    "Ladhiqiyah": "Ladhikiya, Lazikiye, اللاذقية, لاذقیه, Lâzkiye, Ладакия",
    "Qamishli": "Kamishli, Kamechliyé, al-Qamishly, Qamişlo, القامشلي, قامشلی, Камышлы, קאמישלי, Kamışlı",
    "Daraa": "Deraa, Dar'a, Dera, درعا, Даръа, דרעא, Dera",
    "Palmyra": "Palmira, Пальмира, פלמירה, Palmyre",
    "Tadmur": "Tadmor, تدمر, Тадмор, תדמור, Tedmür",
    "Manbij": "Menbij, Mambij, Minbej, Manbidj, منبج, Манбидж, מנבג', Münbiç",
    "Afrin": "Efrin, Ifrin, Afreen, عفرين, عفرین, Африн, עפרין",
    "Kobani": "Kobane, Cobani, كوباني, کوبانی, Кобани, קובאני",
    "Quneitra": "Kuneitra, Qunaytirah, al-Qunaitra, alqnytrt, القنيطرة, قنیطره, Кунейтра, קוניטרה, Kuneytire",
    "Tartus": "Tartous, Tartoos, Tartuus, طرطوس, Тартус, טרטוס",
    "Bashar al-Assad": "Bachar el-Assad, Bashar Asad, بشار الأسد, بشار اسد, Башар Асад, בשאר אל-אסד, Beşar Esad",
    "Abu Muhammad al-Julani": "Abou Mohammed al-Joulani, Abu Mohammad Golani, أبو محمد الجولاني, ابومحمد جولانی, "
    "Абу Мухаммад аль-Джулани, אבו מוחמד אל-ג'ולאני, Ebu Muhammed Colani",
    "Hezbollah": "Hizbullah, Hizballah, Hisbollah, حزب الله, حزب‌الله, Хезболла, חזבאללה, Hizbullah",
    "Hayat Tahrir al-Sham": "Hay'at Tahrir ash-Sham, Heyet Tahrir Şam, هيئة تحرير الشام, هیئت تحریر شام, "
    "Хайят Тахрир аш-Шам, הייאת תחריר א-שאם",
    "Ahrar al-Sham": "Ahrar ash-Sham, Ahrar Cham, أحرار الشام, احرار شام, Ахрар аш-Шам, אחראר א-שאם, Ahrar Şam",
    "Jaysh al-Islam": "Jaish al-Islam, Djaïch al-Islam, جيش الإسلام, جیش الاسلام, Джейш аль-Ислам, ג'יש אל-אסלאם",
    "Abd al-Rahman Mustafa": "Abdulrahman Mustafa, Abdurrahman Moustapha, عبد الرحمن مصطفى, Абдуррахман Мустафа",
    "Mazloum Abdi": "Mazlum Abdi, Mezlûm Ebdî, مظلوم عبدي, Мазлум Абди, מזלום עבדי",
    "Qasem Soleimani": "Qassem Suleimani, Ghasem Soleymani, قاسم سليماني, قاسم سلیمانی, "
    "Касем Сулеймани, קאסם סולימאני, Kasım Süleymani",
    "Recep Tayyip Erdogan": "Rejeb Tayib Erdogan, رجب طيب أردوغان, رجب طیب اردوغان, Реджеп Тайип Эрдоган, "
    "רג'פ טאיפ ארדואן, Recep Tayyip Erdoğan",
    "Vladimir Putin": "Wladimir Poutine, فلاديمير بوتين, ولادیمیر پوتین, Владимир Путин, ולדימיר פוטין",
    "Benjamin Netanyahu": "Binyamin Netanjahu, بنيامين نتنياهو, بنیامین نتانیاهو, Биньямин Нетаньяху, בנימין נתניהו",
}
PAIRS = [(each.strip(), meant) for meant, listed in SPELLINGS.items() for each in listed.split(",")]
APART = """
    Damascus Aleppo; Damascus Suwayda; Damascus Daraa; Aleppo Idlib; Aleppo Raqqa; Hama Idlib; Hama Tartus; Homs Raqqa;
    Homs Latakia; Raqqa Manbij; Idlib Afrin; Idlib Tartus; Latakia Hasakah; Daraa Quneitra; Daraa Hama; Kobani Afrin;
    Manbij Palmyra; Tadmur Hasakah; Qamishli Latakia; Suwayda Quneitra; Tartus Kobani; Azaz Afrin; Jarabulus Manbij;
    Douma Zabadani; Saraqib Latakia; Busra Hama; Salamiyah Tabqa; Maarat Jisr; Nubl Zahra; Darayya Mayadin;
    Hezbollah Hamas; Hezbollah Houthi; Nusra Ahrar; Russia Iran; Russia Turkey; Iran Israel; Turkey Qatar; Iraq Jordan;
    Lebanon Jordan; Israel Lebanon; Egypt Kuwait; Bashar Vladimir; Erdogan Putin; Netanyahu Soleimani; Julani Assad;
    Mazloum Bashar; Abdi Mustafa; Maher Rifaat; Zahran Alloush; حلب دمشق; حماة درعا; حمص إدلب; الرقة اللاذقية;
    تدمر منبج; Хама Идлиб; Алеппо Дамаск; Ракка Африн; Хомс Латакия; חלב דמשק; חמאת אידליב; خامنه‌ای سلیمانی; Halep Şam;
    Halep İdlib; Homs دمشق; Aleppo الرقة; Дамаск حلب; Idlib חומס; Hama طرطوس; Raqqa Хомс
    """
OTHERS = [tuple(pair.split()) for pair in APART.replace("\n", " ").split(";")]


def test_the_tables_are_as_long_as_they_are_said_to_be() -> None:
    assert len(PAIRS) >= 150
    assert len(OTHERS) >= 60


@pytest.mark.parametrize(("spelling", "meant"), PAIRS)
def test_spellings_of_one_name_are_alike(spelling: str, meant: str) -> None:
    assert likeness.likeness(spelling, meant) >= ALIKE
    assert likeness.likeness(meant, spelling) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_are_not(one: str, other: str) -> None:
    assert likeness.likeness(one, other) < ALIKE
    assert likeness.likeness(other, one) < ALIKE


@pytest.mark.parametrize(
    ("skeleton", "spellings"),
    [
        ("sd", "Suwayda Sweida Soueïda السويداء"),
        ("thr", "Tahrir تحرير Тахрир תחריר"),
        ("kbl", "Jabal Djebel Gebel Cebel جبل Джебель"),
        ("bsr", "Bashar Bachar Beşar بشار Башар בשאר"),
        ("hl", "Khalah Hala خالة"),
        ("a", "a Iyya Ā"),
        ("313", "313 ٣١٣"),
        ("", "' !"),
    ],
)
def test_skeletons(skeleton: str, spellings: str) -> None:
    assert {sounds.skeleton("".join(sounds.words(each))) for each in spellings.split()} == {skeleton}


def test_a_word_is_read_without_an_article_in_any_script_or_within_it() -> None:
    assert {sounds.heard(sounds.words(each)) for each in ("ас-Сувейда", "אל סויידא")} == {("сувеида",), ("סויידא",)}
    assert sounds.heard(("al",)) == ("al",)
    assert sounds.forms("assuwayda") == ("assuwayda", "suwayda")
    assert sounds.forms("alhasakah") == ("alhasakah", "hasakah")
    assert sounds.forms("suveyda") == ("suveyda", "suweyda")
    assert sounds.forms("vahed") == ("vahed", "wahed")
    assert sounds.forms("yuvaca") == ("yuvaca", "yuwaca", "yuvacha")
    assert sounds.forms("jezira") == ("jezira", "yezira")
    for word in ("aleppo", "alloush", "asad", "ali", "aden"):
        assert sounds.forms(word) == (word,)


def test_a_consonant_amiss_is_met_half_way() -> None:
    assert sounds.near("hms") == ("ms", "hs", "hm")
    assert sounds.near("hm") == ()
    assert sounds.near("bdbdbd" * 100) == ()
    assert {*sounds.near("ahmd")} & {*sounds.near("ahmt")}


def test_two_words_are_heard_as_one() -> None:
    assert sounds.pairs(sounds.words("Abd Allah Omar")) == ("abdl", "alhmr")
    assert sounds.skeleton("abdullah") == "abdl"


def test_a_possessive_is_about_who_has() -> None:
    assert sounds.words("Assad's") == sounds.words("Assad’s") == ("assad",)
    assert sounds.words("Ra's al-Ayn") == ("ras", "ayn")


def test_the_measure_of_jaro_and_winkler_gives_the_values_they_published() -> None:
    for one, other, value in (("martha", "marhta", 0.961), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.813)):
        assert likeness.jaro(one, other) == pytest.approx(value, abs=0.001)
    assert (likeness.jaro("", "a"), likeness.jaro("a", "b"), likeness.jaro("", "")) == (0, 0, 1)


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert 0 <= likeness.likeness(one, other) <= 1
    assert likeness.jaro(one, other) == pytest.approx(likeness.jaro(other, one), abs=0.2)


@given(st.text())
def test_skeletons_are_words_that_the_index_takes_whole(text: str) -> None:
    for word in sounds.words(text):
        for sound in sounds.sounds(word):
            assert sound.isalnum() and " " not in sound
