/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include "flow/grouping-internal.h"

/* How a cell is called as a kind. */
static struct coh_span
kind_of(const struct coh_grouping *g, size_t i, size_t column)
{
    struct coh_span s =
        coh_span_trim(coh_table_cell(g->table, g->row[i], column));

    return s.length ? s : coh_span_of("(blank)");
}

static int
fill_trait(struct coh_grouping *g, size_t column, struct coh_grouping_trait *x,
           struct coh_keys *kinds, struct coh_error *err)
{
    size_t *of = coh_grouping_array(g, g->p.n, sizeof(*of), err), i;
    const char **kind;
    struct coh_span s;

    if (!of)
        return -1;
    for (i = 0; i < g->p.n; i++) {
        s = kind_of(g, i, column);
        if (coh_keys_index(kinds, &s, &of[i], err))
            return -1;
    }
    kind = coh_grouping_array(g, kinds->n, sizeof(*kind), err);
    x->name = coh_grouping_text(g, g->table->header.name[column], err);
    if (!kind || !x->name)
        return -1;
    for (i = 0; i < kinds->n; i++) {
        kind[i] = coh_grouping_text(g, coh_keys_cells(kinds, i)[0], err);
        if (!kind[i])
            return -1;
    }
    x->kinds = kinds->n;
    x->kind = kind;
    x->of = of;
    return 0;
}

/* The trait of a column, read once. */
static int
find_trait(struct coh_grouping *g, size_t column, size_t *trait,
           struct coh_error *err)
{
    struct coh_span name = g->table->header.name[column];
    struct coh_keys kinds = {.width = 1};
    int rc;

    for (*trait = 0; *trait < g->n_traits; ++*trait)
        if (coh_span_is(name, g->trait[*trait].name))
            return 0;
    if (coh_reserve(&g->trait, &g->trait_capacity, g->n_traits + 1,
                    sizeof(*g->trait), err))
        return -1;
    rc = fill_trait(g, column, &g->trait[g->n_traits], &kinds, err);
    coh_keys_release(&kinds);
    g->n_traits += rc == 0;
    return rc;
}

/* A rule on all students of one kind. */
static int
add_kind(struct coh_grouping *g, enum coh_group_rule_kind kind,
         const struct coh_grouping_trait *x, size_t which,
         struct coh_error *err)
{
    size_t *member = coh_alloc_array(g->p.n, sizeof(*member), err), i;
    struct coh_group_rule rule = {.kind = kind, .member = member};
    struct coh_text name = COH_TEXT_INIT;
    int rc = -1;

    if (!member)
        return -1;
    for (i = 0; i < g->p.n; i++)
        if (x->of[i] == which)
            member[rule.n++] = i;
    if (coh_text_format(&name, err, "%s %s", x->name, x->kind[which]) == 0)
        rc = coh_grouping_add_rule(g, coh_text_get(&name), &rule, err);
    coh_text_release(&name);
    coh_free(member);
    return rc;
}

/* ---- --no-isolate ---- */

static int
isolate(struct coh_grouping *g, struct coh_span item, struct coh_error *err)
{
    struct coh_span s = coh_span_trim(item), value;
    struct coh_text there = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t column, at, t, i;
    int rc = -1;

    at = coh_grouping_split(&g->table->header, s, &column);
    coh_quote(s.bytes, s.length, quoted);
    if (at == s.length)
        return coh_fail(err, COH_USAGE,
                        "--no-isolate: '%s' is not COL=VALUE with a column of "
                        "the file",
                        quoted);
    value =
        coh_span_trim((struct coh_span){s.bytes + at + 1, s.length - at - 1});
    if (!value.length)
        value = coh_span_of("(blank)");
    if (find_trait(g, column, &t, err))
        return -1;
    for (i = 0; i < g->trait[t].kinds; i++)
        if (coh_span_is(value, g->trait[t].kind[i]))
            return add_kind(g, COH_GROUP_NO_ISOLATE, &g->trait[t], i, err);
    if (!g->p.n)
        return 0;
    for (i = 0; i < g->trait[t].kinds && there.length < 160; i++)
        if (coh_text_format(&there, err, "%s%.60s", i ? ", " : "",
                            g->trait[t].kind[i]))
            goto out;
    rc = coh_fail(err, COH_USAGE,
                  "--no-isolate: '%s' is true of nobody; there is: %s", quoted,
                  coh_text_get(&there));
out:
    coh_text_release(&there);
    return rc;
}

static int
isolates(struct coh_grouping *g, const char *text, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    int rc = -1;

    if (!text)
        return 0;
    if (coh_list_parse(&list, text, err))
        goto out;
    for (i = 0; i < list.n; i++)
        if (isolate(g, list.item[i], err))
            goto out;
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

/* ---- --balance, --same ---- */

/* Is there a --no-isolate for just these students? It then stands alone. */
static int
never_alone(const struct coh_grouping *g, const struct coh_grouping_trait *x,
            size_t which)
{
    size_t r, i, n = 0;

    for (i = 0; i < g->p.n; i++)
        n += x->of[i] == which;
    for (r = 0; r < g->p.n_rules; r++) {
        if (g->rule[r].kind != COH_GROUP_NO_ISOLATE || g->rule[r].n != n)
            continue;
        for (i = 0; i < n; i++)
            if (x->of[g->rule[r].member[i]] != which)
                break;
        if (i == n)
            return 1;
    }
    return 0;
}

static int
balance(struct coh_grouping *g, size_t column, struct coh_error *err)
{
    size_t t, i;

    if (find_trait(g, column, &t, err))
        return -1;
    /* Of two kinds the one is spread as evenly as the other. */
    for (i = 0; g->trait[t].kinds == 2 && i < 2; i++)
        if (never_alone(g, &g->trait[t], i))
            return 0;
    for (i = 0; i < g->trait[t].kinds; i++)
        if (!never_alone(g, &g->trait[t], i) &&
            add_kind(g, COH_GROUP_BALANCE, &g->trait[t], i, err))
            return -1;
    return 0;
}

static int
same(struct coh_grouping *g, size_t column, struct coh_error *err)
{
    size_t *all = coh_alloc_array(g->p.n, sizeof(*all), err), t, i;
    struct coh_group_rule rule = {
        .kind = COH_GROUP_SAME, .n = g->p.n, .member = all};
    int rc = -1;

    if (!all || find_trait(g, column, &t, err))
        goto out;
    for (i = 0; i < g->p.n; i++)
        all[i] = i;
    rule.of = g->trait[t].of;
    rc = coh_grouping_add_rule(g, g->trait[t].name, &rule, err);
out:
    coh_free(all);
    return rc;
}

static int
each_column(struct coh_grouping *g, const char *option, const char *list,
            int (*add)(struct coh_grouping *, size_t, struct coh_error *),
            struct coh_error *err)
{
    struct coh_columns columns = COH_COLUMNS_INIT;
    size_t i;
    int rc = -1;

    if (coh_columns_find(&columns, list, &g->table->header, err)) {
        coh_error_context(err, "%s: ", option);
        goto out;
    }
    for (i = 0; i < columns.n; i++)
        if (add(g, columns.at[i], err))
            goto out;
    rc = 0;
out:
    coh_columns_release(&columns);
    return rc;
}

int
coh_grouping_kinds(struct coh_grouping *g,
                   const struct coh_grouping_kinds *kinds,
                   struct coh_error *err)
{
    if (isolates(g, kinds->no_isolate, err) ||
        each_column(g, "--balance", kinds->balance, balance, err))
        return -1;
    return each_column(g, "--same", kinds->same, same, err);
}
