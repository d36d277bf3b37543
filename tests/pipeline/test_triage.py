import pytest

from models.document import Box, Word
from pipeline.survey import Survey
from pipeline.triage import holds_text, judge_letters, judge_words, marked_share

GOOD = "Ủy ban nhân dân huyện ban hành Kế hoạch cải cách hành chính năm 2026 trên địa bàn huyện. " * 8
ENGLISH = "Uy ban nhan dan huyen ban hanh Ke hoach cai each hanh chinh nam 2026 tren dia ban huyen. " * 8
POOR = "Uỷ ban nhân dãn huyên ban hảnh Kê hoach cài cach hảnh chinh nãm 2026 trẽn đia bản huyên. " * 8
REPORT = "The district office prepares quarterly reports for each commune and publishes every result online. " * 6
NAMES = "Microsoft Windows 11 Pro, Dell OptiPlex 7010, HP LaserJet M404dn, Cisco Catalyst 9200L, VMware vSphere " * 4
FIGURES = "1 234 567 12,5 98,0 UBND TTHC CCHC 2024 2025 100% " * 30
SIGNATURE = "Người ký: Sở Nội vụ. Thời gian ký: 05/01/2026 08:15:20"

BORN = "born-digital text"
UNDER = "text layer over a scan that reads as Vietnamese"


def survey(image: float = 0.0, hidden: float = 0.0, paths: int = 0, objects: int = 10) -> Survey:
    return Survey(1000, objects, image, hidden, paths, False, (0.0, 0.0), 1.0)


@pytest.mark.parametrize(
    ("text", "image", "hidden", "trusted", "reason"),
    [
        (GOOD, 0.0, 0.0, True, BORN),
        # A good layer over the page's image is what a scanner with recognition writes.
        (GOOD, 1.0, 1.0, True, UNDER),
        (ENGLISH, 1.0, 1.0, False, "text layer without Vietnamese marks"),
        (ENGLISH, 0.0, 0.0, False, "text layer without Vietnamese marks"),
        (POOR, 1.0, 1.0, False, "text layer of poor recognition"),
        # Hidden text without an image of the page's size: a scan in strips, or in a form.
        (POOR, 0.3, 1.0, False, "text layer of poor recognition"),
        # What is typed is not judged by its language: English, names, figures, abbreviations.
        (REPORT, 0.0, 0.0, True, BORN),
        (NAMES, 0.0, 0.0, True, BORN),
        (FIGURES, 0.0, 0.0, True, BORN),
        ("Page 3 of 12", 0.0, 0.0, True, BORN),
        (SIGNATURE, 0.2, 0.0, True, BORN),
        # ... under a scan figures prove nothing.
        (FIGURES, 1.0, 1.0, False, "text layer under a scan with too few words to judge it"),
        # Letters of a font whose table was lost: another alphabet, or no words at all.
        ("Xkh bdq gkdq gcq kxbhq edq kdqk Nh krdfk " * 20, 0.0, 0.0, False, "text layer with a broken encoding"),
        ("Ủx bắq qhâq đăq hũxêq bdq hậqh Kể hộdch " * 20, 0.0, 0.0, False, "text layer that reads as no language"),
    ],
)
def test_words_are_judged(text: str, image: float, hidden: float, trusted: bool, reason: str) -> None:
    verdict = judge_words(text.split(), survey(image, hidden))
    assert (verdict.trusted, verdict.reason) == (trusted, reason)


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        (GOOD, survey(), None),
        ("", survey(1.0), "no text layer"),
        (" \n .", survey(1.0), "no text layer"),
        ("", survey(0.1, paths=900, objects=1000), "no text layer, letters drawn as shapes"),
        (SIGNATURE, survey(0.95), "scan with the appearance of a digital signature only"),
        ("2 ngay thang nam", survey(0.95, 1.0), "scan with a few recognised words"),
        (SIGNATURE, survey(0.2), None),
        (GOOD[:200] + "\ufffd" * 20, survey(), "text layer with a broken encoding"),
        (GOOD[:200] + "\ue001\ue002" * 10, survey(), "text layer with a broken encoding"),
        ("(cid:12)(cid:77)" * 40, survey(), "text layer with a broken encoding"),
    ],
)
def test_letters_are_judged(text: str, found: Survey, reason: str | None) -> None:
    verdict = judge_letters(text, found)
    assert (verdict.reason if verdict else None) == reason


def test_share_of_marked_letters() -> None:
    assert marked_share(list("đấtĐAI")) == pytest.approx(3 / 6)
    assert marked_share([]) == 0.0


def word(text: str, confidence: float) -> Word:
    return Word(text, Box(0, 0, 10, 10), confidence)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], False),
        # A seal that shines through, a mirrored seal, the dirt of a scanner.
        ([word("ˆ", 0.9), word("—~", 0.6), word("Ñ1Ễ", 0.3), word("ấ", 0.5), word("vÍ", 0.2)], False),
        ([word("NHNI", 0.35), word("IOV3H", 0.2), word("ư", 0.8), word("|", 0.9)], False),
        ([word("án", 0.5), word("tr", 0.7)], False),
        # A page may hold no more than two words, a name or a number.
        ([word("PHỤ", 0.93), word("LỤC", 0.9)], True),
        ([word("(Ký", 0.4), word("tên,", 0.5), word("đóng", 0.6), word("dấu)", 0.6)], True),
        ([word("Nguyễn", 0.96)], True),
        ([word("2026", 0.95)], True),
        ([word("Biểu", 0.8), word("~~", 0.1)], True),
    ],
)
def test_whether_a_recognised_page_holds_text(words: list[Word], expected: bool) -> None:
    assert holds_text(words) is expected
