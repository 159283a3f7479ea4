"""Random schedules in time zones with odd clocks, and whether all agree about their sessions.

    schedules.py make FILE      writes schedules around the changes of the clocks
    schedules.py judge FILE     compares what the API tells, what icalendar and recurring-ical-events find in the calendars,
                                and what dateutil and zoneinfo make of the schedules themselves
"""

import bisect
import json
import os
import random
import sys
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

SEED = int(os.environ.get("LC_SEED", "20261130"))
# Half an hour, two hours, at midnight, in winter, for Ramadan, on a Thursday, never.
ZONES = [
    "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "America/Havana", "America/New_York", "America/Nuuk", "America/Santiago",
    "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Seoul",
    "Asia/Tehran", "Atlantic/Azores", "Australia/Adelaide", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Chisinau", "Europe/Dublin",
    "Europe/London", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Easter", "Pacific/Norfolk",
]
ROUNDS, EACH = 4, 20
# For how many days what is over stays in calendars.
KEPT = timedelta(days=92)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
BEFORE, BEHIND = timedelta(days=20), timedelta(days=40)
UTC = timezone.utc


@cache
def changes(name):
    """The local days on which a clock is set, with the local times between which it jumps."""
    zone, found = ZoneInfo(name), []
    at, end = datetime(2005, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
    while at < end:
        low, high = at, at + timedelta(days=2)
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                same = middle.astimezone(zone).utcoffset() == at.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            moment = high.replace(second=0, microsecond=0)
            old = (moment + at.astimezone(zone).utcoffset()).replace(tzinfo=None)
            found.append((old, moment.astimezone(zone).replace(tzinfo=None)))
        at += timedelta(days=2)
    return found or [(datetime(2026, 3, 29, 2), datetime(2026, 3, 29, 3))]


def clock_time(dice, around):
    """A time of day, often near these."""
    if dice.random() < 0.75:
        minutes = dice.choice(around) + dice.choice([15 * dice.randint(-6, 6), dice.randint(-70, 70)])
    else:
        minutes = 15 * dice.randrange(96)
    return min(max(minutes, 0), 24 * 60 - 1)


def schedule(dice, old, new):
    near = [old.hour * 60 + old.minute, new.hour * 60 + new.minute]
    start = end = 0
    while start >= end:
        start = clock_time(dice, near)
        end = start + dice.randint(1, 80) if dice.random() < 0.3 else clock_time(dice, near)
        end = min(end, 24 * 60 - 1)
    frequency = dice.choice(["ONCE", "DAILY", "DAILY", "WEEKLY", "WEEKLY", "MONTHLY"])
    day = old.date()
    first = day - timedelta(days=dice.choice([0, 0, 0, 1, 2, 7, 14, 28, dice.randrange(20), dice.randrange(900)]))
    last = dice.choice([None, day, day, day + timedelta(days=dice.randrange(30)), day + timedelta(days=dice.randrange(900))])
    wanted = {
        "frequency": frequency,
        "interval": dice.choice([1, 1, 1, 2, 3, dice.randint(1, 13)]),
        "byDay": dice.sample(DAYS, dice.choice([0, 0, 1, 2, 3, 7])),
        "startDate": first.isoformat(),
        "startTime": f"{start // 60:02}:{start % 60:02}",
        "endTime": f"{end // 60:02}:{end % 60:02}",
        "exceptDates": sorted({(day + timedelta(days=dice.randint(-15, 15))).isoformat() for _ in range(dice.choice([0, 0, 1, 4]))}),
    }
    if last is not None and last >= first:
        wanted["endDate"] = last.isoformat()
    return wanted


def lasting(dice, day):
    """The first and the last day of an offering: often all days that there are."""
    if dice.random() < 0.6:
        return {"startDate": "2000-01-01", "endDate": "2199-12-31"}
    first = dice.choice([None, day - timedelta(days=dice.randrange(20)), day])
    last = day + timedelta(days=dice.choice([0, 0, 1, dice.randrange(30)]))
    return {"startDate": first and first.isoformat(), "endDate": last.isoformat()}


def make():
    dice, rounds = random.Random(SEED), []
    for name in ZONES:
        known = changes(name)
        for _ in range(ROUNDS):
            old, new = dice.choice(known)
            day = old.date()
            rounds.append({
                "zone": name, "from": (day - BEFORE).isoformat(), "to": (day + BEHIND).isoformat(),
                "schedules": [schedule(dice, old, new) for _ in range(EACH)], "lasts": [lasting(dice, day) for _ in range(EACH)],
            })
    return rounds


def moment(zone, day, text):
    """What a clock shows, as RFC 5545 reads it: before the change where it is skipped, the first where it comes twice."""
    return datetime.combine(day, time.fromisoformat(text), tzinfo=zone).astimezone(UTC)


def meeting(zone, day, wanted):
    """It ends when the clock says so; a clock that leaves nothing of it gives it the length that it has on other days."""
    start, end = (moment(zone, day, wanted[name]) for name in ("startTime", "endTime"))
    ever = datetime.combine(day, time.fromisoformat(wanted["endTime"])) - datetime.combine(day, time.fromisoformat(wanted["startTime"]))
    return start, end if end > start else start + ever


def reckoned(zone, wanted, span, lasts):
    """The sessions of a schedule, without any of our words."""
    from dateutil import rrule

    once = wanted["frequency"] == "ONCE"
    first = date.fromisoformat(wanted["startDate"])
    last = span[1] + timedelta(days=2)
    if wanted.get("endDate") and not once:
        last = min(last, date.fromisoformat(wanted["endDate"]))
    kind = {"ONCE": rrule.DAILY, "DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY}[wanted["frequency"]]
    by_day = [getattr(rrule, day) for day in wanted["byDay"]] or None
    ends = {"count": 1} if once else {"until": datetime.combine(last, time())}
    days = rrule.rrule(kind, dtstart=datetime.combine(first, time()), interval=wanted["interval"], byweekday=by_day, **ends)
    if once:
        # A day of the week that the interval never meets: nobody looks further than ten years.
        days = [day for day in days.between(datetime.combine(first, time()), datetime.combine(first, time()) + timedelta(days=3653), inc=True)]
    days = (day.date() for day in days)
    days = [day for day in days if (lasts["startDate"] or "") <= day.isoformat() <= lasts["endDate"]]
    return {meeting(zone, day, wanted) for day in days if day.isoformat() not in wanted["exceptDates"]}


def found_in(octets, span):
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar.from_ical(octets)
    complaints = [f"{part.name}: {error}" for part in calendar.walk() for error in part.errors]
    for event in calendar.walk("VEVENT"):
        start, end = (event[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
        if end <= start:
            # RFC 5545, 3.8.2.2.
            complaints.append(f"{event['UID']} ends at {end}, and begins at {start}")
    found = {}
    for event in recurring_ical_events.of(calendar).between(span[0] - timedelta(days=3), span[1] + timedelta(days=3)):
        start, end = (event[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
        found.setdefault(event["UID"].split("@")[0].split("-")[0], set()).add((start, end))
    return calendar, complaints, found


def wrong_clock(calendar, name, span):
    """The first hour in the span at which the calendar's own time zone is set otherwise than the clock of the place."""
    parts = [part for zone in calendar.walk("VTIMEZONE") for part in zone.subcomponents]
    settings = sorted((part["DTSTART"].dt.replace(tzinfo=None) - part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td) for part in parts)
    begins = [begin for begin, _ in settings]
    # Of courses without an end a calendar tells the clock of the next five years.
    at, end = datetime.combine(span[0], time()), min(datetime.combine(span[1], time()), datetime(date.today().year + 6, 1, 1))
    while at < end:
        told = settings[bisect.bisect_right(begins, at) - 1][1]
        if told != at.replace(tzinfo=UTC).astimezone(ZoneInfo(name)).utcoffset():
            return f"{name} at {at} UTC: {told}"
        at += timedelta(minutes=30)
    return None


def judge(rounds):
    told = {"errors": [], "differences": [], "schedules": 0, "sessions": 0, "shifted": 0, "saved": 0}
    for one in rounds:
        zone = ZoneInfo(one["zone"])
        span = date.fromisoformat(one["from"]), date.fromisoformat(one["to"])
        begin = moment(zone, span[0], "00:00")
        end = moment(zone, span[1] + timedelta(days=1), "00:00")
        with open(one["file"], "rb") as file:
            calendar, complaints, calendar_has = found_in(file.read(), span)
        told["errors"] += complaints
        clock = wrong_clock(calendar, one["zone"], span) if calendar_has else None
        told["errors"] += [clock] if clock else []
        for wanted, lasts, offering in zip(one["schedules"], one["lasts"], one["offerings"], strict=True):
            inside = lambda sessions: {(start, stop) for start, stop in sessions if stop > begin and start < end}
            api = {(datetime.fromisoformat(each["startsAt"]).astimezone(UTC), datetime.fromisoformat(each["endsAt"]).astimezone(UTC)) for each in offering["sessions"]}
            theirs, right = inside(calendar_has.get(offering["id"], set())), inside(reckoned(zone, wanted, span, lasts))
            told["schedules"] += 1
            told["sessions"] += len(right)
            told["shifted"] += sum(start.astimezone(zone).strftime("%H:%M") != wanted["startTime"] for start, _ in right)
            told["saved"] += sum(moment(zone, start.astimezone(zone).date(), wanted["endTime"]) <= start for start, _ in right)
            gone = date.fromisoformat(lasts["endDate"]) < date.today() - KEPT
            for name, sessions, wish in (("API", api, right), ("calendar", theirs, set() if gone else right)):
                if sessions != wish:
                    shown = [sorted(f"{start}/{end}" for start, end in part)[:2] for part in (sessions - wish, wish - sessions)]
                    told["differences"].append(f"{one['zone']} {json.dumps(wanted)} {json.dumps(lasts)}: the {name} has {shown[0]} more, {shown[1]} less")
    return told


if sys.argv[1] == "make":
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(make(), file)
else:
    with open(sys.argv[2], encoding="utf-8") as file:
        print(json.dumps(judge(json.load(file))))
