# A grouping made by hand: the rules that it breaks, and the best beside it.

function are(m) { return m == 1 ? " is" : m == 2 ? " are both" : " are all" }
# Members of marked[] in group g: "A, B and C"; how many in `members`.
function list_of(marked, g,  i, all, said, text) {
    for (i = 1; i <= n; i++)
        all += (i in marked) && group[i] == g
    for (i = 1; i <= n; i++)
        if ((i in marked) && group[i] == g) {
            said++
            text = text (said == 1 ? "" : said == all ? " and " : ", ") label[i]
        }
    members = all + 0
    return text
}
function break_sets(file, word,  s, i, sets, name, set, of, marked, g, text, parts) {
    header(file)
    while (record(file)) {
        if (!(cell[1] in sets)) {
            sets[cell[1]] = 1
            name[++set] = cell[1]
        }
        if (i = seek(cell[2]))
            of[cell[1], i] = 1
    }
    close(file)
    for (s = 1; s <= set; s++) {
        delete marked
        for (i = 1; i <= n; i++)
            if ((name[s], i) in of)
                marked[i] = 1
        text = ""; parts = 0
        for (g = 1; g <= groups; g++) {
            i = list_of(marked, g)
            if (members && word == "together")
                text = text (parts++ ? ", " : "together " name[s] ": ") i (members > 1 ? " are" : " is") \
                    " in " group_words(g)
            if (members > 1 && word == "apart")
                expect("apart " name[s] ": " i are(members) " in " group_words(g))
        }
        if (parts > 1)
            expect(text)
    }
}
function expect(text) {
    if (!(text in expected))
        expects++
    expected[text] = 1
    kept[text ~ /^together/ ? "together" : text ~ /^apart/ ? "apart" : text ~ /^balance/ ? "balance" : "isolate"] = 1
}
function break_all(  g, i, part, marked, x, text, off, m) {
    break_sets(together, "together")
    break_sets(apart, "apart")
    split(isolate, part, "=")
    for (i = 1; i <= n; i++)
        if (kind[part[1], i] == part[2])
            marked[i] = 1
    for (g = 1; g <= groups; g++) {
        text = list_of(marked, g)
        if (members == 1)
            expect(text " is the only " part[1] " " part[2] " in " group_words(g))
        if (size[g] > most)
            expect_size(g, "most", most)
        if (size[g] < least)
            expect_size(g, "least", least)
    }
    for (i = 1; i <= n; i++)
        kinds[kind[balance, i]] = 1
    for (x in kinds) {
        text = ""
        for (g = 1; g <= groups; g++) {
            m = count(balance, x, g)
            off = m - count(balance, x, 0) * size[g] / n
            if (off > 1 + 1e-9 || off < -1 - 1e-9)
                text = text (text == "" ? ": " : ", ") group_words(g) " has " m " of " size[g] \
                    " (even share " cut(1, count(balance, x, 0) * size[g] / n) ")"
        }
        if (text != "")
            expect("balance, " balance " " x text)
    }
}
function expect_size(g, word, limit) {
    expected["size: " group_words(g) " has " size[g] " students, at " word " " limit] = 1
    expects++
}
function read_names(name, m, what) {
    must("- **" what " ("); number(m, "who"); must(").** ")
    for (i = 1; i <= m && i <= 10; i++)
        must((i > 1 ? "; " : "") name[i])
    must(".")
}
function read_hand() {
    if (rest ~ /^- \*\*In no group/) {
        read_names(absent, absents, "In no group")
        must(" What follows speaks of the others.")
        persons["absent"]++
    } else if (rest ~ /^- \*\*Not among/) {
        read_names(unknown, unknowns, "Not among the students")
        persons["unknown"]++
    } else if (took("- **Kept:** ")) {
        do {
            item = rest
            read_item()
            if ((item ~ /^apart/ ? "apart" : item ~ /^together/ ? "together" : \
                 item ~ /^nobody/ ? "isolate" : "balance") in kept)
                wrong("that is broken")
        } while (took("; "))
        must(".")
    } else if (took("- **Broken (")) {
        number(expects, "what is broken"); must("):**")
        persons["broken"]++
    } else if (took("  - ")) {
        if (!(rest in expected))
            wrong("this is not so")
        delete expected[rest]
        rest = ""
        figures++
        broken_said++
    }
}
# The best that keeps every rule, of a sheet that was made so: `best`.
function read_beside(v, r, sign,  b) {
    read_sheet(best)
    b = value()
    read_sheet(sheet)
    must("The best found that keeps every rule ")
    must("has "); number(b, "the best")
    if (sign * (r - v) < 0)
        must("; random groups do better than this one.")
    else {
        must(": this grouping reaches **"); number(100 * (r - v) / (r - b), "the share")
        must(" %** of what can be gained over random groups.")
    }
}
function read_presence(  i, c) {
    row_header(sheet)
    while (row(sheet))
        present[cell[column["student_id"]]] = 1
    close(sheet)
}
function find_unknown() {
    header(hand)
    while (record(hand))
        if (!seek(cell[1]))
            unknown[++unknowns] = cell[1]
    close(hand)
}
