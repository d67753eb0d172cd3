# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the files that came out, read by parsers that are not
Cohort's: Python's of HTML, XML, CSV, JSON and ZIP."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

FORBIDDEN = {"script", "iframe", "object", "embed", "base", "form", "input",
             "foreignobject", "image", "animate", "set", "link", "audio",
             "video", "source", "template", "frame", "frameset", "noscript"}
# What a text that became Markdown or HTML would add to. Rows and evidence are
# not here: texts that are alike but for their blanks are one assessment.
STRUCTURE = ("h1 h2 h3 h4 h5 h6 a img blockquote hr pre ul ol em strong del "
             "sup svg figure details header footer main style meta title "
             "head body html br").split()
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b",
             "\uff0d", "\uff20")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?$")
# C0 but the line end, DEL, C1, and what turns the direction of writing.
CONTROL = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """The elements of a page with their attributes, and what is wrong."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.shapes, self.count, self.faults = set(), {}, []
        self.style, self.inside, self.text = [], None, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        names = [a for a, _ in attributes if a != "xml:space"]
        self.shapes |= {(tag, a) for a in names} | {(tag, "")}
        self.count[tag] = self.count.get(tag, 0) + 1
        self.inside = tag
        if tag in FORBIDDEN:
            self.faults.append(f"an element <{tag}>")
        for name, value in attributes:
            value = value or ""
            if name.startswith("on"):
                self.faults.append(f"an event {name} of <{tag}>")
            if name in ("href", "src", "xlink:href", "action", "srcset") and \
                    not re.match(r"#|data:image/", value):
                self.faults.append(f"{name}={value!r} of <{tag}>")
            if name in ("id", "for", "aria-labelledby") and \
                    not re.match(r"[\w :.-]*$", value):
                self.faults.append(f"{name}={value!r} of <{tag}>")
            if name == "style" and re.search(r"url|expression|@", value):
                self.faults.append(f"style={value!r}")
        if len(names) != len(set(names)):
            self.faults.append(f"an attribute twice: {names}")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside == "style":
            self.style.append(data)
        else:
            self.text.append(data)
        if re.search("[\0-\x08\x0b\x0e-\x1f\x7f]", data):
            self.faults.append(f"a control character in {data[:40]!r}")

    def handle_comment(self, data):
        self.faults.append(f"a comment {data[:40]!r}")

    def unknown_decl(self, data):
        self.faults.append(f"a declaration {data[:40]!r}")

    def handle_pi(self, data):
        self.faults.append(f"an instruction {data[:40]!r}")

    def handle_decl(self, data):
        if data.lower() != "doctype html":
            self.faults.append(f"a declaration {data[:40]!r}")


# A block of which every number is hidden: with some strings as group names.
OWN = {("div", "id")}


def html(text, model):
    """Faults of a page; MODEL is the same page of harmless texts."""
    page, model = Page(text), Page(model)
    faults = page.faults
    for tag, name in sorted(page.shapes - model.shapes - OWN):
        faults.append(f"<{tag} {name}>, which the model does not have")
    if page.style != model.style:
        faults.append("another style sheet than the model's")
    for tag in STRUCTURE:
        if page.count.get(tag, 0) > model.count.get(tag, 0):
            faults.append(f"{page.count.get(tag, 0)} <{tag}>, "
                          f"{model.count.get(tag, 0)} in the model")
    return faults


def svg(data, model):
    faults, shapes = [], {}
    for which, bytes_ in (("page", data), ("model", model)):
        try:
            root = ElementTree.fromstring(bytes_)
        except ElementTree.ParseError as e:
            return [f"{which}: not XML: {e}"]
        shapes[which] = {(e.tag, a) for e in root.iter()
                         for a in [""] + list(e.attrib)}
        for e in root.iter():
            tag = e.tag.rsplit("}", 1)[-1].lower()
            if tag in FORBIDDEN:
                faults.append(f"an element <{tag}>")
            for name, value in e.attrib.items():
                if name.lower().startswith("on") or (
                        name.endswith("href") and value[:1] != "#"):
                    faults.append(f"{name}={value!r}")
    if b"<!ENTITY" in data:
        faults.append("an entity is declared")
    # gnuplot says xml:space where a text begins with blanks.
    extra = {(tag, a) for tag, a in shapes["page"] - shapes["model"]
             if not a.endswith("}space")}
    return faults + [f"{e}, which the model does not have" for e in extra]


def rows(data):
    """The records of a CSV; Python's reader takes NUL for a letter."""
    csv.field_size_limit(1 << 24)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def spreadsheet(data, bare):
    """Faults of a CSV written with --spreadsheet; BARE is the same without."""
    guarded, plain, faults = rows(data), rows(bare), []
    if [len(r) for r in guarded] != [len(r) for r in plain]:
        return ["not the same cells as without --spreadsheet"]
    for r, row in enumerate(guarded):
        for c, cell in enumerate(row):
            off = cell[1:] if cell.startswith("'") else cell
            if off != plain[r][c]:
                faults.append(f"row {r}, column {c}: {cell[:40]!r} does not "
                              "lead back")
            if cell.startswith(DANGEROUS) and not (
                    r and NUMBER.match(cell) and a_number(plain, c)):
                faults.append(f"row {r}, column {c}: {cell[:40]!r}")
    return faults


def a_number(table, column):
    return all(not row[column] or NUMBER.match(row[column])
               for row in table[1:])


def js(data, bare):
    """JSON's cells are those of the CSV (JSON lines if there is no [)."""
    text = data.decode()
    made = json.loads(text) if text.startswith("[") else [
        json.loads(line) for line in text.split("\n") if line]
    table = rows(bare)
    if len(made) != len(table) - 1:
        return [f"{len(made)} rows, {len(table) - 1} in the CSV"]
    return [f"row {i}: {cell[:40]!r} is {object_[name]!r}"
            for i, object_ in enumerate(made)
            for name, cell in zip(table[0], table[i + 1])
            if isinstance(object_[name], str) and object_[name] != cell]


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def unescape(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


def xlsx(path, bare):
    faults, shared, cells = [], [], []
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            if re.search("external|vba|macro|embed|connection|query", name):
                faults.append(f"a part {name}")
            root = ElementTree.fromstring(z.read(name))
            for e in root.iter():
                if e.attrib.get("TargetMode") == "External":
                    faults.append(f"{name}: an external target")
                if e.tag == SHEET + "f" or e.tag.endswith("hyperlink"):
                    faults.append(f"{name}: <{e.tag}>")
            if name.endswith("sharedStrings.xml"):
                shared = ["".join(t.text or "" for t in e.iter(SHEET + "t"))
                          for e in root]
        root = ElementTree.fromstring(z.read("xl/worksheets/sheet1.xml"))
        for c in root.iter(SHEET + "c"):
            v, kind = c.find(SHEET + "v"), c.get("t", "n")
            if kind == "s":
                cells.append(shared[int(v.text)])
            elif kind == "inlineStr":
                cells.append("".join(t.text or ""
                                     for t in c.iter(SHEET + "t")))
            elif kind not in ("n", "b"):
                faults.append(f"a cell of kind {kind}")
    norm = {text.replace("\r\n", "\n").replace("\r", "\n")
            for row in rows(bare) for text in row}
    for text in cells:
        if unescape(text).replace("\r\n", "\n").replace("\r", "\n") \
                not in norm and text not in norm:
            faults.append(f"{text[:40]!r} is in no cell of the CSV")
    return faults


def terminal(data):
    """What a terminal is sent."""
    found = CONTROL.search(data.decode("utf-8"))
    return [f"a control character near "
            f"{data.decode()[max(0, found.start() - 20):found.end() + 10]!r}"
            ] if found else []
