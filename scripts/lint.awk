# SPDX-License-Identifier: GPL-3.0-or-later
# lint.awk: faults of C files that show in their text, as `file:line: what`:
# an include that points upward, a banned function, printing or exiting in the
# library, a function or a file beyond its wall.
# Usage: awk -f scripts/lint.awk scripts/layers scripts/lint-exceptions FILE…

FILENAME ~ /scripts\/layers$/ {
    if (!/^#/ && NF) {
        folder = $1
        layer[folder] = 1
        for (i = 1; i <= NF; i++)
            may[folder, $i] = 1
    }
    next
}

FILENAME ~ /scripts\/lint-exceptions$/ {
    if (!/^#/ && NF) {
        listed[$1] = $2
        listed_at[$1] = FNR
    }
    next
}

FNR == 1 {
    end_file()
    file = FILENAME
    comment = 0
    split(file, part, "/")
    library = part[1] == "src"
    folder = part[2]
    if (library && !(folder in layer))
        fault(1, "src/" folder "/ is not in scripts/layers")
}

/^#include "/ {
    split($2, word, /["\/]/)
    if (library && !((folder, word[2]) in may))
        fault(FNR, folder "/ may not include " $2)
}

{
    lines = FNR
    code = strip($0)
}

code ~ /^[a-z_0-9]+\(/ {
    split(code, word, "(")
    function_name = word[1]
}
code ~ /^{/ { start = FNR }
code ~ /^}/ && start {
    wall(file ":" function_name, FNR - start + 1, 60, start, "function")
    start = 0
}

code ~ /(^|[^A-Za-z0-9_])(strcpy|strcat|sprintf|strtok|atoi|atof|gets|localtime) *\(/ {
    fault(FNR, "a banned function (strcpy strcat sprintf strtok atoi atof " \
        "gets localtime)")
}

code ~ /gsl_rstat_|gsl_cdf_(beta|fdist)_[PQ]inv/ {
    fault(FNR, "GSL estimates running quantiles and loses some of beta and " \
        "F: take stat/sample.h and stat/distribution.h")
}

library && folder != "cli" && \
code ~ /(^|[^A-Za-z0-9_])(exit|abort|v?printf|puts|putchar|perror) *\(/ {
    fault(FNR, "the library does not print or exit")
}

library && folder != "cli" && code ~ /(^|[^A-Za-z0-9_])(stdout|stderr)($|[^A-Za-z0-9_])/ {
    fault(FNR, "only cli/ talks on stdout or stderr")
}

END {
    end_file()
    for (name in listed)
        if (!(name in seen))
            printf "scripts/lint-exceptions:%d: %s is within its wall: " \
                "take it off the list\n", listed_at[name], name
}

function end_file() {
    if (file)
        wall(file, lines, file ~ /^tools\// ? 200 : 500, lines, "file")
    start = 0
}

function fault(line, what) {
    printf "%s:%d: %s\n", file, line, what
}

# A listed exception may shrink, and then its entry must follow.
function wall(name, length_now, limit, line, what) {
    if (length_now <= limit)
        return
    seen[name] = 1
    if (!(name in listed))
        fault(line, "a " what " of " length_now " lines; the wall is " limit)
    else if (length_now > listed[name])
        fault(line, "a " what " of " length_now " lines, more than the " \
            listed[name] " of scripts/lint-exceptions")
    else if (length_now < listed[name])
        printf "scripts/lint-exceptions:%d: %s has %d lines now: lower it\n",
            listed_at[name], name, length_now
}

# The line without comments and without what stands in quotes.
function strip(text,   out, i, c, quote) {
    if (!comment && text !~ /["'\/]/)
        return text
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (comment) {
            if (substr(text, i, 2) == "*/") {
                comment = 0
                i++
            }
        } else if (quote) {
            if (c == "\\")
                i++
            else if (c == quote)
                quote = ""
        } else if (substr(text, i, 2) == "/*") {
            comment = 1
            i++
        } else if (c == "\"" || c == "'") {
            quote = c
        } else {
            out = out c
        }
    }
    return out
}
