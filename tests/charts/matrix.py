# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind × every world × every form. See run."""
import concurrent.futures
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse

import judge

BIN, SEEN, BROWSER = sys.argv[1:4]
HOSTILE = [
    "O'Brien \"Bo\"", "`touch canary`", "$(touch canary)", "a\nb\n\nc",
    "'; system('touch canary'); print '", "\"; system('touch canary') #",
    "@touch", "<script>alert(1)</script>", "]]> & </svg><!--", "{/Bold x}_2^3",
    "\u05d3\u05d5\u05d3 \u05db\u05d4\u05df (5A)", "\u202ex\u202cy",
    "\u0639\u0644\u064a 5B", "W" * 40, "Maximiliane-Theodora von der Berg-Hall",
    "m" * 400, "i" * 400, "%s %n %d", "\\", "\\n\\\\'", "=2+2", "-x", " ",
    "\U0001f600 \u5b66\u751f", "e\u0301" * 40, "$p @k ~ | #", "EOD", "\tx",
    "plot sin(x)", "!touch canary",
]
WORLDS = {"0": 0, "1": 1, "2": 2, "30": 30, "5000": 5000, "equal": 30,
          "hostile": 30}
DATA = {"growth": "days", "heatmap": "items", "interval": "table"}
KINDS = {
    "histogram": ["-v", "score", "-b", "section"],
    "box": ["-v", "score", "-b", "section"],
    "strip": ["-v", "score", "-b", "section", "--cut", "12"],
    "bars": ["-v", "score", "-b", "section"],
    "interval": ["-v", "difference"],
    "levels": ["-v", "level", "-b", "section"],
    "heatmap": ["-v", "score", "-b", "measure,section"],
    "growth": ["--goal", "14", "--trend"],
    "scatter": ["-v", "first,score", "-b", "half", "--cut", "10,12"],
    "groups": ["-v", "score"],
}
HIGHLIGHT = {"growth", "scatter"}
FORMS = {"svg": judge.svg, "png": judge.png, "pdf": judge.pdf,
         "dumb": judge.dumb, "alt": judge.alt, "data": judge.table,
         "script": None}


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def make_world(folder, world, n):
    """The files of a world; returns how many groups (rows of a picture)."""
    chance = random.Random(7)
    hostile = world == "hostile"
    sections = 20 if n > 1000 else 4
    sections = len(HOSTILE) // 2 if hostile else min(n, sections)
    section = [HOSTILE[2 * i] if hostile else f"5{chr(65 + i)}"
               for i in range(sections)]
    head = ["student_id", "name", "section", "half", "group", "note", "first",
            "score", "level"]
    rows, days, items = [head], [], []
    for i in range(n):
        score = 12 if world == "equal" else min(20, max(0, round(
            chance.gauss(13, 4))))
        first = 12 if world == "equal" else min(20, max(0, score + round(
            chance.gauss(0, 3))))
        name = HOSTILE[i] if hostile else f"Student {i + 1}"
        where = section[i % sections]
        level = ("Below", "Met", "Exceeded")[(score > 9) + (score > 15)]
        identity = name + str(i) if hostile else f"{i:05}"
        group = HOSTILE[i % 5 * 3] if hostile else str(i % 4 + 1)
        half = HOSTILE[i % 5 + 3] if hostile else "ab"[i % 2]
        note = "moved from 2" if i % 7 == 0 else ""
        rows.append([identity, name, where, half, group, note, first, score,
                     level])
        for day in range(4):
            days.append([identity, name, f"2026-0{day % 3 + 1}-{day + 10}",
                         score if world == "equal" else score + day % 3])
        for k in range(5):
            measure = HOSTILE[k * 5] if hostile else f"5.NF.{k + 1}"
            items.append([identity, measure, where,
                          score if world == "equal" else
                          chance.randint(0, 4)])
    write(f"{folder}/scores.csv", rows)
    write(f"{folder}/days.csv", [["student_id", "name", "date", "score"], *days])
    write(f"{folder}/items.csv", [["student_id", "measure", "section", "score"],
                                  *items])
    compared = [[section[i], section[0], 9, i % 5 - 2, i % 5 - 4, i % 5]
                for i in range(sections)]
    write(f"{folder}/table.csv", [["group", "reference", "n", "difference",
                                   "ci_low", "ci_high"], *compared])
    write(f"{folder}/who.csv", [["student_id"], *[r[:1] for r in rows[1:4]]])
    return sections


def command(kind, world, form, folder):
    words = [f"{BIN}/cohort-chart", kind, *KINDS[kind],
             "--id", f"{kind}-{world}"]
    if kind in HIGHLIGHT and WORLDS[world]:
        words += ["--highlight", f"{folder}/who.csv"]
    if world == "hostile":
        words += ["--title", HOSTILE[4], "--foot", HOSTILE[7] + HOSTILE[1]]
    words += [f"--{form}"] if form in ("alt", "data", "script") else ["-f", form]
    return words + [f"{folder}/{DATA.get(kind, 'scores')}.csv"]


def rows_of(kind, sections, world):
    """Rows that a terminal has to show: up to 20 fit into 24 lines. A grid with
    more columns than fit goes on below."""
    if kind == "heatmap" and world == "hostile":
        return 3 * 8
    return sections


def one(job):
    kind, world, form, folder, sections = job
    ran = subprocess.run(command(kind, world, form, folder), cwd=folder,
                         capture_output=True, stdin=subprocess.DEVNULL,
                         timeout=120)
    faults = []
    # 1: look at what was said, which is right where there is something to say.
    if ran.returncode not in (0, 1):
        faults.append(f"exit status {ran.returncode}: "
                      f"{ran.stderr.decode(errors='replace')[:200]}")
    if ran.returncode == 1 and not ran.stderr:
        faults.append("exit status 1, and nothing is said")
    ending = {"dumb": "txt", "alt": "alt.txt", "data": "csv",
              "script": "gnuplot"}.get(form, form)
    with open(f"{SEEN}/{kind}-{world}.{ending}", "wb") as file:
        file.write(ran.stdout)
    if not faults and form == "script":
        again = subprocess.run(["gnuplot", "-"], input=ran.stdout, cwd=folder,
                               capture_output=True, timeout=120)
        if again.returncode or not again.stdout:
            faults.append(f"gnuplot: {again.stderr.decode()[:200]}")
    elif not faults and form == "dumb":
        few = rows_of(kind, sections, world) <= 20
        faults += judge.dumb(ran.stdout, WORLDS[world], 24 if few else 9999)
    elif not faults:
        try:
            faults += FORMS[form](ran.stdout, WORLDS[world])
        except (UnicodeDecodeError, csv.Error) as error:
            faults.append(str(error))
    return f"{kind} {world} {form}", faults


def measure(pictures):
    """[(name, texts, faults)] of {name: svg}, by one run of the browser."""
    with tempfile.TemporaryDirectory() as home:
        page = f"{home}/page.html"
        with open(page, "w", encoding="utf-8") as file:
            file.write("<!DOCTYPE html><meta charset=utf-8><body>")
            for name, picture in pictures.items():
                picture = re.sub(r"<\?xml[^>]*>|<!DOCTYPE[^>]*>", "", picture)
                file.write(f'<div id="{name}">{picture}</div>\n')
            file.write(f"<script>{judge.MEASURE}</script>")
        ran = subprocess.run(
            [BROWSER, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update",
             "--disable-sync", f"--user-data-dir={home}/browser", "--dump-dom",
             f"file://{page}"], capture_output=True, timeout=180)
    found = re.search(r'<pre id="result">([^<]*)</pre>', ran.stdout.decode())
    return json.loads(urllib.parse.unquote(found.group(1))) if found else None


def damaged():
    """What the judges must refuse: [(name, faults)]."""
    def read(name):
        with open(f"{SEEN}/{name}", "rb") as file:
            return file.read()

    picture = read("bars-30.svg")
    yield "an SVG cut short", judge.svg(picture[:-20], 1)
    yield "an SVG with a script", judge.svg(
        picture.replace(b"</svg>", b"<script>1</script></svg>"), 1)
    yield "an SVG without words", judge.svg(
        re.sub(rb"<desc.*</desc>", b"", picture, flags=re.S), 1)
    image = bytearray(read("bars-30.png"))
    image[len(image) // 2] ^= 1
    yield "a PNG with a wrong bit", judge.png(bytes(image), 1)
    yield "half a PDF", judge.pdf(read("bars-30.pdf")[:3000], 1)
    text = read("bars-30.txt")
    yield "a wide terminal", judge.dumb(text + b"x" * 81 + b"\n", 1)
    yield "a long terminal", judge.dumb(text + b"\n" * 25 + b"x", 1)
    yield "an escape", judge.dumb(text + b"\x1b[2J", 1)
    yield "words of two lines", judge.alt(read("bars-30.alt.txt") * 2, 1)
    yield "a ragged table", judge.table(read("bars-30.csv") + b"x\n", 1)
    yield "a table without rows", judge.table(b"a,b\n", 1)


def damaged_pictures():
    with open(f"{SEEN}/bars-30.svg", encoding="utf-8") as file:
        whole = file.read()
    label = '<text x="{}" y="60" font-size="{}px">a text of some length</text>'
    return {
        "over-each-other": whole.replace("</svg>", label.format(40, 14) +
                                         label.format(90, 14) + "</svg>"),
        "beyond-the-edge": whole.replace("</svg>", label.format(690, 14) +
                                         "</svg>"),
        "too-small": whole.replace("</svg>", label.format(300, 8) + "</svg>"),
        "a-bar-beyond": whole.replace(
            "</svg>", '<rect x="700" y="9" width="90" height="9"/></svg>'),
    }


def main():
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        jobs = []
        for world, n in WORLDS.items():
            folder = f"{scratch}/{world}"
            os.mkdir(folder)
            sections = make_world(folder, world, n)
            jobs += [(kind, world, form, folder, sections)
                     for kind in KINDS for form in FORMS]
        before = {w: sorted(os.listdir(f"{scratch}/{w}")) for w in WORLDS}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results += pool.map(one, jobs)
        for world in WORLDS:
            after = sorted(os.listdir(f"{scratch}/{world}"))
            results.append((f"{world}: no name runs", [] if after ==
                            before[world] else [f"files came to be: {after}"]))
    results += [(f"seen: {name}", [] if faults else ["not seen"])
                for name, faults in damaged()]
    if BROWSER != "-":
        pictures = {}
        for kind in KINDS:
            for world in WORLDS:
                with open(f"{SEEN}/{kind}-{world}.svg",
                          encoding="utf-8") as file:
                    pictures[f"{kind}-{world}"] = file.read()
        broken = damaged_pictures()
        measured = measure({**pictures, **broken})
        if not measured or len(measured) != len(pictures) + len(broken):
            results.append(("Chromium measures", ["no result"]))
        for name, texts, faults in measured or []:
            if name in broken:
                results.append((f"seen: {name}", [] if faults else ["not seen"]))
            else:
                results.append((f"{name} measured", faults if texts else
                                ["no text"]))
    for name, faults in results:
        for fault in faults:
            print(f"charts: {name}: {fault}")
    failed = sum(1 for _, faults in results if faults)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
