# SPDX-License-Identifier: GPL-3.0-or-later
"""Is what a chart gave what it should be? Each judge returns its faults."""
import csv
import io
import re
import struct
import unicodedata
import xml.etree.ElementTree as tree
import zlib

NAMESPACE = "{http://www.w3.org/2000/svg}"
FORBIDDEN = {"script", "foreignObject", "image", "iframe", "a", "style"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
ROWS = 252  # of a data table: chart/sheet.h and its head


def svg(data, filled):
    try:
        root = tree.fromstring(data)
    except tree.ParseError as error:
        return [f"no XML: {error}"]
    faults = []
    if root.tag != NAMESPACE + "svg":
        faults.append(f"root {root.tag}")
    for part in ("title", "desc", "metadata"):
        found = root.find(NAMESPACE + part)
        if found is None or (part != "metadata" and not (found.text or "")):
            faults.append(f"no {part}")
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    if len(ids) != len(set(ids)):
        faults.append("an id stands twice")
    for element in root.iter():
        name = element.tag.split("}")[-1]
        if name in FORBIDDEN:
            faults.append(f"<{name}>")
        for key, value in element.attrib.items():
            key = key.split("}")[-1]
            if key.startswith("on"):
                faults.append(f"{key}=")
            if key == "href" and not value.startswith("#"):
                faults.append(f"href {value[:40]}")
    texts = "".join(e.text or "" for e in root.iter(NAMESPACE + "tspan"))
    texts += "".join(e.text or "" for e in root.iter(NAMESPACE + "text"))
    if not filled and "no data" not in texts:
        faults.append("does not say that there is no data")
    return faults


def png(data, filled):
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return ["no PNG signature"]
    at, names, size = 8, [], (0, 0)
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        check = data[at + 8 + length:at + 12 + length]
        if struct.pack(">I", zlib.crc32(name + body)) != check:
            return [f"checksum of {name}"]
        if name == b"IHDR":
            size = struct.unpack(">II", body[:8])
        names.append(name)
        at += 12 + length
    faults = []
    if not names or names[-1] != b"IEND" or at != len(data):
        faults.append("no end")
    if not (320 <= size[0] <= 4000 and 100 <= size[1] <= 20000):
        faults.append(f"size {size}")
    return faults


def pdf(data, filled):
    faults = []
    if data[:5] != b"%PDF-" or b"%%EOF" not in data[-32:]:
        faults.append("no PDF")
    if len(data) < 2000:
        faults.append(f"{len(data)} bytes")
    if b"/Font" not in data and b"/ObjStm" not in data:
        faults.append("no font: no text")
    return faults


def columns(line):
    return sum(0 if unicodedata.combining(c) or
               unicodedata.category(c) in ("Cf", "Mn", "Me") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def dumb(data, filled, most=24):
    text = data.decode("utf-8")
    lines = text.rstrip("\n").split("\n")
    faults = [f"{columns(line)} columns: {line[:40]}" for line in lines
              if columns(line) > 80][:1]
    if len(lines) > most:
        faults.append(f"{len(lines)} lines")
    if CONTROL.search(text):
        faults.append(f"a control character {CONTROL.search(text).group()!r}")
    if not filled and "no data" not in text:
        faults.append("does not say that there is no data")
    return faults


def alt(data, filled):
    text = data.decode("utf-8")
    faults = []
    if text.count("\n") != 1 or not text.endswith("\n"):
        faults.append("not one line")
    if CONTROL.search(text):
        faults.append("a control character")
    words = len(text.split())
    if words < (4 if filled else 2) or words > 1500:
        faults.append(f"{words} words")
    return faults


def table(data, filled):
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""),
                           strict=True))
    faults = []
    if not rows or len({len(row) for row in rows}) != 1:
        faults.append(f"rows of {sorted({len(row) for row in rows})} cells")
    if len(set(rows[0])) != len(rows[0]) if rows else False:
        faults.append(f"two columns of one name: {rows[0]}")
    if filled and len(rows) < 2:
        faults.append("no rows")
    if len(rows) > ROWS:
        faults.append(f"{len(rows)} rows")
    return faults


# Every text and mark of every SVG, measured by the browser: what stands beyond
# the edge, texts over each other, and letters under 11 px at the width that a
# page gives (43rem). A text's box is taken without the air above and below its
# letters.
MEASURE = r"""
const out = [];
for (const svg of document.querySelectorAll('svg')) {
    const faults = [], frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].filter((t) =>
        t.textContent.trim()).map((t) => {
        const r = t.getBoundingClientRect();
        const px = parseFloat(getComputedStyle(
            t.querySelector('tspan') || t).fontSize) || 16;
        const air = Math.max(0, (r.height - px * .72) / 2);
        if (px * Math.min(1, 688 / frame.width) < 11)
            faults.push(`${px} px: ${t.textContent.slice(0, 30)}`);
        return { left: r.left, right: r.right, top: r.top + air,
            bottom: r.bottom - air, text: t.textContent.slice(0, 30) };
    });
    for (const b of boxes)
        if (b.left < frame.left - 1 || b.right > frame.right + 1 ||
            b.top < frame.top - 1 || b.bottom > frame.bottom + 1)
            faults.push('beyond the edge: ' + b.text);
    boxes.sort((a, b) => a.top - b.top);
    boxes.forEach((a, i) => {
        for (let k = i + 1; k < boxes.length; k++) {
            const b = boxes[k];
            if (b.top > a.bottom - 1.5) break;
            if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 &&
                Math.min(a.bottom, b.bottom) - b.top > 1.5)
                faults.push(`over each other: ${a.text} | ${b.text}`);
        }
    });
    for (const e of svg.querySelectorAll('path, rect, circle, use, polygon')) {
        if (e.closest('defs, clipPath, pattern')) continue;
        const r = e.getBoundingClientRect();
        if ((r.width || r.height) && (r.left < frame.left - 2 ||
            r.right > frame.right + 2 || r.top < frame.top - 2 ||
            r.bottom > frame.bottom + 2)) {
            faults.push(`a ${e.tagName} beyond the edge`);
            break;
        }
    }
    out.push([svg.closest('div').id, boxes.length, faults.slice(0, 4)]);
}
const pre = document.createElement('pre');
pre.id = 'result';
pre.textContent = encodeURIComponent(JSON.stringify(out));
document.body.replaceChildren(pre);
"""
