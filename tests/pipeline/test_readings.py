import pytest

from models.document import Box, Word
from pipeline.readings import plausibility, reconcile


def word(text: str, x0: float = 10, x1: float = 50, sure: float = 0.8, y: float = 10) -> Word:
    return Word(text, Box(x0, y, x1, y + 10), sure)


@pytest.mark.parametrize(
    "text",
    [
        "tổ", "Nguyễn", "QPPL", "KH&CN", "80%", "99,5%", "1.200.000", "30/6/2026", "15/2021/NQ-HĐND", "19-NQ/TW",
        "(2025).", "80%-90%", "1-2", "IV/2026", "3a", "8:30", "12/KH-UBND;", "≥95%", "2,5‰", "130/2005/NĐ-",
    ],
)  # fmt: skip
def test_what_can_be_print(text: str) -> None:
    assert plausibility(text) == 1


@pytest.mark.parametrize(
    "text",
    ["90%c", "†0%", "I9-NQ/TW", "l5/2021", "8O%", "§0%", "tổng7", "qtyw", "Zđ2/QĐ-UBND", "1.20.000%"],
)
def test_what_can_hardly_be_print(text: str) -> None:
    assert plausibility(text) < 0.5


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Of two syllables the surer one stands, of two numbers the one that can be one.
        (("tố", 0.6), ("tổ", 0.9), "tổ"),
        (("90%c", 0.8), ("90%", 0.7), "90%"),
        (("I9-NQ/TW", 0.78), ("19-NQ/TW", 0.6), "19-NQ/TW"),
        # A digit is lost more easily than invented.
        (("2021.", 0.7), ("202.", 0.9), "2021."),
        (("3", 0.95), ("31", 0.6), "31"),
        (("12/6/2025", 0.9), ("12/6/205", 0.95), "12/6/2025"),
        (("80%", 0.9), ("8%", 0.95), "80%"),
        (("2025", 0.95), ("202S", 0.9), "2025"),
        (("202]", 0.95), ("2021", 0.7), "2021"),
        # A tie goes to the first reading.
        (("thể", 0.8), ("thế", 0.8), "thể"),
        # Plausible and much less sure is not enough.
        (("2025", 0.95), ("2023", 0.4), "2025"),
    ],
)
def test_the_more_plausible_reading_stands(first: tuple[str, float], second: tuple[str, float], expected: str) -> None:
    (result,) = reconcile([word(first[0], sure=first[1])], [word(second[0], sure=second[1])])
    lost = second if expected == first[0] else first
    won = first if expected == first[0] else second
    assert (result.text, result.other) == (expected, lost[0])
    assert result.confidence == pytest.approx(won[1] / 2)


def test_agreement_keeps_the_higher_confidence_and_leaves_no_doubt() -> None:
    (result,) = reconcile([word("chức", sure=0.7)], [word("chức", sure=0.9)])
    assert (result.text, result.confidence, result.other) == ("chức", pytest.approx(0.9), None)


def test_words_divided_otherwise_are_weighed_as_a_group() -> None:
    first = [word("45/2020/NĐ", 10, 60, 0.9), word("-CP", 62, 80, 0.5)]
    second = [word("45/2020/NĐ-CP", 10, 80, 0.9)]
    (result,) = reconcile(first, second)
    assert (result.text, result.other) == ("45/2020/NĐ-CP", "45/2020/NĐ -CP")


def test_what_one_reading_alone_has() -> None:
    first = [word("Sở"), word("Nội", 60, 80)]
    sure, weak, speck = word("3.", 0, 8, 0.8), word("vụ", 90, 110, 0.3), word("|", 120, 122, 0.9)
    texts = [one.text for one in reconcile(first, [*first, sure, weak, speck])]
    assert texts == ["Sở", "Nội", "3."]
    assert [one.text for one in reconcile(first, [*first, sure], add=False)] == ["Sở", "Nội"]
    assert reconcile(first, []) == first
    assert reconcile([], []) == []


def test_neighbours_that_touch_are_not_confused() -> None:
    first = [word("kế", 10, 30.4), word("hoạch", 30, 60)]
    second = [word("kế", 10, 30), word("hoach", 29.6, 60, 0.5)]
    assert [(one.text, one.other) for one in reconcile(first, second)] == [("kế", None), ("hoạch", "hoach")]


def test_lines_below_each_other_are_not_confused() -> None:
    first = [word("năm", y=10), word("2026", y=22)]
    second = [word("năm", y=10.5), word("2025", y=21.5, sure=0.6)]
    assert [one.text for one in reconcile(first, second)] == ["năm", "2026"]
