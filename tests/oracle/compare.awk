# SPDX-License-Identifier: GPL-3.0-or-later
# compare.awk: references beside results, joined on run, key and figure.
#
# Input: lines of a run, the file of R's figures and the file of Cohort's, both
# TSV. The headers of the first say what a column is: key:NAME joins rows,
# closed:, iterated:, exact: and chance: are figures, error:FIGURE is the
# standard error of a figure of chance, floor:FIGURE the size below which a
# figure is a difference of equals. Prints a Markdown table, a row a tool,
# figure and kind; what is above what is allowed goes to standard error, and
# the exit status is 1.
BEGIN {
    FS = "\t"
    allowed["closed"] = 1e-9
    allowed["iterated"] = 1e-6
    allowed["chance"] = 4
    allowed["exact"] = 0
    shown = 40
}

function fault(text) {
    faults++
    if (faults <= shown)
        print "oracle: " text | "cat 1>&2"
}

function is_number(x) {
    return x ~ /^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$/
}

function size(x) { return x < 0 ? -x : x }

# A figure of chance without a standard error was enumerated.
function kind_of(p, r) {
    return kind[p] == "chance" && r[error[name[p]]] == "" ? "closed" : kind[p]
}

# How far apart the two are, in the unit of the kind; -1: a blank beside a
# number, or words that are not the same.
function distance(kind, r, c, error, floor, of) {
    if (r == c)
        return 0
    if (!is_number(r) || !is_number(c))
        return -1
    if (kind == "exact")
        return r + 0 == c + 0 ? 0 : -1
    if (kind == "chance")
        return size(r - c) == 0 ? 0 : size(r - c) / error
    of = size(r) > floor ? size(r) : floor
    return size(r - c) == 0 ? 0 : size(r - c) / of
}

function count(run, kind, name, far, part, tool, id) {
    split(run, part, "/")
    id = part[1] " " name "\t" kind
    if (!(id in comparisons))
        order[++ids] = id
    if (!((id, part[2]) in seen)) {
        seen[id, part[2]]
        sets[id]++
    }
    comparisons[id]++
    if (far < 0)
        wrong[id]++
    else if (far > worst[id])
        worst[id] = far
}

# Cohort's rows by their keys, of the columns that R's header calls keys.
function read_result(file, line, n, i, key, head) {
    split("", column)
    split("", result)
    if ((getline line < file) <= 0)
        return 0
    width = split(line, head)
    for (i = 1; i <= width; i++)
        column[head[i]] = i
    for (i = 1; i <= keys; i++)
        if (!(key_name[i] in column))
            return 0
    while ((getline line < file) > 0) {
        split(line, cell)
        key = ""
        for (i = 1; i <= keys; i++)
            key = key (i > 1 ? "|" : "") cell[column[key_name[i]]]
        if (key in result)
            fault(run ": two rows of Cohort's for " key)
        result[key] = line
    }
    close(file)
    return 1
}

# R's header into kind[], name[] and the places of errors and floors.
function read_header(line, n, i, part) {
    split("", error)
    split("", floor)
    keys = figures = 0
    n = split(line, part)
    for (i = 1; i <= n; i++) {
        kind[i] = substr(part[i], 1, index(part[i], ":") - 1)
        name[i] = substr(part[i], index(part[i], ":") + 1)
        if (kind[i] == "key") {
            key_name[++keys] = name[i]
            key_place[keys] = i
        } else if (kind[i] == "error")
            error[name[i]] = i
        else if (kind[i] == "floor")
            floor[name[i]] = i
        else
            figure[++figures] = i
    }
}

function judge(run, key, r, c, i, p, far, x, k) {
    for (i = 1; i <= figures; i++) {
        p = figure[i]
        if (!(name[p] in column)) {
            if (!((run, name[p]) in told)) {
                told[run, name[p]]
                fault(run ": Cohort has no column " name[p])
            }
            continue
        }
        k = kind_of(p, r)
        x = c[column[name[p]]]
        far = distance(k, r[p], x, r[error[name[p]]] + 0, \
                       r[floor[name[p]]] + 0)
        count(run, k, name[p], far)
        if (far < 0 || far > allowed[k])
            fault(run ": " key ": " name[p] " is " \
                  (r[p] == "" ? "blank" : r[p]) " by R, " \
                  (x == "" ? "blank" : x) " by Cohort")
    }
}

# The figures of a run that R does not know: said, so that none hides.
function tell_rest(run, part, i, known, other) {
    split("", known)
    for (i = 1; i <= keys; i++)
        known[key_name[i]]
    for (i = 1; i <= figures; i++)
        known[name[figure[i]]]
    split(run, part, "/")
    for (other in column)
        if (!(other in known))
            rest[part[1] " " other]
}

{
    run = $1
    if ((getline line < $2) <= 0) {
        fault(run ": no reference")
        next
    }
    read_header(line)
    if (!read_result($3)) {
        fault(run ": Cohort printed no such table")
        next
    }
    rows = 0
    while ((getline line < $2) > 0) {
        split(line, r)
        key = ""
        for (i = 1; i <= keys; i++)
            key = key (i > 1 ? "|" : "") r[key_place[i]]
        if (!(key in result)) {
            fault(run ": no row of Cohort's for " key)
            continue
        }
        split(result[key], mine)
        judge(run, key, r, mine)
        delete result[key]
        rows++
    }
    close($2)
    for (key in result)
        fault(run ": no row of R's for " key)
    tell_rest(run)
    runs++
}

END {
    print "| tool, figure | data sets | comparisons | largest difference |" \
          " allowed |"
    print "|---|---|---|---|---|"
    for (i = 1; i <= ids; i++) {
        id = order[i]
        split(id, part)
        far = wrong[id] ? wrong[id] " differ" : \
              part[2] == "exact" ? "0" : \
              part[2] == "chance" ? sprintf("%.1f se", worst[id]) : \
              sprintf("%.1e", worst[id])
        may = part[2] == "exact" ? "0" : \
              part[2] == "chance" ? "4 se" : sprintf("%.0e", allowed[part[2]])
        printf "| %s | %d | %d | %s | %s |\n", part[1], sets[id],
               comparisons[id], far, may
        total += comparisons[id]
    }
    for (other in rest) {
        known = 0
        for (i = 1; i <= ids; i++)
            if (index(order[i], other "\t") == 1)
                known = 1
        if (!known)
            print "# not compared: " other | "sort"
    }
    close("sort")
    printf "# %d runs, %d comparisons, %d faults\n", runs, total, faults
    exit faults > 0
}
