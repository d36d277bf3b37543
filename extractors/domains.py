"""Which area of administrative reform (lĩnh vực) a title or a statement belongs to."""

from functools import lru_cache
from typing import cast

import regex

from corpora.domains import domain_wordings
from models.records import Domain
from models.text import fold_words

_NO_AREA = "-"
_WHOLE_REFORM = regex.compile(r"^(?:cong tac |ve |nhom |nhiem vu )*(?:cai cach hanh chinh|cchc)(?: nha nuoc| chung)?$")


def _score(words: str, *, least: int) -> Domain | None:
    totals: dict[str, int] = {}
    rest = f" {words} "
    for wording in domain_wordings():
        key = f" {wording.wording} "
        if wording.weight >= least and key in rest:
            if wording.domain != _NO_AREA:
                totals[wording.domain] = totals.get(wording.domain, 0) + wording.weight
            # A shorter wording inside a longer one would count the same words twice.
            rest = rest.replace(key, " | ")
    if not totals:
        return None
    best = max(totals.values())
    leaders = [domain for domain, total in totals.items() if total == best]
    return cast(Domain, leaders[0]) if len(leaders) == 1 else None


def domain_of(title: str) -> Domain | None:
    """Area that a heading or a group title names; None where none or several equally fit.

    >>> domain_of("Cải cách thủ tục hành chính")
    'procedures'
    >>> domain_of("TỔ CHỨC THỰC HIỆN") is None
    True
    """
    return _score(fold_words(title), least=5)


def covers_areas(title: str) -> bool:
    """Whether a title speaks of several areas, or of the reform as a whole, and so of no single one.

    >>> covers_areas("Cải cách hành chính"), covers_areas("Cải cách thể chế"), covers_areas("Phát triển nông nghiệp")
    (True, False, False)
    """
    words = fold_words(title)
    if _WHOLE_REFORM.search(words):
        return True
    listed = [one for one in domain_wordings() if one.weight >= 5 and one.domain != _NO_AREA]
    named = {one.domain for one in listed if f" {one.wording} " in f" {words} "}
    return len(named) > 1 and domain_of(title) is None


def domain_of_opening(clause: str, words: int = 10) -> Domain | None:
    """Area that the first words of a clause name: 'Đẩy mạnh ứng dụng công nghệ thông tin …'."""
    start = f" {' '.join(fold_words(clause).split()[:words])} "
    for wording in domain_wordings():
        if wording.opening and f" {wording.wording} " in start:
            return cast(Domain, wording.domain)
    return None


@lru_cache(maxsize=1024)
def domain_of_statement(text: str) -> Domain | None:
    """Area that a whole statement speaks of most, where its section names none."""
    return _score(fold_words(text), least=3)
