/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a heat map is made of. */
#include <math.h>
#include <string.h>

#include "chart/heatmap.h"
#include "table/masked.h"

/* The tables that tools write: a number, the interval beside it, how many it
 * is of. A share goes before a mean: who gave --cut asked for it. */
static const struct {
    const char *name, *low, *high, *n;
    int share;
} statistics[] = {
    {"rate", "rate_low", "rate_high", "n", 1},
    {"rate_band", NULL, NULL, "n", 1},
    {"difficulty_band", NULL, NULL, "n", 1},
    {"share", "share_low", "share_high", "of", 1},
    {"mean", "ci_low", "ci_high", "n", 0},
};

enum { STATISTICS = sizeof(statistics) / sizeof(*statistics) };

/* Other columns that hold shares. */
static const char *const shares[] = {"rate", "share", "mean_share", "p_mastery",
                                     "difficulty"};

static size_t
seek(const struct coh_header *header, const char *name)
{
    return name ? coh_header_seek(header, coh_span_of(name)) : header->n;
}

/* Does the user's word mean this statistic? `rate` asks for its band, too. */
static int
is_meant(const char *value, const char *name)
{
    size_t n = strlen(name), k = strlen("_band");

    if (!value || !strcmp(value, name))
        return 1;
    return n > k && !strcmp(name + n - k, "_band") && strlen(value) == n - k &&
           !strncmp(value, name, n - k);
}

static int
find_statistic(struct coh_chart *c, const struct coh_header *header)
{
    size_t i;

    for (i = 0; i < STATISTICS; i++) {
        size_t at = seek(header, statistics[i].name);
        int band = !statistics[i].low;

        if (at == header->n || !is_meant(c->options.value, statistics[i].name))
            continue;
        if (!band && (seek(header, statistics[i].low) == header->n ||
                      seek(header, statistics[i].high) == header->n))
            continue;
        c->input = COH_CHART_TABLE;
        c->value = at;
        c->low = seek(header, statistics[i].low);
        c->high = seek(header, statistics[i].high);
        c->count = seek(header, statistics[i].n);
        c->bands = band;
        c->percent = statistics[i].share;
        return 1;
    }
    return 0;
}

static int
find_value(struct coh_chart *c, const struct coh_header *header,
           struct coh_error *err)
{
    const char *value = c->options.value;
    size_t i;

    c->low = c->high = c->count = header->n;
    if (find_statistic(c, header))
        return 0;
    c->input = COH_CHART_VALUES;
    for (i = 0; i < 2 && !value; i++)
        if (seek(header, i ? "p_mastery" : "score") < header->n)
            value = i ? "p_mastery" : "score";
    if (!value)
        return coh_fail(err, COH_INPUT,
                        "there is no column 'score': name the column to draw "
                        "with -v COL");
    if (coh_header_find(header, coh_span_of(value), &c->value, err))
        return -1;
    for (i = 0; i < sizeof(shares) / sizeof(*shares); i++)
        c->percent =
            c->percent || coh_span_is(header->name[c->value], shares[i]);
    c->count = seek(header, "n");
    return 0;
}

/* Without -b: the columns that a table has before its numbers, or students and
 * their standards. */
static int
find_by(struct coh_chart *c, const struct coh_header *header,
        struct coh_error *err)
{
    size_t n = seek(header, "variable"), level = seek(header, "level"), i;
    size_t standard = seek(header, "standard");

    if (c->options.by)
        return coh_columns_find(&c->by, c->options.by, header, err);
    if (n == header->n && level < header->n && c->input == COH_CHART_TABLE)
        n = level + 1;
    if (n == header->n && standard < header->n && c->student < header->n)
        n = 0;
    if (n == header->n)
        return 0;
    c->by.at = coh_alloc_array(n + 2, sizeof(*c->by.at), err);
    if (!c->by.at)
        return -1;
    for (i = 0; i < n; i++)
        c->by.at[c->by.n++] = i;
    if (!n) {
        c->by.at[c->by.n++] = seek(header, "name") < header->n
                                  ? seek(header, "name")
                                  : c->student;
        c->by.at[c->by.n++] = standard;
    }
    return 0;
}

static int
name_axes(struct coh_chart *c, const struct coh_header *header,
          struct coh_error *err)
{
    struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    struct coh_columns rows = {c->by.at, c->by.n - 1};
    struct coh_columns columns = {c->by.at + c->by.n - 1, 1};

    return coh_grid_names(&rows, header, &h->rows_name, &c->arena, err) ||
                   coh_grid_names(&columns, header, &h->columns_name, &c->arena,
                                  err)
               ? -1
               : 0;
}

/* A band is called what it is a band of. */
static int
name_value(struct coh_chart *c, const struct coh_header *header,
           struct coh_error *err)
{
    struct coh_columns one = {&c->value, 1};

    if (coh_grid_names(&one, header, &c->column_name, &c->arena, err) ||
        coh_grid_names(&one, header, &c->value_name, &c->arena, err))
        return -1;
    if (c->bands)
        c->value_name.length -= strlen("_band");
    return 0;
}

int
coh_chart_heatmap_columns(struct coh_chart *c, const struct coh_header *header,
                          struct coh_error *err)
{
    static const char *const same[] = {"scale", "assessment", "measure"};
    struct coh_chart_heatmap *h = coh_alloc_array(1, sizeof(*h), err);
    size_t i;

    if (!h)
        return -1;
    c->own = h;
    h->grid = (struct coh_grid)COH_GRID_INIT;
    h->same = (struct coh_names)COH_NAMES_INIT;
    h->full = h->least = h->most = NAN;
    c->student =
        c->options.student ? seek(header, c->options.student) : header->n;
    c->status = seek(header, "status");
    c->least = seek(header, "min");
    c->most = seek(header, "max");
    c->suppressed = seek(header, COH_MASKED_COLUMN);
    h->full_at = seek(header, "max_score");
    for (i = 0; i < 3; i++)
        c->same[i] = seek(header, same[i]);
    if (find_value(c, header, err) || find_by(c, header, err))
        return -1;
    if (c->by.n < 2)
        return coh_fail(err, COH_USAGE,
                        "heatmap: -b ROWS,COLUMNS says which columns of the "
                        "file make the grid, as -b measure,section");
    return name_axes(c, header, err) || name_value(c, header, err) ? -1 : 0;
}
