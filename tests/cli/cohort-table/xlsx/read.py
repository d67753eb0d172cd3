"""Show a workbook's cells, read with Python's own zip and XML readers."""
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def unescape(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
sheet = tree.fromstring(book.read("xl/worksheets/sheet1.xml"))
for cell in sheet.iterfind(".//m:c", NS):
    text = cell.find("m:is/m:t", NS)
    kind = "text" if text is not None else "number"
    value = unescape(text.text) if text is not None else cell.find("m:v", NS).text
    print(cell.get("r"), kind, repr(value))
print("formulas", len(sheet.findall(".//m:f", NS)))
print("links", len(sheet.findall(".//m:hyperlink", NS)))
print("frozen", sheet.find(".//m:pane", NS).get("topLeftCell"))
print("filter", sheet.find("m:autoFilter", NS).get("ref"))
print("widths", [c.get("width") for c in sheet.iterfind(".//m:col", NS)])
print("print", sheet.find("m:pageSetup", NS).get("orientation"),
      "fits", sheet.find(".//m:pageSetUpPr", NS).get("fitToPage"))
styles = tree.fromstring(book.read("xl/styles.xml"))
code = {f.get("numFmtId"): f.get("formatCode")
        for f in styles.iterfind("m:numFmts/m:numFmt", NS)}
formats = [x.get("numFmtId") for x in styles.iterfind("m:cellXfs/m:xf", NS)]
# "@" is text (49 by itself): an id that somebody corrects keeps its zeros.
used = {formats[int(c.get("s") or 0)] for c in sheet.iterfind(".//m:c", NS)
        if c.get("t") == "inlineStr" and c.get("r")[1:] != "1"}
print("texts are of format", [code.get(f, f) for f in sorted(used)])
names = tree.fromstring(book.read("xl/workbook.xml"))
print("repeats", [n.text for n in names.iterfind(".//m:definedName", NS)
                  if n.get("name") == "_xlnm.Print_Titles"])
