"""How well text of the encodings from before Unicode is decoded: run it as `python tests/benchmarks/measure_legacy.py`.

Diacritic accuracy is the share of the truth's letters with a Vietnamese mark that stand in the text in their place, in
an alignment of both (as the corpus of viparse defines it). Case does not count: capitals that a font draws for small
letters are capitals here and small letters in the truth. Words are compared in any order besides: a letterhead in two
columns is typed line by line, and read column by column.
"""

import sys
import unicodedata
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.office import read_office  # noqa: E402
from pipeline.sniff import sniff  # noqa: E402

LEGACY = ROOT.parent / "shared" / "reference" / "legacy"
FOUND = ROOT.parent / "shared" / "real" / "found"


def is_marked(char: str) -> bool:
    """Whether a letter carries a mark that English letters have not."""
    return char.isalpha() and (char in "đ" or len(unicodedata.normalize("NFD", char)) > 1)


def folded(text: str) -> str:
    """A text for comparison: NFC, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def diacritic_accuracy(truth: str, text: str) -> float:
    """Share of the truth's marked letters that an alignment finds in the text."""
    truth, text = folded(truth), folded(text)
    kept = [False] * len(truth)
    for block in Levenshtein.opcodes(truth, text):
        if block.tag == "equal":
            kept[block.src_start : block.src_end] = [True] * (block.src_end - block.src_start)
    marked = [at for at, char in enumerate(truth) if is_marked(char)]
    return sum(kept[at] for at in marked) / len(marked) if marked else 1.0


def word_recall(truth: str, text: str) -> float:
    """Share of the truth's words with a marked letter that the text has, in any order."""
    wanted = Counter(word for word in folded(truth).split() if any(map(is_marked, word)))
    missing = wanted - Counter(folded(text).split())
    return 1 - missing.total() / wanted.total() if wanted else 1.0


def pairs() -> list[tuple[Path, Path]]:
    """Files of legacy text and what someone typed of them."""
    found = [
        (path, path.with_suffix(".txt"))
        for path in sorted(LEGACY.iterdir())
        if path.suffix in (".doc", ".docx", ".rtf")
    ]
    return [*found, (FOUND / "bp_qd991_2008_VNI.doc", FOUND / "bp_qd991_2008.txt")]


def main() -> None:
    """One line a file."""
    if not LEGACY.exists():
        sys.exit("The reference files are not here.")
    for path, truth_path in pairs():
        document = read_office(path, sniff(path))
        truth = truth_path.read_text("utf8")
        accuracy, words = diacritic_accuracy(truth, document.text), word_recall(truth, document.text)
        print(f"{accuracy:.4f} {words:.4f}  {path.name}  ({document.pages[0].note})")


if __name__ == "__main__":
    main()
