"""The files that were sent: kept in memory up to a total, the oldest go first."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tgbot.playground.people import JSON

FOLDERS = {"photo": "photos", "voice": "voice", "sticker": "stickers", "document": "documents"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file with the id that a bot sends it again by."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    path: str
    content: bytes

    def json(self) -> JSON:
        """Tell what every file object of the Bot API begins with."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """A shelf of bounded size."""

    def __init__(self, capacity: int = 256 * 1024 * 1024) -> None:
        self._capacity = capacity
        self._held = 0
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._count = 0

    def add(self, kind: str, content: bytes, name: str, mime: str) -> StoredFile:
        """Keep a file, dropping the oldest ones when there is no room."""
        folder = FOLDERS.get(kind, "documents")
        path = f"{folder}/file_{self._count}{PurePosixPath(name).suffix}"
        self._count += 1
        file = StoredFile(secrets.token_urlsafe(36), secrets.token_urlsafe(11), kind, name, mime, path, content)
        self._by_id[file.id] = self._by_path[file.path] = file
        self._held += len(content)
        while self._held > self._capacity and len(self._by_id) > 1:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            self._by_path.pop(oldest.path, None)
            self._held -= len(oldest.content)
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        """Find a file by the id that the Bot API gave."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Find a file by the path that getFile gave."""
        return self._by_path.get(path)
