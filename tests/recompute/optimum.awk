# Is a grouping of least cost the least there is? Another way than the tool's:
# for every way to open groups and to place the sets that stay together, prices
# u on the places of each theme show that no grouping costs less than V:
#   Σ min over themes (cost + u) − Σ over themes max(u least, u most) > V − 1,
# which holds for any u at all (Lagrange), and costs are whole numbers. Prices
# come from shortest paths between themes. Who is to be apart is left free, so
# that a bound can only be too low.

# Units of those together: sets of students, of which `head` is one.
function find_units(with_units, with_apart,  i, j, u) {
    units = 0
    delete in_unit
    delete unit_cost
    delete weight
    for (i = 1; i <= n; i++) {
        if ((i in in_unit) || !(with_units && (("has", i) in unit) || with_apart && (("has", i) in away)))
            continue
        units++
        for (j = i; j <= n; j++)
            if (j == i || (with_units && ((i, j) in unit))) {
                in_unit[j] = units
                weight[units]++
                for (u = 1; u <= themes; u++)
                    unit_cost[units, u] += costs[j, u]
            }
    }
}
# Moves between themes, out of those that changed: the cheapest student of s for t.
function edges(  i, s, t, x) {
    for (s in changed)
        for (t = 1; t <= themes; t++)
            delete edge[s, t]
    for (i = 1; i <= n; i++) {
        if ((i in in_unit) || !((s = at_theme[i]) in changed))
            continue
        for (t = 1; t <= themes; t++) {
            x = costs[i, t] - costs[i, s]
            if (t != s && (!((s, t) in edge) || x < edge[s, t])) {
                edge[s, t] = x
                mover[s, t] = i
            }
        }
    }
    delete changed
}
# Shortest distances from where `from` says; `via` is the way back.
function paths(from,  s, t, again) {
    for (t = 1; t <= themes; t++) {
        dist[t] = (t in from) ? 0 : 1e12
        via[t] = 0
    }
    for (again = 1; again; ) {
        again = 0
        for (s = 1; s <= themes; s++)
            for (t = 1; t <= themes; t++)
                if (((s, t) in edge) && dist[s] < 1e12 && dist[s] + edge[s, t] < dist[t] - 1e-9) {
                    dist[t] = dist[s] + edge[s, t]
                    via[t] = s
                    again = 1
                }
    }
}
function push_one(  from, t, best, s) {
    edges()
    delete from
    best = 0
    for (t = 1; t <= themes; t++)
        if (load[t] > top[t])
            from[t] = best = 1
    if (!best)
        for (t = 1; t <= themes; t++)
            if (load[t] > bottom[t])
                from[t] = 1
    over = best
    paths(from)
    best = 0
    for (t = 1; t <= themes; t++)
        if (!(over ? load[t] >= top[t] : load[t] >= bottom[t]) && dist[t] < 1e12 && (!best || dist[t] < dist[best]))
            best = t
    if (!best)
        return 0
    load[best]++
    for (t = best; via[t]; t = s) {
        s = via[t]
        at_theme[mover[s, t]] = t
        changed[s] = changed[t] = 1
    }
    load[t]--
    return 1
}
# Students alone into themes of bottom[] to top[] places: new prices.
function find_prices_of_places(  i, t, s, best, from) {
    for (t = 1; t <= themes; t++) {
        load[t] = 0
        changed[t] = 1
    }
    for (i = 1; i <= n; i++) {
        if (i in in_unit)
            continue
        best = 1
        for (t = 2; t <= themes; t++)
            if (costs[i, t] < costs[i, best])
                best = t
        at_theme[i] = best
        load[best]++
    }
    while (push_one())
        ;
    edges()
    # The node outside: into themes that can take, out of those that can give.
    for (t = 1; t <= themes; t++)
        dist[t] = load[t] > bottom[t] ? 0 : 1e7
    for (i = 1; i <= 2 * themes; i++) {
        for (s = 1; s <= themes; s++)
            for (t = 1; t <= themes; t++)
                if (((s, t) in edge) && dist[s] + edge[s, t] < dist[t])
                    dist[t] = dist[s] + edge[s, t]
    }
    vectors++
    for (t = 1; t <= themes; t++)
        place_price[vectors, t] = -dist[t]
    alone[vectors] = 0
    find_unit_prices(vectors)
    for (i = 1; i <= n; i++) {
        if (i in in_unit)
            continue
        best = costs[i, 1] - dist[1]
        for (t = 2; t <= themes; t++)
            if (costs[i, t] - dist[t] < best)
                best = costs[i, t] - dist[t]
        alone[vectors] += best
    }
}
# What prices v show, of counts[] groups; the first `placed` units at put[].
function shown(v, placed,  x, t, u, m) {
    x = unplaced[v, placed]
    for (t = 1; t <= themes; t++) {
        m = place_price[v, t] * counts[t]
        x -= m > 0 ? m * limit_high[t] : m * limit_low[t]
    }
    for (u = 1; u <= placed; u++)
        x += unit_cost[u, put[u]] + weight[u] * place_price[v, put[u]]
    return x
}
# Units that are not placed yet, each where it is cheapest.
function find_unit_prices(v,  u, t, m, best) {
    unplaced[v, units] = 0
    for (u = units; u; u--) {
        best = 1e15
        for (t = 1; t <= themes; t++) {
            m = unit_cost[u, t] + weight[u] * place_price[v, t]
            best = m < best ? m : best
        }
        unplaced[v, u - 1] = unplaced[v, u] + best
    }
}
function is_shown(placed,  v) {
    if (good && alone[good] + shown(good, placed) > aim - 1 + 1e-6)
        return 1
    for (v = vectors; v; v--)
        if (alone[v] + shown(v, placed) > aim - 1 + 1e-6)
            {
            good = v
            return 1
        }
    return 0
}
function unit_of(i) { return (i in in_unit) ? in_unit[i] : 0 }
# Two units at one theme, of whom some are to be apart.
function clash(u,  i, j, w) {
    for (w = 1; w < u; w++)
        if (put[w] == put[u])
            for (i = 1; i <= n; i++)
                for (j = 1; unit_of(i) == u && j <= n; j++)
                    if (((i, j) in away) && unit_of(j) == w)
                        return 1
    return 0
}
function place_units(u,  t, free, fewest) {
    if (is_shown(u - 1))
        return
    if (u <= units) {
        for (put[u] = 1; put[u] <= themes && !unproved; put[u]++)
            if (counts[put[u]] && !(method == "interest" && apart_units && clash(u)))
                place_units(u + 1)
        return
    }
    for (t = 1; t <= themes; t++) {
        top[t] = limit_high[t] * counts[t]
        bottom[t] = limit_low[t] * counts[t]
    }
    for (u = 1; u <= units; u++) {
        top[put[u]] -= weight[u]
        bottom[put[u]] -= weight[u]
    }
    for (t = 1; t <= themes; t++) {
        if (top[t] < 0)
            return
        bottom[t] = bottom[t] < 0 ? 0 : bottom[t]
        free += top[t]; fewest += bottom[t]
    }
    for (t = 1; t <= n; t++)
        free -= !(t in in_unit)
    if (free < 0)
        return
    for (t = 1; t <= n; t++)
        fewest -= !(t in in_unit)
    if (fewest > 0)
        return
    find_prices_of_places()
    if (!is_shown(units))
        unproved = 1
}
function open_groups(t, left,  c) {
    if (t > themes) {
        for (c = t = 0; t++ < themes; )
            c += counts[t] * limit_high[t]
        if (c < n)
            return
        if (open_most != "" && left)
            return
        ways++
        if (!is_shown(0))
            place_units(1)
        return
    }
    for (c = open_most != "" ? 0 : !closes; c <= (open_most != "" ? left : 1) && !unproved; c++) {
        counts[t] = c
        open_groups(t + 1, left - c)
    }
}
# That the groups that were read have the least cost there is.
function prove(what, with_units, with_apart, plain,  t, i) {
    for (i = 1; i <= n; i++)
        for (t = 1; t <= themes; t++)
            costs[i, t] = cost(i, t)
    for (t = 1; t <= themes; t++) {
        limit_low[t] = plain ? 1 : low[t]
        limit_high[t] = plain ? n : high[t]
    }
    aim = whole_cost()
    for (t = 0; t < 2; t++) {
        # Only where it matters, those who are to be apart are placed one by one.
        if (t && (!unproved || !with_apart || method != "interest"))
            break
        apart_units = t
        find_units(with_units, t)
        vectors = unproved = good = 0
        open_groups(1, open_most)
    }
    if (debug)
        print what, "ways", ways, "vectors", vectors, "units", units
    begin(what)
    rest = ""
    if (unproved)
        wrong("the least cost is not shown to be " aim)
    proofs++
}
