# Every line of the page of cohort deploy, and every reason, again. Variables:
# folder (of the example team), and in the working folder groups.csv (ids, then
# anything, group last but known by its header), needs.csv, forbid.csv,
# require.csv, load.csv; all.tsv and all.md, and without-N.tsv for each wish N
# in the order of the page; limit (of whoever has no max), at_once.

function level(e, k) { return (e, k) in has ? has[e, k] : 0 }
function joined(list, m,  i, text) {
    for (i = 1; i <= m; i++)
        text = text (i == 1 ? "" : i == m ? " and " : ", ") list[i]
    return text
}
function known(e) {
    if (!(e in number_of)) {
        name[++names] = e
        number_of[e] = names
    }
}
function read_team(  i, f) {
    header(f = folder "/expertise.csv")
    while (record(f)) {
        known(cell[1])
        has[cell[1], cell[2]] = cell[3] + 0
        skilled[cell[1]] = 1
        if (!(cell[2] in is_skill)) {
            is_skill[cell[2]] = 1
            skills[++n_skills] = cell[2]
        }
    }
    header("needs.csv")
    while (record("needs.csv")) {
        g = ++n_groups
        number_in[cell[1]] = g
        skill[g] = cell[2]; need[g] = cell[3] == "" ? 3 : cell[3] + 0; block[g] = cell[4]
        if (!(cell[2] in is_skill)) {
            is_skill[cell[2]] = 1
            skills[++n_skills] = cell[2]
        }
    }
    header(f = folder "/availability.csv")
    while (record(f)) {
        there[cell[1], cell[2]] = limited[cell[1]] = 1
    }
    header(f = folder "/extended-team.csv")
    while (record(f)) {
        known(cell[1])
        helper[cell[1]] = cell[2]
        there[cell[1], cell[3]] = limited[cell[1]] = 1
    }
    header("groups.csv")
    while (record("groups.csv")) {
        g = cell[column["group"]]
        students[g]++
        in_group[cell[column["student_id"]]] = g
    }
    header(f = folder "/support.csv")
    while (record(f)) {
        call[++calls] = cell[1]
        role[cell[1]] = cell[2]
    }
    for (header("forbid.csv"); record("forbid.csv");)
        forbid[cell[1], cell[2]] = 1
    for (header("require.csv"); record("require.csv");)
        require[cell[1], cell[2]] = 1
    for (header("load.csv"); record("load.csv");)
        most[cell[1]] = cell[2]
}
function is_there(e, g) { return !(e in limited) || ((e, block[g]) in there) }
# The sums of a plan, by aim.
function read_plan(file, total,  g, part, gap) {
    delete total
    row_header(file)
    while (row(file)) {
        g = cell[1]
        if (cell[3] == "") {
            begin(cell[9])
            until(" is missing for ")
            sub(/;.*/, "", rest)
            total[cell[4] == "lead" ? "unled" : "unmet"] += split(rest, part, " and ")
            continue
        }
        gap = need[g] - level(cell[3], skill[g])
        if (cell[4] == "lead") {
            total["gap"] += gap > 0 ? gap : 0
            total["level"] -= level(cell[3], skill[g])
        } else {
            total["help"]++
            total["support"] -= level(cell[3], skill[g])
        }
        if (file != "all.tsv")
            continue
        whole = cell[3] " in " g; rest = ""
        load[cell[3]]++
        at_time[cell[3], block[g]]++
        if (!is_there(cell[3], g) || ((cell[3], g) in forbid))
            wrong("that may not be")
        if (cell[4] == "lead") {
            lead[g] = cell[3]
            n_leads[cell[3]]++
            leads[cell[3], n_leads[cell[3]]] = g
            if (cell[3] in helper)
                wrong("does not lead")
        } else {
            n_supports[cell[3]]++
            supports[cell[3], n_supports[cell[3]]] = g
        }
    }
    close(file)
}
function list(what, count, e, b,  i, m, out) {
    for (i = 1; i <= count[e]; i++)
        if (b == "" || block[what[e, i]] == b)
            out[++m] = what[e, i]
    return joined(out, m)
}
function read_hinder(who, g,  words) {
    if (took("supports, and does not lead")) {
        if (!(who in helper))
            wrong("leads")
    } else if (took("is not to be in this group")) {
        if (!((who, g) in forbid))
            wrong("may be there")
    } else if (took("is not there in " block[g])) {
        if (is_there(who, g))
            wrong("is there")
    } else if (took("has " list(leads, n_leads, who, block[g]) " at that time")) {
        if (at_time[who, block[g]] < at_once)
            wrong("has time")
        figures++
    } else if (took("has ")) {
        number(load[who], "groups"); must(" group" plural(load[who]) ", the most allowed")
        if (load[who] != (who in most ? most[who] : limit))
            wrong("more are allowed")
    } else
        must("would make the whole plan no better here")
}
function read_loads(e, g,  at) {
    if (n_leads[e]) {
        must("; leads "); number(n_leads[e], "leads"); must(" group" plural(n_leads[e]))
    }
    if (n_supports[e]) {
        must(n_leads[e] ? ", supports " : "; supports "); number(n_supports[e], "supports")
        must(n_leads[e] ? "" : " group" plural(n_supports[e]))
    }
    at = at_time[e, block[g]]
    if (at < 2)
        return
    if (at == load[e]) {
        must(at == 2 ? ", both" : ", all")
        figures++
    } else {
        must(", "); number(at, "at once"); must(" of them")
    }
    must(" at the same time")
}
function read_lead(e, g,  k, i, most_level, own, equals, m, l) {
    k = skill[g]
    own = level(e, k)
    must(e ": level "); number(own, "the level"); must(" in " k)
    for (i = 1; i <= names; i++)
        most_level = level(name[i], k) > most_level ? level(name[i], k) : most_level
    for (i = 1; i <= names; i++)
        if (name[i] != e && level(name[i], k) == own)
            equals[++m] = name[i]
    if (own == most_level + 0)
        must(!own ? ", and nobody has more" : ", the highest of the team" (m ? " with " joined(equals, m) : ""))
    if (own < need[g]) {
        must("; "); number(need[g] - own, "the gap"); must(" below the ")
        number(need[g], "the need"); must(" it needs")
    }
    for (l = most_level; l > own; l--)
        for (i = 1; i <= names; i++)
            if (level(name[i], k) == l) {
                must("; " name[i] " (level "); number(l, "the level"); must(") ")
                read_hinder(name[i], g)
            }
    if ((e, g) in require)
        must("; required here")
    read_loads(e, g)
}
function read_support(e, g,  i, m, text) {
    must(e (!(e in helper) || index(e, helper[e]) ? "" : ", " helper[e]))
    for (i = 1; i <= calls; i++)
        if (in_group[call[i]] == g && (e in helper) && role[call[i]] == helper[e]) {
            text = text (m++ ? " and " : ": for ") call[i]
            met[call[i]] = 1
        }
    must(text "; with " lead[g])
    if (e in skilled) {
        must("; level "); number(level(e, skill[g]), "the level"); must(" in " skill[g])
    }
    read_loads(e, g)
}
function read_unmet(g,  i, m, text, r) {
    r = until(" is missing for ")
    for (i = 1; i <= calls; i++)
        if (in_group[call[i]] == g && role[call[i]] == r) {
            text = text (m++ ? " and " : "") call[i]
            met[call[i]] = 0
            figures++
        }
    must(text)
    for (i = 1; i <= names; i++)
        if ((name[i] in helper) && helper[name[i]] == r) {
            must("; " name[i] " ")
            if (is_there(name[i], g))
                must("is needed elsewhere")
            else
                must("is not there in " block[g])
        }
}
function check_sheet(  g, e, m) {
    row_header("all.tsv")
    while (row("all.tsv")) {
        g = cell[1]; e = cell[3]
        why[g] = why[g] (why[g] == "" ? "" : ". Support: ") cell[9]
        gap = need[g] - level(e, skill[g])
        whole = e " in " g; rest = broken = ""
        if (cell[2] != block[g] || cell[5] != skill[g] || e != "" && cell[8] != load[e] ||
            e != "" && cell[6] != level(e, skill[g]) ||
            e != "" && cell[4] == "lead" && cell[7] != (gap > 0 ? gap : 0))
            wrong("block, skill, load, level or gap")
        begin(cell[9])
        if (e == "")
            read_unmet(g)
        else if (cell[4] == "lead")
            read_lead(e, g)
        else
            read_support(e, g)
        ended()
        sentences++
    }
    for (e in load)
        for (g = 1; g <= n_groups; g++)
            if (at_time[e, block[g]] > at_once || load[e] > (e in most ? most[e] : e in helper ? n_groups : limit))
                wrong(e " has too many")
    for (g = 1; g <= calls; g++)
        if (!(call[g] in met))
            wrong("nothing is said of " call[g])
}
# ---- the page, line by line as it has to be ----
function expect(line) { page_line[++expected] = line }
function with_levels(k, may_lead, l,  i, m, out) {
    for (i = 1; i <= names; i++)
        if ((name[i] in helper) != may_lead && level(name[i], k) == l)
            out[++m] = name[i]
    return joined(out, m) " (" l ")"
}
function top_level(k, may_lead,  i, l) {
    for (i = 1; i <= names; i++)
        if ((name[i] in helper) != may_lead && level(name[i], k) > l)
            l = level(name[i], k)
    return l + 0
}
function expect_tables(  e, g, k, i, l, m, want, text, gap) {
    for (g = 1; g <= n_groups; g++)
        expect("| " g " | " block[g] " | " students[g] " | " why[g] " |")
    for (i = 1; i <= names; i++)
        expect("| " name[i] " | " load[name[i]] + 0 " | " list(leads, n_leads, name[i], "") " | " \
            list(supports, n_supports, name[i], "") " |")
    for (k = 1; k <= n_skills; k++) {
        m = want = 0
        for (g = 1; g <= n_groups; g++)
            if (skill[g] == skills[k]) {
                m++
                want = need[g] > want ? need[g] : want
            }
        text = ""
        for (l = 9; l; l--)
            for (i = 1; i <= names; i++)
                if (level(name[i], skills[k]) == l)
                    text = text (text == "" ? "" : ", ") name[i] " " l
        expect("| " skills[k] " | " m " | " (m ? want : "") " | " (text == "" ? "nobody" : text) " |")
        l = top_level(skills[k], 1)
        if (l < want)
            gaps[++n_gaps] = "- nobody who leads is at level " want " in " skills[k] "; " \
                (l ? "nearest: " with_levels(skills[k], 1, l) : "none of them has any of it") \
                (top_level(skills[k], 0) > l ? "; of those who support: " with_levels(skills[k], 0, top_level(skills[k], 0)) : "")
    }
    for (k = 1; k <= n_gaps; k++)
        expect(gaps[k])
    for (g = 1; g <= n_groups; g++)
        if ((gap = need[g] - level(lead[g], skill[g])) > 0)
            expect("- " lead[g] " leads " g " with " gap " below the " need[g] " it needs in " skill[g])
}
function expect_prices(  w, a, aim, free, by, text, words) {
    split("unled unmet help gap level support", aim, " ")
    words["unled"] = "more group%s would have a lead"
    words["unmet"] = "more call%s for support would be met"
    words["help"] = "support%s fewer would do"
    while ((getline text < "wishes") > 0) {
        w++
        read_plan("without-" w ".tsv", free)
        for (a = 1; a < 6 && all[aim[a]] + 0 == free[aim[a]] + 0; a++)
            ;
        by = all[aim[a]] - free[aim[a]]
        a = !by ? "nothing would be better" : \
            aim[a] == "gap" ? "the total gap would be " by " lower" : \
            aim[a] == "level" ? "the levels of the leads would be " by " higher in sum" : \
            aim[a] == "support" ? "the levels of the supports would be " by " higher in sum" : \
            by " " words[aim[a]]
        sub(/%s/, plural(by), a)
        expect("- without '" text "' " a)
        prices++
    }
}
# In how many groups anybody who leads is at the time of a group of theirs.
function most_at_once(  g, most_there) {
    for (g = 1; g <= n_groups; g++)
        if (g in lead && at_time[lead[g], block[g]] > most_there)
            most_there = at_time[lead[g], block[g]]
    return most_there + 0
}
function check_page(  line, at) {
    expect(n_groups - all["unled"] " of " n_groups " groups have a lead. The total gap between the level that is " \
        "needed and that of the lead is " all["gap"] + 0 ": all levels by which a lead is below what the group " \
        "needs, added up.")
    expect(calls - all["unmet"] " of " calls " calls for support are met.")
    if (most_at_once() > 1)
        expect("**Somebody who leads is in " most_at_once() " groups at the same time:** fewer groups, or more " \
            "blocks, would mend that.")
    expect_tables()
    expect_prices()
    while ((getline line < "all.md") > 0) {
        if (line ~ /^Proved optimal: /)
            proved++
        if (line == "" || line ~ /^(#|Proved|\| (---|[a-z]+ \| [a-z]+ \| [a-z ]+ \|))/)
            continue
        whole = line
        rest = broken = ""
        if (line != page_line[++at])
            wrong("expected '" page_line[at] "'")
        lines++
    }
    if (at != expected)
        wrong(expected " lines are expected")
}
# ---- no better leads: all ways, but for those that cannot be better ----
function better(g,  e, i, x) {
    if (g > n_groups)
        return 1
    if (spent + rest_cost[g] >= goal)
        return 0
    for (i = 1; i <= names; i++) {
        e = name[i]
        if ((e in helper) || !is_there(e, g) || ((e, g) in forbid) || used[e] >= (e in most ? most[e] : limit) ||
            used_at[e, block[g]] >= at_once || (must_lead[g] != "" && must_lead[g] != e))
            continue
        tried++
        x = lead_cost(e, g)
        used[e]++; used_at[e, block[g]]++; spent += x
        if (spent + rest_cost[g + 1] < goal && better(g + 1))
            return 1
        used[e]--; used_at[e, block[g]]--; spent -= x
    }
    return 0
}
function lead_cost(e, g,  gap) {
    gap = need[g] - level(e, skill[g])
    return (gap > 0 ? gap : 0) * 1000 - level(e, skill[g])
}
function check_best(  g, i, x, e) {
    for (e in require) {
        split(e, x, SUBSEP)
        must_lead[x[2]] = x[1]
    }
    for (g = n_groups; g; g--) {
        rest_cost[g] = ""
        for (i = 1; i <= names; i++)
            if (!(name[i] in helper) && is_there(name[i], g) && !((name[i], g) in forbid)) {
                e = lead_cost(name[i], g)
                rest_cost[g] = rest_cost[g] == "" || e < rest_cost[g] ? e : rest_cost[g]
            }
        rest_cost[g] += rest_cost[g + 1]
    }
    goal = all["gap"] * 1000 + all["level"]
    begin("leads")
    rest = ""
    if (better(1))
        wrong("there are better ones")
}
BEGIN {
    read_team()
    read_plan("all.tsv", all)
    check_sheet()
    check_page()
    check_best()
    print calls " calls, " sentences " reasons, " lines " lines, " figures " figures in reasons, " prices " prices" \
        (proved ? ", proved optimal" : "") (faults ? ", " faults " wrong" : "")
}
