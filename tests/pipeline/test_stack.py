import numpy as np
import pytest

from pipeline import stack, tesseract
from pipeline.stack import Cut, read_stacked


def cut(left: int, top: int, height: int = 30, width: int = 80) -> Cut:
    return Cut(left, top, np.zeros((height, width), np.uint8))


def fake_engine(canvases: list[np.ndarray]):
    """Reads each black block of a canvas as one word, its height as text."""

    def read(image: np.ndarray, _model: str, **_: object) -> list[tesseract.RawWord]:
        canvases.append(image)
        dark = np.concatenate([[False], (image == 0).any(axis=1), [False]]).astype(np.int8)
        begins, ends = np.flatnonzero(np.diff(dark) == 1), np.flatnonzero(np.diff(dark) == -1)
        left = int(np.flatnonzero((image == 0).any(axis=0))[0])
        return [
            tesseract.RawWord(str(end - begin), left, int(begin), 80, int(end - begin), 0.9, (1, 1, 1))
            for begin, end in zip(begins, ends, strict=True)
        ]

    return read


def test_words_come_back_to_their_cuts_and_places(monkeypatch: pytest.MonkeyPatch) -> None:
    canvases: list[np.ndarray] = []
    monkeypatch.setattr(stack.tesseract, "read_words", fake_engine(canvases))
    found = read_stacked([cut(100, 200), None, cut(400, 700, height=50)], 2.0, "vie", 10)
    assert [[word.text for word in words] for words in found] == [["30"], [], ["50"]]
    assert (found[0][0].box.x0, found[0][0].box.y0) == (50, 100)
    assert (found[2][0].box.x0, found[2][0].box.y0, found[2][0].box.y1) == (200, 350, 375)
    assert len(canvases) == 1


def test_a_shrunk_stack_gives_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    canvases: list[np.ndarray] = []
    monkeypatch.setattr(stack.tesseract, "read_words", fake_engine(canvases))
    scale = 300 / 72
    ((word,),) = read_stacked([cut(600, 900, height=60, width=240)], scale, "vie", 10, shrunk=True)
    assert canvases[0].shape[0] < 100
    assert (word.box.x0, word.box.y0) == pytest.approx((600 / scale, 900 / scale), abs=0.6)
    assert word.box.height == pytest.approx(60 / scale, abs=0.6)


def test_more_than_the_engine_takes_goes_onto_several_canvases(monkeypatch: pytest.MonkeyPatch) -> None:
    canvases: list[np.ndarray] = []
    monkeypatch.setattr(stack.tesseract, "read_words", fake_engine(canvases))
    found = read_stacked([cut(0, 0, height=9_000 + index) for index in range(5)], 2.0, "vie", 10)
    assert [[word.text for word in words] for words in found] == [[str(9_000 + index)] for index in range(5)]
    assert len(canvases) == 3
    assert all(canvas.shape[0] < 32_767 for canvas in canvases)


def test_nothing_to_read_starts_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack.tesseract, "read_words", None)
    assert read_stacked([], 2.0, "vie", 10) == []
    assert read_stacked([None], 2.0, "vie", 10) == [[]]
