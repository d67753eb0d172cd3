#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""search.py ROSTER.csv FOLDER: does a page FOLDER/ID.html hold an id or a name
of any other student of the roster? A line for each hit; exit status 1 if there
is one, or if a page does not even name its own student.

It shares no code with the program. Each page is searched as bytes, and as text
without tags; ids (of every system) as they stand, names in both orders, without
regard to case, accents and what stands between the words."""
import csv
import html
import os
import re
import sys
import unicodedata


def bare(text):
    """Lower case without accents, one blank between words."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", text.replace("'", "")))


def names(name):
    """Both orders of "Family, Given Middle", with and without the middle."""
    family, _, given = (part.strip() for part in name.partition(","))
    family, given = bare(family), bare(given)
    first = given.split(" ")[0] if given else ""
    return {f"{a} {b}" for g in {given, first} if g and family
            for a, b in ((family, g), (g, family))}


def views(raw):
    """The page as it is, and what a reader sees of it."""
    text = raw.decode("utf-8")
    seen = re.sub(r"<style.*?</style>", " ", text, flags=re.S)
    seen = html.unescape(re.sub(r"<[^>]*>", " ", seen))
    return text, seen, f" {bare(html.unescape(text))} ", f" {bare(seen)} "


def main(roster_path, folder):
    with open(roster_path, encoding="utf-8-sig", newline="") as f:
        roster = list(csv.DictReader(f))
    systems = [c for c in roster[0] if c.endswith("_id") or c == "email"]
    pages = sorted(p for p in os.listdir(folder) if p.endswith(".html"))
    hits = 0
    for page in pages:
        own = next(s for s in roster if s["student_id"] == page[:-5])
        own_names = names(own["name"])
        own_ids = {own[c] for c in systems}
        with open(os.path.join(folder, page), "rb") as f:
            raw = f.read()
        text, seen, words, seen_words = views(raw)
        if not any(f" {n} " in seen_words for n in own_names):
            print(f"{page}: does not name its own student")
            hits += 1
        for other in roster:
            if other is own:
                continue
            for c in systems:
                needle = other[c]
                if needle and needle not in own_ids and any(
                        re.search(rf"(?<![^\W_]){re.escape(needle)}(?![^\W_])",
                                  t, flags=re.I) for t in (text, seen)):
                    print(f"{page}: {c} of {other['student_id']}")
                    hits += 1
            for n in names(other["name"]) - own_names:
                if f" {n} " in words or f" {n} " in seen_words:
                    print(f"{page}: name of {other['student_id']}")
                    hits += 1
                    break
    print(f"{len(pages)} pages, {len(roster)} students, {hits} found")
    return 1 if hits or not pages else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
