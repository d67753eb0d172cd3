# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of shared pages' Markdown twins, as a reader has them; a line a
# row, split by tabs:
#   day of the page, day the table is of, what it counts, block, by-columns, values,
#   students ("" when hidden), all other numbers
# What a table counts is read from the command in the page's evidence.

function day_of(text,  part, month) {
    split(text, part, " ")
    month = index("JanFebMarAprMayJunJulAugSepOctNovDec", part[2])
    return sprintf("%04d-%02d-%02d", part[3], (month + 2) / 3, part[1])
}

function option(command, name,  rest) {
    if (!match(command, "--" name " ('[^']*'|[^ ]*)"))
        return ""
    rest = substr(command, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
    gsub(/'/, "", rest)
    return rest
}

FNR == 1 {
    delete rows; delete day
    n = told = 0
}
FNR == 1 && match($0, /made [0-9]+ [A-Za-z]+ [0-9]+/) {
    split(substr($0, RSTART + 5, RLENGTH - 5), part, " ")
    made = day_of(part[1] " " substr(part[2], 1, 3) " " part[3])
}
/^\| / && !told {
    gsub(/^\| | \|$/, "")
    table[++n] = $0
    next
}
match($0, /\(#evidence-[a-z-]*\)/) && !told {
    id = substr($0, RSTART + 11, RLENGTH - 12)
    rows[id] = n
    for (i = 1; i <= n; i++) row[id, i] = table[i]
    day[id] = made
    if (match($0, /as released on [0-9]+ [A-Z][a-z]+ [0-9]+/))
        day[id] = day_of(substr($0, RSTART + 15, RLENGTH - 15))
    n = 0
}
/^## Evidence/ { told = 1 }
/^### Evidence / { id = $3 }
/^- Command: / && rows[id] {
    about = option($0, "assessment") " " option($0, "since") " " \
        option($0, "until")
    columns = split(row[id, 1], head, / \| /)
    for (at = 1; at < columns && head[at] != "n"; at++)
        ;
    last = head[at - 1] == "variable" ? at - 2 : at - 1
    for (i = 3; i <= rows[id]; i++) {
        split(row[id, i], cell, / \| /)
        by = values = numbers = ""
        for (c = 1; c <= last; c++) {
            by = by (c > 1 ? "," : "") head[c]
            values = values (c > 1 ? "," : "") cell[c]
        }
        for (c = at + 1; c <= columns; c++)
            numbers = numbers " " head[c] "=" cell[c]
        printf "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", made, day[id], about, id,
            by, values, cell[at] == "hidden" ? "" : cell[at], numbers
        count++
    }
}
END { if (!count) { print "read.awk: no table was found" | "cat >&2"; exit 4 } }
