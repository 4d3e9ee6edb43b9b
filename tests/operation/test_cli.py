"""The commands as an operator meets them: what is wrong is named with the next step, never with a traceback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CONTENT
from tests.support.process import environment
from tests.support.running import TOKEN

_KEYS = "k1:" + "A" * 43 + "="


def tgbot(*arguments: str, folder: Path, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tgbot", *arguments],
        cwd=folder,
        env=environment(**settings),
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def broken_content(folder: Path) -> str:
    """Copy the content and break one file of it."""
    shutil.copytree(CONTENT, folder / "content")
    rules = folder / "content" / "en" / "rules.yaml"
    rules.write_text(rules.read_text().replace("urgency: soon", "urgency: sometime", 1))
    return str(folder / "content")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, ["TELEGRAM_BOT_TOKEN is not set", "@BotFather", "make run"]),
        ({"TELEGRAM_BOT_TOKEN": "nonsense"}, ["TELEGRAM_BOT_TOKEN", "@BotFather"]),
        ({"TELEGRAM_BOT_TOKEN": TOKEN}, ["DATA_KEYS is not set", "tgbot keys new"]),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "DATA_KEYS": "short"}, ["DATA_KEYS"]),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://x.org:99999"}, ["WEBHOOK_URL", "must be the address"]),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "DATA_KEYS": _KEYS, "PORT": "many", "LOG_LEVEL": "LOUD"}, ["PORT", "LOG_LEVEL"]),
        (
            {"TELEGRAM_BOT_TOKEN": TOKEN, "DATA_KEYS": "KEY", "DATABASE_URL": "sqlite:////proc/nowhere/bot.db"},
            ["DATABASE_URL"],
        ),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "DATA_KEYS": "KEY", "DATABASE_URL": "mysql://x/y"}, ["DATABASE_URL"]),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "DATA_KEYS": "KEY", "CONTENT_DIR": "nowhere"}, ["CONTENT_DIR"]),
    ],
)
def test_bad_settings_end_with_2_and_one_message(settings: dict[str, str], named: list[str], tmp_path: Path) -> None:
    """Exit code 2, the setting and the next step by name, no traceback, no secret."""
    if settings.get("DATA_KEYS") == "KEY":
        settings = settings | {"DATA_KEYS": tgbot("keys", "new", folder=tmp_path).stdout.strip()}
    ended = tgbot("run", folder=tmp_path, **settings)
    assert ended.returncode == 2, ended.stderr
    for name in named:
        assert name in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "playground" not in ended.stderr


def test_a_broken_content_file_is_named_with_its_line(tmp_path: Path) -> None:
    """The file and the line, and what is expected."""
    content = broken_content(tmp_path)
    keys = tgbot("keys", "new", folder=tmp_path).stdout.strip()
    ended = tgbot("run", folder=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, DATA_KEYS=keys, CONTENT_DIR=content)
    assert ended.returncode == 2
    assert "rules.yaml:" in ended.stderr
    assert "sometime" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert tgbot("content", "check", folder=tmp_path, CONTENT_DIR=content).returncode == 2


def test_triage_judges_answers(tmp_path: Path) -> None:
    """JSON in, JSON out; what is missing is named and keeps it at routine or above."""
    ended = tgbot("triage", folder=tmp_path, given='{"gate_now": "stroke"}')
    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    assert said["urgency"] == "emergency"
    assert said["rules"][0]["id"] == "E01"
    assert "gate_body" in said["missing"]
    assert json.loads(tgbot("triage", folder=tmp_path, given="{}").stdout)["urgency"] == "routine"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ('{"nose": "yes"}', "nose"),
        ('{"body": true}', "body"),
        ('{"body": "everything"}', "everything"),
        ("", "JSON"),
        ("[1, 2]", "object"),
        ("{", "JSON"),
    ],
)
def test_triage_names_what_it_does_not_know(given: str, named: str, tmp_path: Path) -> None:
    """Unknown questions and options, wrong types and empty input end with 2 and a name."""
    ended = tgbot("triage", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert named in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_key_that_make_run_makes_is_kept_and_private(tmp_path: Path) -> None:
    """With a token and no key, one is made once into .env, readable by its owner only, and it is said."""
    # The start that follows ends by itself: this host wipes its disk.
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "DYNO": "web.1", "ALLOW_EPHEMERAL_DB": ""}
    first = tgbot(folder=tmp_path, **settings)
    assert ".env" in first.stdout
    env = tmp_path / ".env"
    assert env.stat().st_mode & 0o777 == 0o600
    kept = env.read_text()
    second = tgbot(folder=tmp_path, **settings)
    assert ".env" not in second.stdout
    assert env.read_text() == kept
