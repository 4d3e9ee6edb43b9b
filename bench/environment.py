"""The peers' own virtual environment, made on the first run: what they need must not touch what the bot runs on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
FOLDER = _HERE.parent / ".venv-bench"
REQUIREMENTS = _HERE / "requirements.txt"


class NotInstalled(Exception):
    """The peers' packages could not be installed; the last line of why."""


def python(folder: Path = FOLDER, requirements: Path = REQUIREMENTS) -> Path:
    """Give the interpreter of an environment that holds the requirements, made now if need be. Raises NotInstalled."""
    interpreter, done = folder / "bin" / "python", folder / "installed.txt"
    wanted = requirements.read_text(encoding="utf-8")
    if not (done.is_file() and done.read_text(encoding="utf-8") == wanted):
        print(f"Installing the peers into {folder.name} (once) ...", flush=True)
        _do(sys.executable, "-m", "venv", str(folder))
        _do(str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements))
        done.write_text(wanted, encoding="utf-8")
    return interpreter


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NotInstalled(said[-1] if said else f"{command[0]} ended with {done.returncode}")
