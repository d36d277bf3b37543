"""Tables on the terminal: targets side by side, what is due, why a number is a target or none, how good extractions
are."""

from collections import Counter

from rich.console import Console

from corpora.loader import rows
from models.records import Excluded, Records, Target
from pipeline.calendar import Calendar
from pipeline.compare import Comparison
from pipeline.evaluate import Result
from pipeline.output import cell, counted, new_table, one_line, shorten
from pipeline.scoring import Scores


def show_comparison(comparison: Comparison, terminal: Console) -> str:
    """A column for each plan where that many fit, else a line for each: what belongs together stays together."""
    has_scope = any(row.scope for row in comparison.rows)
    has_deadline = any(row.deadline for row in comparison.rows)
    fits = len(comparison.plans) * 20 + 26 + 12 * (has_scope + has_deadline) <= terminal.width
    table = new_table()
    table.add_column("Chỉ tiêu", ratio=3, overflow="fold")
    for heading, is_there in (("Phạm vi", has_scope), ("Hạn", has_deadline)):
        if is_there:
            table.add_column(heading, overflow="fold")
    for heading in comparison.plans.values() if fits else ("Kế hoạch", "Cam kết"):
        table.add_column(cell(heading), ratio=2, overflow="fold")
    for row in comparison.rows:
        facts = [row.name, *([row.scope] if has_scope else []), *([row.deadline] if has_deadline else [])]
        if fits:
            table.add_row(*map(cell, [*facts, *(row.cells.get(plan, "") for plan in comparison.plans)]))
            continue
        for plan, name in comparison.plans.items():
            if plan in row.cells:
                table.add_row(*map(cell, [*facts, name, row.cells[plan]]))
                facts = [""] * len(facts)
    with terminal.capture() as captured:
        if comparison.rows:
            terminal.print(table)
        for note in comparison.notes:
            terminal.print(note)
    return captured.get()


def show_calendar(calendar: Calendar, terminal: Console) -> str:
    """Assignments by their last day; long tasks are cut, the CSV has them whole."""
    table = new_table()
    table.add_column("Hạn", no_wrap=True)
    for heading, ratio in (("Nhiệm vụ", 4), ("Chủ trì", 2), ("Kế hoạch", 2)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for item in calendar.due:
        task = shorten(f"{item.task} → {item.product}" if item.product else item.task, 160)
        plan = f"{item.plan} (tr. {item.page})" if item.page else item.plan
        table.add_row(item.due_on.strftime("%d/%m/%Y"), cell(task), cell(shorten(item.lead, 80)), cell(plan))
    with terminal.capture() as captured:
        if calendar.due:
            terminal.print(table)
        for note in calendar.notes:
            terminal.print(note)
    return captured.get()


_DEADLINE_FROM = {
    "clause": "stated with it",
    "heading": "from the heading above",
    "plan": "from the plan's period",
}


def show_explanation(records: Records, terminal: Console) -> str:
    """Every target, and every number that is none with the reason, in the order of the text."""
    phrases = {row["reason"]: row["phrase"] for row in rows("exclusion_reasons.tsv")}
    lines: list[tuple[Target | Excluded, str, str]] = [
        (target, _commitment(target), _verdict(target)) for target in records.targets
    ]
    lines += [(one, one.number, f"no target: {phrases.get(one.reason, one.reason)}") for one in records.excluded]
    lines.sort(key=lambda line: (line[0].char_start is None, line[0].char_start or 0, line[0].page or 0))
    table = new_table()
    table.add_column("place", overflow="fold")
    table.add_column("number", overflow="fold")
    for heading, ratio in (("words", 3), ("verdict", 2)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for record, number, verdict in lines:
        place = " ".join(filter(None, (f"p. {record.page}" if record.page else "", record.section)))
        table.add_row(*map(cell, (place, number, record.quote, verdict)))
    with terminal.capture() as captured:
        if lines:
            terminal.print(table)
        terminal.print(_tally(records), soft_wrap=True)
    return captured.get()


def _commitment(target: Target) -> str:
    if target.value is None:
        return ""
    value = f"{target.value:g}" if target.value_max is None else f"{target.value:g}-{target.value_max:g}"
    sign = "" if target.comparator in (None, "=", "range") else f"{target.comparator} "
    return f"{sign}{value} {target.unit or ''}".strip()


def _verdict(target: Target) -> str:
    kind = {"quantitative": "target", "dated": "target by a date", "qualitative": "target in words"}[target.kind]
    way = "" if target.direction == "attain" else f", {target.direction}"
    if target.deadline is None:
        return f"{target.id} {kind}{way}, no deadline"
    until = "every year" if target.deadline == "yearly" else f"until {target.deadline}"
    source = _DEADLINE_FROM.get(target.deadline_from or "", "")
    return f"{target.id} {kind}{way}, {until}" + (f" ({source})" if source else "")


def _tally(records: Records) -> str:
    with_number = sum(target.kind == "quantitative" for target in records.targets)
    reasons = Counter(one.reason for one in records.excluded)
    listed = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    targets = counted(len(records.targets), "target", "targets")
    left = counted(len(records.excluded), "number is no target", "numbers are no targets")
    return f"{targets}, {with_number} with a number; {left}" + (f": {listed}." if listed else ".")


def print_scores(results: list[Result], terminal: Console, *, misses: bool) -> None:
    """A table a document, then one of all together; with `misses`, what is wrong in words."""
    total = Scores()
    for result in results:
        if result.scores is not None:
            total.add(result.scores)
    scored = [(result.name, result.scores) for result in results if result.scores is not None]
    for name, scores in [*scored, ("all documents", total)] if len(scored) > 1 else scored:
        table = new_table(one_line(name))
        for heading in ("layer", "precision", "recall", "F1", "accuracy", "right / predicted / gold"):
            table.add_column(heading, justify="left" if heading == "layer" else "right")
        for layer, counts in scores.counts.items():
            if counts.predicted or counts.gold:
                figures = (f"{figure:.3f}" for figure in (counts.precision, counts.recall, counts.f1))
                table.add_row(layer, *figures, "", f"{counts.matched} / {counts.predicted} / {counts.gold}")
        for layer, accuracy in sorted(scores.accuracies.items()):
            table.add_row(layer, "", "", "", f"{accuracy.share:.3f}", f"{accuracy.right} / {accuracy.total}")
        terminal.print(table)
        if misses:
            for miss in scores.misses:
                terminal.print(cell(f"- {miss}"), soft_wrap=True)
