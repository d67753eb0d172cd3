/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <stdio.h>

#include "flow/grouping-internal.h"

static int
make_groups(struct coh_grouping *g, size_t k, struct coh_error *err)
{
    if (k > 100000)
        return coh_fail(err, COH_USAGE, "more than 100000 groups");
    g->p.k = k;
    g->min = coh_grouping_array(g, k, sizeof(*g->min), err);
    g->max = coh_grouping_array(g, k, sizeof(*g->max), err);
    g->may_close = coh_grouping_array(g, k, 1, err);
    g->p.min = g->min;
    g->p.max = g->max;
    return g->min && g->max && g->may_close ? 0 : -1;
}

/* All groups alike. */
static void
bound(struct coh_grouping *g, size_t min, size_t max)
{
    size_t i;

    for (i = 0; i < g->p.k; i++) {
        g->min[i] = min;
        g->max[i] = max;
    }
}

static void
close_any(struct coh_grouping *g)
{
    size_t i;

    for (i = 0; i < g->p.k; i++)
        g->may_close[i] = 1;
    g->p.may_close = g->may_close;
}

/* "1" to "K". */
static int
number_groups(struct coh_grouping *g, struct coh_error *err)
{
    const char **name = coh_grouping_array(g, g->p.k, sizeof(*name), err);
    char text[24];
    size_t i;

    if (!name)
        return -1;
    for (i = 0; i < g->p.k; i++) {
        snprintf(text, sizeof(text), "%zu", i + 1);
        name[i] = coh_grouping_text(g, coh_span_of(text), err);
        if (!name[i])
            return -1;
    }
    g->e.group = name;
    return 0;
}

/* `slots` groups for each theme; of skill also for extension. */
static int
theme_groups(struct coh_grouping *g, size_t slots, struct coh_error *err)
{
    size_t themes = g->e.themes + (g->method == COH_GROUP_SKILL), i, *of;
    struct coh_text t = COH_TEXT_INIT;
    const char **name;
    int rc = -1;

    if (make_groups(g, themes * slots, err))
        return -1;
    name = coh_grouping_array(g, g->p.k, sizeof(*name), err);
    of = coh_grouping_array(g, g->p.k, sizeof(*of), err);
    if (!name || !of)
        return -1;
    for (i = 0; i < g->p.k; i++) {
        of[i] = i / slots;
        coh_text_clear(&t);
        if (coh_text_add_string(
                &t, of[i] < g->e.themes ? g->e.theme[of[i]] : "extension",
                err) ||
            (i % slots && coh_text_format(&t, err, " (%zu)", i % slots + 1)))
            goto out;
        name[i] = coh_grouping_text(g, coh_text_span(&t), err);
        if (!name[i])
            goto out;
    }
    g->e.group = name;
    g->e.theme_of = of;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

static int
list_sizes(struct coh_grouping *g, const char *text, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    long n;
    int rc = -1;

    if (coh_list_parse(&list, text, err))
        goto out;
    if (!list.n) {
        coh_fail(err, COH_USAGE, "--sizes: there is no size");
        goto out;
    }
    if (make_groups(g, list.n, err))
        goto out;
    for (i = 0; i < list.n; i++) {
        n = coh_grouping_whole(coh_span_trim(list.item[i]));
        if (n < 1) {
            coh_fail(err, COH_USAGE,
                     "--sizes: '%.40s' is not a list of whole numbers", text);
            goto out;
        }
        g->min[i] = g->max[i] = (size_t)n;
    }
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

/* The groups of a grouping made by hand, as they first stand, and its sizes
 * where it places everyone. */
static int
check_groups(struct coh_grouping *g, const struct coh_grouping_file *file,
             struct coh_error *err)
{
    struct coh_keys names = {.width = 1};
    const struct coh_table *t = file->table;
    const char **name;
    struct coh_span s;
    size_t column, r, at, i, rows = 0;
    int rc = -1;

    if (coh_header_find(&t->header, coh_span_of("group"), &column, err)) {
        coh_error_context(err, "%s: ", file->name);
        return -1;
    }
    for (r = 0; r < t->rows; r++) {
        s = coh_span_trim(coh_table_cell(t, r, column));
        if (s.length && coh_keys_index(&names, &s, &at, err))
            goto out;
    }
    name = coh_grouping_array(g, names.n, sizeof(*name), err);
    if (!name || make_groups(g, names.n, err))
        goto out;
    for (r = 0; r < t->rows; r++) {
        s = coh_span_trim(coh_table_cell(t, r, column));
        if (s.length) {
            g->min[coh_keys_find(&names, &s)]++;
            rows++;
        }
    }
    for (i = 0; i < names.n; i++) {
        g->min[i] = rows == g->p.n ? g->min[i] : 0;
        g->max[i] = rows == g->p.n ? g->min[i] : g->p.n;
        name[i] = coh_grouping_text(g, coh_keys_cells(&names, i)[0], err);
        if (!name[i])
            goto out;
    }
    g->e.group = name;
    rc = 0;
out:
    coh_keys_release(&names);
    return rc;
}

/* ---- by method ---- */

/* K from --groups or --size. */
static size_t
how_many(const struct coh_grouping *g, const struct coh_grouping_sizes *s)
{
    return s->groups > 0 ? (size_t)s->groups
                         : coh_group_count(g->p.n, (size_t)s->size);
}

/* Numbered groups: similar, mixed. */
static int
plain_groups(struct coh_grouping *g, const struct coh_grouping_sizes *s,
             struct coh_error *err)
{
    if (s->groups < 0 && s->size < 0 && !s->sizes)
        return check_groups(g, &s->check, err);
    if (s->sizes ? list_sizes(g, s->sizes, err)
                 : make_groups(g, how_many(g, s), err))
        return -1;
    if (number_groups(g, err))
        return -1;
    if (!s->sizes)
        coh_group_even_sizes(g->p.n, g->p.k, g->min, g->max);
    if (s->groups > 0 && g->method == COH_GROUP_SIMILAR)
        bound(g, 2, g->p.n > 2 ? g->p.n : 2);
    if (s->may_close)
        close_any(g);
    return 0;
}

/* Of K groups, how small and how large. */
static void
bound_open(struct coh_grouping *g, const struct coh_grouping_sizes *s,
           size_t least)
{
    size_t k = how_many(g, s), n = g->p.n;

    g->p.open = k;
    if (s->size > 0)
        bound(g, n / k, (n + k - 1) / k);
    else
        bound(g, least, n > least ? n : least);
    close_any(g);
}

static int
skill_groups(struct coh_grouping *g, const struct coh_grouping_sizes *s,
             struct coh_error *err)
{
    int counted = s->groups > 0 || s->size > 0;

    if (theme_groups(g, counted ? how_many(g, s) : 1, err))
        return -1;
    if (counted) {
        bound_open(g, s, 2);
        return 0;
    }
    bound(g, 0, g->p.n);
    close_any(g);
    return 0;
}

static int
interest_groups(struct coh_grouping *g, const struct coh_grouping_sizes *s,
                struct coh_error *err)
{
    int counted = s->groups > 0 || s->size > 0;

    if (counted && g->p.n && how_many(g, s) > g->e.themes)
        return coh_fail(err, COH_USAGE,
                        "%zu groups, but only %zu different choices are wished "
                        "for",
                        how_many(g, s), g->e.themes);
    if (theme_groups(g, 1, err))
        return -1;
    if (counted) {
        bound_open(g, s, 1);
        return 0;
    }
    bound(g, s->may_close ? 0 : 1, g->p.n);
    if (s->may_close)
        close_any(g);
    return 0;
}

/* ---- capacities ---- */

size_t
coh_grouping_groups_of(const struct coh_grouping *g, struct coh_span name,
                       size_t *group)
{
    size_t i, n = 0;

    for (i = 0; g->e.theme_of && i < g->p.k; i++)
        if (coh_span_is(name, g->e.theme_of[i] < g->e.themes
                                  ? g->e.theme[g->e.theme_of[i]]
                                  : "extension"))
            group[n++] = i + 1;
    if (!n && (i = coh_grouping_group(g, name)) > 0)
        group[n++] = i;
    return n;
}

/* A bound in a cell; blank leaves it as it is. */
static int
read_bound(const struct coh_table *t, size_t row, size_t column, size_t *bound,
           int *given, struct coh_error *err)
{
    struct coh_span s;
    char quoted[COH_QUOTE_SIZE];
    long n;

    *given = 0;
    if (column == t->header.n)
        return 0;
    s = coh_span_trim(coh_table_cell(t, row, column));
    if (!s.length)
        return 0;
    n = coh_grouping_whole(s);
    if (n < 0)
        return coh_fail(err, COH_INPUT, "line %zu: '%s' is not a whole number",
                        t->line[row], coh_quote(s.bytes, s.length, quoted));
    *bound = (size_t)n;
    *given = 1;
    return 0;
}

/* The columns of a capacity file, and whose row came when. */
struct capacity {
    const struct coh_table *t;
    size_t group, min, max;
    size_t *named; /* k: scratch */
    size_t *line;  /* of each group: where it stood */
    int may_close;
};

static int
read_capacity(struct coh_grouping *g, struct capacity *c, size_t row,
              struct coh_error *err)
{
    struct coh_span s = coh_span_trim(coh_table_cell(c->t, row, c->group));
    size_t n = coh_grouping_groups_of(g, s, c->named), i, at;
    char place[COH_GROUPING_PLACE];
    int least, most;

    if (!n)
        return coh_grouping_no_group(
            g, coh_grouping_place(c->t->line[row], place), s, err);
    for (i = 0; i < n; i++) {
        at = c->named[i] - 1;
        if (c->line[at])
            return coh_fail(err, COH_INPUT,
                            "group '%.60s' stands on lines %zu and %zu",
                            g->e.group[at], c->line[at], c->t->line[row]);
        c->line[at] = c->t->line[row];
        if (read_bound(c->t, row, c->min, &g->min[at], &least, err) ||
            read_bound(c->t, row, c->max, &g->max[at], &most, err))
            return -1;
        /* One bound alone moves the other out of its way. */
        if (most && !least && g->min[at] > g->max[at])
            g->min[at] = g->max[at];
        if (least && !most && g->max[at] < g->min[at])
            g->max[at] = g->min[at];
        if (g->min[at] > g->max[at])
            return coh_fail(err, COH_INPUT, "line %zu: max is below min",
                            c->t->line[row]);
        if (least && g->min[at] && !g->p.open && !c->may_close)
            g->may_close[at] = 0;
    }
    return 0;
}

static int
read_capacities(struct coh_grouping *g, const struct coh_grouping_file *file,
                int may_close, struct coh_error *err)
{
    const struct coh_header *h = &file->table->header;
    struct capacity c = {.t = file->table, .may_close = may_close};
    size_t row;

    c.named = coh_grouping_array(g, g->p.k, sizeof(*c.named), err);
    c.line = coh_grouping_array(g, g->p.k, sizeof(*c.line), err);
    if (!c.named || !c.line ||
        coh_header_find(h, coh_span_of("group"), &c.group, err))
        return -1;
    c.min = coh_header_seek(h, coh_span_of("min"));
    c.max = coh_header_seek(h, coh_span_of("max"));
    if (c.min == h->n && c.max == h->n)
        return coh_fail(err, COH_INPUT,
                        "there is neither a column 'min' nor 'max'");
    for (row = 0; row < c.t->rows; row++)
        if (read_capacity(g, &c, row, err))
            return -1;
    return 0;
}

/* ---- all ---- */

static int
check_options(const struct coh_grouping *g, const struct coh_grouping_sizes *s,
              struct coh_error *err)
{
    int plain = g->method == COH_GROUP_SIMILAR || g->method == COH_GROUP_MIXED;
    int given = (s->groups >= 0) + (s->size >= 0) + !!s->sizes;

    if (s->groups == 0 || s->size == 0)
        return coh_fail(err, COH_USAGE, "%s: 1 is the least",
                        s->groups ? "--size" : "--groups");
    if (given > 1 || (plain && !given && !s->check.table))
        return coh_fail(err, COH_USAGE,
                        "say how many groups with one of --groups K, --size N "
                        "and --sizes A,B,…");
    if (s->sizes && !plain)
        return coh_fail(err, COH_USAGE,
                        "--sizes goes with similar and mixed: the sizes of "
                        "named groups come with --capacity FILE");
    if (s->sizes && (s->min >= 0 || s->max >= 0))
        return coh_fail(err, COH_USAGE,
                        "--sizes leaves nothing to --min and --max");
    if (s->max >= 0 && s->max < (s->min < 1 ? 1 : s->min))
        return coh_fail(err, COH_USAGE, "--max is below --min");
    return 0;
}

int
coh_grouping_groups(struct coh_grouping *g,
                    const struct coh_grouping_sizes *sizes,
                    struct coh_error *err)
{
    size_t i;
    int rc, runs = g->method == COH_GROUP_INTEREST && !sizes->may_close;

    if (check_options(g, sizes, err))
        return -1;
    rc = g->method == COH_GROUP_SKILL      ? skill_groups(g, sizes, err)
         : g->method == COH_GROUP_INTEREST ? interest_groups(g, sizes, err)
                                           : plain_groups(g, sizes, err);
    if (rc)
        return -1;
    for (i = 0; i < g->p.k; i++) {
        /* Of interest every choice runs, unless it may close. */
        if (sizes->min > 0 || (sizes->min == 0 && !runs))
            g->min[i] = (size_t)sizes->min;
        if (sizes->max >= 0)
            g->max[i] = (size_t)sizes->max;
    }
    if (!sizes->capacity.table ||
        !read_capacities(g, &sizes->capacity, sizes->may_close, err))
        return 0;
    coh_error_context(err, "%s: ", sizes->capacity.name);
    return -1;
}
