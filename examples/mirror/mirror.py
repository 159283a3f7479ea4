#!/usr/bin/env python3
"""Keeps a copy of all programmes of a network, by its RPDE feed.

    python3 mirror.py https://network.example/feeds/rpde/programmes programmes.db [--once]

Needs nothing but Python. Each page is kept together with the address of the next one, in
one transaction: however it is stopped, it goes on where it was, and reads nothing twice
in vain.
"""

import argparse
import json
import sqlite3
import sys
import time
import urllib.error
import urllib.request

PAUSE = 8  # seconds, as the last page of the feed says in its Cache-Control
PATIENCE = 60  # seconds before trying again when the server does not answer


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("feed")
    arguments.add_argument("database")
    arguments.add_argument("--once", action="store_true", help="stop when the copy is complete")
    given = arguments.parse_args()
    copy = open_copy(given.database, given.feed)
    while True:
        try:
            is_complete = read_page(copy)
        except (OSError, json.JSONDecodeError) as problem:
            if is_over(problem):
                sys.exit(f"The feed is gone for good: {problem}")
            print(f"not now: {problem}", file=sys.stderr)
            if given.once:
                sys.exit(1)
            time.sleep(PATIENCE)
            continue
        if is_complete:
            (count,) = copy.execute("SELECT count(*) FROM programme").fetchone()
            print(f"{count} programmes, complete", flush=True)
            if given.once:
                return
            time.sleep(PAUSE)


def open_copy(path, feed):
    copy = sqlite3.connect(path, isolation_level=None)
    copy.execute("CREATE TABLE IF NOT EXISTS programme (id TEXT PRIMARY KEY, modified INTEGER, data TEXT)")
    copy.execute("CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY CHECK (id = 1), next TEXT)")
    copy.execute("INSERT OR IGNORE INTO place VALUES (1, ?)", [feed])
    return copy


def read_page(copy):
    """Reads one page; says whether it was the last."""
    (here,) = copy.execute("SELECT next FROM place").fetchone()
    with urllib.request.urlopen(here, timeout=30) as response:
        page = json.load(response)
    copy.execute("BEGIN")
    for item in page["items"]:
        keep(copy, item)
    copy.execute("UPDATE place SET next = ?", [page["next"]])
    copy.execute("COMMIT")
    return not page["items"] and page["next"] == here


def keep(copy, item):
    if item["state"] == "deleted":
        copy.execute("DELETE FROM programme WHERE id = ?", [item["id"]])
        return
    row = [item["id"], item["modified"], json.dumps(item["data"], ensure_ascii=False)]
    copy.execute("INSERT OR REPLACE INTO programme VALUES (?, ?, ?)", row)


def is_over(problem):
    """404 and 410 mean: do not come back."""
    return isinstance(problem, urllib.error.HTTPError) and problem.code in (404, 410)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
