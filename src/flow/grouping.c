/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <stdio.h>
#include <string.h>

#include "flow/grouping-internal.h"

void
coh_grouping_release(struct coh_grouping *g)
{
    coh_table_release(&g->joined);
    coh_keys_release(&g->ids);
    coh_columns_release(&g->value);
    coh_group_aim_release(&g->aim);
    coh_free(g->rule);
    coh_free(g->rule_name);
    coh_free(g->rule_own);
    coh_free(g->trait);
    coh_arena_release(&g->arena);
    *g = (struct coh_grouping)COH_GROUPING_INIT;
}

void *
coh_grouping_array(struct coh_grouping *g, size_t count, size_t size,
                   struct coh_error *err)
{
    void *p;

    if (count && size > (size_t)-1 / 2 / count) {
        coh_fail_memory(err);
        return NULL;
    }
    p = coh_arena_alloc(&g->arena, count * size + 1, err);
    if (p)
        memset(p, 0, count * size + 1);
    return p;
}

const char *
coh_grouping_text(struct coh_grouping *g, struct coh_span s,
                  struct coh_error *err)
{
    return coh_arena_text(&g->arena, s.bytes, s.length, err);
}

const char *
coh_grouping_place(size_t line, char out[COH_GROUPING_PLACE])
{
    snprintf(out, COH_GROUPING_PLACE, "line %zu", line);
    return out;
}

long
coh_grouping_whole(struct coh_span s)
{
    long n = 0;
    size_t i;

    if (s.length == 0 || s.length > 7)
        return -1;
    for (i = 0; i < s.length; i++) {
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return -1;
        n = n * 10 + (s.bytes[i] - '0');
    }
    return n;
}

size_t
coh_grouping_split(const struct coh_header *h, struct coh_span item,
                   size_t *column)
{
    size_t i, at;

    for (i = item.length; i-- > 0;) {
        if (item.bytes[i] != '=')
            continue;
        at =
            coh_header_seek(h, coh_span_trim((struct coh_span){item.bytes, i}));
        if (at == h->n)
            continue;
        *column = at;
        return i;
    }
    return item.length;
}

int
coh_grouping_add_rule(struct coh_grouping *g, const char *name,
                      const struct coh_group_rule *rule, struct coh_error *err)
{
    size_t at = g->p.n_rules;
    struct coh_group_rule copy = *rule;
    size_t *member = coh_grouping_array(g, rule->n, sizeof(*member), err);
    size_t *of = coh_grouping_array(g, rule->n, sizeof(*of), err);
    size_t *group = coh_grouping_array(g, rule->n_groups, sizeof(*group), err);
    const char *called = coh_grouping_text(g, coh_span_of(name), err);

    if (!member || !of || !group || !called ||
        coh_reserve(&g->rule, &g->rule_capacity, at + 1, sizeof(*g->rule),
                    err) ||
        coh_reserve(&g->rule_name, &g->name_capacity, at + 1,
                    sizeof(*g->rule_name), err) ||
        coh_reserve(&g->rule_own, &g->own_capacity, at + 1, 1, err))
        return -1;
    if (rule->n)
        memcpy(member, rule->member, rule->n * sizeof(*member));
    if (rule->n && rule->of)
        memcpy(of, rule->of, rule->n * sizeof(*of));
    if (rule->n_groups)
        memcpy(group, rule->group, rule->n_groups * sizeof(*group));
    copy.member = member;
    copy.of = rule->of ? of : NULL;
    copy.group = group;
    g->rule[at] = copy;
    g->rule_name[at] = called;
    g->rule_own[at] = 0;
    g->p.n_rules = at + 1;
    g->p.rule = g->rule;
    g->e.rule = g->rule_name;
    return 0;
}

size_t
coh_grouping_rules(const struct coh_grouping *g, enum coh_group_rule_kind kind,
                   size_t *members)
{
    size_t i, n = 0;

    *members = 0;
    for (i = 0; i < g->p.n_rules; i++)
        if (g->rule[i].kind == kind) {
            *members += g->rule[i].n;
            n++;
        }
    return n;
}

size_t
coh_grouping_group(const struct coh_grouping *g, struct coh_span name)
{
    size_t i;

    for (i = 0; i < g->p.k; i++)
        if (coh_span_is(name, g->e.group[i]))
            return i + 1;
    return 0;
}

/* As many names as a message holds. */
static int
name_groups(const struct coh_grouping *g, struct coh_text *t,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < g->p.k && t->length < 160; i++)
        if (coh_text_format(t, err, "%s%.60s", i ? ", " : "", g->e.group[i]))
            return -1;
    return i < g->p.k ? coh_text_add_string(t, ", …", err) : 0;
}

int
coh_grouping_no_group(const struct coh_grouping *g, const char *place,
                      struct coh_span name, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];

    coh_quote(name.bytes, name.length, quoted);
    if (g->method == COH_GROUP_SIMILAR || g->method == COH_GROUP_MIXED)
        coh_fail(err, COH_INPUT,
                 "%s, column 'group': '%s' is none of the groups 1 to %zu",
                 place, quoted, g->p.k);
    else if (name_groups(g, &t, err) == 0)
        coh_fail(err, COH_INPUT,
                 "%s, column 'group': '%s' is no group; there are: %s", place,
                 quoted, coh_text_get(&t));
    coh_text_release(&t);
    return -1;
}
