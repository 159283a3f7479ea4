"""Reads an Atom feed from the standard input, and tells as JSON what feedparser made of it."""

import json
import sys

import feedparser

read = feedparser.parse(sys.stdin.buffer.read())
print(
    json.dumps(
        {
            "bozo": int(read.bozo),
            "problem": str(read.get("bozo_exception", "")),
            "version": read.version,
            "ids": [entry.id for entry in read.entries],
            "titles": [entry.title for entry in read.entries],
        }
    )
)
