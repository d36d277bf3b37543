import pytest

from pipeline.office.numbering import Level, Numbering, show_number


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (1, "decimal", "1"), (7, "decimalZero", "07"), (12, "decimalZero", "12"), (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"), (0, "upperRoman", "0"), (4, "lowerLetter", "d"), (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"), (2, "upperLetter", "B"), (5, "vietnameseCounting", "năm"),
        (21, "vietnameseCounting", "hai mươi mốt"), (10, "vietnameseCounting", "mười"),
        (120, "vietnameseCounting", "120"), (3, "none", ""), (3, "chicago", "3"),
    ],
)  # fmt: skip
def test_formats(number: int, number_format: str, text: str) -> None:
    assert show_number(number, number_format) == text


def labels(levels: dict[int, Level], items: list[int]) -> list[str]:
    numbering = Numbering({"1": levels})
    return [numbering.label("1", level) for level in items]


@pytest.mark.parametrize(
    ("levels", "items", "expected"),
    [
        # A level that was never used counts as its first number.
        ({0: Level(text="%1."), 1: Level(text="%1.%2.")}, [1, 1, 0, 1], ["1.1.", "1.2.", "2.", "2.1."]),
        ({0: Level(text="%1.", start=0)}, [0, 0], ["0.", "1."]),
        ({0: Level("upperRoman", "%1."), 1: Level("decimal", "%1.%2", legal=True)}, [0, 1], ["I.", "1.1"]),
        ({0: Level(text="%1."), 1: Level(text="%2)", restart=0)}, [0, 1, 0, 1], ["1.", "1)", "2.", "2)"]),
        ({0: Level("bullet", "–")}, [0], ["–"]),
        ({0: Level("bullet", "§")}, [0], ["-"]),
        ({0: Level("none", "Phần thứ nhất.")}, [0], ["Phần thứ nhất."]),
        ({0: Level(text="Phụ lục  %1:")}, [0, 0], ["Phụ lục 1:", "Phụ lục 2:"]),
    ],
)
def test_labels(levels: dict[int, Level], items: list[int], expected: list[str]) -> None:
    assert labels(levels, items) == expected


def test_a_list_that_is_not_there_has_no_label() -> None:
    assert Numbering().label("9", 0) == ""
