/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <math.h>
#include <stdio.h>

#include "base/decimal.h"
#include "flow/grouping-internal.h"
#include "group/measure.h"

/* The column to group by when the user named none. */
static int
guess_column(struct coh_grouping *g, struct coh_error *err)
{
    const struct coh_header *h = &g->data->header;
    size_t at = coh_header_seek(h, coh_span_of("score")), i, found = 0;

    g->value.at = coh_alloc_array(1, sizeof(*g->value.at), err);
    if (!g->value.at)
        return -1;
    for (i = 0; at == h->n && i < h->n; i++)
        if (i != g->student &&
            coh_table_kind(g->data, i) == COH_COLUMN_NUMBER) {
            g->value.at[0] = i;
            found++;
        }
    if (at < h->n)
        g->value.at[0] = at;
    g->value.n = at < h->n || found == 1;
    /* A header alone is no fault, and mixed can do with rules alone. */
    if (g->value.n || g->data->rows == 0 ||
        (!found && g->method == COH_GROUP_MIXED))
        return 0;
    return coh_fail(err, COH_INPUT,
                    found ? "%zu columns hold numbers: say with -v which to "
                            "group by"
                          : "no column holds numbers: say with -v which to "
                            "group by",
                    found);
}

int
coh_grouping_measure_columns(struct coh_grouping *g, const char *list,
                             struct coh_error *err)
{
    size_t i;

    if (!list)
        return guess_column(g, err);
    if (coh_columns_find(&g->value, list, &g->data->header, err))
        return -1;
    if (!g->value.n)
        return coh_fail(err, COH_USAGE, "-v: there is no column");
    for (i = 1; i < g->value.n; i++) {
        const struct coh_columns before = {g->value.at, i};

        if (coh_columns_have(&before, g->value.at[i]))
            return coh_fail(err, COH_USAGE,
                            "-v: a column stands twice; --weight makes a "
                            "measure count more");
    }
    return 0;
}

/* The cell of a measure: empty where there is no usable score. */
static struct coh_span
score_cell(const struct coh_grouping *g, size_t i, size_t column)
{
    const struct coh_table *t = g->data;
    size_t status = coh_header_seek(&t->header, coh_span_of("status"));
    struct coh_span cell, s, none = {"", 0};

    if (g->data_row[i] == COH_GROUPING_NOBODY)
        return none;
    /* Of results only: elsewhere a status may be anything. */
    if (status < t->header.n &&
        coh_header_seek(&t->header, coh_span_of("score")) < t->header.n) {
        s = coh_span_trim(coh_table_cell(t, g->data_row[i], status));
        if (s.length && !coh_span_is(s, "scored"))
            return none;
    }
    cell = coh_span_trim(coh_table_cell(t, g->data_row[i], column));
    return coh_span_is(cell, "NA") ? none : cell;
}

/* Text that is no number, as no score. */
static int
note_no_number(const struct coh_grouping *g, size_t i, size_t column,
               struct coh_span cell, struct coh_notes *notes,
               struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 40];
    struct coh_span name = g->data->header.name[column];

    snprintf(place, sizeof(place), "line %zu: '%s'",
             g->data->line[g->data_row[i]],
             coh_quote(cell.bytes, cell.length, quoted));
    return coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                         "column '%s': not a number, taken as no score",
                         coh_quote(name.bytes, name.length, quoted));
}

/* A cell as a decimal: 1 read, 0 no score, −1 failed. */
static int
read_decimal(struct coh_grouping *g, size_t i, struct coh_decimal *d,
             struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span cell = score_cell(g, i, g->value.at[0]);
    char quoted[COH_QUOTE_SIZE];

    if (!cell.length)
        return 0;
    switch (coh_decimal_parse(cell, d)) {
    case COH_NUMBER_EXACT:
        *d = coh_decimal_reduce(*d);
        return 1;
    case COH_NUMBER_LONG:
        return coh_fail(err, COH_INPUT,
                        "line %zu: '%s' has more than 18 digits",
                        g->data->line[g->data_row[i]],
                        coh_quote(cell.bytes, cell.length, quoted));
    case COH_NUMBER_NOT:
        break;
    }
    return note_no_number(g, i, g->value.at[0], cell, notes, err);
}

static int
rescale(const struct coh_grouping *g, size_t i, struct coh_decimal *d,
        struct coh_error *err)
{
    for (; d->scale < g->scale; d->scale++) {
        if (d->mantissa > INT64_C(99999999999999999) ||
            d->mantissa < -INT64_C(99999999999999999))
            return coh_fail(err, COH_INPUT,
                            "line %zu: the scores take more than 18 digits at "
                            "%d decimals",
                            g->data->line[g->data_row[i]], g->scale);
        d->mantissa *= 10;
    }
    return 0;
}

/* One measure: mantissas at the largest scale among them. */
static int
read_one(struct coh_grouping *g, double *raw, struct coh_notes *notes,
         struct coh_error *err)
{
    struct coh_decimal *d = coh_grouping_array(g, g->p.n, sizeof(*d), err);
    size_t i;
    int got;

    g->score = coh_grouping_array(g, g->p.n, sizeof(*g->score), err);
    if (!d || !g->score)
        return -1;
    for (i = 0; i < g->p.n; i++) {
        got = read_decimal(g, i, &d[i], notes, err);
        if (got < 0)
            return -1;
        g->missing[i] = !got;
        raw[i] = got ? coh_decimal_double(d[i]) : NAN;
        if (got && d[i].scale > g->scale)
            g->scale = d[i].scale;
    }
    for (i = 0; i < g->p.n; i++) {
        if (g->missing[i])
            continue;
        if (rescale(g, i, &d[i], err))
            return -1;
        g->score[i] = d[i].mantissa;
    }
    return 0;
}

static int
read_several(struct coh_grouping *g, double *raw, struct coh_notes *notes,
             struct coh_error *err)
{
    struct coh_span cell;
    struct coh_value v;
    size_t i, m;

    for (i = 0; i < g->p.n; i++)
        for (g->missing[i] = g->value.n > 0, m = 0; m < g->value.n; m++) {
            raw[i * g->value.n + m] = NAN;
            cell = score_cell(g, i, g->value.at[m]);
            if (!cell.length)
                continue;
            v = coh_value_parse(cell);
            if (v.number == COH_NUMBER_NOT) {
                if (note_no_number(g, i, g->value.at[m], cell, notes, err))
                    return -1;
                continue;
            }
            raw[i * g->value.n + m] = coh_value_double(&v);
            g->missing[i] = 0;
        }
    return 0;
}

/* The number behind COL=, above 0. */
static int
read_weight(struct coh_grouping *g, struct coh_span item, double *weight,
            struct coh_error *err)
{
    const struct coh_header *h = &g->data->header;
    struct coh_span s = coh_span_trim(item);
    size_t column, at = coh_grouping_split(h, s, &column), m;
    char quoted[COH_QUOTE_SIZE];
    struct coh_value v;

    coh_quote(s.bytes, s.length, quoted);
    for (m = 0; at < s.length && m < g->value.n; m++)
        if (g->value.at[m] == column)
            break;
    if (at == s.length || m == g->value.n)
        return coh_fail(err, COH_USAGE,
                        "--weight: '%s' is not COL=W, with COL one of -v",
                        quoted);
    v = coh_value_parse(
        coh_span_trim((struct coh_span){s.bytes + at + 1, s.length - at - 1}));
    weight[m] = v.number == COH_NUMBER_NOT ? 0 : coh_value_double(&v);
    if (!(weight[m] >= 1e-6 && weight[m] <= 1e6))
        return coh_fail(err, COH_USAGE,
                        "--weight: '%s': a weight is a number above 0, up to "
                        "1000000",
                        quoted);
    return 0;
}

static int
read_weights(struct coh_grouping *g, const char *text, double *weight,
             struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < g->value.n; i++)
        weight[i] = 1;
    if (!text)
        return 0;
    if (coh_list_parse(&list, text, err))
        goto out;
    for (i = 0; i < list.n; i++)
        if (read_weight(g, list.item[i], weight, err))
            goto out;
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

/* A measure that tells nobody apart is named. */
static int
note_dropped(const struct coh_grouping *g, struct coh_notes *notes,
             struct coh_error *err)
{
    size_t m;

    for (m = 0; m < g->e.measures && g->e.measures > 1; m++)
        if (g->e.dropped[m] &&
            coh_notes_add(notes, COH_NOTE_FACT, g->e.measure[m], err,
                          "a measure that is the same for all who have it "
                          "tells nobody apart, and was left out"))
            return -1;
    return 0;
}

/* Who has only measures that were left out has no score. */
static void
find_missing(struct coh_grouping *g)
{
    size_t i, m, used = 0;

    for (m = 0; m < g->e.measures; m++)
        used += !g->e.dropped[m];
    for (i = 0; used && i < g->p.n; i++)
        for (g->missing[i] = 1, m = 0; m < g->e.measures; m++)
            if (!g->e.dropped[m] && !isnan(g->e.raw[i * g->e.measures + m]))
                g->missing[i] = 0;
}

int
coh_grouping_measures(struct coh_grouping *g,
                      const struct coh_grouping_choice *choice,
                      struct coh_notes *notes, struct coh_error *err)
{
    size_t n = g->p.n, k = g->value.n, m;
    double *raw = coh_grouping_array(g, n * k, sizeof(*raw), err);
    double *mean = coh_grouping_array(g, k, sizeof(*mean), err);
    double *sd = coh_grouping_array(g, k, sizeof(*sd), err);
    double *weight = coh_grouping_array(g, k, sizeof(*weight), err);
    unsigned char *dropped = coh_grouping_array(g, k, 1, err);
    const char **name = coh_grouping_array(g, k, sizeof(*name), err);

    if (!raw || !mean || !sd || !weight || !dropped || !name ||
        read_weights(g, choice->weight, weight, err))
        return -1;
    for (m = 0; m < k; m++) {
        name[m] =
            coh_grouping_text(g, g->data->header.name[g->value.at[m]], err);
        if (!name[m])
            return -1;
    }
    if (k == 1 ? read_one(g, raw, notes, err)
               : read_several(g, raw, notes, err))
        return -1;
    coh_group_measure_scale(raw, n, k, mean, sd, dropped);
    g->e.measures = k;
    g->e.measure = name;
    g->e.raw = raw;
    g->e.mean = mean;
    g->e.sd = sd;
    g->e.weight = weight;
    g->e.dropped = dropped;
    find_missing(g);
    g->e.scale = g->scale;
    g->e.sem = k == 1 ? choice->sem : 0;
    g->e.reliability = k == 1 ? choice->reliability : 0;
    if (k == 1 && g->method == COH_GROUP_SIMILAR) {
        g->p.score = g->score;
        g->p.missing = g->missing;
    }
    return note_dropped(g, notes, err);
}
