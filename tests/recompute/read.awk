# Reading, for the recomputations beside it: CSV, numbers in sentences.

# The next record of a CSV into cell[1] to cell[cells]; 0 at the end.
function record(file,  line, more, at, text) {
    if ((getline line < file) <= 0)
        return 0
    while (gsub(/"/, "\"", line) % 2 && (getline more < file) > 0)
        line = line "\n" more
    sub(/\r$/, "", line)
    sub(/^\357\273\277/, "", line)
    for (cells = 0; 1; line = substr(line, at + 1)) {
        text = ""
        if (substr(line, 1, 1) == "\"") {
            for (more = ""; substr(line, 1, 1) == "\""; more = "\"") {
                line = substr(line, 2)
                at = index(line, "\"")
                text = text more substr(line, 1, at - 1)
                line = substr(line, at + 1)
            }
            at = line == "" ? 0 : 1
        } else {
            at = index(line, ",")
            text = at ? substr(line, 1, at - 1) : line
        }
        cell[++cells] = text
        if (!at)
            return 1
    }
}
# The first record: where each column is.
function header(file,  i) {
    delete column
    if (!record(file))
        wrong(file " is empty")
    for (i = 1; i <= cells; i++)
        column[cell[i]] = i
}
# The same of a sheet with tabs.
function row(file,  line) {
    if ((getline line < file) <= 0)
        return 0
    cells = split(line, cell, "\t")
    return 1
}
function row_header(file,  i) {
    delete column
    if (!row(file))
        wrong(file " is empty")
    for (i = 1; i <= cells; i++)
        column[cell[i]] = i
}

# ---- sentences: `rest` is what is still to be read of `whole` ----

function begin(text) {
    whole = rest = text
    broken = 0
}
function wrong(what) {
    if (!broken)
        print "wrong: " what (rest == "" ? "" : ", at '" rest "'") ", in: " whole
    faults += !broken
    broken = 1
}
function ended() {
    if (rest != "")
        wrong("this is not known")
}
function took(word) {
    if (substr(rest, 1, length(word)) != word)
        return 0
    rest = substr(rest, length(word) + 1)
    return 1
}
function must(word) {
    if (!took(word))
        wrong("expected '" word "'")
}
# What stands before the next `word`, which is taken too.
function until(word,  at, text) {
    at = index(rest, word)
    if (!at) {
        wrong("expected '" word "'")
        return ""
    }
    text = substr(rest, 1, at - 1)
    rest = substr(rest, at + length(word))
    return text
}
# A number, which has to be x rounded to the decimals it has.
function number(x, what,  said, at, step, slack) {
    if (!match(rest, /^-?[0-9]+(\.[0-9]+)?/)) {
        wrong("expected a number, " what)
        return
    }
    said = substr(rest, 1, RLENGTH)
    slack = 1e-9 * (1 + (x < 0 ? -x : x))
    at = index(said, ".")
    step = at ? 10 ^ -(RLENGTH - at) : 1
    rest = substr(rest, RLENGTH + 1)
    if (said - x > step / 2 + slack || x - said > step / 2 + slack)
        wrong(what " is " x)
    figures++
}
# "82 %", "over 99 %", "under 1 %"
function share(x, what) {
    if (took("over 99 %") || took("under 1 %")) {
        if (substr(whole, length(whole) - length(rest) - 8, 4) == "over" ? x < .99 : x > .01)
            wrong(what " is " 100 * x)
        figures++
        return
    }
    number(100 * x, what)
    must(" %")
}
function plural(x) { return x == 1 ? "" : "s" }
