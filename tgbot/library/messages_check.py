"""What can be wrong with messages beyond syntax: references to nothing, arguments that English does not have."""

from __future__ import annotations

from collections.abc import Iterator

from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from tgbot.library.content import LanguageContent
from tgbot.library.questions_check import Lint


class _Used(Visitor):
    """Gathers what a message refers to."""

    def __init__(self) -> None:
        self.arguments: set[str] = set()
        self.references: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  (the visitor's naming)
        """Note an argument."""
        self.arguments.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        """Note another message."""
        self.references.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        """Note a term."""
        self.references.add(f"-{node.id.name}")
        self.generic_visit(node)


def check_messages(language: LanguageContent, english: LanguageContent, lint: Lint) -> None:
    """Check that references exist and that a translation uses no argument or id which English does not have."""
    resource = language.messages.resource
    known = {_name(entry) for entry in resource.body if isinstance(entry, ast.Message | ast.Term)}
    messages = [entry for entry in english.messages.resource.body if isinstance(entry, ast.Message)]
    arguments = {_name(entry): _used(entry).arguments for entry in messages}
    for entry in resource.body:
        if not isinstance(entry, ast.Message | ast.Term):
            continue
        name, used = _name(entry), _used(entry)
        for reference in sorted(used.references - known):
            lint.add(f"message:{name}", f"there is no message or term {reference!r}", "an id of this file")
        if isinstance(entry, ast.Message) and language.code != "en":
            if name not in arguments:
                lint.add(f"message:{name}", "English has no such message", "an id of en/messages.ftl")
            for argument in sorted(used.arguments - arguments.get(name, set())):
                lint.add(f"message:{name}", f"English gives no argument ${argument}", "the arguments of English")


def message_texts(resource: ast.Resource) -> Iterator[tuple[str, str]]:
    """Tell every message as a sentence: a filled-in argument reads as "it", a choice as its default."""
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            for value in (entry.value, *(attribute.value for attribute in entry.attributes)):
                if value is not None:
                    yield entry.id.name, " ".join(_words(value).split())


def _words(pattern: ast.Pattern) -> str:
    parts: list[str] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            parts.append(str(element.value))
        elif isinstance(element.expression, ast.SelectExpression):
            default = next(variant for variant in element.expression.variants if variant.default)
            parts.append(_words(default.value))
        else:
            parts.append("it")
    return "".join(parts)


def _name(entry: ast.Message | ast.Term) -> str:
    return ("-" if isinstance(entry, ast.Term) else "") + str(entry.id.name)


def _used(entry: ast.SyntaxNode) -> _Used:
    used = _Used()
    used.visit(entry)
    return used
