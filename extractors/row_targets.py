"""Which row of a table of tasks states a target: the row's agencies are in charge of it."""

from models.records import Assignment, Target


def link_rows(targets: list[Target], assignments: list[Assignment]) -> list[Target]:
    """The targets in their order, each with the place (from 1) of the assignment in whose cells it stands.

    A task with several products stands beside the first of them only, in whose own range its words are: of several
    assignments that hold a target the first is its row.
    """
    rows = [
        (row.char_start, row.char_end, place)
        for place, row in enumerate(assignments, 1)
        if row.char_start is not None and row.char_end is not None
    ]
    rows.sort()
    found: dict[int, int] = {}
    reached = 0
    open_rows: list[tuple[int, int, int]] = []
    placed = [index for index, target in enumerate(targets) if target.char_start is not None]
    for index in sorted(placed, key=lambda index: targets[index].char_start or 0):
        start, end = targets[index].char_start or 0, targets[index].char_end or 0
        while reached < len(rows) and rows[reached][0] <= start:
            open_rows.append(rows[reached])
            reached += 1
        open_rows = [row for row in open_rows if row[1] > start]
        around = [place for _, last, place in open_rows if last >= end]
        if around:
            found[index] = min(around)
    return [target.model_copy(update={"assignment": found.get(index)}) for index, target in enumerate(targets)]
