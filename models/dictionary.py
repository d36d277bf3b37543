"""The data dictionary, written from the models: `python -m models.dictionary > docs/data-dictionary.md`.

A test compares the page with what this gives, so that it cannot fall behind.
"""

import sys

from sqlalchemy import CheckConstraint, Column, Table, UniqueConstraint

from models.schema import TABLES
from models.view import View
from models.views import VIEWS

INTRODUCTION = """# Data dictionary

Made by `python -m models.dictionary` from the models; do not edit it by hand. Tables and views are the same in SQLite
and PostgreSQL. Query the views first: their names and columns stay, and rejected records are left out of them.

**Where a value comes from.** Every record has `page`, and `char_start` and `char_end` in `documents.text`; the view
`evidence` joins them to the printed lines with their boxes. Boxes are in points (1/72 inch) of the upright page, from
the top left.

**Corrections.** Tables hold the best known value, `corrections` how it came about: change values through the review,
not by SQL, for what is not in `corrections` is lost when the file is extracted again.
"""


def data_dictionary() -> str:
    """The page as Markdown: views with their columns, then tables with columns, references and keys."""
    tables = sorted(TABLES.values(), key=lambda table: table.name)
    parts = [INTRODUCTION, "## Views\n", _contents([(view.name, view.comment) for view in VIEWS])]
    parts += [_of_view(view) for view in VIEWS]
    parts += ["## Tables\n", _contents([(table.name, table.comment or "") for table in tables])]
    parts += [_of_table(table) for table in tables]
    return "\n".join(parts)


def _contents(entries: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"| [{name}](#{name}) | {_cell(comment)} |" for name, comment in entries)
    return f"| name | holds |\n|---|---|\n{lines}\n"


def _of_view(view: View) -> str:
    lines = "\n".join(f"| {name} | {_cell(comment)} |" for name, comment in view.columns.items())
    return f"### {view.name}\n\n{view.comment}.\n\n| column | meaning |\n|---|---|\n{lines}\n"


def _of_table(table: Table) -> str:
    lines = "\n".join(_of_column(column) for column in table.columns)
    head = "| column | type | may be null | refers to | meaning |\n|---|---|---|---|---|"
    return f"### {table.name}\n\n{table.comment}.\n\n{head}\n{lines}\n\n{_keys(table)}"


def _of_column(column: Column[object]) -> str:
    refers = ", ".join(sorted(reference.target_fullname for reference in column.foreign_keys))
    name = f"**{column.name}**" if column.primary_key else column.name
    nullable, meaning = "yes" if column.nullable else "no", _cell(column.comment or "")
    return f"| {name} | {_type(column)} | {nullable} | {refers} | {meaning} |"


def _type(column: Column[object]) -> str:
    return {"DATETIME": "timestamp", "DATE": "date", "DOUBLE": "number", "FLOAT": "number"}.get(
        str(column.type), str(column.type).lower()
    )


def _keys(table: Table) -> str:
    unique = sorted(
        ", ".join(column.name for column in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    )
    unique += sorted(column.name for column in table.columns if column.unique)
    checks = sorted(
        str(constraint.sqltext) for constraint in table.constraints if isinstance(constraint, CheckConstraint)
    )
    lines = [f"Unique: {'; '.join(dict.fromkeys(unique))}.\n"] if unique else []
    lines += ["Checks:\n", *(f"- `{check}`" for check in checks), ""] if checks else []
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.stdout.write(data_dictionary())
