"""When Python looks for garbage: not while the bot starts, seldom while it works.

Each full look walks over every object that is alive, also the hundreds of thousands that the modules and the content
are made of and that stay until the end. Under load these looks took a third of the CPU and stopped everybody for a
tenth of a second, again and again.
"""

from __future__ import annotations

import gc
from typing import Final

_YOUNG: Final = 25_000
"""More objects than before at which the young ones are looked at: those in work hold about so many."""
_ROUNDS: Final = 10


def hold_back() -> None:
    """Let the start go on without looking for garbage: nearly all that it makes is kept."""
    gc.disable()


def settle() -> None:
    """Leave what is there now alone for good, and look seldom from now on.

    What the start left behind (half a megabyte, from libraries that are loaded) is not worth the tenth of a second
    that looking for it would take.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG, _ROUNDS, _ROUNDS)
    gc.enable()
