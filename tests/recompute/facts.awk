# What is known of the students, from the files alone. Variables: roster, sheet,
# method, and as asked for data, together, apart, previous, balance, isolate,
# least, most, capacity, closes; need.

# A name as it is said: 40 characters of UTF-8, read byte by byte.
function clipped(name,  at, shown) {
    for (at = 1; at <= length(name); at++)
        if (substr(name, at, 1) !~ /[\200-\277]/ && shown++ == 40)
            return substr(name, 1, at - 1) "…"
    return name
}
function read_roster(  i, id, today, from, to) {
    header(roster)
    today = "2026-03-06"
    from = column["active_from"]; to = column["active_to"]
    while (record(roster)) {
        if ((cell[from] != "" && cell[from] > today) || (cell[to] != "" && cell[to] < today))
            continue
        if (hand != "" && !(cell[column["student_id"]] in present)) {
            absent[++absents] = cell[column["name"]] " (" cell[column["student_id"]] ")"
            continue
        }
        i = ++n
        id[i] = cell[column["student_id"]]
        label[i] = clipped(cell[column["name"]]) " (" id[i] ")"
        who[id[i]] = who[id[i] + 0] = who[tolower(cell[column["email"]])] = i
        for (c in column)
            kind[c, i] = cell[column[c]]
    }
    close(roster)
}
function seek(text) {
    text = tolower(text)
    return text in who ? who[text] : (text + 0) in who ? who[text + 0] : 0
}
function base(name) {
    sub(/ \([0-9]+\)$/, "", name)
    return name
}
# The groups of a sheet (tabs) into group[1..n]; names in their order.
function read_sheet(file,  i, name) {
    groups = 0
    delete place; delete size; delete themes_open
    row_header(file)
    while (row(file)) {
        i = seek(cell[column["student_id"]])
        name = cell[column["group"]]
        if (!(name in place)) {
            group_name[++groups] = name
            place[name] = groups
        }
        group[i] = place[name]
        size[place[name]]++
        if (file != sheet)
            continue
        reason[i] = cell[column["reason"]]
        note[i] = cell[column["note"]]
        fit[i] = cell[column["fit"]]
        next_best[i] = cell[column["next_best"]]
        next_cost[i] = cell[column["next_best_cost"]]
    }
    close(file)
}
# Pairs of a list, by set; those together are one unit.
function read_set(file, pairs,  i, j, s, members, name) {
    delete members
    header(file)
    while (record(file)) {
        s = cell[1]
        if (!(i = seek(cell[2])))
            continue
        if (!(s in members))
            pairs["sets"]++
        for (j = 1; j <= members[s]; j++)
            pairs[i, members[s, j]] = pairs[members[s, j], i] = 1
        members[s, ++members[s]] = i
        if (!(("has", i) in pairs))
            pairs["students"]++
        pairs["has", i] = 1
    }
    close(file)
}
function read_scores(  i) {
    header(data)
    while (record(data))
        if (i = seek(cell[column["student_id"]]))
            if (cell[column["score"]] != "") {
                score[i] = cell[column["score"]] + 0
                scored++
                sum += score[i]
            }
    close(data)
    mean = sum / scored
    for (i in score)
        squares += (score[i] - mean) ^ 2
    sd = sqrt(squares / (scored - 1))
    for (i = 1; i <= n; i++)
        missing[i] = !(i in score)
}
function add_theme(t) {
    if (!(t in theme_number)) {
        theme[++themes] = t
        theme_number[t] = themes
    }
    return theme_number[t]
}
function read_mastery(  i, t) {
    header(data)
    while (record(data))
        if ((i = seek(cell[column["student_id"]])) && cell[column["p_mastery"]] != "") {
            t = add_theme(cell[column["standard"]])
            wants[i, t] = 1 - cell[column["p_mastery"]]
            if (!(i in greatest) || wants[i, t] > greatest[i])
                greatest[i] = wants[i, t]
        }
    close(data)
    for (i = 1; i <= n; i++)
        missing[i] = !(i in greatest)
    add_theme("extension")
}
function read_wishes(  i, t, r, email, said) {
    header(data)
    while (record(data)) {
        if (!(i = seek(cell[column["Email Address"]])))
            continue
        for (r = 1; r <= 3; r++)
            wish[i, r] = cell[column[r == 1 ? "First choice" : r == 2 ? "Second choice" : "Third choice"]]
    }
    close(data)
    for (i = 1; i <= n; i++) {
        for (r = 3; r; r--)
            if (wish[i, r] != "")
                rank[i, add_theme(wish[i, r])] = r
        for (t = 1; t <= themes; t++)
            wishes[i] += (i, t) in rank
        missing[i] = !wishes[i]
        longest = wishes[i] > longest ? wishes[i] : longest
    }
}
# Bounds of each theme's groups; of interest one group is one theme.
function read_bounds(  t) {
    for (t = 1; t <= themes; t++) {
        low[t] = least == "" ? 1 : least
        high[t] = most == "" ? n : most
    }
    if (capacity == "")
        return
    header(capacity)
    while (record(capacity)) {
        t = theme_number[cell[1]]
        if (cell[2] != "")
            low[t] = cell[2]
        if (cell[3] != "")
            high[t] = cell[3]
    }
    close(capacity)
}
function rank_of(i, t) { return (i, t) in rank ? rank[i, t] : "" }
function need_in(i, t) { return (i, t) in wants ? wants[i, t] : "" }
# The need in ten-thousandths, as it is weighed.
function whole_need(x) { return int(10000 * x + .5) }
# What theme t costs student i: of interest, 100000 for none of the choices.
function cost(i, t,  top) {
    if (missing[i])
        return 0
    if (method == "interest")
        return (i, t) in rank ? rank[i, t] ^ 2 : 100000 + (longest + 1) ^ 2
    top = whole_need(greatest[i])
    if (theme[t] == "extension")
        return greatest[i] >= .5 ? top : 0
    if (greatest[i] < .5)
        return 10000 - whole_need(need_in(i, t))
    return top - whole_need(need_in(i, t))
}
function theme_of(g) { return theme_number[base(group_name[g])] }
# The whole cost of the groups that were read.
function whole_cost(  i, x) {
    for (i = 1; i <= n; i++)
        x += cost(i, theme_of(group[i]))
    return x
}
function read_previous(  i) {
    header(previous)
    while (record(previous))
        if (i = seek(cell[column["student_id"]]))
            before[i] = cell[column["group"]]
    close(previous)
}
function read_all() {
    if (hand != "")
        read_presence()
    read_roster()
    if (method == "skill")
        read_mastery()
    else if (method == "interest")
        read_wishes()
    else
        read_scores()
    read_bounds()
    if (together != "")
        read_set(together, unit)
    if (apart != "")
        read_set(apart, away)
    if (previous != "")
        read_previous()
    read_sheet(sheet)
    if (hand != "") {
        find_unknown()
        break_all()
    }
}
