"""Reads calendars with icalendar, expands them, and compares with the sessions that the API tells."""

import json
import sys
from datetime import date, datetime, timedelta, timezone

import icalendar
import recurring_ical_events

with open(sys.argv[1], encoding="utf-8") as file:
    told = json.load(file)
errors, differences = [], []
compared = sessions = cancelled = 0


def utc(moment):
    return moment.astimezone(timezone.utc)


def expanded(calendar):
    """The sessions in a calendar, by offering and year."""
    found = {}
    # A day more on both sides: days begin at another time elsewhere.
    first = date(told["years"][0], 1, 1) - timedelta(days=1)
    last = date(told["years"][-1], 12, 31) + timedelta(days=2)
    for event in recurring_ical_events.of(calendar).between(first, last):
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if not isinstance(start, datetime) or event["STATUS"] == "CANCELLED":
            continue
        offering = event["UID"].split("@")[0].split("-")[0]
        found.setdefault((offering, start.year), set()).add((utc(start), utc(end)))
    return found


calendars = {}
for entry in told["files"]:
    with open(entry["file"], "rb") as file:
        octets = file.read()
    lines = octets.split(b"\r\n")
    if b"\n" in octets.replace(b"\r\n", b"") or any(len(line) > 75 for line in lines):
        errors.append(f"{entry['path']}: a line is too long, or ends with another thing than CRLF")
    # Python takes ten letters for the end of a line, not two.
    if len(octets.decode().splitlines()) != len(lines) - 1:
        errors.append(f"{entry['path']}: a letter inside of a line ends it for some readers")
    calendar = icalendar.Calendar.from_ical(octets)
    for component in [calendar, *calendar.walk()]:
        errors.extend(f"{entry['path']}: {component.name}: {error}" for error in component.errors)
        if component.name == "VEVENT":
            missing = {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED", "SEQUENCE"} - set(component)
            if missing:
                errors.append(f"{entry['path']}: {missing} missing")
    names = [event["UID"] for event in calendar.walk("VEVENT")]
    if len(names) != len(set(names)):
        errors.append(f"{entry['path']}: a UID twice")
    known = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    used = {event["DTSTART"].params.get("TZID") for event in calendar.walk("VEVENT")} - {None}
    if used - known:
        errors.append(f"{entry['path']}: {used - known} has no VTIMEZONE")
    if entry["path"].startswith("/cities/"):
        cancelled += any(event["STATUS"] == "CANCELLED" for event in calendar.walk("VEVENT"))
    calendars[entry["path"]] = expanded(calendar)

for offering in told["offerings"]:
    calendar = calendars[f"/cities/{offering['city']['slug']}"]
    for year in told["years"]:
        each = offering[f"y{year}"]
        ours = {(utc(datetime.fromisoformat(one["startsAt"])), utc(datetime.fromisoformat(one["endsAt"]))) for one in each}
        theirs = calendar.get((offering["id"], year), set())
        if len(ours) == 100:
            # The API tells no more than a hundred at once.
            theirs = set(sorted(theirs)[:100])
        if ours or theirs:
            compared += 1
            sessions += len(ours)
        if ours != theirs:
            differences.append(f"{offering['id']}: only ours {sorted(ours - theirs)[:3]}, only theirs {sorted(theirs - ours)[:3]}")

print(json.dumps({"errors": errors, "differences": differences, "compared": compared, "sessions": sessions, "cancelled": cancelled}))
