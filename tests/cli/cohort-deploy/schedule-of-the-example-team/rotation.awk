function place(text, want,  part) {
    split(text, part, / with | in |, and /)
    return want == "station" ? part[1] : text ~ /Room 1/ ? "Room 1" : text ~ /Room 2/ ? "Room 2" : "none"
}
BEGIN {
    for (row_header("t.tsv"); row("t.tsv"); ) {
        whole = cell[1] " " cell[2]; rest = broken = ""
        plan = cell[1]
        delete in_room; delete with_ruth; delete taken
        for (g = 3; g <= cells; g++) {
            s = place(cell[g], "station"); r = place(cell[g], "room")
            met[plan, g, s]++
            at[plan, cell[2], g - 2] = s
            text[plan, cell[2], g - 2] = cell[g]
            if (in_room[r] != "" && in_room[r] != s)
                wrong(r " has two stations")
            in_room[r] = s
            if (++taken[s] > 7)
                wrong("more than 7 at " s)
            if (cell[g] ~ /Ruth Adair/) {
                if (with_ruth[1] != "" && with_ruth[1] != s || cell[2] !~ /^Math/)
                    wrong("Ruth Adair cannot be there")
                with_ruth[1] = s
            }
            changes[plan] += before[plan, g] != "" && before[plan, g] != r
            before[plan, g] = r
        }
    }
    for (m in met) {
        meetings++
        whole = m; rest = broken = ""
        if (met[m] != 1)
            wrong("met " met[m] " times")
    }
    for (header("groups.csv"); record("groups.csv"); )
        group_of[cell[column["student_id"]]] = cell[column["group"]]
    for (header(f = ENVIRON["EXAMPLES"] "/support.csv"); record(f); )
        calls += called[cell[1]] = 1
    while ((getline line < "r.md") > 0) {
        begin(line)
        if (took("## Alternative ")) {
            plan = rest
            rest = ""
            plans++
            helped = 0
        } else if (took("- ")) {
            id = until(" in group ")
            g = until(": Ruth Adair (special educator), in ")
            b = until(" at ")
            if (!called[id] || group_of[id] != g || at[plan, b, g] != rest || text[plan, b, g] !~ /Ruth/)
                wrong("that call is not met")
            rest = ""
            said[plan]++
        } else if (took("Changes of rooms, of all groups: ")) {
            number(changes[plan], "changes"); must(". Calls for support met: ")
            met_said[plan] = rest + 0
            number(calls, "calls met"); must(" of "); number(calls, "calls"); must(". Proved optimal.")
        } else if (took("Each group meets each of ")) {
            number(4, "stations"); must(" stations once")
            rest = ""
        } else if (line ~ /^\| [MT][a-z]+/) {
            sub(/^\| /, "", rest)
            b = until(" |")
            for (g = 1; g <= 14; g++)
                must(" " text[plan, b, g] " |")
        } else if (line ~ /[0-9]/ && line !~ /^(\| block|Chosen for: as good as alternative 1)/)
            wrong("this is not known")
        else
            rest = ""
        if (line !~ /^\| block/)
            ended()
    }
    begin("calls")
    rest = ""
    for (plan = 1; plan <= plans; plan++)
        if (said[plan] != met_said[plan])
            wrong("calls are missing")
    print plans " timetables, " meetings " meetings, " calls " calls" (faults ? ", " faults " wrong" : "")
}
