"""Which reading each rule of the grammar has."""

from __future__ import annotations

import re
from collections.abc import Callable

from fogline.mentions.times import days, lengths, periods, relative
from fogline.mentions.times.context import Context, Reading

READINGS: dict[str, Callable[[re.Match[str], Context], Reading | None]] = {
    "night_of": days.read_night_of,
    "iso": days.read_iso,
    "year_first": days.read_year_first,
    "numeric": days.read_numeric,
    "day_range": days.read_day_range,
    "year_range": periods.read_year_range,
    "date": days.read_date,
    "period_of": days.read_period_of,
    "ordinal_of": periods.read_ordinal_of,
    "weekday": days.read_weekday,
    "feast": days.read_feast,
    "month": periods.read_month,
    "season": periods.read_season,
    "quarter": periods.read_quarter,
    "short_quarter": periods.read_short_quarter,
    "the_quarter": periods.read_the_quarter,
    "half_of": periods.read_half_of,
    "before_last": relative.read_before_last,
    "deictic": relative.read_deictic,
    "ago": relative.read_ago,
    "year_ago": relative.read_year_ago,
    "next_day": relative.read_next_day,
    "this_unit": relative.read_this_unit,
    "past_day": lengths.read_past_day,
    "part_of_day": relative.read_part_of_day,
    "past_n": lengths.read_past_n,
    "past_seasons": lengths.read_past_seasons,
    "duration": lengths.read_duration,
    "bare_units": lengths.read_bare_units,
    "long": lengths.read_long,
    "set": lengths.read_set,
    "decade": periods.read_decade,
    "century": periods.read_century,
    "year": periods.read_year,
    "reference": relative.read_reference,
    "clock": relative.read_clock,
    "hours": relative.read_hours,
    "nth": days.read_nth,
    "spoken_year": periods.read_spoken_year,
    "ordinal_day": relative.read_ordinal_day,
}
"""The reading of each rule of the grammar."""
