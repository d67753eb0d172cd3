# Recompute the page (first file) from the sheet (second file), which holds
# student_id,score,group. Of `mixed` somebody has no score: one column more.
function same(what, said, x, decimals) {
    said = said + 0
    if (said - x > 0.5000001 / 10 ^ decimals || x - said > 0.5000001 / 10 ^ decimals)
        print what ": the page says " said ", the sheet " x
    else
        print what ": recomputed"
}
function behind(text, lead) {
    at = index(text, lead)
    return at ? substr(text, at + length(lead)) : "nothing"
}
FNR == NR {
    page = page $0 "\n"
    if ($0 ~ /^\| [0-9]+ \| [0-9]+ \|/) {
        split($0, cell, / *\| */)
        size_said[cell[2]] = cell[3]
        mean_said[cell[2]] = cell[method == "mixed" ? 5 : 4]
    }
    next
}
FNR > 1 {
    split($0, c, ",")
    n++; size[c[3]]++
    if (c[2] != "") { x[++m] = c[2]; g[m] = c[3]; sum[c[3]] += c[2]; in_group[c[3]]++; all += c[2] }
}
END {
    mean = all / m
    for (i = 1; i <= m; i++) { total += (x[i] - mean) ^ 2; within += (x[i] - sum[g[i]] / in_group[g[i]]) ^ 2 }
    sd = sqrt(total / (m - 1))
    wrong = 0
    for (a in size) {
        k++
        parts += 1 / in_group[a]
        wrong += size_said[a] != size[a]
        e = mean_said[a] - sum[a] / in_group[a]
        wrong += e > 0.0500001 || e < -0.0500001
        # z of those without a score is 0
        spread += (sum[a] - in_group[a] * mean) ^ 2 / sd ^ 2 / size[a]
        for (b in size) if (a + 0 < b + 0) { apart += (sum[a] / in_group[a] - sum[b] / in_group[b]) ^ 2; pairs++ }
    }
    print wrong " sizes and means differ"
    value = method == "mixed" ? spread : within / sd ^ 2
    random = method == "mixed" ? (m - 1) * (k - 1) / (n - 1) : (m - k)
    lead = method == "mixed" ? "two groups are typically " : "students are typically "
    same("typical", behind(page, lead), method == "mixed" ? sqrt(apart / pairs) : sqrt(within / m), method == "mixed" ? 2 : 1)
    same("typical, random", behind(page, "in random groups, "), method == "mixed" ? sd * sqrt(2 / k * parts) : sqrt(total * (m - k) / (m - 1) / m), method == "mixed" ? 2 : 1)
    same("objective", behind(page, "Here **"), value, 3)
    same("objective, random", behind(page, "random groups have "), random, 2)
    if (index(page, "so at most ")) {
        bound = behind(page, "has less than ") + 0
        same("gap", behind(page, "so at most "), 100 * (value - bound) / (random - bound), 1)
    }
    if (index(page, "With a reliability of ")) {
        r = 1 - 3.3 ^ 2 / sd ^ 2
        same("reliability", behind(page, "With a reliability of "), r, 2)
        same("lowest", behind(page, ") about "), (1 - r) * (mean - sum[1] / in_group[1]), 1)
    }
}
