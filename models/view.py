"""What a view is: its SQL with what it means."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A view with a comment for itself and for each of its columns, in the order of its select."""

    name: str
    comment: str
    columns: Mapping[str, str]
    sql: str
