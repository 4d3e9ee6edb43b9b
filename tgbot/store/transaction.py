"""What the tables need of an open transaction, whichever database it is on: SQLAlchemy's AsyncConnection has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from sqlalchemy import CursorResult, Result

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate, ParamSpec

    from sqlalchemy import Connection, Dialect, Executable

    _P = ParamSpec("_P")

_T = TypeVar("_T")


class Transaction(Protocol):
    """An open transaction; what it answers is already fetched."""

    @property
    def dialect(self) -> Dialect:
        """Tell which database this is."""

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Result[Any]:  # noqa: ANN401
        """Run a statement."""

    async def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Result[Any]:  # noqa: ANN401
        """Run a statement in the database's own words."""

    async def run_sync(
        self, work: Callable[Concatenate[Connection, _P], _T], /, *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Run work that knows nothing of waiting."""


def changed(result: Result[Any]) -> int:
    """Count the rows that a statement changed; not for one that also returns rows."""
    return cast("CursorResult[Any]", result).rowcount
