# SPDX-License-Identifier: GPL-3.0-or-later
"""attack: TOOLS SCRATCH: strings.py through all of Cohort, judged by judge.py.
Prints what is not as it must be, and ends with the counts."""

import os
import re
import sys

import judge
import strings
from world import TABLES, World

faults, passed = [], 0


def note(what, found):
    global passed
    if found:
        faults.extend(f"{what}: {f}" for f in found[:5])
    else:
        passed += 1


def read(path):
    with open(path, "rb") as f:
        return f.read()


def model_of(name, folder):
    """The model of word-17.html is word-1.html: harmless texts are alike."""
    name = re.sub(r"-(\d+)(?=[-.])", lambda m: f"-{2 - int(m[1]) % 2}", name)
    return os.path.join(folder, name)


def judge_file(name, out, models):
    path, model = os.path.join(out, name), model_of(name, models)
    bare = os.path.join(out, name.split(".")[0] + ".csv")
    if name.endswith(".html"):
        return judge.html(read(path).decode(), read(model).decode())
    if name.endswith(".svg"):
        return judge.svg(read(path), read(model))
    if name.endswith(".sheet.csv"):
        return judge.spreadsheet(read(path), read(bare))
    if name.endswith((".json", ".jsonl")):
        return judge.js(read(path), read(bare))
    if name.endswith(".xlsx"):
        return judge.xlsx(path, read(bare))
    if name.endswith(".txt"):
        return judge.terminal(read(path))
    return None


def judge_world(world, model):
    for name in sorted(os.listdir(world.out)):
        found = judge_file(name, world.out, model.out)
        if found is not None:
            note(f"{os.path.basename(world.folder)}/{name}", found)
    missing = set(os.listdir(model.out)) - set(os.listdir(world.out))
    note("files", [f"{name} was not made" for name in sorted(missing)
                   if world.formats == model.formats or
                   name.split(".")[-1] in world.formats])
    for words, status, said in world.said:
        found = judge.terminal(said)
        if status not in (0, 1, 2, 3):
            found.append(f"status {status}: {said[:200]!r}")
        note(" ".join(words), found)
    inbox = os.path.join(world.team, "inbox")
    for folder, _, files in os.walk(world.folder):
        note(folder, [f"{f} was made" for f in files
                      if "canary" in f and folder != inbox])


def make(name, texts, parts, tools, scratch, **more):
    folder = os.path.join(scratch, name)
    os.makedirs(folder)
    world = World(texts, folder, tools, **more)
    world.take_in()
    for part in parts:
        getattr(world, part)()
    return world


def main(tools, scratch):
    every = strings.ALL
    bookable = [s for s in every if not judge.CONTROL.search(
        s.replace("\t", "").replace("\r", "")) and
        "\ufffe" not in s and "\uffff" not in s]
    text = [f for f in TABLES if f != "xlsx"]
    for name, texts, parts, more in (
            ("all", every, ("tables", "charts", "more_charts",
                           "decisions", "pages"), {"formats": text}),
            # mask takes a column with an address in it for a column of names.
            ("masked", [s for s in every if s != "mail@evil.example"],
             ("masked", "families", "decisions"),
             {"formats": text, "each": 12, "named": False}),
            ("books", bookable, ("tables",), {"formats": ["csv", "xlsx"]})):
        plain = [strings.plain(i) for i in range(len(texts))]
        world = make(name, texts, parts, tools, scratch, **more)
        model = make(name + "-model", plain, parts, tools, scratch, **more)
        judge_world(world, model)
    for fault in faults:
        print(fault.encode("ascii", "backslashreplace").decode())
    print(f"# injection: {passed} passed, {len(faults)} failed "
          f"({len(every)} strings)")
    count = os.environ.get("COUNT")
    if count:
        with open(count, "w") as f:
            f.write(f"{passed} {len(faults)}\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
