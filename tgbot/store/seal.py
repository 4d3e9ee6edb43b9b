"""Seals what is kept about a person, and names chats without naming them. Owns the keys; knows no database.

A sealed value is `version, length of key id, key id, nonce, AES-GCM ciphertext`. The key id, the table, the row's id
and the id of the chat's row are authenticated with it, so a row that was copied elsewhere does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tgbot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

MadeBy: TypeAlias = tuple[bytes, ...]
"""The names of the tap that makes a row, one for each key, newest first; a row carries the first of its day."""

_VERSION = 1
_NONCE = 12
_KEY = 32
_KID = re.compile(r"[A-Za-z0-9_-]{1,16}")
_MAKE_ONE = "make one with `tgbot keys new`"


class SealError(StoreError):
    """The setting DATA_KEYS can't be used; the text says what is wrong with it, never what it holds."""


class Unopened(SealError):
    """No key of DATA_KEYS opens a row: the wrong key, a damaged row, or a row that was moved."""

    def __init__(self, table: str, row_id: bytes) -> None:
        super().__init__(f"no key of DATA_KEYS opens row {row_id.hex()} of table {table}")
        self.table = table
        self.row_id = row_id


def new_key() -> str:
    """Make one new entry for DATA_KEYS, with an id of its own."""
    return f"k{os.urandom(3).hex()}:{base64.b64encode(os.urandom(_KEY)).decode()}"


@dataclass(frozen=True, slots=True, repr=False)
class _Key:
    """One entry of DATA_KEYS with the keys that are derived from it, one for each purpose."""

    kid: bytes
    cipher: AESGCM
    lookup: bytes
    made_by: bytes
    log: bytes

    @classmethod
    def derived(cls, kid: str, secret: bytes) -> _Key:
        """Derive the keys of one entry."""

        def sub_key(purpose: str) -> bytes:
            return HKDF(SHA256(), _KEY, salt=None, info=f"tgbot/{purpose}/1".encode()).derive(secret)

        return cls(kid.encode(), AESGCM(sub_key("seal")), sub_key("lookup"), sub_key("made_by"), sub_key("log"))

    @property
    def front(self) -> bytes:
        """Tell what every value that this key sealed begins with."""
        return bytes((_VERSION, len(self.kid))) + self.kid


class Seal:
    """The keys of one set-up, newest first: seals with the newest, opens with any."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise SealError(f"DATA_KEYS is empty: {_MAKE_ONE} and put it there")
        self._keys = tuple(_Key.derived(kid, secret) for kid, secret in keys.items())

    @classmethod
    def from_setting(cls, setting: str) -> Seal:
        """Read DATA_KEYS: `id:base64` of 32 bytes, newest first, separated by commas."""
        keys: dict[str, bytes] = {}
        for number, entry in enumerate(filter(None, (part.strip() for part in setting.split(","))), 1):
            kid, secret = _entry(entry, number)
            if kid in keys:
                raise SealError(f"DATA_KEYS names the key id {kid} twice: give each key its own id")
            keys[kid] = secret
        return cls(keys)

    @property
    def newest(self) -> str:
        """Tell the id of the key that seals."""
        return self._keys[0].kid.decode()

    def is_newest(self, sealed: bytes) -> bool:
        """Tell whether a sealed value or a lookup was made with the newest key."""
        key = self._keys[0]
        return sealed.startswith((key.front, key.kid + b":"))

    def seal(self, table: str, row_id: bytes, chat_row_id: bytes, value: Mapping[str, Any]) -> bytes:
        """Seal a JSON object for one row of one chat."""
        key = self._keys[0]
        nonce = os.urandom(_NONCE)
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return key.front + nonce + key.cipher.encrypt(nonce, plain, _place(key, table, row_id, chat_row_id))

    def open(self, table: str, row_id: bytes, chat_row_id: bytes, sealed: bytes) -> dict[str, Any]:
        """Open what was sealed for this row; `Unopened` when no key does."""
        for key in self._keys:
            if sealed.startswith(key.front):
                rest = sealed[len(key.front) :]
                try:
                    plain = key.cipher.decrypt(rest[:_NONCE], rest[_NONCE:], _place(key, table, row_id, chat_row_id))
                except (InvalidTag, ValueError):
                    break
                opened: dict[str, Any] = json.loads(plain)
                return opened
        raise Unopened(table, row_id)

    def lookups(self, chat_id: int) -> tuple[bytes, ...]:
        """Tell under which names a chat's row may stand, one for each key, newest first."""
        return tuple(key.kid + b":" + _mac(key.lookup, str(chat_id).encode()) for key in self._keys)

    def made_by(self, chat_id: int, message_id: int, data: str) -> MadeBy:
        """Name the tap that makes a row (32 bytes each), so that the same tap again makes none, after a new key too."""
        tap = f"{chat_id}:{message_id}:{data}".encode()
        return tuple(_mac(key.made_by, tap) for key in self._keys)

    def log_hash(self, chat_id: int) -> str:
        """Name a chat in the log: the same chat gets the same ten letters, which say nothing without the key."""
        return _mac(self._keys[0].log, str(chat_id).encode()).hex()[:10]


def _entry(entry: str, number: int) -> tuple[str, bytes]:
    kid, colon, coded = entry.partition(":")
    if not colon:
        raise SealError(f"entry {number} of DATA_KEYS has no key id: write id:key, or {_MAKE_ONE}")
    if not _KID.fullmatch(kid):
        raise SealError(
            f"entry {number} of DATA_KEYS has an id that can't be used: "
            f"take 1 to 16 letters, digits, '_' or '-', or {_MAKE_ONE}"
        )
    try:
        secret = base64.b64decode(coded, altchars=b"-_" if {"-", "_"} & set(coded) else None, validate=True)
    except (binascii.Error, ValueError):
        raise SealError(f"the key {kid} in DATA_KEYS is not base64: copy it whole, or {_MAKE_ONE}") from None
    if len(secret) != _KEY:
        raise SealError(f"the key {kid} in DATA_KEYS has {len(secret)} bytes instead of {_KEY}: {_MAKE_ONE}")
    return kid, secret


def _place(key: _Key, table: str, row_id: bytes, chat_row_id: bytes) -> bytes:
    parts = (key.front, table.encode(), row_id, chat_row_id)
    return b"".join(len(part).to_bytes(2) + part for part in parts)


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, hashlib.sha256)
