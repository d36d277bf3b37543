import pytest
from viparse.normalize.encodings import CHARMAPS

from pipeline.legacy import decode, decode_runs, encoding_of, find_encoding, is_capitals_font, syllable_share

TEXT = (
    "Ủy ban nhân dân huyện giao Phòng Nội vụ chủ trì, phối hợp với các cơ quan liên quan theo dõi, đôn đốc việc thực "
    "hiện nhiệm vụ cải cách thủ tục hành chính; định kỳ hằng quý tổng hợp kết quả, báo cáo Chủ tịch xem xét, quyết định"
)


def encode(text: str, encoding: str) -> str:
    """The text in an encoding before Unicode, by the table that decodes it, read backwards."""
    table = {letter: source for source, letter in reversed(CHARMAPS[encoding].pairs)}
    return "".join(table.get(char, char) for char in text)


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        ("ABCDEF+.VnTime", "tcvn3", False),
        ("GDNPNI+VnTimeBold", "tcvn3", False),
        ("GDNPMG+VnTimeHBold", "tcvn3", True),
        (".VnArialH,Bold", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("AAAAAA+VNI-Helve-Condense", "vni", False),
        ("VPS Times", "vps", False),
        ("TimesNewRoman", None, False),
        ("Vntage", None, False),
        ("UVNBayBuom", None, False),
        ("Arial-BoldMTH", None, False),
    ],
)
def test_a_font_names_its_encoding(font: str, encoding: str | None, capitals: bool) -> None:
    assert (encoding_of(font), is_capitals_font(font)) == (encoding, capitals)


@pytest.mark.parametrize(
    ("written", "encoding", "text"),
    [
        ("QuyÕt", "tcvn3", "Quyết"),
        # ư stands where other encodings have the soft hyphen; programs write it as minus sign or hyphen.
        ("n\u00adíc", "tcvn3", "nước"),
        ("n−íc", "tcvn3", "nước"),
        ("−¬ng", "tcvn3", "ương"),
        ("n-íc", "tcvn3", "nước"),
        ("2004-2008", "tcvn3", "2004-2008"),
        ("kinh-tÕ", "tcvn3", "kinh-tế"),
        ("Q§-UBND", "tcvn3", "QĐ-UBND"),
        ("5−7", "tcvn3", "5−7"),
        ("UÛY", "vni", "ỦY"),
        ("ñònh", "vni", "định"),
    ],
)
def test_a_word_is_decoded(written: str, encoding: str, text: str) -> None:
    assert decode(written, encoding) == text


def test_a_font_of_capitals_draws_capitals() -> None:
    runs = [("QuyÕt", ".VnTimeH"), ("®Þnh", ".VnTime"), ("số", "Arial")]
    assert decode_runs(runs, encoding_of) == "QUYẾTđịnhsố"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
def test_letters_tell_an_encoding_whose_font_has_lost_its_name(encoding: str) -> None:
    words = [[(encode(word, encoding), "F1")] for word in TEXT.split()]
    found, told = find_encoding(words)
    assert told == encoding.upper()
    assert found is not None
    text = " ".join(decode_runs(word, found) for word in words)
    assert syllable_share(text.split())[0] > 0.95
    assert sum(a == b for a, b in zip(text.split(), TEXT.split(), strict=True)) / len(words) > 0.95


@pytest.mark.parametrize(
    ("text", "font", "told"),
    [
        (TEXT, "TimesNewRoman", None),
        # The name of the font lies where the text is Unicode already.
        (TEXT, ".VnTime", None),
        ("Décision relative à la réforme de l'administration générale " * 8, "Arial", None),
        ("The district office prepares quarterly reports for each commune " * 6, "Arial", None),
        ("So Nqi vq chfi tri ph6i hqp vdi cdc sd ban nganh " * 6, "Helvetica", None),
        # Neither Unicode nor what its font is called.
        ("µ¶¸ ÐÑÒ ¹º» ßàá âãä åæç " * 10, "VNI-Times", "VNI"),
    ],
)
def test_text_that_is_not_to_be_decoded(text: str, font: str, told: str | None) -> None:
    assert find_encoding([[(word, font)] for word in text.split()]) == (None, told)


def test_the_share_of_syllables_leaves_out_what_tells_nothing() -> None:
    assert syllable_share(["UBND", "xã", "ban", "hành", "12/KH-UBND", "ngày", "05/01/2026", "(TTHC)"]) == (1.0, 4)
    assert syllable_share(["ph6i", "hqp", "vdi"]) == (0.0, 2)
