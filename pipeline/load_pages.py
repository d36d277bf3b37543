"""The pages and printed lines of a document into the database: where each range of its text stands on paper."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.document import Document, Line, PlacedWord, RunningLine
from models.schema import Line as LineRow
from models.schema import Page


def load_pages(session: Session, document_id: int, document: Document) -> None:
    """Write the pages of a document, and its printed lines: those of the text in its order, then those left out."""
    pages = [
        Page(
            document_id=document_id,
            number=page.number,
            width=page.width,
            height=page.height,
            rotation=page.rotation,
            origin=page.origin.value,
            engine=page.engine,
            confidence=page.confidence,
            note=page.note,
        )
        for page in document.pages
    ]
    session.add_all(pages)
    session.flush()
    page_ids = {page.number: page.page_id for page in pages}
    rows = [_line(document, line) for line in document.lines] + [_running(document, line) for line in document.running]
    for position, row in enumerate(rows, 1):
        row |= {"document_id": document_id, "position": position, "page_id": page_ids.get(row["page"])}
    if rows:
        session.execute(insert(LineRow), rows)


def _line(document: Document, line: Line) -> dict[str, Any]:
    text, raw = document.slice(line.start, line.end), _raw(document, line.start, line.end)
    return {
        "char_start": line.start,
        "char_end": line.end,
        "text": text,
        "raw_text": raw if raw != text else None,
        "words": [_compact(word, line.start) for word in line.words] or None,
        "is_running": False,
        **_place(line),
    }


def _running(document: Document, line: RunningLine) -> dict[str, Any]:
    # It has no place in the text: at its end, where no record stands.
    end = len(document.text)
    values = {"char_start": end, "char_end": end, "text": line.text, "raw_text": None, "words": None}
    return {**values, "is_running": True, **_place(line)}


def _place(line: Line | RunningLine) -> dict[str, Any]:
    corners = {name: getattr(line.box, name, None) for name in ("x0", "y0", "x1", "y1")}
    return {"page": line.page, "confidence": line.confidence, **corners}


def _compact(word: PlacedWord, line_start: int) -> list[Any]:
    """A word as `lines.words` holds it. A tenth of a point is finer than any recogniser's boxes."""
    box = word.box
    values: list[Any] = [word.start - line_start, word.end - line_start]
    values += [_short(round(value, 1)) for value in (box.x0, box.y0, box.x1, box.y1)]
    if word.confidence is not None or word.other is not None:
        values.append(None if word.confidence is None else _short(round(word.confidence, 2)))
    if word.other is not None:
        values.append(word.other)
    return values


def _short(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _raw(document: Document, start: int, end: int) -> str:
    if document.raw_text is None or not document.raw_offsets:
        return document.slice(start, end)
    return document.raw_text[document.raw_offsets[start] : document.raw_offsets[end]]
