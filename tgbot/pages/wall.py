"""Wall times in words, for buttons and for clients that cannot show `<tg-time>`."""

from __future__ import annotations

from datetime import date, datetime

from tgbot.pages.book import Book


def spoken(book: Book, local: datetime) -> str:
    """Write a wall time with its weekday, so that a misreading is seen."""
    return book.say("wall-time", day=spoken_day(book, local.date()), time=f"{local:%H:%M}")


def spoken_day(book: Book, day: date) -> str:
    """Write a day."""
    weekday, month = book.say(f"day-{day.isoweekday()}"), book.say(f"month-{day.month}")
    return book.say("wall-day", weekday=weekday, day=str(day.day), month=month)


def spoken_month(book: Book, day: date) -> str:
    """Write a month with its year."""
    return book.say("wall-month", month=book.say(f"month-{day.month}"), year=str(day.year))
