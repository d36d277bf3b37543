"""The text of a document while it is composed, with what points into it."""

from dataclasses import dataclass, field

from models.document import Block, BlockKind, Line, Table


@dataclass(slots=True)
class Spine:
    """The growing text of a document; whatever is written gets its range there."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def write(self, text: str) -> tuple[int, int]:
        """Append a text; its range."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def separate(self, kind: BlockKind, column: int | None) -> None:
        """Blocks stand apart by an empty line; lines of one column of a letterhead by a line end."""
        if not self.blocks:
            return
        last = self.blocks[-1]
        near = kind is BlockKind.LETTERHEAD is last.kind and column == last.column
        self.write("\n" if near else "\n\n")
