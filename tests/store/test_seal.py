"""Sealing: only the right key opens, only in the right place; names of chats say nothing."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tgbot.store.errors import StoreError
from tgbot.store.seal import Seal, SealError, Unopened, new_key

ROW, CHAT, OTHER = b"r" * 16, b"c" * 16, b"o" * 16
VALUES = st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(), max_size=5)


def seal() -> Seal:
    """Make a seal with one new key."""
    return Seal.from_setting(new_key())


@given(VALUES)
def test_what_was_sealed_opens_again(value: dict[str, object]) -> None:
    """Any JSON object comes back as it was."""
    keys = seal()
    assert keys.open("results", ROW, CHAT, keys.seal("results", ROW, CHAT, value)) == value


@given(st.data())
def test_a_changed_or_shortened_row_stays_closed(data: st.DataObject) -> None:
    """One flipped bit, or a cut at any length, and nothing opens; the row is named."""
    keys = seal()
    sealed = keys.seal("results", ROW, CHAT, {"answer": "yes"})
    cut = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytearray(sealed)
    flipped[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    for damaged in (sealed[:cut], bytes(flipped)):
        with pytest.raises(Unopened, match=f"{ROW.hex()} of table results"):
            keys.open("results", ROW, CHAT, damaged)


@pytest.mark.parametrize(
    ("table", "row", "chat"), [("reminders", ROW, CHAT), ("results", OTHER, CHAT), ("results", ROW, OTHER)]
)
def test_a_row_that_was_moved_stays_closed(table: str, row: bytes, chat: bytes) -> None:
    """Another table, another row or another chat: the seal does not fit."""
    keys = seal()
    sealed = keys.seal("results", ROW, CHAT, {"answer": "yes"})
    with pytest.raises(Unopened):
        keys.open(table, row, chat, sealed)


@given(st.binary(max_size=80))
def test_noise_stays_closed(noise: bytes) -> None:
    """Bytes that nobody sealed raise the one error that callers expect."""
    with pytest.raises(Unopened):
        seal().open("results", ROW, CHAT, noise)


def test_a_wrong_key_opens_nothing_even_under_the_same_id() -> None:
    """The key counts, not its name."""
    right, wrong = new_key(), new_key()
    same_id = f"{right.partition(':')[0]}:{wrong.partition(':')[2]}"
    sealed = Seal.from_setting(right).seal("results", ROW, CHAT, {})
    for setting in (wrong, same_id):
        with pytest.raises(Unopened):
            Seal.from_setting(setting).open("results", ROW, CHAT, sealed)


def test_an_older_key_still_opens_and_the_newest_one_seals() -> None:
    """A new key in front takes over without closing what is there."""
    old, new = new_key(), new_key()
    sealed = Seal.from_setting(old).seal("results", ROW, CHAT, {"a": 1})
    both = Seal.from_setting(f"{new}, {old}")
    assert both.open("results", ROW, CHAT, sealed) == {"a": 1}
    assert not both.is_newest(sealed)
    assert Seal.from_setting(new).open("results", ROW, CHAT, both.seal("results", ROW, CHAT, {"a": 2})) == {"a": 2}


def test_the_same_value_never_seals_alike() -> None:
    """Two equal rows can't be told to be equal."""
    keys = seal()
    assert len({keys.seal("results", ROW, CHAT, {"a": 1}) for _ in range(50)}) == 50


@given(st.integers(1, 2**52))
def test_a_lookup_is_stable_and_tells_nothing(chat_id: int) -> None:
    """Same key, same name; another key, another name; the chat's number is not in it."""
    old, new = new_key(), new_key()
    both = Seal.from_setting(f"{new},{old}")
    assert both.lookups(chat_id) == (
        Seal.from_setting(new).lookups(chat_id)[0],
        Seal.from_setting(old).lookups(chat_id)[0],
    )
    assert len(set(both.lookups(chat_id))) == 2
    assert all(
        name.startswith(kid)
        for name, kid in zip(both.lookups(chat_id), (new[:7].encode(), old[:7].encode()), strict=True)
    )
    assert both.is_newest(both.lookups(chat_id)[0])
    assert not both.is_newest(both.lookups(chat_id)[1])


def test_taps_and_logs_have_names_of_their_own() -> None:
    """Each purpose has its own key: no name for one purpose gives away one for another."""
    keys = seal()
    assert keys.made_by(1, 2, "x") == keys.made_by(1, 2, "x")
    assert (
        len({keys.made_by(1, 2, "x"), keys.made_by(1, 3, "x"), keys.made_by(2, 2, "x"), keys.made_by(1, 2, "y")}) == 4
    )
    assert keys.log_hash(1) == keys.log_hash(1) != keys.log_hash(2)
    assert len(keys.log_hash(1)) == 10
    assert keys.log_hash(1) not in keys.lookups(1)[0].hex()
    assert keys.log_hash(1) != seal().log_hash(1)


SECRET = base64.b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("", "DATA_KEYS is empty"),
        (" , ", "DATA_KEYS is empty"),
        (SECRET, "no key id"),
        (f"a b:{SECRET}", "has an id that can't be used"),
        (f":{SECRET}", "has an id that can't be used"),
        (f"{'k' * 17}:{SECRET}", "has an id that can't be used"),
        ("k1:", "0 bytes instead of 32"),
        ("k1:AAAA", "3 bytes instead of 32"),
        ("k1:not base64!", "k1 in DATA_KEYS is not base64"),
        (f"k1:{SECRET},k1:{SECRET}", "key id k1 twice"),
    ],
)
def test_a_malformed_setting_is_told_in_one_line_without_the_secret(setting: str, says: str) -> None:
    """The operator learns what is wrong and how to make a key; the key itself is not repeated."""
    with pytest.raises(SealError, match=says) as told:
        Seal.from_setting(setting)
    assert isinstance(told.value, StoreError)
    assert "DATA_KEYS" in str(told.value)
    assert "\n" not in str(told.value)
    assert SECRET not in str(told.value)


def test_keys_are_not_in_the_representation() -> None:
    """Neither the seal nor its keys print what they hold."""
    keys = Seal.from_setting(f"k1:{SECRET}")
    assert SECRET not in repr(keys) + repr(keys._keys)
    assert "bytes" not in repr(keys._keys)


def test_url_safe_base64_is_understood() -> None:
    """A key that another tool wrote with - and _ works as well."""
    safe = SECRET.replace("+", "-").replace("/", "_")
    assert Seal.from_setting(f"k1:{safe}").lookups(1) == Seal.from_setting(f"k1:{SECRET}").lookups(1)
