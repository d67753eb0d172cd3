# Every line of a page on groups: read to its end, each number worked out anew.

function first_ten(marked,  i, said, all, text) {
    for (i = 1; i <= n; i++)
        if (marked[i] && ++all <= 10)
            text = text (all == 1 ? "" : "; ") label[i]
    total_marked = all + 0
    return text (all > 10 ? " and " all - 10 " more (see the sheet)." : ".")
}
function read_person(lead, marked, why,  text) {
    text = first_ten(marked)
    must("- **" lead " ("); number(total_marked, "who"); must(").** ")
    if (hand == "")
        must(why)
    must(text)
    persons[lead]++
}
function mark_persons(  i, t) {
    for (i = 1; i <= n; i++) {
        t = method == "mixed" ? 0 : theme_of(group[i])
        unmet[i] = method == "skill" ? greatest[i] >= .5 && \
                (!((i, t) in wants) || greatest[i] > wants[i, t] + 1e-9) : \
            method == "interest" ? !missing[i] && !((i, t) in rank) : 0
        moved[i] = (i in before) && before[i] != group_name[group[i]]
        count_unmet += unmet[i]; count_missing += missing[i]; count_moved += moved[i]
        count_before += i in before
    }
}
function read_moved(  i, said) {
    must("- **Moved since the earlier grouping ("); number(count_moved, "moved")
    must(" of "); number(count_before, "who were there"); must(").** In a group of another name: ")
    for (i = 1; i <= n && said < 10; i++)
        if (moved[i])
            must((said++ ? "; " : "") label[i] ", " before[i] " to " group_name[group[i]])
    if (count_moved > 10) {
        must(" and "); number(count_moved - 10, "more"); must(" more")
    }
    must(".")
    persons["Moved"]++
}
# What is in the brackets and the tables of rules: "apart: 4 sets, 10 students".
function read_item(  what, part) {
    if (took("together: ") || took("apart: ")) {
        if (whole_before("together: ")) {
            number(unit["sets"], "sets"); must(" sets, "); number(unit["students"], "students")
        } else {
            number(away["sets"], "sets"); must(" sets, "); number(away["students"], "students")
        }
        must(" students")
        return
    }
    isolated = isolate
    sub(/=/, " ", isolated)
    if (isolate != "" && took("nobody alone: " isolated))
        return
    if (balance != "" && took(balance " spread evenly"))
        return
    if (company != "" && took(company " company"))
        return
    if ((least != "" || most != "" || capacity != "") && !even_sizes && took("least and greatest sizes"))
        return
    if (method == "mixed" && took("no score spread evenly (added by the tool)"))
        return
    wrong("no such rule")
}
function whole_before(word) {
    return substr(whole, length(whole) - length(rest) - length(word) + 1, length(word)) == word
}
function items_asked() {
    return (together != "") + (apart != "") + (isolate != "") + (balance != "") + \
        (company != "") + (!even_sizes && (least != "" || most != "" || capacity != ""))
}
function read_opening(  g, small, large, items) {
    for (g = 1; g <= groups; g++) {
        small = small == "" || size[g] < small ? size[g] : small
        large = size[g] > large ? size[g] : large
    }
    number(n, "students"); must(" students in "); number(groups, "groups"); must(" groups, ")
    if (took("each student where the need is greatest as far as there is room; "))
        ;
    else if (took("by their ranked choices; "))
        ;
    else if (took("alike in means and spread of score; "))
        ;
    else
        must("each as varied as can be in score; ")
    number(small, "the smallest")
    if (small < large) {
        must(" to "); number(large, "the largest"); must(" in a group")
    } else
        must(" in each")
    if (hand != "") {
        must(".")
        return
    }
    must("; seed "); number(1, "the seed"); must(".")
    if (!items_asked())
        return
    must(" Every rule is kept (")
    do {
        read_item()
        items++
    } while (took("; "))
    must(").")
    if (items != items_asked())
        wrong("there are " items_asked() " rules")
}
# "- **group 3, 8 students:** Ana (01); Bo (02)": each group once, in its order.
function read_where(  g, i, m, said) {
    g = ++seen_rows["where"]
    must("- **" group_words(g) ", "); number(size[g], "the size")
    must(" student" plural(size[g]) ":** ")
    for (i = 1; i <= n; i++)
        if (group[i] == g && ++m <= 40) {
            must((m > 1 ? "; " : "") label[i])
            figures++
        }
    if (m > 40) {
        must(" and "); number(m - 40, "more"); must(" more (see the sheet)")
    }
}
# "- **No group:** Design a park (first choice of 8)": themes of no group.
function read_no_group(  t, i, m, said, opens) {
    must("- **No group:** ")
    for (i = 1; i <= n; i++)
        opens[theme_of(group[i])] = 1
    for (t = 1; t <= themes; t++) {
        if (t in opens)
            continue
        for (i = m = 0; i++ < n; )
            m += method == "skill" ? need_in(i, t) >= .5 : rank_of(i, t) == 1
        must((said++ ? "; " : "") theme[t] (method == "skill" ? " (needed by " : " (first choice of "))
        number(m, "who wanted it"); must(")")
    }
    if (!said)
        wrong("each has a group")
    persons["No group"]++
}
# ---- tables ----
function cut(decimals, x) { return sprintf("%." decimals "f", x) }
function cell_number(x, what) {
    if (!took(" "))
        wrong("expected a cell")
    number(x, what); must(" |")
}
# " 4.5", of chances " 45 %".
function cell_figure(x, what) {
    must(" "); number(x, what); must(method == "skill" ? " %" : "")
}
function group_row(g,  i, low_x, high_x, x, m, sum_x, got, r, pairs, j, lost) {
    for (i = 1; i <= n; i++)
        lost += group[i] == g && missing[i]
    if (count_missing)
        cell_number(lost + 0, "without data")
    if (method == "skill" || method == "mixed") {
        for (i = 1; i <= n; i++) {
            if (group[i] != g || missing[i])
                continue
            if (method == "skill" && !((i, theme_of(g)) in wants))
                continue
            x = method == "skill" ? 1 - wants[i, theme_of(g)] : score[i]
            low_x = !m || x < low_x ? x : low_x
            high_x = !m || x > high_x ? x : high_x
            sum_x += x; m++
        }
        if (!m)
            must("  |  |")
        else {
            x = method == "skill" ? 100 : 1
            cell_figure(x * sum_x / m, "the mean"); must(" |")
            cell_figure(x * low_x, "the lowest"); must(" to")
            cell_figure(x * high_x, "the highest"); must(" |")
        }
    } else {
        for (i = 1; i <= n; i++)
            if (group[i] == g && !missing[i])
                got[rank_of(i, theme_of(g)) + 0]++
        for (r = 1; r <= longest; r++)
            cell_number(got[r] + 0, "choice " r)
        cell_number(got[0] + 0, "none")
    }
    if (previous != "")
        cell_number(pairs_again(g), "pairs together again")
}
function pairs_again(g,  i, j, pairs) {
    for (i = 1; i <= n; i++)
        for (j = i + 1; j <= n; j++)
            pairs += group[i] == group[j] && (!g || group[i] == g) && (i in before) && before[i] == before[j]
    return pairs + 0
}
function kinds_row(g,  c, part) {
    for (c = 1; c <= kind_columns; c++) {
        split(kind_column[c], part, "=")
        must(" "); number(count(part[1], part[2], g), kind_column[c])
        must(" ("); number(count(part[1], part[2], 0) * size[g] / n, "the even share"); must(") |")
    }
}
function read_row(  name, g) {
    must("| ")
    if (section == "kinds") {
        name = until(" |")
        if (!(name in place))
            wrong("no such group")
        else
            kinds_row(place[name])
        seen_rows["kinds"]++
        return
    }
    name = until(" | ")
    if (!(name in place)) {
        wrong("no such group")
        return
    }
    g = place[name]
    number(size[g], "the size"); must(" |")
    group_row(g)
    seen_rows["groups"]++
}
# The heads of tables: which columns follow.
function read_head(  name, value) {
    if (took("| group | students |")) {
        section = "groups"
        if (count_missing)
            must(method == "skill" ? " no mastery known |" : method == "interest" ? " no choices |" : " no score |")
        if (method == "skill")
            must(" mean chance of mastery | lowest to highest |")
        else if (method == "interest")
            must(" choice 1 | choice 2 | choice 3 | none of theirs |")
        else
            must(" mean score | lowest to highest |")
        if (previous != "")
            must(" pairs together again |")
        return
    }
    must("| group |")
    section = "kinds"
    while (took(" ")) {
        value = until(" |")
        name = value
        sub(/ .*/, "", name)
        sub(/[^ ]* /, "", value)
        kind_column[++kind_columns] = name "=" value
        if (name != balance && index(isolate, name "=") != 1)
            wrong("no such column")
    }
}
# ---- quality ----
function set_scales(  i) {
    mean2 = squares / scored
    sd2 = 0
    for (i in score)
        sd2 += ((score[i] - mean) ^ 2 - mean2) ^ 2
    sd2 = sqrt(sd2 / (scored - 1))
}
# What is made least (diversity: greatest), of the groups that were read.
function value(  i, j, a, b, x) {
    if (method != "mixed")
        return method == "skill" ? whole_cost() / 10000 : whole_cost() % 100000
    if (objective == "diversity") {
        for (i = 1; i <= n; i++)
            for (j = i + 1; j <= n; j++)
                if (group[i] == group[j])
                    x += distance(i, j) / size[group[i]]
        return x
    }
    for (i = 1; i <= n; i++) {
        a[group[i]] += z(i)
        b[group[i]] += z2(i)
    }
    for (i = 1; i <= groups; i++)
        x += (a[i] ^ 2 + b[i] ^ 2) / size[i]
    return x
}
function random_value(  i, j, g, x) {
    if (method == "mixed") {
        if (objective != "diversity")
            return 2 * (scored - 1) * (groups - 1) / (n - 1)
        for (i = 1; i <= n; i++)
            for (j = i + 1; j <= n; j++)
                x += distance(i, j)
        return x * (n - groups) / (n * (n - 1))
    }
    for (g = 1; g <= groups; g++)
        for (i = 1; i <= n; i++)
            x += size[g] / n * (method == "interest" ? cost(i, theme_of(g)) % 100000 : cost(i, theme_of(g)) / 10000)
    return x
}
function read_measure(  g, h, m, apart2, pairs, parts) {
    for (g = 1; g <= groups; g++) {
        for (h = g + 1; h <= groups; h++) {
            apart2 += (mean_of(g) - mean_of(h)) ^ 2
            pairs++
        }
        mean_of(g)
        parts += 1 / members
    }
    number(sqrt(apart2 / pairs), "the means apart"); must(" apart; in random groups, ")
    number(sd * sqrt(2 / groups * parts), "of random groups"); must(".")
}
function read_need(  i, g, x, m, y, w, t) {
    for (i = 1; i <= n; i++)
        for (g = 1; g <= groups; g++) {
            t = theme_of(g)
            if (!((i, t) in wants))
                continue
            y += size[g] * wants[i, t]; w += size[g]
            if (group[i] == g) {
                x += wants[i, t]; m++
            }
        }
    number(100 * x / m, "the need"); must(" % on average; in random groups, ")
    number(100 * y / w, "of random groups"); must(" %.")
}
function read_choice(  r, i, g, got, chose, x) {
    r = until(":** ") + 0
    for (i = 1; i <= n; i++) {
        chose += !missing[i]
        got += rank_of(i, theme_of(group[i])) == r
        for (g = 1; g <= groups; g++)
            x += rank_of(i, theme_of(g)) == r ? size[g] / n : 0
    }
    number(got, "who got it"); must(" of "); number(chose, "who chose")
    must(" students who chose; in random groups, "); number(x, "of random groups"); must(".")
}
function read_objective(  v, r, b, sign, word) {
    v = value()
    r = random_value()
    sign = objective == "diversity" ? -1 : 1
    word = sign < 0 ? "more" : "less"
    must("What " (hand != "" ? "is" : "was") " made " (sign < 0 ? "greatest" : "least") ": ")
    until("Here **"); number(v, "the value"); must("**; random groups have ")
    number(r, "of random groups"); must(" on average. ")
    if (hand != "") {
        read_beside(v, r, sign)
        return
    }
    if (method != "mixed") {
        must("**Proved optimal:** no grouping that keeps the rules has " word ".")
        proved++
        return
    }
    must("The best found, not proved: no grouping that keeps the rules has " word " than ")
    b = rest + 0
    number(bound(b, sign), "the bound")
    must(", so at most "); number(100 * (v - b) / (r - b), "the gap")
    must(" % of what can be gained over random groups is missing (the gap).")
}
# Pairs that have to meet again: those of a set, or an earlier group that is
# larger than there are groups, in even shares.
function fewest_again(  i, j, inside, many, b, shares, q) {
    for (i = 1; i <= n; i++)
        if (i in before) {
            many[before[i]]++
            for (j = i + 1; j <= n; j++)
                inside += ((i, j) in unit) && (j in before) && before[i] == before[j]
        }
    for (b in many) {
        q = int(many[b] / groups)
        shares += groups * q * (q - 1) / 2 + many[b] % groups * q
    }
    return inside > shares ? inside + 0 : shares + 0
}
# A bound that no grouping of these sizes beats: 0; of diversity half of what
# every student would have with the farthest others in the better size. Where
# fewer could meet again, company may be bought with any distance: their sum.
function bound(said, sign,  i, j, t, far, used, here, x, s, best) {
    if (sign > 0)
        return 0
    if (company == "new" && pairs_again(0) > fewest_again()) {
        for (i = 1; i <= n; i++)
            for (j = i + 1; j <= n; j++)
                x += distance(i, j)
        return x
    }
    for (i = 1; i <= n; i++) {
        delete used
        here = best = 0
        for (s = 2; s <= largest; s++) {
            far = -1
            for (j = 1; j <= n; j++)
                if (j != i && !(j in used) && distance(i, j) > far) {
                    far = distance(i, j)
                    t = j
                }
            used[t] = 1
            here += far
            if (s >= smallest && here / s > best)
                best = here / s
        }
        x += best
    }
    return x / 2
}
# ---- prices: sheets that were made without each rule, PREFIX-RULE.tsv, or of
# five seeds PREFIX-RULE-1.tsv and on beside PREFIX-with-1.tsv ----
function sign_of() { return objective == "diversity" ? -1 : 1 }
function sample(key, level,  s, x, low_x, high_x, file) {
    for (s = 1; s <= 5; s++) {
        read_sheet(prices "-" key "-" s ".tsv")
        file = level ? sign_of() * value() : pairs_again(0)
        low_x = s == 1 || file < low_x ? file : low_x
        high_x = s == 1 || file > high_x ? file : high_x
        x += file / 5
    }
    spread = high_x - low_x > spread ? high_x - low_x : spread
    return x
}
# Of skill and interest, where the run without is cut short before it can prove
# anything: these groups beside the mean of five seeds. `best`: the least cost.
function sample_price(key, best,  level, s, a, x, cost_of, low_x, high_x, sum_x) {
    samples[key] = 1
    for (s = 1; s <= 5; s++) {
        read_sheet(prices "-" key "-" s ".tsv")
        cost_of[s] = whole_cost()
        if (cost_of[s] <= best)
            wrong("without " key " may be proved")
    }
    read_sheet(sheet)
    for (level = method == "skill"; level < 2; level++) {
        a = cost_part(whole_cost(), level)
        sum_x = 0
        for (s = 1; s <= 5; s++) {
            x = cost_part(cost_of[s], level)
            low_x = s == 1 || x < low_x ? x : low_x
            high_x = s == 1 || x > high_x ? x : high_x
            sum_x += x
        }
        x = a - sum_x / 5
        if ((x < 0 ? -x : x) <= high_x - low_x + 1e-9)
            continue
        if (x > 0) {
            price[key] = x
            price_level[key] = level ? "value" : "first"
        }
        return
    }
}
function cost_part(x, level) {
    return method == "skill" ? x / 10000 : level ? x % 100000 : int(x / 100000)
}
function find_price(key,  a, b, level) {
    price_level[key] = "none"
    if (method != "mixed") {
        a = whole_cost()
        if (!proofs && !quick)
            prove("the page", 1, 1, 0)
        read_sheet(prices "-" key ".tsv")
        b = whole_cost()
        if (!quick)
            prove("without " key, key != "together", key != "apart", key == "sizes")
        read_sheet(sheet)
        if ((getline level < (prices "-" key "-1.tsv")) > 0) {
            close(prices "-" key "-1.tsv")
            sample_price(key, b)
        } else if (int(a / 100000) != int(b / 100000) && method == "interest") {
            price[key] = int(a / 100000) - int(b / 100000)
            price_level[key] = "first"
        } else if (a != b) {
            price[key] = method == "skill" ? (a - b) / 10000 : a - b
            price_level[key] = "value"
        }
        return
    }
    for (level = key == "company"; level < 2; level++) {
        spread = 0
        a = sample("with", level)
        b = sample(key, level)
        spread = spread > 1e-9 ? spread : 1e-9
        if (a - b > spread) {
            price[key] = a - b
            price_level[key] = level ? "value" : "company"
        }
        if (a - b > spread || b - a > spread)
            break
    }
    read_sheet(sheet)
}
function find_prices(  asked, m, key) {
    if (prices == "")
        return
    m = split((together != "" ? "together " : "") (apart != "" ? "apart " : "") \
        (isolate != "" ? "isolate " : "") (balance != "" ? "balance " : "") \
        (company != "" ? "company " : "") (!even_sizes && least most capacity != "" ? "sizes" : ""), asked, " ")
    for (key = 1; key <= m; key++)
        find_price(asked[key])
}
function read_price(  item, key, v) {
    must("| ")
    item = rest
    read_item()
    must(" | ")
    key = item ~ /^nobody alone/ ? "isolate" : item ~ /added by the tool/ ? "own" : \
        item ~ /spread evenly/ ? "balance" : item ~ /company \|/ ? "company" : \
        item ~ /^least/ ? "sizes" : item ~ /^apart/ ? "apart" : "together"
    seen_rows["prices"]++
    if (key == "own")
        must("no measurable price")
    else if (price_level[key] == "none")
        must(method == "mixed" || (key in samples) ? "no measurable price" : "nothing (proved)")
    else if (price_level[key] == "company") {
        number(price[key], "the pairs"); must(" pair" plural(price[key]))
        must(company == "new" ? " together again who would not be" : " parted who would be together again")
    } else if (price_level[key] == "first") {
        number(price[key], "who goes without"); must(" more without any of their choices")
    } else if (method == "mixed") {
        v = sign_of() * (random_value() - value())
        number(100 * price[key] / v, "the price"); must(" %")
    } else {
        number(price[key], "the price"); must(method == "skill" ? " of need" : " rank points")
    }
    must(" |")
}
# ---- who met ----
function read_met(  i, j, pairs, all, share2, g, said, lead) {
    pairs = pairs_again(0)
    number(pairs, "pairs"); must(" pair" plural(pairs))
    must(" of students who shared a group before share one again; in random groups, ")
    for (i = 1; i <= n; i++)
        for (j = i + 1; j <= n; j++)
            all += (i in before) && before[i] == before[j]
    for (g = 1; g <= groups; g++)
        share2 += size[g] * (size[g] - 1) / (n * (n - 1))
    number(all * share2, "of random groups"); must(".")
    if (company != "")
        must(" As " (company == "new" ? "few" : "many") " as possible were wanted.")
    if (!pairs)
        return
    must(" They are:")
    for (i = 1; i <= n; i++)
        for (j = i + 1; j <= n; j++)
            if (group[i] == group[j] && (i in before) && before[i] == before[j] && said < 10)
                must((said++ ? "; " : " ") label[i] " and " label[j] " (" group_words(group[i]) ")")
    if (pairs > 10) {
        must(" and "); number(pairs - 10, "more"); must(" more")
    }
    must(".")
}
# ---- one line after the other ----
function read_line(line) {
    begin(line)
    if (line ~ /^#/)
        section = line ~ /^## What each rule/ ? "prices" : line == "## Who is where" ? "where" : ""
    if (line ~ /^    cohort group / || line ~ /^\| :--/ || (line !~ /[0-9]/ && line !~ /^(\||-)/)) {
        words++
        return
    }
    lines++
    if (line ~ /^[0-9]+ students in /)
        read_opening()
    else if (section == "where")
        line ~ /^- \*\*No group:/ ? read_no_group() : read_where()
    else if (line ~ /^- \*\*Not at the skill/)
        read_person("Not at the skill needed most", unmet, "Room or rules placed them elsewhere: ")
    else if (line ~ /^- \*\*None of their choices \(/)
        read_person("None of their choices", unmet, "Talk with them first: ")
    else if (line ~ /^- \*\*No choices/)
        read_person("No choices", missing, "Placed where there is room: ")
    else if (line ~ /^- \*\*No mastery/)
        read_person("No mastery known", missing, "Placed by size and rules only: ")
    else if (line ~ /^- \*\*No score/)
        read_person("No score", missing, "Placed by size and rules only: ")
    else if (line ~ /^- \*\*Moved/)
        read_moved()
    else if (line ~ /^\| group /)
        read_head()
    else if (line == "| rule | costs |")
        rest = ""
    else if (section == "prices" && line ~ /^\|/)
        read_price()
    else if (section != "" && line ~ /^\|/)
        read_row()
    else if (took("- **score:** the means of two groups are typically "))
        read_measure()
    else if (took("- How likely a student has not mastered the skill of the group yet: "))
        read_need()
    else if (took("- **Choice "))
        read_choice()
    else if (took("- **None of their choices:** ")) {
        number(count_unmet, "none"); must(".")
    } else if (line ~ /^What (was|is) made /)
        read_objective()
    else if (line ~ /shared a group before/)
        read_met()
    else if (method == "skill" && took("The groups were made again without it; ")) {
        number(1, "a student"); must(" of need is one student wholly without.")
    } else if (method != "mixed" && took("Where nothing is proved: these groups beside the mean of ")) {
        number(5, "seeds"); must(" seeds without it, effort ")
        number(int(effort / 20), "effort"); must(" each.")
        seen_rows["sampled"]++
    } else if (method == "mixed" && took("Where nothing is proved: means of ")) {
        seen_rows["sampled"]++
        number(5, "seeds"); must(" seeds with and without it, effort ")
        number(int(effort / 20), "effort")
        must(" each; a price within the spread of the seeds is not measurable.")
    } else if (took("Seed ")) {
        number(1, "the seed"); must(", effort "); number(effort, "the effort")
        must(": the same sheets give the same groups.")
    } else if (hand != "")
        read_hand()
    ended()
}
function check_page(  line, any) {
    mark_persons()
    if (method == "mixed")
        set_scales()
    smallest = int(n / groups); largest = smallest + (n % groups > 0)
    find_prices()
    while ((getline line < page) > 0) {
        gsub(/\\/, "", line)
        read_line(line)
    }
    # What must be there is there.
    begin(page)
    rest = ""
    if (seen_rows["groups"] != groups || seen_rows["where"] != groups || seen_rows["kinds"] != (kind_columns ? groups : 0) ||
        (kind_columns > 0) != (balance isolate != ""))
        wrong("rows are missing")
    if (prices != "" && seen_rows["prices"] != items_asked() + (method == "mixed"))
        wrong("prices are missing")
    for (line in samples)
        any = 1
    if (prices != "" && seen_rows["sampled"] != (method == "mixed" || any))
        wrong("it is not so that nothing is proved")
    if (hand != "" && (broken_said != expects || ("absent" in persons) != (absents > 0) ||
            ("unknown" in persons) != (unknowns > 0)))
        wrong("what is broken is missing")
    if ((count_unmet > 0) != ("None of their choices" in persons) + ("Not at the skill needed most" in persons) ||
        (previous != "") != ("Moved" in persons) || lines < 8)
        wrong("lines are missing")
}
BEGIN {
    if (objective == "")
        objective = "-"
    if (effort == "")
        effort = 50000000
    read_all()
    if (method == "mixed")
        set_scales()
    check_reasons()
    check_page()
    print method (objective == "-" ? "" : ", " objective) ": " sentences " reasons, " lines " lines, " \
        figures " figures" (proofs ? ", " proofs " least costs shown" : "") (proved ? ", proved optimal" : "") (faults ? ", " faults " wrong" : "")
}
