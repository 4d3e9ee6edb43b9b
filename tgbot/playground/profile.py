"""What the bot has told Telegram about itself: commands, descriptions, name and menu button, per scope and language."""

from __future__ import annotations

from dataclasses import dataclass, field

from tgbot.playground.people import JSON

DEFAULT_SCOPE = '{"type":"default"}'


@dataclass(slots=True)
class Profile:
    """The bot's face; texts are kept per language, "" being everybody else's."""

    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"name": {}, "description": {}, "short_description": {}}
    )
    menu: dict[int, JSON] = field(default_factory=dict)

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Keep a text of one language; an empty one falls back to the default."""
        if text:
            self.texts[kind][language] = text
        else:
            self.texts[kind].pop(language, None)

    def text(self, kind: str, language: str) -> str:
        """Tell a text as somebody with this language sees it."""
        return self.texts[kind].get(language) or self.texts[kind].get("", "")

    def commands_by_language(self) -> dict[str, list[JSON]]:
        """Tell the commands that people see in a private chat, per language."""
        shown: dict[str, list[JSON]] = {}
        for wanted in (DEFAULT_SCOPE, '{"type":"all_private_chats"}'):
            shown |= {language: listed for (scope, language), listed in self.commands.items() if scope == wanted}
        return shown

    def menu_button(self, chat_id: int) -> JSON:
        """Tell the menu button of a chat, 0 being the one for everybody."""
        return self.menu.get(chat_id) or self.menu.get(0) or {"type": "default" if chat_id == 0 else "commands"}
