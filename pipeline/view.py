"""A page that shows the text of a document with what was extracted from it highlighted, drawn by displaCy.

Self-contained (no script, no address) and safe to open: everything that comes from a document is escaped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from models.document import Document
from models.records import Assignment, Placed, Records, Target

COLOURS = {
    "TARGET": "#8fd3a6",
    "GOAL": "#cfe8b5",
    "ASSIGNMENT": "#ffe2a8",
    "AGENCY": "#f7b7a3",
    "DEADLINE": "#f3d35c",
    "STATISTIC": "#d9d2f0",
    "RESPONSIBILITY": "#f5cfe0",
    "CITATION": "#a9cdf0",
    "FINDING": "#ff9c9c",
    "REPAIR": "#e0e0e0",
}
SIGNS = {">=": "≥", ">": ">", "=": "=", "<=": "≤", "<": "<", "range": "", None: ""}
_ENTITY = (
    '<mark class="entity" style="background: {bg}" title="{note}">{text} <span class="label">{label}</span></mark>'
)
_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 16px/1.7 "Liberation Serif", "Times New Roman", serif; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; color: #222; }}
h1 {{ font-size: 1.4rem; line-height: 1.35; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }}
dt {{ color: #666; }}
dd {{ margin: 0; }}
figure {{ margin: 1.5rem 0; padding: 1rem 1.5rem; border: 1px solid #ddd; border-radius: .4rem; }}
h2 {{ font-size: 1rem; color: #666; }}
mark.entity {{ padding: .1em .25em; border-radius: .25em; }}
.label {{ font: bold .65em sans-serif; vertical-align: middle; opacity: .75; }}
.legend mark {{ padding: .1em .4em; border-radius: .25em; margin-right: .5em; white-space: nowrap; }}
</style>
</head>
<body>
<h1>{title}</h1>
<dl>{facts}</dl>
<p class="legend">{legend}</p>
{content}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A range [start, end) of the text with its label and what the pointer shows over it."""

    start: int
    end: int
    label: str
    note: str


def describe_target(target: Target) -> str:
    """A target's value in short, as in '≥ 80 % · 2025'.

    >>> target = Target(id="T1", kind="quantitative", section=None, quote="", value=80, unit="%", comparator=">=")
    >>> describe_target(target)
    '≥ 80 %'
    """
    number = format_number(target.value)
    if target.value_max is not None:
        number += f"–{format_number(target.value_max)}"
    value = " ".join(part for part in (SIGNS.get(target.comparator, ""), number, target.unit or "") if part)
    return " · ".join(part for part in (value, target.deadline or "") if part)


def format_number(value: float | None) -> str:
    """A number as Vietnamese readers write it: decimal comma, no trailing zeros.

    >>> format_number(0.5), format_number(80.0)
    ('0,5', '80')
    """
    return "" if value is None else f"{value:.10g}".replace(".", ",")


def highlights(document: Document, records: Records) -> list[Highlight]:
    """Every record that has a place, and inside rows of tables the agencies and the deadline."""
    found: list[tuple[Placed, str, str]] = []
    for target in records.targets:
        label = "TARGET" if target.kind == "quantitative" else "GOAL"
        note = " — ".join(part for part in (describe_target(target), target.subject or "") if part)
        found.append((target, label, note or target.kind))
    found += [
        (row, "ASSIGNMENT", f"{row.group or ''}.{row.no or ''}: {', '.join(row.lead)}") for row in records.assignments
    ]
    found += [(row, "STATISTIC", row.indicator) for row in records.statistics]
    found += [(duty, "RESPONSIBILITY", f"{duty.agency}: {duty.duties}") for duty in records.responsibilities]
    for citation in records.citations:
        note = " ".join(str(part) for part in (citation.kind, citation.number, citation.date, citation.issuer) if part)
        found.append((citation, "CITATION", note))
    found += [(finding, "FINDING", f"{finding.kind}: {finding.detail}") for finding in records.findings]
    found += [(slip, "REPAIR", f"read as: {slip.wrong}") for slip in records.ocr_errors]
    ranges = [
        Highlight(record.char_start, record.char_end, label, note)
        for record, label, note in found
        if record.char_start is not None and record.char_end is not None and record.char_start < record.char_end
    ]
    for row in records.assignments:
        ranges += _inside(document.text, row)
    return ranges


def _inside(text: str, row: Assignment) -> Iterator[Highlight]:
    """Cells of an assignment, found by their words within its range."""
    if row.char_start is None or row.char_end is None:
        return
    cells = [
        (row.lead_raw, "AGENCY", f"lead: {', '.join(row.lead)}"),
        (row.coordinate_raw, "AGENCY", f"coordinate: {', '.join(row.coordinate)}"),
        (row.monitor_raw, "AGENCY", f"monitor: {', '.join(row.monitor)}"),
        (row.deadline_raw, "DEADLINE", f"{row.deadline.kind}: {row.deadline.start or ''} – {row.deadline.end or ''}"),
    ]
    # A word of the task may equal a short cell: cells stand behind the task, so the search runs from the right.
    for words, label, note in cells:
        if words and (place := text.rfind(words, row.char_start, row.char_end)) >= 0:
            yield Highlight(place, place + len(words), label, note)


def flatten(ranges: list[Highlight]) -> list[Highlight]:
    """Ranges without overlap, in order: where several cover a character, the shortest wins and cuts the longer ones.

    >>> [(h.start, h.end, h.label) for h in flatten([Highlight(0, 9, "A", ""), Highlight(3, 5, "B", "")])]
    [(0, 3, 'A'), (3, 5, 'B'), (5, 9, 'A')]
    """
    borders = sorted({border for item in ranges for border in (item.start, item.end)})
    shortest_first = sorted(ranges, key=lambda item: (item.end - item.start, item.start, item.label))
    owner: dict[int, Highlight] = {}
    place = {border: index for index, border in enumerate(borders)}
    for item in shortest_first:
        for index in range(place[item.start], place[item.end]):
            owner.setdefault(index, item)
    flat: list[Highlight] = []
    previous: Highlight | None = None
    for index in range(len(borders) - 1):
        winner = owner.get(index)
        if winner is not None and winner is previous:
            flat[-1] = replace(winner, start=flat[-1].start, end=borders[index + 1])
        elif winner is not None:
            flat.append(replace(winner, start=borders[index], end=borders[index + 1]))
        previous = winner
    return flat


def render_page(document: Document, records: Records) -> str:
    """The whole HTML page: facts of the document, a legend, then its pages with the records highlighted."""
    from spacy.displacy.render import EntityRenderer  # takes two seconds to import

    flat = flatten(highlights(document, records))
    renderer = EntityRenderer({"colors": COLOURS, "template": _ENTITY})
    figures = []
    for title, start, end in _page_ranges(document):
        entities = [
            {
                "start": max(item.start, start) - start,
                "end": min(item.end, end) - start,
                "label": item.label,
                "params": {"note": escape(item.note)},
            }
            for item in flat
            if item.start < end and item.end > start
        ]
        drawn = renderer.render_ents(document.text[start:end], entities, escape(title))
        figures.append(f"<figure>{drawn}</figure>")
    used = {item.label for item in flat}
    legend = "".join(
        f'<mark style="background: {colour}">{label}</mark>' for label, colour in COLOURS.items() if label in used
    )
    return _PAGE.format(
        title=escape(records.document.title or document.source.name),
        facts=_facts(document, records),
        legend=legend,
        content="\n".join(figures),
    )


def _page_ranges(document: Document) -> Iterator[tuple[str, int, int]]:
    """Title and range of the text on each page; a document without known pages is one range."""
    first_of: dict[int, int] = {}
    for line in document.lines:
        first_of.setdefault(line.page, line.start)
    starts = sorted((start, page) for page, start in first_of.items())
    if document.page_of(0) is None or len(starts) < 2:
        yield "", 0, len(document.text)
        return
    ends = [start for start, _ in starts[1:]] + [len(document.text)]
    for index, ((start, page), end) in enumerate(zip(starts, ends, strict=True)):
        yield f"Trang {page}", 0 if index == 0 else start, end


def _facts(document: Document, records: Records) -> str:
    head = records.document
    facts = {
        "Tệp": document.source.name,
        "Loại, số": " ".join(part for part in (head.kind, head.number) if part),
        "Cơ quan": head.issuer,
        "Ngày": head.issued_on.strftime("%d/%m/%Y") if head.issued_on else None,
        "Giai đoạn": "–".join(str(year) for year in dict.fromkeys((head.period_start, head.period_end)) if year),
        "Người ký": ", ".join(part for part in (head.signer, head.signer_position) if part),
        "Kết quả": f"{len(records.sections)} mục, {len(records.targets)} chỉ tiêu, "
        f"{len(records.assignments)} nhiệm vụ, {len(records.citations)} văn bản viện dẫn",
    }
    return "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value)
