# Every sentence of the sheet: read to its end, each number worked out anew.

function group_words(g) { return (group_name[g] ~ /^[0-9]+$/ ? "group " : "") group_name[g] }
# "A, B and C", "A, B, C and 2 more": those of marked[], as reasons name them.
function names_said(marked,  i, all, said, text) {
    for (i = 1; i <= n; i++)
        all += i in marked
    for (i = 1; i <= n; i++)
        if ((i in marked) && said < 3) {
            said++
            text = text (said == 1 ? "" : said == all ? " and " : ", ") label[i]
        }
    if (all > 3)
        text = text " and " all - 3 " more"
    return text
}
# What keeps student i out of a group of theme t: as the page of the method says.
function bar(i, g,  j) {
    if (size[g] >= high[theme_of(g)])
        return "was full"
    if (("has", i) in unit)
        return ""
    if (size[group[i]] <= low[theme_of(group[i])])
        return "was out of reach"
    for (j = 1; j <= n; j++)
        if (group[j] == g && ((i, j) in away))
            return "was barred by a rule"
    return ""
}
function read_bar(i, t, lead,  g, all, why, seats, taken, some) {
    for (g = 1; g <= groups; g++) {
        if (theme_of(g) != t)
            continue
        why = bar(i, g)
        if (why == "")
            return
        all = all == "" || all == why ? why : "several"
        taken += size[g]
        seats += high[t]
        some++
    }
    must(lead)
    if (!some)
        must(method == "interest" || closed_slots ? "did not run" : "has no group")
    else if (all == "several")
        must("was full, closed or against a rule")
    else
        must(all)
    if (all == "was full") {
        must(" ("); number(taken, "who are there"); must(" of ")
        number(seats, "the room"); must(")")
    } else if (all == "was out of reach") {
        must(": group " group_name[group[i]] " needs at least ")
        number(low[theme_of(group[i])], "the least size")
    }
}
function equal_needs(i, x,  t, e) {
    for (t = 1; t < themes; t++)
        e += ((i, t) in wants) && wants[i, t] == x
    return e
}
function read_missed(i,  t) {
    must(equal_needs(i, greatest[i]) > 1 ? "a greatest need is " : "the greatest need is ")
    t = theme_number[until(" (")]
    if (need_in(i, t) != greatest[i])
        wrong("that is not the greatest")
    share(greatest[i], "the need"); must(")")
    read_bar(i, t, ", which ")
}
function read_skill(i,  t, x, many) {
    t = theme_of(group[i])
    if (missing[i]) {
        must("no score: placed by size only")
        return
    }
    if (greatest[i] < .5) {
        must("no need of "); number(.5, "the need asked for"); must(" or more in any standard")
        if (t == themes)
            return
        must("; ")
    } else if (t == themes) {
        read_missed(i)
        return
    }
    if (!((i, t) in wants)) {
        must("no score in " theme[t] "; ")
        read_missed(i)
        return
    }
    x = wants[i, t]
    must(theme[t])
    many = equal_needs(i, x)
    if (x == greatest[i] && many > 1) {
        must(" is one of "); number(many, "equal needs"); must(" equally great needs")
    } else if (x == greatest[i])
        must(" is the greatest need")
    must(": "); share(x, "the need"); must(" likely not mastered yet")
    if (x < greatest[i]) {
        must("; ")
        read_missed(i)
    } else if (greatest[i] < .5)
        read_bar(i, themes, "; extension ")
}
function read_interest(i,  t, r, got, word) {
    split("first second third", word, " ")
    t = theme_of(group[i])
    got = rank_of(i, t)
    if (missing[i]) {
        must("no list of choices: placed by size only")
        return
    }
    if (got)
        must(word[got] " choice, " theme[t])
    else {
        must("none of "); number(wishes[i], "choices"); must(" choice" plural(wishes[i]))
    }
    for (r = 1; r <= 3 && r != got; r++)
        for (t = 1; t <= themes; t++)
            if (rank_of(i, t) == r) {
                must("; the " word[r] " is " theme[t])
                read_bar(i, t, ", which ")
            }
}
function mean_of(g, without,  i, x, m) {
    for (i in score)
        if (group[i] == g && i != without) {
            x += score[i]
            m++
        }
    members = m
    return m ? x / m : 0
}
function z(i) { return missing[i] ? 0 : (score[i] - mean) / sd }
function z2(i) { return missing[i] ? 0 : ((score[i] - mean) ^ 2 - mean2) / sd2 }
function distance(i, j) { return z(i) > z(j) ? z(i) - z(j) : z(j) - z(i) }
function read_mixed(i,  j, x, m, passed, here, all, high_side) {
    if (missing[i]) {
        must("no score: placed by size only")
        return
    }
    must("scored "); number(score[i], "the score")
    high_side = score[i] >= mean
    for (j in score)
        passed += high_side ? score[j] < score[i] : score[j] > score[i]
    must(", " (high_side ? "higher" : "lower") " than ")
    number(passed, "passed"); must(" of the "); number(scored - 1, "others"); must(" others; ")
    must(group_words(group[i]) " has mean ")
    number(mean_of(group[i], 0), "the mean"); must(" with this score, ")
    x = mean_of(group[i], i)
    number(x, "the mean of the others"); must(" without; all students' mean ")
    number(mean, "the mean of all")
    if (objective != "diversity")
        return
    for (j = 1; j <= n; j++) {
        all += distance(i, j)
        if (group[j] == group[i]) {
            here += distance(i, j)
            m++
        }
    }
    must("; differs by "); number(here / (m - 1), "the distance within")
    must(" sd from the others of the group on average, by ")
    number(all / (n - 1), "the distance to all"); must(" from all others")
}
function is_of(i, col, value) { return col == "no score" ? missing[i] : kind[col, i] == value }
function count(col, value, g,  i, m) {
    for (i = 1; i <= n; i++)
        m += (!g || group[i] == g) && is_of(i, col, value)
    return m + 0
}
function read_even(i, col, value) {
    must(evenly++ ? "; " : "; spread evenly: ")
    must(col (value == "" ? "" : " " value) " ")
    number(count(col, value, group[i]), "of the kind here"); must(" of ")
    number(size[group[i]], "the size"); must(" here, ")
    number(count(col, value, 0), "of the kind"); must(" of "); number(n, "students")
    must(" in all")
}
# All rules that name the student.
function read_rules(i,  j, marked, part, others) {
    for (j = 1; j <= n; j++)
        if (((i, j) in unit) && group[j] == group[i])
            marked[j] = 1
    if (names_said(marked) != "")
        must("; with " names_said(marked) " by your list")
    delete marked
    for (j = 1; j <= n; j++)
        if (((i, j) in away) && group[j] != group[i])
            marked[j] = 1
    if (names_said(marked) != "")
        must("; apart from " names_said(marked) " by your list")
    if (isolate != "") {
        split(isolate, part, "=")
        if (kind[part[1], i] == part[2]) {
            j = count(part[1], part[2], group[i])
            if (j == 1)
                must("; the only one")
            else {
                must("; one of "); number(j, "of the kind")
            }
            must(" with " part[1] " " part[2] " here")
        }
    }
    evenly = 0
    if (balance != "")
        read_even(i, balance, kind[balance, i])
    if (method == "mixed" && missing[i])
        read_even(i, "no score", "")
    if (company != "" && (i in before)) {
        for (j = 1; j <= n; j++)
            others += j != i && group[j] == group[i] && before[j] == before[i]
        must("; was with ")
        if (!others)
            must("none of the others before")
        else {
            number(others, "met before"); must(" of the ")
            number(size[group[i]] - 1, "others"); must(" others before")
        }
    }
}
# A figure of the sheet: four decimals, of which zeros at the end are left out.
function near(said, x) {
    return said - x <= 5e-5 + 1e-9 && x - said <= 5e-5 + 1e-9 && said !~ /\.[0-9][0-9][0-9][0-9][0-9]/
}
function read_note(i) {
    if (missing[i])
        must(method == "interest" ? "no list of choices: placed by size only" : \
             "no score: placed by size only")
    if (previous != "" && (i in before) && before[i] != group_name[group[i]]) {
        took("; ")
        must("moved from " before[i] " to " group_name[group[i]])
        must(company == "new" ? ": new company was asked for" : ": all groups were balanced anew")
    }
    if (next_best[i] == "") {
        took("; ")
        must(("has", i) in unit ? "no next best: must stay with others" : \
             "no next best: no move or swap keeps all rules")
    }
}
function check_reasons(  i, t, right) {
    for (i = 1; i <= n; i++) {
        begin(reason[i])
        if (reason[i] == "")
            wrong("no reason")
        if (method == "skill")
            read_skill(i)
        else if (method == "interest")
            read_interest(i)
        else
            read_mixed(i)
        read_rules(i)
        ended()
        begin(note[i])
        read_note(i)
        ended()
        begin(fit[i])
        t = method == "mixed" ? 0 : theme_of(group[i])
        right = method == "skill" ? need_in(i, t) : rank_of(i, t)
        if (right == "" ? fit[i] != "" : fit[i] == "" || !near(fit[i], right))
            wrong("fit is " right)
        sentences++
    }
}
