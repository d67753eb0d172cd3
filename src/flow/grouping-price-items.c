/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/grouping-price.h"

static const char *
plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* The balanced column that a rule's name starts with, n_traits if none. */
static size_t
column_of(const struct coh_grouping *g, size_t rule)
{
    const char *name = g->e.rule[rule];
    size_t i, length, best = g->n_traits, most = 0;

    for (i = 0; i < g->n_traits; i++) {
        length = strlen(g->trait[i].name);
        if (strncmp(name, g->trait[i].name, length) == 0 &&
            (name[length] == ' ' || !name[length]) && length >= most) {
            best = i;
            most = length;
        }
    }
    return best;
}

/* Do two rules share one price? */
static int
alike(const struct coh_grouping *g, size_t a, size_t b)
{
    enum coh_group_rule_kind kind = g->p.rule[a].kind;
    size_t column = column_of(g, a);

    if (kind != g->p.rule[b].kind || g->rule_own[a] != g->rule_own[b])
        return 0;
    if (kind == COH_GROUP_BALANCE)
        return column < g->n_traits && column == column_of(g, b);
    return kind != COH_GROUP_NO_ISOLATE && kind != COH_GROUP_SAME;
}

/* What the item of rule r is called. */
static int
name_item(const struct coh_grouping *g, size_t r, struct coh_text *t,
          struct coh_error *err)
{
    static const char *const kinds[] = {"together", "apart", "pins",
                                        "required groups", "forbidden groups"};
    enum coh_group_rule_kind kind = g->p.rule[r].kind;
    size_t members, n = coh_grouping_rules(g, kind, &members);
    size_t column = column_of(g, r);

    switch (kind) {
    case COH_GROUP_TOGETHER:
    case COH_GROUP_APART:
        return coh_text_format(t, err, "%s: %zu set%s, %zu student%s",
                               kinds[kind], n, plural(n), members,
                               plural(members));
    case COH_GROUP_PIN:
    case COH_GROUP_REQUIRE:
    case COH_GROUP_FORBID:
        return coh_text_format(t, err, "%s: %zu student%s", kinds[kind],
                               members, plural(members));
    case COH_GROUP_BALANCE:
        return coh_text_format(t, err, "%s spread evenly%s",
                               column < g->n_traits ? g->trait[column].name
                                                    : g->e.rule[r],
                               g->rule_own[r] ? " (added by the tool)" : "");
    case COH_GROUP_NO_ISOLATE:
        return coh_text_format(t, err, "nobody alone: %s", g->e.rule[r]);
    case COH_GROUP_SAME:
        return coh_text_format(t, err, "same %s in a group", g->e.rule[r]);
    case COH_GROUP_MIN:
    case COH_GROUP_MAX:
        break;
    }
    return 0;
}

static int
add_item(struct coh_grouping_prices *x, const char *what, size_t length,
         struct coh_error *err)
{
    const char *copy = coh_arena_text(&x->arena, what, length, err);

    if (!copy ||
        coh_reserve(&x->at, &x->capacity, x->n + 1, sizeof(*x->at), err))
        return -1;
    x->at[x->n++] = (struct coh_grouping_price){.what = copy};
    return 0;
}

static int
rule_items(const struct coh_grouping *g, struct coh_grouping_prices *x,
           struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t r, s;
    int rc = -1;

    for (r = 0; r < g->p.n_rules; r++) {
        for (s = 0; s < r && !alike(g, s, r); s++)
            ;
        x->item[r] = s < r ? x->item[s] : x->n;
        if (s < r)
            continue;
        coh_text_clear(&t);
        if (name_item(g, r, &t, err) ||
            add_item(x, coh_text_get(&t), t.length, err))
            goto out;
        x->at[x->item[r]].own = g->rule_own[r] != 0;
    }
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

int
coh_grouping_price_items(const struct coh_grouping *g,
                         const struct coh_grouping_sizes *sizes,
                         struct coh_grouping_prices *x, struct coh_error *err)
{
    static const char *const company[] = {"", "new company", "old company"};
    const char *what = company[g->p.company];

    x->item = coh_alloc_array(g->p.n_rules, sizeof(*x->item), err);
    if (!x->item || rule_items(g, x, err))
        return -1;
    if (g->p.company != COH_GROUP_ANY_COMPANY &&
        add_item(x, what, strlen(what), err))
        return -1;
    if (sizes &&
        (sizes->min >= 0 || sizes->max >= 0 || sizes->capacity.table)) {
        what = "least and greatest sizes";
        return add_item(x, what, strlen(what), err);
    }
    return 0;
}
