"""Errors that an operator can mend. The command line prints their text and ends with 2; nobody sees a traceback."""

from __future__ import annotations


class OperatorError(Exception):
    """What is wrong and the next step, in lines that stand alone."""
