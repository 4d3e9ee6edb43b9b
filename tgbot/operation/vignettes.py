"""Reads vignettes from YAML files and judges them, for `tgbot content vignettes`, `content explain` and the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.vignette import Judged, Vignette, judge
from tgbot.library.content import Content
from tgbot.operation.errors import OperatorError

FOLDER = Path("tests/checklist/vignettes")
_URGENCIES = {urgency.id: urgency for urgency in Urgency}


def judge_vignettes(content: Content, folder: Path) -> list[Judged]:
    """Judge all cases of a folder."""
    questionnaire = content.language("en").questionnaire
    return [judge(questionnaire, vignette) for vignette in read_vignettes(folder)]


def read_vignettes(folder: Path) -> tuple[Vignette, ...]:
    """Read all cases of a folder; what is wrong with them raises `OperatorError` with every problem."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise OperatorError(f"{folder} holds no vignettes (*.yaml); run this in the project's folder or name another")
    problems: list[str] = []
    vignettes: list[Vignette] = []
    for file in files:
        try:
            cases = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as problem:
            problems.append(f"{file}: {problem}")
            continue
        for case in cases if isinstance(cases, list) else [cases]:
            vignette = _vignette(case, file, problems)
            if vignette is not None:
                vignettes.append(vignette)
    ids = [vignette.id for vignette in vignettes]
    problems += [f"{folder}: the id {name} stands twice" for name in dict.fromkeys(ids) if ids.count(name) > 1]
    if problems:
        raise OperatorError("\n".join(problems))
    return tuple(vignettes)


def _vignette(case: Any, file: Path, problems: list[str]) -> Vignette | None:  # noqa: ANN401  (whatever YAML holds)
    if not isinstance(case, dict) or not isinstance(case.get("id"), str):
        problems.append(f"{file}: a case without an id; expected id, story, answers, expected, because")
        return None
    name = f"{file}: {case['id']}"
    problems += [f"{name}: no {key}" for key in ("story", "because") if not isinstance(case.get(key), str)]
    answers, expected = case.get("answers"), _URGENCIES.get(str(case.get("expected")))
    if not isinstance(answers, dict) or not all(isinstance(option, str) for option in answers.values()):
        problems.append(f"{name}: answers must be question: option, with yes and no in quotes")
        return None
    if expected is None:
        problems.append(f"{name}: expected {case.get('expected')!r}; one of {', '.join(_URGENCIES)}")
        return None
    return Vignette(
        id=case["id"],
        story=str(case.get("story")),
        answers=answers,
        expected=expected,
        because=str(case.get("because")),
        short=bool(case.get("short", False)),
    )
