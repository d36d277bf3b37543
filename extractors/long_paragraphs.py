"""Bounds what patterns see: a paragraph longer than any that is written is read in parts.

A text without line breaks, and a file made to be slow, come as one paragraph of a megabyte. The grammars look at one
paragraph at a time, so that this is the one place that bounds their work.
"""

from collections.abc import Iterator
from dataclasses import replace

from models.document import Block, BlockKind, Document

LONGEST = 20_000
"""Characters of a paragraph, about eight pages; a longer one is cut behind a sentence."""
_STOPS = (". ", "; ", ", ", " ")


def cut_long_paragraphs(document: Document) -> Document:
    """The document with no block but tables longer than `LONGEST`; text and offsets stay."""
    if all(block.end - block.start <= LONGEST or block.kind is BlockKind.TABLE for block in document.blocks):
        return document
    return replace(document, blocks=tuple(part for block in document.blocks for part in _parts(document, block)))


def _parts(document: Document, block: Block) -> Iterator[Block]:
    start = block.start
    while block.end - start > LONGEST and block.kind is not BlockKind.TABLE:
        last = start + LONGEST
        stops = (document.text.rfind(stop, start + LONGEST // 2, last) + len(stop) for stop in _STOPS)
        cut = next((place for place in stops if place > start + LONGEST // 2), last)
        yield replace(block, start=start, end=cut, page=document.page_of(start) or block.page)
        start = cut
    yield block if start == block.start else replace(block, start=start, page=document.page_of(start) or block.page)
