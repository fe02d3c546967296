"""Which encoding a file is read in, and which files are no text at all."""

import pytest

from desktop_app.core.errors import FileBinary, UnknownEncoding, WrongEncoding
from desktop_app.formats.encoding import guess
from tests.formats.reads import Read, counts

FRENCH = (
    "Être ou ne pas être, voilà la question ; le naïf Hölderlin s’en étonnait déjà à Noël, où"
    " l’on mangeait des œufs. « Ça va ? » demanda-t-elle."
)
GERMAN = "Übrigens müßte der König größere Fässer kaufen. „Schön“, rief er, „für zwölf Gäste!“"
SPANISH = "¿Cómo? El niño comió mañana en el jardín; ¿por qué lloró así la señora Muñoz?"
PORTUGUESE = "Há uma nação que não está à venda, disse o cônsul. A emoção é maior do que a razão."
DANISH = "Så gik hun ud på øen og så æblerne, før året var omme. Hvad gør vi nå?"
POLISH = "Zażółć gęślą jaźń, powiedział król, i poszedł do łóżka. Świeca już się dopalała."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Řekl, že přijde, když bude svítit měsíc."
HUNGARIAN = "Az árvíztűrő tükörfúrógép őrült zajjal működött, és a kőműves mégis aludt."
TURKISH = "Bir varmış bir yokmuş, eski zamanlarda bir padişah yaşarmış. Çok güzel kızı ağladı."
RUSSIAN = "Однажды весной, в час небывало жаркого заката, по улице шли двое. Первый был молод."
GREEK = "Μια φορά κι έναν καιρό ήταν ένας βασιλιάς που είχε τρεις κόρες. Πού είσαι;"
HEBREW = "בראשית ברא אלוהים את השמים ואת הארץ, והארץ היתה תוהו ובוהו וחושך על פני תהום."
ARABIC = "ذهب الرجل إلى السوق واشترى خبزا ثم عاد إلى بيته في المساء، وقال لزوجته: أين الأولاد؟"
JAPANESE = (
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。「なぜだ」と彼は言った。"
)
CHINESE = "从前有一个国王，他有三个女儿。最小的那个非常美丽，连太阳看见她都感到惊讶。"
TAIWANESE = "從前有一個國王，他有三個女兒。最小的那個非常美麗，連太陽看見她都感到驚訝。"
KOREAN = (
    "옛날 옛적에 한 임금님이 살고 있었습니다. 그에게는 세 딸이 있었는데, 막내가 아름다웠습니다."
)


@pytest.mark.parametrize("repeat", [1, 40])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (SPANISH, "cp1252"),
        (PORTUGUESE, "cp1252"),
        (DANISH, "cp1252"),
        ("“It’s a naïve façade,” he said — don’t you think?", "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (HUNGARIAN, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "euc_kr"),
    ],
)
def test_prose_is_guessed_right_and_flagged(
    read: Read, text: str, encoding: str, repeat: int
) -> None:
    text = f"{text}\n" * repeat
    result = read(text.encode(encoding))
    assert result.text == text
    assert result.is_guessed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_it(read: Read, encoding: str) -> None:
    result = read(FRENCH.encode(encoding))
    assert (result.text, result.is_guessed) == (FRENCH, False)
    assert "bom_removed" in [line.kind for line in result.report]


@pytest.mark.parametrize("text", [FRENCH, GREEK, RUSSIAN * 3, HEBREW, "Hi"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_guessed(read: Read, text: str, encoding: str) -> None:
    result = read(text.encode(encoding))
    assert (result.text, result.encoding, result.is_guessed) == (text, encoding, True)


def test_a_stray_nul_makes_no_utf_16(read: Read) -> None:
    assert read(b"A line of words\0and one more").text == "A line of words\ufffdand one more"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_few_stray_bytes_make_no_other_encoding(read: Read, name: str) -> None:
    data = GERMAN.encode() * 3
    place = data.index(b" ", 50)
    result = read(data[:place] + b" \x96 it\x92s" + data[place:], name)
    assert (result.encoding, result.is_guessed) == ("utf-8", True)
    assert "– it’s" in result.text
    assert GERMAN[:20] in result.text
    assert counts(result)["strays_read"] == 2


def test_utf_8_is_no_guess(read: Read) -> None:
    result = read(GREEK + HEBREW + JAPANESE)
    assert (result.encoding, result.is_guessed) == ("utf-8", False)


def test_a_named_encoding_overrules_the_guess(read: Read) -> None:
    data = FRENCH.encode("cp1252")
    assert read(data, encoding="cp1252").text == FRENCH
    assert not read(data, encoding="CP1252").is_guessed
    assert read(data, encoding="mac_roman").text != FRENCH


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("encoding", ["cp1252", "koi8-r", "mac_roman", "gb18030", "ascii"])
def test_the_mark_of_another_encoding_than_the_named_one_is_left_out_and_told(
    read: Read, mark: str, encoding: str
) -> None:
    result = read("".encode(mark) + b"Plain words.", encoding=encoding)
    assert result.text == "Plain words."
    assert counts(result) == {"other_mark_left_out": 1}
    # Some encodings of Python cannot replace what they do not know.
    assert counts(read("".encode(mark) + b"words", encoding="idna")) == {"other_mark_left_out": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_mark_of_the_named_encoding_is_no_contradiction(read: Read, encoding: str) -> None:
    mark = "utf-8-sig" if encoding.startswith("utf-8") else "utf-16"
    result = read(FRENCH.encode(mark), encoding=encoding)
    assert result.text == FRENCH
    assert "other_mark_left_out" not in counts(result)


def test_half_characters_of_utf_16_are_replaced(read: Read) -> None:
    result = read("\ufeffa\ud800b".encode("utf-16-le", "surrogatepass"))
    assert result.text == "a\ufffdb"


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "shift_jis"])
def test_a_named_encoding_that_does_not_fit_is_refused(read: Read, encoding: str) -> None:
    with pytest.raises(WrongEncoding):
        read(b"na\xefve \xff\xfe\x81", encoding=encoding)


def test_broken_utf_8_behind_a_mark_is_refused(read: Read) -> None:
    with pytest.raises(WrongEncoding):
        read(b"\xef\xbb\xbfna\xefve")


@pytest.mark.parametrize("encoding", ["klingon", "a\0b", "rot13", "base64", "é", " "])
def test_an_unknown_encoding_is_refused(read: Read, encoding: str) -> None:
    with pytest.raises(UnknownEncoding):
        read(b"text", encoding=encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n....",
        b"\xff\xd8\xff\xe0 JFIF",
        b"%PDF-1.7\nwords",
        b"PK\x03\x04 words",
        b"SQLite format 3\0 words",
        b"\x7fELF words",
        b"\xd0\xcf\x11\xe0 words",
        bytes(range(256)),
        b"\0" * 100,
        bytes(range(1, 9)) * 20,
        b"words \xff\xfe\0 words",
    ],
)
def test_what_is_no_text_is_refused(read: Read, data: bytes) -> None:
    with pytest.raises(FileBinary):
        read(data)


def test_bytes_that_fit_no_code_page_are_still_read(read: Read) -> None:
    assert read(b"caf\xe9 \x81\x8d\x8f\x90\x9d").text.startswith("caf")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Мы пришли спросить"),
        ("koi8_r", "Мы пришли спросить"),
        ("cp1253", "Ήρθαμε να ρωτήσουμε"),
        ("cp1255", "באנו לשאול ואיש לא ענה"),
        ("cp1256", "جئنا لنسأل ولم يجب أحد"),
        ("cp874", "เรามาถาม แต่ไม่มีใครตอบ"),
        ("cp1255", "שלום עולם זה טקסט בעברית לבדיקה"),
        ("cp1254", "Şu köşe kış köşesi, ığdır"),
        ("mac-roman", "Déjà vu, café, “naïve” façade"),
        ("cp1252", "Það var þá að Ísland varð"),
        ("cp1252", "Un garçon, déjà là"),
        ("cp1250", "Zażółć gęślą jaźń w Łodzi"),
    ],
)
def test_a_few_words_are_enough(encoding: str, words: str) -> None:
    assert words.encode(encoding).decode(guess(words.encode(encoding))) == words
