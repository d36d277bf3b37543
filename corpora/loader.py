"""Reading the data files: tab-separated, one header line, `#` begins a comment line that names the source."""

import csv
from functools import cache
from importlib.resources import files


def read_text(name: str) -> str:
    """A data file of this package as text."""
    return (files("corpora") / name).read_text(encoding="utf8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The lines of a table `NAME.tsv` as mappings from column to value; empty cells are empty strings."""
    lines = [line for line in read_text(name).splitlines() if line.strip() and not line.startswith("#")]
    return tuple(
        {key: (value or "").strip() for key, value in row.items()}
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )
