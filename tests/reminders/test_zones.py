"""Time zones by clock, place, city and name; and the times that people read off their clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tgbot.reminders.clocks import read_clock
from tgbot.reminders.walltime import wall_at
from tgbot.reminders.zones import MOST_CITIES, cities, valid, zone_named, zone_of_clock, zone_of_place

NOW = datetime(2026, 11, 22, 20, 47, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "zones"),
    [
        ("20:47", ("UTC",)),
        ("22:45", ("UTC+02:00",)),
        ("22:47", ("UTC+02:00",)),
        ("22:55", ("UTC+02:00",)),
        ("02:17", ("UTC+05:30",)),
        ("02:32", ("UTC+05:45",)),
        ("17:17", ("UTC-03:30",)),
        ("06:17", ("UTC+09:30",)),
        ("15:47", ("UTC-05:00",)),
        ("08:47", ("UTC+12:00",)),
        ("09:47", ("UTC+13:00", "UTC-11:00")),
        ("10:47", ("UTC-10:00", "UTC+14:00")),
        ("23:02", ("UTC+02:15",)),
    ],
)
def test_zone_by_the_clock_on_the_wall(said: str, zones: tuple[str, ...]) -> None:
    """A clock that is some minutes off still means an offset in use; two days with one time are both offered."""
    assert zone_of_clock(NOW, time.fromisoformat(said)) == zones


@given(st.integers(0, 24 * 60 - 1), st.datetimes(datetime(2026, 1, 1), datetime(2046, 1, 1)))  # noqa: DTZ001
def test_some_zone_fits_every_clock(minutes: int, now: datetime) -> None:
    """Whatever the clock shows, there is a zone in which it shows about that."""
    said = time(minutes // 60, minutes % 60)
    zones = zone_of_clock(now.replace(tzinfo=UTC), said)

    assert zones
    for zone in zones:
        assert valid(zone)
        shown = wall_at(now.replace(tzinfo=UTC), zone)
        apart = abs(shown.hour * 60 + shown.minute - minutes)
        assert min(apart, 24 * 60 - apart) <= 12


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("22:45", ["22:45"]),
        ("10.45 pm", ["22:45"]),
        ("10:45pm", ["22:45"]),
        ("10 p.m.", ["22:00"]),
        ("10:45", ["10:45", "22:45"]),
        ("1045", ["10:45", "22:45"]),
        ("quarter to eleven", ["10:45", "22:45"]),
        ("It's 9am here", ["09:00"]),
        ("12am", ["00:00"]),
        ("12 pm", ["12:00"]),
        ("noon", ["12:00"]),
        ("00:15", ["00:15"]),
        ("09:15", ["09:15"]),
        ("21h30", ["21:30"]),
        ("٢٢:٤٥", ["22:45"]),
        ("9 in the evening", ["21:00"]),
        ("25:00", []),
        ("10:75", []),
        ("hello", []),
        ("", []),
        ("22:45 or 23:45", []),
    ],
)
def test_reading_a_clock(text: str, times: list[str]) -> None:
    """A time is read as typed; where morning and evening are open, both are given."""
    assert [f"{at:%H:%M}" for at in read_clock(text)] == times


@pytest.mark.parametrize(
    ("typed", "label", "zone"),
    [
        ("London", "London, United Kingdom", "Europe/London"),
        ("londn", "London, United Kingdom", "Europe/London"),
        ("new york", "New York City, New York, US", "America/New_York"),
        ("NYC", "New York City, New York, US", "America/New_York"),
        ("Bombay", "Mumbai, India", "Asia/Kolkata"),
        ("Sao Paolo", "São Paulo, Brazil", "America/Sao_Paulo"),
        ("zurich", "Zürich, Switzerland", "Europe/Zurich"),
        ("Москва", "Moscow, Russia", "Europe/Moscow"),
        ("東京", "Tokyo, Japan", "Asia/Tokyo"),
        ("paris texas", "Paris, Texas, US", "America/Chicago"),
        ("Springfield, IL", "Springfield, Illinois, US", "America/Chicago"),
        ("Birmingham, UK", "Birmingham, United Kingdom", "Europe/London"),
        ("edinburgh scotland", "Edinburgh, United Kingdom", "Europe/London"),
        ("Germany", "Berlin, Germany", "Europe/Berlin"),
        ("india", "Mumbai, India", "Asia/Kolkata"),
        ("melborne", "Melbourne, Australia", "Australia/Melbourne"),
    ],
)
def test_the_first_city_found(typed: str, label: str, zone: str) -> None:
    """A city is found by its name, another name, a typing error, or with its region."""
    assert cities(typed)[0] == (label, zone)


def test_ten_cities_of_one_name_can_be_told_apart() -> None:
    """Springfield is in many states and more than one zone; no label stands twice for one zone."""
    found = cities("Springfield")

    assert ("Springfield, Illinois, US", "America/Chicago") in found
    assert ("Springfield, Massachusetts, US", "America/New_York") in found
    assert 5 <= len(found) <= MOST_CITIES
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("typed", ["", "   ", "xqzzyv", "12345", "💤", "x" * 5000, ",,,", "<b>"])
def test_no_city(typed: str) -> None:
    """What is no city finds none."""
    assert cities(typed) == ()


def test_zone_by_place() -> None:
    """A place has a zone, also at sea; a place that is not on Earth has none."""
    assert zone_of_place(51.5, -0.12) == "Europe/London"
    assert zone_of_place(28.6, 77.2) == "Asia/Kolkata"
    assert valid(zone_of_place(0, -150) or "")
    assert zone_of_place(91, 0) is None


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("UTC+2", "UTC+02:00"),
        ("gmt -3:30", "UTC-03:30"),
        ("+0530", "UTC+05:30"),
        ("utc", "UTC"),
        ("europe/paris", "Europe/Paris"),
        ("America/New York", "America/New_York"),
        ("UTC+15", None),
        ("Mars/Olympus", None),
        ("soon", None),
    ],
)
def test_zone_by_name(typed: str, zone: str | None) -> None:
    """A zone may be typed as such."""
    assert zone_named(typed) == zone


def test_every_zone_of_the_list_of_cities_is_known() -> None:
    """IANA names are valid, invented ones are not."""
    assert all(valid(zone) for zone in available_timezones() - {"localtime", "Factory"})
    assert not valid("Europe/Atlantis")
