/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/summary-table.h"

#include <stdio.h>

#include "table/table.h"

/* ---- rows in ---- */

/* The columns beside values and groups. */
struct places {
    size_t kind[COH_SUMMARY_KINDS], full, date;
};

static int
find_places(struct coh_summary *sum, const struct coh_scores *in,
            const char *date, struct places *p, struct coh_error *err)
{
    static const char *const name[] = {"scale", "assessment", "measure"};
    size_t none = in->rows.header.n, i;

    sum->variables = in->value.n;
    sum->groups.width = in->by.n;
    sum->by_student = in->rows.student < none;
    p->full = coh_scores_column(in, "max_score");
    p->date = coh_scores_column(in, date);
    for (i = 0; i < COH_SUMMARY_KINDS; i++)
        p->kind[i] = coh_scores_column(in, name[i]);
    if (sum->collapse && !sum->by_student)
        return coh_fail(err, COH_INPUT,
                        "--per-student: there is no student column '%.40s'",
                        in->rows.run->student);
    if (sum->collapse == COH_SUMMARY_LATEST && p->date == none)
        return coh_fail(err, COH_INPUT,
                        "--per-student latest: there is no date column '%.40s'",
                        date);
    if (sum->percent && p->full == none)
        return coh_fail(err, COH_INPUT,
                        "--cut in per cent: there is no column 'max_score'");
    return 0;
}

/* A share is of rows with both, a score and a full score. */
static int
check_full(const struct coh_summary *sum, const struct coh_scores *in,
           const struct coh_summary_row *row, struct coh_error *err)
{
    char place[40];
    size_t i;

    if (!sum->percent || sum->collapse != COH_SUMMARY_MEAN_OF ||
        row->full.number != COH_NUMBER_NOT)
        return 0;
    for (i = 0; i < sum->variables; i++)
        if (row->value[i].number != COH_NUMBER_NOT)
            break;
    if (i == sum->variables)
        return 0;
    snprintf(place, sizeof(place), "line %zu", in->rec.line);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "%s: no max_score: counted as missing, because "
                         "--cut in per cent asks for a share",
                         in->file);
}

static int
add_row(struct coh_summary *sum, const struct coh_scores *in,
        const struct places *p, struct coh_error *err)
{
    struct coh_summary_row row = {.by = in->group, .value = in->score};
    const char *without = NULL;
    char place[40];
    size_t i;

    row.student = coh_scores_cell(in, in->rows.student);
    if (sum->percent)
        row.full = coh_scores_number(in, p->full);
    for (i = 0; i < COH_SUMMARY_KINDS; i++)
        row.kind[i] = coh_scores_cell(in, p->kind[i]);
    if (sum->collapse && !row.student.length)
        without = "a student";
    else if (sum->collapse == COH_SUMMARY_LATEST &&
             coh_date_parse(coh_scores_cell(in, p->date), &row.date))
        without = "a date as 2026-03-06";
    if (!without)
        return check_full(sum, in, &row, err) ? -1
                                              : coh_summary_add(sum, &row, err);
    snprintf(place, sizeof(place), "line %zu", in->rec.line);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "%s: --per-student leaves out rows without %s",
                         in->file, without);
}

int
coh_summary_table_read(struct coh_summary *sum, struct coh_scores *in,
                       const char *date, struct coh_error *err)
{
    struct places p;

    if (find_places(sum, in, date, &p, err))
        return -1;
    for (;;) {
        if (coh_scores_next(in, err))
            return -1;
        if (in->rec.end)
            return coh_summary_finish(sum, err);
        if (add_row(sum, in, &p, err))
            return -1;
    }
}

/* ---- results out ---- */

/* The text cells of result `at`: by-values and the variable. */
static void
labels(const struct coh_summary *sum, const struct coh_scores *in, size_t at,
       struct coh_span *out)
{
    const struct coh_span *by =
        coh_keys_cells(&sum->groups, at / sum->variables);
    size_t i;

    for (i = 0; i < in->by.n; i++)
        out[i] = by[i].length ? by[i] : coh_span_of("(blank)");
    out[i] = in->rows.header.name[in->value.at[at % sum->variables]];
}

static int
note(const struct coh_summary *sum, const struct coh_scores *in, size_t at,
     const struct coh_span *label, struct coh_error *err)
{
    size_t i, n = in->by.n + (sum->variables > 1 || !in->by.n);
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    int rc = 0;

    for (i = 0; !rc && i < n; i++)
        rc =
            coh_text_format(&t, err, "%s%s", i ? ", " : "",
                            coh_quote(label[i].bytes, label[i].length, quoted));
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
                            sum->choice[i] >= COH_SUMMARY_RATE ? 3
                                                               : decimals + 1);
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
