# SPDX-License-Identifier: GPL-3.0-or-later
"""A team's folder in which every text is one of the given strings, and all
that Cohort makes of it, under folder/out. Two worlds of as many strings make
files of the same names."""

import os
import subprocess

from strings import plain

TIDY = ("student_id assessment measure item date term attempt score max_score "
        "sem scale percentile level response key status raw source").split()
TABLES = ["csv", "sheet.csv", "tsv", "json", "jsonl", "md", "txt", "xlsx"]
FORMAT = {"sheet.csv": ["-f", "csv", "--spreadsheet"], "txt": ["-f", "table"],
          "md": ["-f", "markdown"]}

def cell(text):
    return '"' + text.replace('"', '""') + '"'


def sheet(path, rows):
    with open(path, "wb") as f:
        for row in rows:
            f.write((",".join(map(cell, row)) + "\n").encode())


def file_name(text):
    """What of a text a file may be called."""
    text = text.replace("\0", "").replace("/", "\u2215")
    text = text.encode()[:200].decode(errors="ignore")
    return "dots" + text if text in ("", ".", "..") else text


def some(data, n):
    """The first n records of a CSV that quotes line ends."""
    records, quoted, start = [], False, 0
    for i, byte in enumerate(data):
        if byte == 34:
            quoted = not quoted
        elif byte == 10 and not quoted:
            records.append(data[start:i])
            start = i + 1
            if len(records) > n:
                break
    return records + [b""]


class World:
    def __init__(self, strings, folder, tools, formats=TABLES, each=2,
                 named=True):
        """Each string is of EACH students, and is their name if NAMED."""
        self.strings, self.folder = strings, folder
        self.formats, self.each, self.named = formats, each, named
        self.out = os.path.join(folder, "out")
        self.team = os.path.join(folder, "team")
        self.environment = {"PATH": tools + ":/usr/bin:/bin", "HOME": folder,
                            "LC_ALL": "C.UTF-8", "COHORT_TODAY": "2026-03-06",
                            "TMPDIR": folder}
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self.said = []  # (command, status, standard error)

    def cohort(self, *words, to=None, stdin=None, share=False):
        """Run a tool in the team's folder; standard output to out/TO."""
        environment = dict(self.environment)
        if share:
            environment["COHORT_SHARE"] = "1"
        done = subprocess.run(["cohort", *words], cwd=self.team, input=stdin,
                              env=environment, capture_output=True)
        self.said.append((words, done.returncode, done.stderr))
        if to is not None:
            with open(os.path.join(self.out, to), "wb") as f:
                f.write(done.stdout)
        return done.stdout

    def table(self, name, *words, stdin=None, **more):
        """The same table in every format, as out/NAME.FORMAT."""
        for form in self.formats:
            path = os.path.join(self.out, f"{name}.{form}")
            self.cohort(*words, "-q", *FORMAT.get(form, ["-f", form]),
                        "-o", path, stdin=stdin, **more)

    # What comes in

    def take_in(self):
        os.makedirs(self.out)
        subprocess.run(["cohort", "init", "-q", self.team], check=True,
                       env=self.environment, capture_output=True)
        self.students = [f"{i:05}" for i in
                         range(len(self.strings) * self.each)]
        self.roster()
        self.inventory()
        self.results()
        self.notes()
        self.name_team("t")
        self.rows = self.cohort("select", "-q", "--assessment", "Unit 3",
                                "--with", "name,section,home_language")
        self.few = b"\n".join(some(self.rows, len(self.strings)))

    def text(self, i):
        return self.strings[i % len(self.strings)]

    def roster(self):
        rows = [["student_id", "name", "section", "home_language"]]
        for i, student in enumerate(self.students):
            s = self.text(i)
            rows.append([student, s if self.named else f"Student {i}", s, s])
        sheet(f"{self.team}/roster.csv", rows)
        self.cohort("roster", "import", "roster.csv")
        for i, s in enumerate(self.strings):
            if "\0" not in s and i % 6 == 0 and self.named:
                self.cohort("roster", "set", self.students[i],
                            "--name=" + s, "--id=state_id=" + s,
                            "--attribute=home_language=" + s)

    def inventory(self):
        fields = ("title description owner_role contact system vendor "
                  "construct purpose access_steps barriers known_limits "
                  "current_use location notes").split()
        rows = [["source_id"] + fields + ["own " + self.strings[0],
                                          self.strings[1]]]
        for i, s in enumerate(self.strings):
            rows.append([f"s{i}"] + [s] * (len(fields) + 2))
        sheet(f"{self.team}/inv.csv", rows)
        self.cohort("inventory", "import", "inv.csv")
        for i, s in enumerate(self.strings):
            if "\0" not in s and i % 6 == 0:
                self.cohort("inventory", "add", f"t{i}", "title=" + s)
                self.cohort("inventory", "set", f"t{i}", "description=" + s,
                            "retention=" + s, to=f"set-{i}.data")

    def results(self):
        for i, s in enumerate(self.strings):
            name = file_name(s) + ".csv"
            rows = [TIDY]
            for k in range(self.each):
                student = self.students[i + k * len(self.strings)]
                rows.append(self.result(student, "Unit 3", i * 5 + k, s))
                rows.append(self.result(student, s, i + k, s))
                rows.append(self.result(student, "Items", k, s, item=s))
            rows.append(self.result("?" + s, "Unit 3", 3, s))
            sheet(os.path.join(self.team, "inbox", name), rows)
            self.cohort("ingest", "--layout", "tidy", "--source", f"s{i}",
                        "inbox/" + name)

    def result(self, student, assessment, n, s, item=""):
        return [student, assessment, s if item else "overall", item,
                "2026-02-26", s, "", str(n % 20), "20", "", "points", "",
                s, s, s, "scored", "", s]

    def notes(self):
        rows = [["student_id", "date", "author_role", "source", "text",
                 "codes", "shareable"]]
        for i, student in enumerate(self.students):
            s = self.text(i)
            rows.append([student, "2026-02-26", s, "seen", s, s, "yes"])
        sheet(f"{self.team}/notes.csv", rows)
        self.cohort("ingest", "--layout", "notes", "--source", "s0",
                    "notes.csv")

    def sayable(self):
        """What can be an argument, with its number: of plain texts a few,
        for what comes of them is alike."""
        few = self.strings[0] == plain(0)
        return [(i, s) for i, s in enumerate(self.strings)
                if "\0" not in s and not (few and i > 6)]

    def name_team(self, s):
        with open(f"{self.team}/team.ini", "wb") as f:
            f.write(f"[team]\nname = {s}\n".encode())

    # What goes out

    def tables(self):
        t = self.table
        t("roster", "roster", "list", "--with", "section,home_language")
        t("unknown", "roster", "unknown")
        t("loads", "ingest", "--list")
        t("select", "select", "--assessment", "Unit 3", "--with",
          "name,section,home_language")
        t("wide", "select", "--wide", "--assessment", "Unit 3", "--with",
          "name")
        t("store", "select", "--list")
        t("notes", "select", "--notes", "--with", "name,section")
        t("inventory", "inventory", "export")
        t("list", "inventory", "list")
        t("show", "inventory", "show", "s0")
        t("check", "inventory", "check", "--all")
        t("coverage", "inventory", "check", "--coverage")
        every = self.cohort("select", "-q", "--measure", "all")
        items = self.cohort("select", "-q", "--assessment", "Items",
                            "--items")
        seen = self.cohort("select", "-q", "--notes", "--with", "section")
        t("summary", "summary", "-b", "section", stdin=self.rows)
        t("assessments", "summary", "-b", "assessment", stdin=every)
        t("levels", "summary", "--levels", "-b", "section", stdin=self.rows)
        t("compare", "compare", "-b", "section", stdin=self.rows)
        t("items", "items", stdin=items)
        t("options", "items", "--options", stdin=items)
        t("codes", "notes", "-b", "author_role", stdin=seen)
        t("growth", "growth", "--keep", "section", stdin=self.rows)
        t("table", "table", stdin=self.rows)
        t("group", "group", "similar", "--groups", "4", "--keep", "section",
          stdin=self.few)
        self.cohort("group", "-q", "similar", "--groups", "4", "--report",
                    f"{self.out}/group.md", "--keep", "section", stdin=self.few)
        file = "inbox/" + file_name(self.strings[0]) + ".csv"
        t("profile", "inventory", "profile", "s0", file)
        t("columns", "inventory", "profile", "s0", file, "--columns",
          "--values")
        for form in ("html", "markdown"):
            self.cohort("inventory", "export", "-q", "-f", form,
                        to="wall." + {"html": "html", "markdown": "md"}[form])

    def masked(self):
        counts = self.cohort("summary", "-q", "-b", "section",
                             stdin=self.rows)
        self.table("mask", "mask", "-b", "section", stdin=counts)
        self.cohort("mask", "-q", "--audit", f"{self.out}/audit.txt",
                    stdin=counts)
        key = os.path.join(self.folder, "key")
        self.cohort("mask", "--make-key", key)
        rows = self.cohort("table", "-q", "-c",
                           "student_id,section,score,level", stdin=self.rows)
        self.table("pseudonyms", "mask", "--pseudonyms", key, "--keep-text",
                   "section,level", stdin=rows)
        self.cohort("mask", "-q", "--codes", f"{self.folder}/map.csv",
                    "--keep-text", "section,level", stdin=rows,
                    to="codes.csv")

        with open(f"{self.team}/others.md", "w") as f:
            f.write(SHARED)
        self.cohort("weave", "-q", "--share", "others.md", "--markdown",
                    f"{self.out}/shared.md", "-o", f"{self.out}/shared.html")
        self.table("quotes", "select", "--notes", share=True)

    def charts(self):
        for kind in ("histogram", "box", "bars", "growth"):
            by = ["-b", "section"] if kind in ("box", "bars") else []
            for form in ("svg", "dumb"):
                self.cohort("chart", kind, *by, "-f", form, stdin=self.few,
                            to=f"{kind}.{'txt' if form == 'dumb' else form}")
        for i, s in self.sayable():
            words = ["--title=" + s, "--subtitle=" + s, "--x-label=" + s,
                     "--y-label=" + s]
            if i % 2 and s[0] not in "=!<>":
                words += ["--where=section=" + s]
            form = "svg" if i % 3 else "dumb"
            self.cohort("chart", "growth", *words, "-f", form,
                        stdin=self.few,
                        to=f"title-{i}." + ("svg" if i % 3 else "txt"))

    def more_charts(self):
        """The other six kinds, and their words aloud and as data."""
        wide = [["student_id", "section", "one", "two"]]
        for i, student in enumerate(self.students):
            wide.append([student, self.text(i), str(i % 19), str(i % 7)])
        sheet(f"{self.team}/wide.csv", wide)
        tests = self.cohort("compare", "-q", "-b", "section", stdin=self.rows)
        groups = self.cohort("group", "-q", "similar", "--groups", "4",
                             "--keep", "section", stdin=self.few)
        for kind, words, rows in (
                ("strip", ["-b", "section"], self.few),
                ("interval", [], tests),
                ("levels", ["-b", "section"], self.levels),
                ("heatmap", ["-v", "score", "-b", "section,home_language"],
                 self.few),
                ("scatter", ["-v", "one,two", "wide.csv"],
                 None),
                ("groups", [], groups)):
            for form in ("svg", "dumb"):
                self.cohort("chart", kind, *words, "-f", form, stdin=rows,
                            to=f"{kind}.{'txt' if form == 'dumb' else form}")
            self.cohort("chart", kind, *words, "--alt", stdin=rows,
                        to=f"{kind}.alt")

    @property
    def levels(self):
        """A few levels: more than twenty are refused."""
        return b"\n".join(some(self.rows, 18))

    def decisions(self):
        """One decision that says all of the strings, its outcome, a page."""
        said = [" ".join(s.replace("\0", "").split()) for s in self.strings]
        items = "\n".join(f"- x {s}" for s in said)
        words = "\n".join(f"y {s}" for s in said)
        with open(f"{self.team}/form.md", "w") as f:
            f.write(FORM.format(items=items, words=words,
                                evidence=items.replace("- x", "- other: x")))
        self.cohort("decide", "add", "--named", "form.md")
        self.cohort("decide", "close", "1", "--named", "--outcome", "met",
                    "--actual", words, "--learned", words, "--next", "keep")
        self.table("decided", "decide", "list")
        self.table("decision", "decide", "show", "1")
        self.table("history", "decide", "show", "--history", "1")
        for form, end in (("html", "html"), ("markdown", "md")):
            self.cohort("decide", "export", "-q", "-f", form,
                        to="decisions." + end)
        with open(f"{self.team}/decided.md", "w") as f:
            f.write(DECIDED)
        for share in ([], ["--share"])[:1 if self.named else 2]:
            name = "decided-page" + "".join(share)
            self.cohort("weave", "-q", *share, "decided.md", "--markdown",
                        f"{self.out}/{name}.md", "-o",
                        f"{self.out}/{name}.html")

    def families(self):
        """A page of one child in a language of hostile words."""
        said = [s for s in self.strings if "\0" not in s]
        rows = [["key", "en", "xx"]]
        rows += [[f"k{i}", s, s] for i, s in enumerate(said)]
        own = ["made", "skip", "evidence", "origin", "newest", "chart-data",
               "term.Source", "term.Newest", "hidden", "blank", "and-more"]
        rows += [[f"page.{k}", s, s] for k, s in zip(own, said)]
        rows += [[f"chart.{k}", s, s] for k, s in
                 zip(["n", "mean", "students", "missing"], said)]
        sheet(f"{self.team}/words.csv", rows)
        text = "\n\n".join(f"{{{{word:k{i}}}}}" for i in range(len(said)))
        with open(f"{self.team}/family.md", "w") as f:
            f.write(FAMILY.format(words=text))
        for name, more in (("family", ["--set=for=family"]), ("student", [])):
            self.cohort("weave", "-q", "family.md", "--only", "00001", *more,
                        "--markdown", f"{self.out}/{name}.md", "-o",
                        f"{self.out}/{name}.html")
        sheet(f"{self.team}/one.csv", [["student_id"], ["00002"]])
        self.cohort("weave", "-q", "family.md", "--each", "student",
                    "--students", "one.csv", "-o", f"{self.out}/pages")

    def pages(self):
        with open(f"{self.team}/all.md", "w") as f:
            f.write(PAGE)
        twin = os.path.join(self.out, "twin.md")
        self.cohort("weave", "-q", "all.md", "--markdown", twin, "-o",
                    f"{self.out}/page.html")
        with open(f"{self.team}/word.md", "w") as f:
            f.write(WORD)
        for i, s in self.sayable():
            self.name_team(s)
            self.cohort("weave", "word.md", f"--set=word={s}", "-o",
                        f"{self.out}/word-{i}.html", "--markdown",
                        f"{self.out}/word-{i}.md")
        self.name_team("t")


FORM = """# A decision of the team

## Question
What next?

## Whom it concerns
{words}

## Evidence
{evidence}

## Alternatives
{items}
- nothing

## Rationale
{words}

## Decision
{words}

## Confidence
low: because

## Owner
math teacher

## What will be measured
source: s0
what: the share
expected: more
by: 2026-03-20

## Review date
2026-03-23
"""

DECIDED = """# Decided

```cohort id=list caption="Decisions"
cohort decide list
```

```cohort id=one caption="One"
cohort decide show 1
```

It was {{one:value@field=concerns}}.

{{why list | It says {{one:value@field=rationale}} | We do {{list:decision}} }}
"""

FAMILY = """---
title: {{{{word:k0}}}}
language: xx
words: words.csv
---
# {{{{word:k1}}}}

{words}

```cohort id=me as=value
cohort roster list --with section,home_language
```

{{{{me:section}}}} {{{{me:home_language}}}}

```cohort id=row caption="{{{{word:k2}}}}" missing="{{{{word:k3}}}}"
cohort select --assessment 'Unit 3' --with section
```

```cohort id=seen as=list line="{{text}} {{{{word:k4}}}}" empty="{{{{word:k5}}}}"
cohort select --notes
```

```cohort id=picture caption="{{{{word:k6}}}}" missing="{{{{word:k7}}}}"
cohort select --assessment 'Unit 3' --with section | cohort chart strip -b section
```

{{{{why row | {{{{me:section}}}} {{{{word:k8}}}} | {{{{word:k9}}}} }}}}
"""

PAGE = """# Everything

```cohort id=people caption="People"
cohort roster list --with section,home_language
```

```cohort id=results caption="Results"
cohort select --assessment 'Unit 3' --with name,section
```

```cohort id=lines caption="Lines" as=list line="**{name}** ({section}): {level}"
cohort select --assessment 'Unit 3' --with name,section
```

```cohort id=seen caption="Notes" as=list line="{text}: {codes}"
cohort select --notes
```

```cohort id=by caption="By section"
cohort select --assessment 'Unit 3' --with section | cohort summary -b section
```

```cohort id=sources caption="Sources"
cohort inventory list
```

```cohort id=picture caption="Boxes"
cohort select --assessment 'Unit 3' --with section |
  cohort table --head 100 | cohort chart box -b section
```

Names: {{people:name@*}}. Sections: {{by:section@*}}.
"""

SHARED = """# For others

```cohort id=by caption="By section"
cohort select --assessment 'Unit 3' --with section | cohort summary -b section
```

```cohort id=list caption="List" as=list line="**{section}**: {n}"
cohort select --assessment 'Unit 3' --with section | cohort summary -b section
```

Sections: {{by:section@*}}.
"""

WORD = """---
title: Page of {{word}}
word: x
---
# Page of {{word}} for {{team}}

{{word}} and **{{word}}**, [a link](#{{word}}), `{{word}}`.

- {{word}}

> {{word}}

| a | b |
|---|---|
| {{word}} | {{word}} |

```cohort id=there caption="About {{word}}" empty="None of {{word}}" missing="No {{word}} yet"
cohort select --assessment '{{word}}' --with name,section | cohort table --head 2
```

```cohort id=chart caption="Chart of {{word}}" missing="No {{word}}" empty="None"
cohort select --assessment 'Unit 3' | cohort table --head 3 | cohort chart histogram --title '{{word}}'
```
"""
