"""Settings in the documents and in what a host reads are those of the code, with the same defaults."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from tests.docs.documents import DOCUMENTS, ROOT, read
from tgbot.settings import Settings

NAMES = {name.upper() for name in Settings.model_fields}
CODES = [code for path in DOCUMENTS for code in read(path).codes]
NOT_OURS = {"POSTGRES_PASSWORD", "HTTPS_PROXY", "DYNO", "PYTHONUTF8"}
"""Set by the compose file, the network, the host, the Makefile."""
PYTHONS = re.compile(r"PYTHON[A-Z]+|PATH")


def rows() -> dict[str, str]:
    """Read the README's table: setting -> default."""
    found = {}
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        names = re.findall(r"`([A-Z_]+)`", cells[0])
        if line.startswith("| `") and names:
            defaults = re.findall(r"`([^`]+)`", cells[1]) or [cells[1]]
            found |= dict(zip(names, defaults if len(defaults) == len(names) else defaults * len(names), strict=True))
    return found


def test_the_readme_has_every_setting_and_no_other() -> None:
    """One row for each."""
    assert set(rows()) == NAMES


def test_the_readme_tells_the_defaults() -> None:
    """Where the code has a default that can be written down, the table has the same."""
    for name, shown in rows().items():
        default: Any = Settings.model_fields[name.lower()].default
        if isinstance(default, bool):
            assert shown == str(default).lower(), name
        elif isinstance(default, int | float) or name in {"DATABASE_URL", "LOG_LEVEL"}:
            assert shown == str(default), name


def test_settings_in_the_documents_exist() -> None:
    """Whatever looks like a setting in code is one."""
    shape = re.compile(r"(?<![\w/.$-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT|DYNO)(?![\w/.(-])")
    named = [(code.where, name) for code in CODES for name in shape.findall(code.text)]
    assert [(where, name) for where, name in named if name not in NAMES | NOT_OURS] == []
    assert {name for _, name in named} > {"DATA_KEYS", "WEBHOOK_URL", "CHECKLIST_ENABLED"}


def test_what_hosts_ask_for_are_settings() -> None:
    """app.json: known names, the defaults of the code, and what a start needs is required."""
    asked = json.loads((ROOT / "app.json").read_text())["env"]
    assert set(asked) <= NAMES
    for name, about in asked.items():
        if "value" in about:
            assert float(about["value"]) == Settings.model_fields[name.lower()].default
    assert {name for name, about in asked.items() if about["required"]} >= {"TELEGRAM_BOT_TOKEN", "DATA_KEYS"}


def test_the_compose_file_sets_settings() -> None:
    """compose.yaml: known names, an address that the store reads, and what it asks for in .env is in the steps."""
    bot = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["bot"]
    assert set(bot["environment"]) <= NAMES
    assert bot["environment"]["DATABASE_URL"].startswith("postgresql://")
    assert f":{bot['environment']['PORT']}" in f":{container()['PORT']}"
    assert "POSTGRES_PASSWORD" in (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_the_container_sets_settings() -> None:
    """Containerfile: known names; the folder of its database is the one that its user owns."""
    text = (ROOT / "Containerfile").read_text()
    assert {name for name in container() if not PYTHONS.fullmatch(name)} <= NAMES
    (folder,) = re.findall(r"install -d .* (/\w+)$", text, re.MULTILINE)
    assert container()["DATABASE_URL"] == f"sqlite+aiosqlite:///{folder}/tgbot.db"
    assert f"EXPOSE {container()['PORT']}" in text


def container() -> dict[str, str]:
    """Read the image's environment."""
    block = re.search(r"^ENV (.*?[^\\])$", (ROOT / "Containerfile").read_text(), re.MULTILINE | re.DOTALL)
    assert block
    return dict(word.split("=", 1) for word in block[1].replace("\\\n", " ").split())


def test_the_unit_reads_the_file_that_the_steps_write() -> None:
    """deploy/tgbot.service and docs/operating.md name the same settings file, folder and user data."""
    unit = (ROOT / "deploy" / "tgbot.service").read_text()
    steps = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (file,) = re.findall(r"^EnvironmentFile=(.+)$", unit, re.MULTILINE)
    (program,) = re.findall(r"^ExecStart=(\S+)/\.venv", unit, re.MULTILINE)
    (folder,) = re.findall(r"^WorkingDirectory=(.+)$", unit, re.MULTILINE)
    assert f"chmod 600 {file}" in steps
    assert f"cd {program}" in steps
    assert f"sqlite+aiosqlite:///{folder}/" in steps
