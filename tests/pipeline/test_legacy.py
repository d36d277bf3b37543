import random

import pytest

from pipeline.legacy import (
    decode,
    decode_bytes,
    decode_runs,
    encoding_by_letters,
    encoding_of,
    find_encoding,
    is_capitals_font,
    syllable_share,
)
from tests.pipeline.encodings import encode, windows_1258

TEXT = (
    "Hằng năm ủy ban nhân dân huyện giao Phòng Nội vụ chủ trì, phối hợp với các cơ quan liên quan theo dõi, đôn đốc "
    "việc thực hiện nhiệm vụ cải cách thủ tục hành chính; định kỳ hằng quý tổng hợp kết quả, báo cáo Chủ tịch xem xét, "
    "quyết định"
)


FOREIGN = (
    "El ayuntamiento publicará cada año el plan de acción, señalando plazos y órganos responsables de su ejecución."
)


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
        ("VPSTimes", "vps", False),
        # As style sheets write them.
        (".vnarial", "tcvn3", False),
        ("'.vntimeh'", "tcvn3", True),
        ("VNI Helve", "vni", False),
        ("Vineta BT", None, False),
        ("Vnu Unicode", None, False),
        ("", None, False),
        (None, None, False),
        ("TimesNewRoman", None, False),
        ("Vntage", None, False),
        ("UVNBayBuom", None, False),
        ("Arial-BoldMTH", None, False),
    ],
)
def test_a_font_names_its_encoding(font: str | None, encoding: str | None, capitals: bool) -> None:
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
        # Letters that viparse lacks.
        ("thaúng, KHAÚNG, saün", "vni", "thẳng, KHẲNG, sẵn"),
        # Of several words each by itself.
        ("nhµ n-íc kinh tÕ-x· héi Q§-UBND", "tcvn3", "nhà nước kinh tế-xã hội QĐ-UBND"),
    ],
)
def test_words_are_decoded(written: str, encoding: str, text: str) -> None:
    assert decode(written, encoding) == text


def test_a_font_of_capitals_draws_capitals() -> None:
    runs = [("QuyÕt", ".VnTimeH"), ("®Þnh", ".VnTime"), ("số", "Arial")]
    assert decode_runs(runs, encoding_of) == ["QUYẾT", "định", "số"]


def test_a_letter_stays_with_its_run_when_its_mark_is_in_the_next() -> None:
    coded = encode("phường", "vni")
    cut = coded.index("ô") + 1 if "ô" in coded else 4
    assert "".join(decode_runs([(coded[:cut], "VNI-Times"), (coded[cut:], "VNI-Times")], encoding_of)) == "phường"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
def test_letters_tell_an_encoding_whose_font_has_lost_its_name(encoding: str) -> None:
    words = [[(encode(word, encoding), "F1")] for word in TEXT.split()]
    found, told = find_encoding(words)
    assert told == encoding.upper()
    assert found is not None
    text = " ".join("".join(decode_runs(word, found)) for word in words)
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


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
def test_letters_tell_an_encoding(encoding: str) -> None:
    assert encoding_by_letters(encode(TEXT, encoding).split()) == encoding


@pytest.mark.parametrize(
    "text",
    [TEXT, FOREIGN * 5, "Kế hoạch", "", "so 12 ngay 5", encode("kế hoạch", "vni"), TEXT * 1000],
    ids=["unicode", "foreign", "short", "empty", "figures", "two words", "long"],
)
def test_letters_of_other_texts_tell_none(text: str) -> None:
    assert encoding_by_letters(text.split()) is None


def test_a_source_of_a_page_is_judged_without_its_markup() -> None:
    page = "<table width=100><tr><td><b>" + "</b><td>&nbsp;<b>".join(TEXT.split()) + "</b></table>"
    assert decode_bytes(encode(page, "viscii").encode("latin-1")) == (page, "viscii")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(TEXT), "windows-1258"),
        (encode(TEXT, "tcvn3").encode("latin-1"), "tcvn3"),
        (encode(TEXT, "vni").encode("latin-1"), "vni"),
        (encode(TEXT, "viscii").encode("latin-1"), "viscii"),
        (encode(TEXT, "vps").encode("latin-1"), "vps"),
        # Legacy letters that someone saved as UTF-8.
        (encode(TEXT, "vni").encode(), "vni"),
    ],
)
def test_bytes_of_a_text(data: bytes, encoding: str) -> None:
    assert decode_bytes(data) == (TEXT, encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x81\x82 abc",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        random.Random(3).randbytes(3000),
        FOREIGN.encode("latin-1"),
        "План мероприятий на год, сроки и ответственные исполнители".encode("cp1251"),
        b"a\0b",
    ],
)
def test_bytes_that_are_no_vietnamese_text(data: bytes) -> None:
    assert decode_bytes(data) is None
