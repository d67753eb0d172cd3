/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/summary-table.h"

#include <math.h>

#include "table/table.h"

void
coh_summary_table_by(const struct coh_summary *sum, const struct coh_scores *in,
                     size_t group, struct coh_span *cell)
{
    const struct coh_span *by = coh_keys_cells(&sum->groups, group);
    size_t i;

    for (i = 0; i < in->by.n; i++)
        cell[i] = by[i].length ? by[i] : coh_span_of("(blank)");
}

int
coh_summary_table_label(const struct coh_span *cell, size_t n,
                        struct coh_text *label, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    coh_text_clear(label);
    for (i = 0; i < n; i++)
        if (coh_text_format(label, err, "%s%s", i ? ", " : "",
                            coh_quote(cell[i].bytes, cell[i].length, quoted)))
            return -1;
    return 0;
}

/* The text cells of result `at`: by-values and the variable. */
static void
labels(const struct coh_summary *sum, const struct coh_scores *in, size_t at,
       struct coh_span *out)
{
    coh_summary_table_by(sum, in, at / sum->variables, out);
    out[in->by.n] = in->rows.header.name[in->value.at[at % sum->variables]];
}

static int
note(const struct coh_summary *sum, const struct coh_scores *in, size_t at,
     const struct coh_span *label, struct coh_error *err)
{
    size_t n = in->by.n + (sum->variables > 1 || !in->by.n);
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_summary_table_label(label, n, &t, err);

    if (!rc)
        rc = coh_summary_note(sum, &sum->result[at], coh_text_get(&t),
                              &in->rows.run->notes, err);
    coh_text_release(&t);
    return rc;
}

static void
header(const struct coh_summary *sum, const struct coh_scores *in,
       struct coh_span *cell)
{
    size_t i;

    for (i = 0; i < in->by.n; i++)
        *cell++ = in->rows.header.name[in->by.at[i]];
    *cell++ = coh_span_of("variable");
    for (i = 0; i < sum->chosen; i++)
        *cell++ = coh_span_of(coh_summary_name(sum->choice[i]));
}

/* A table of all results as text, in which `sort` finds its order; without
 * it the table stays empty and *order NULL. */
static int
find_order(const struct coh_summary *sum, const struct coh_scores *in,
           const char *sort, struct coh_span *cell, size_t **order,
           struct coh_error *err)
{
    char number[COH_SUMMARY_CHOSEN][COH_NUMBER_SIZE];
    struct coh_table t = COH_TABLE_INIT;
    size_t texts = in->by.n + 1, i, k;
    struct coh_record rec = {.n = texts + sum->chosen, .cell = cell};
    int rc = -1;

    if (!sort)
        return 0;
    header(sum, in, cell);
    if (coh_header_copy(&t.header, cell, rec.n, err))
        goto out;
    for (i = 0; i < sum->results; i++) {
        labels(sum, in, i, cell);
        for (k = 0; k < sum->chosen; k++)
            cell[texts + k] = coh_span_of(coh_double_text(
                coh_summary_number(sum, &sum->result[i], sum->choice[k]),
                number[k]));
        if (coh_table_add(&t, &rec, err))
            goto out;
    }
    rc = coh_table_sort(&t, sort, order, err);
out:
    coh_table_release(&t);
    return rc;
}

static int
is_count(enum coh_summary_statistic which)
{
    return which == COH_SUMMARY_N || which == COH_SUMMARY_MISSING ||
           which == COH_SUMMARY_AT_OR_ABOVE;
}

/* Of no unit: shown with three decimals, whatever the scores have. */
static int
is_share(enum coh_summary_statistic which)
{
    return (which >= COH_SUMMARY_RATE && which <= COH_SUMMARY_RATE_HIGH) ||
           which == COH_SUMMARY_SKEWNESS || which == COH_SUMMARY_KURTOSIS ||
           which == COH_SUMMARY_LAG1;
}

static int
is_limit(enum coh_summary_statistic which)
{
    return which == COH_SUMMARY_CI_LOW || which == COH_SUMMARY_CI_HIGH ||
           which == COH_SUMMARY_RATE_LOW || which == COH_SUMMARY_RATE_HIGH ||
           which == COH_SUMMARY_MEDIAN_LOW || which == COH_SUMMARY_MEDIAN_HIGH;
}

static int
put_header(const struct coh_summary *sum, const struct coh_scores *in,
           struct coh_writer *w, struct coh_span *cell, struct coh_error *err)
{
    size_t texts = in->by.n + 1, i;
    int decimals = 0;

    for (i = 0; i < sum->results; i++)
        if (sum->result[i].sample.decimals > decimals)
            decimals = sum->result[i].sample.decimals;
    header(sum, in, cell);
    for (i = 0; i < texts + sum->chosen; i++)
        if (coh_writer_column(w, cell[i],
                              i < texts ? COH_COLUMN_TEXT : COH_COLUMN_NUMBER,
                              err))
            return -1;
    /* One decimal more than the data have; rates are shares of 1. */
    for (i = 0; i < sum->chosen; i++)
        coh_writer_decimals(w, texts + i,
                            is_share(sum->choice[i]) ? 3 : decimals + 1);
    return 0;
}

static int
put_row(const struct coh_summary *sum, const struct coh_scores *in, size_t at,
        struct coh_writer *w, struct coh_span *cell, struct coh_error *err)
{
    size_t i;
    double x;

    labels(sum, in, at, cell);
    if (note(sum, in, at, cell, err))
        return -1;
    for (i = 0; i < in->by.n + 1; i++)
        if (coh_writer_text(w, cell[i], err))
            return -1;
    for (i = 0; i < sum->chosen; i++) {
        x = coh_summary_number(sum, &sum->result[at], sum->choice[i]);
        if (is_limit(sum->choice[i]) && isfinite(x) &&
            coh_run_intervals(in->rows.run, COH_ABOUT_STUDENTS, sum->level,
                              err))
            return -1;
        if (x >= 0 && is_count(sum->choice[i])
                ? coh_writer_count(w, (size_t)x, err)
                : coh_writer_double(w, x, err))
            return -1;
    }
    return coh_writer_row(w, err);
}

int
coh_summary_table_write(const struct coh_summary *sum,
                        const struct coh_scores *in, const char *sort,
                        struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(in->rows.run, err);
    struct coh_span *cell =
        coh_alloc_array(in->by.n + 1 + sum->chosen, sizeof(*cell), err);
    size_t *order = NULL, i;
    int rc = -1;

    if (!w || !cell || find_order(sum, in, sort, cell, &order, err) ||
        put_header(sum, in, w, cell, err))
        goto out;
    for (i = 0; i < sum->results; i++)
        if (put_row(sum, in, order ? order[i] : i, w, cell, err))
            goto out;
    rc = 0;
out:
    coh_free(order);
    coh_free(cell);
    return rc;
}
