/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/summary-levels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- rows in ---- */

int
coh_levels_order(struct coh_levels *levels, const char *text,
                 struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i, at;
    int rc;

    if (!text)
        return 0;
    rc = coh_list_parse(&list, text, err);
    for (i = 0; !rc && i < list.n; i++) {
        struct coh_span name = coh_span_trim(list.item[i]);

        rc = coh_keys_index(&levels->names, &name, &at, err);
        if (!rc && (!name.length || at != i))
            rc = coh_fail(err, COH_USAGE,
                          name.length ? "--order: level '%s' stands twice"
                                      : "--order: a level is blank%s",
                          coh_quote(name.bytes, name.length, quoted));
    }
    levels->ordered = 1;
    coh_list_release(&list);
    return rc;
}

/* The number of the level in this row, in *at; -1 after a level that is not
 * in the order given. */
static int
find_level(struct coh_levels *levels, const struct coh_scores *in,
           struct coh_span name, size_t *at, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    if (!levels->ordered)
        return coh_keys_index(&levels->names, &name, at, err);
    *at = coh_keys_find(&levels->names, &name);
    if (*at < levels->names.n)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "%s: line %zu: level '%s' is not in --order", in->file,
                    in->rec.line, coh_quote(name.bytes, name.length, quoted));
}

static int
add_score(struct coh_levels *levels, const struct coh_scores *in, size_t column,
          size_t at, struct coh_error *err)
{
    struct coh_value v = coh_scores_number(in, column);

    if (coh_reserve(&levels->score, &levels->score_capacity, at + 1,
                    sizeof(*levels->score), err))
        return -1;
    for (; levels->scores <= at; levels->scores++)
        levels->score[levels->scores] = (struct coh_sample)COH_SAMPLE_INIT;
    if (v.number == COH_NUMBER_NOT)
        return 0;
    if (v.number == COH_NUMBER_EXACT)
        return coh_sample_add(&levels->score[at], v.decimal, err);
    return coh_sample_add_double(&levels->score[at], v.real, err);
}

static int
add_row(struct coh_levels *levels, const struct coh_scores *in,
        const struct coh_summary_places *p, size_t column, size_t score,
        struct coh_error *err)
{
    struct coh_value value = {.number = COH_NUMBER_NOT};
    struct coh_span name = coh_scores_cell(in, column);
    int scored = in->status == in->rec.n ||
                 coh_span_is(coh_scores_cell(in, in->status), "scored");
    int added;
    size_t at = 0;

    if (scored && name.length && !coh_span_is(name, "NA")) {
        if (find_level(levels, in, name, &at, err))
            return -1;
        value.number = COH_NUMBER_EXACT;
        value.decimal = (struct coh_decimal){.mantissa = (int64_t)at};
    }
    if (coh_summary_table_add(&levels->summary, in, p, &value, &added, err))
        return -1;
    if (!added || value.number == COH_NUMBER_NOT)
        return 0;
    return add_score(levels, in, score, at, err);
}

int
coh_levels_read(struct coh_levels *levels, struct coh_scores *in,
                const char *column, const char *date, struct coh_error *err)
{
    struct coh_head_count heads = COH_HEAD_COUNT_INIT;
    struct coh_columns at = COH_COLUMNS_INIT;
    struct coh_summary_places p;
    size_t score = coh_scores_column(in, "score");
    int rc = -1;

    if (coh_rows_columns(&in->rows, column, &at, err))
        goto out;
    if (at.n != 1) {
        coh_fail(err, COH_USAGE, "--levels takes one column of levels");
        goto out;
    }
    if (coh_summary_table_places(&levels->summary, in, date, &p, err))
        goto out;
    levels->summary.variables = 1;
    if (score == at.at[0])
        score = in->rows.header.n;
    while (!(rc = coh_scores_next(in, err)) && !in->rec.end)
        if ((rc = add_row(levels, in, &p, at.at[0], score, err)) ||
            (rc = coh_summary_table_heads(&levels->summary, in, &heads, err)))
            break;
    if (!rc)
        rc = coh_head_count_judge(&heads, err);
    if (!rc)
        rc = coh_summary_finish(&levels->summary, err);
out:
    coh_head_count_release(&heads);
    coh_columns_release(&at);
    return rc;
}

/* ---- the order of levels ---- */

struct place {
    size_t level;
    double rank; /* what it is ordered by */
};

static int
by_rank(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->level > y->level) - (x->level < y->level);
}

/* The ranks of levels that are all numbers. */
static int
rank_numbers(const struct coh_levels *levels, struct place *place)
{
    struct coh_value v;
    size_t i;

    for (i = 0; i < levels->names.n; i++) {
        v = coh_value_parse(coh_keys_cells(&levels->names, i)[0]);
        if (v.number == COH_NUMBER_NOT)
            return 0;
        place[i].rank = coh_value_double(&v);
    }
    return 1;
}

/* The ranks of levels that all have scores: 1, or 0; -1 out of memory. */
static int
rank_medians(struct coh_levels *levels, struct place *place,
             struct coh_error *err)
{
    size_t i;

    for (i = 0; i < levels->scores; i++) {
        if (coh_sample_finish(&levels->score[i], err))
            return -1;
        place[i].rank = coh_sample_quantile(&levels->score[i], 0.5);
        if (isnan(place[i].rank))
            return 0;
    }
    return levels->scores == levels->names.n;
}

/* Which order was taken, with the levels in it. */
static int
say_order(const struct coh_levels *levels, const struct coh_scores *in,
          const struct place *place, const char *by, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    struct coh_span name;
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < levels->names.n; i++) {
        name = coh_keys_cells(&levels->names, place[i].level)[0];
        rc = coh_text_format(&t, err, "%s%s", i ? ", " : "",
                             coh_quote(name.bytes, name.length, quoted));
    }
    if (!rc)
        rc =
            coh_notes_add(&in->rows.run->notes, COH_NOTE_FACT, coh_text_get(&t),
                          err, "levels stand %s; --order says another", by);
    coh_text_release(&t);
    return rc;
}

/* `place` gets the levels in the order of the rows. */
static int
find_order(struct coh_levels *levels, const struct coh_scores *in,
           struct place *place, struct coh_error *err)
{
    size_t i, n = levels->names.n;
    int numbers, medians = 0;

    for (i = 0; i < n; i++)
        place[i] = (struct place){.level = i, .rank = (double)i};
    if (levels->ordered || n < 2)
        return 0;
    numbers = rank_numbers(levels, place);
    if (!numbers)
        medians = rank_medians(levels, place, err);
    if (medians < 0)
        return -1;
    for (i = 0; i < n && !numbers && !medians; i++)
        place[i].rank = (double)i;
    qsort(place, n, sizeof(*place), by_rank);
    if (numbers)
        return 0;
    return say_order(levels, in, place,
                     medians ? "by the median score at each"
                             : "in order of first appearance",
                     err);
}

/* ---- results out ---- */

static int
put_header(const struct coh_scores *in, struct coh_writer *w,
           struct coh_error *err)
{
    static const char *const name[] = {
        "level", "n", "of", "missing", "share", "share_low", "share_high"};
    size_t i;

    for (i = 0; i < in->by.n; i++)
        if (coh_writer_column(w, in->rows.header.name[in->by.at[i]],
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < sizeof(name) / sizeof(*name); i++) {
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
        coh_writer_decimals(w, in->by.n + i, 3);
    }
    return 0;
}

static int
put_level(const struct coh_levels *levels, const struct coh_scores *in,
          const struct coh_summary_result *r, const struct coh_span *by,
          size_t level, struct coh_writer *w, struct coh_error *err)
{
    struct coh_decimal number = {.mantissa = (int64_t)level};
    size_t n = coh_sample_count(&r->sample, number), of = r->sample.n, i;
    struct coh_interval ci = {.low = NAN, .high = NAN};

    if (coh_summary_sound(&levels->summary, r))
        ci = coh_summary_share(&levels->summary, n, of);
    if (isfinite(ci.low) && coh_run_intervals(in->rows.run, COH_ABOUT_STUDENTS,
                                              levels->summary.level, err))
        return -1;
    for (i = 0; i < in->by.n; i++)
        if (coh_writer_text(w, by[i], err))
            return -1;
    if (coh_writer_text(w, coh_keys_cells(&levels->names, level)[0], err) ||
        coh_writer_count(w, n, err) || coh_writer_count(w, of, err) ||
        coh_writer_count(w, r->sample.missing, err) ||
        coh_writer_double(w, of ? (double)n / (double)of : NAN, err) ||
        coh_writer_double(w, ci.low, err) || coh_writer_double(w, ci.high, err))
        return -1;
    return coh_writer_row(w, err);
}

static int
put_group(const struct coh_levels *levels, const struct coh_scores *in,
          size_t group, const struct place *place, struct coh_span *by,
          struct coh_writer *w, struct coh_error *err)
{
    const struct coh_summary_result *r =
        coh_summary_result(&levels->summary, group, 0);
    struct coh_span whole = coh_span_of("all rows");
    struct coh_text label = COH_TEXT_INIT;
    size_t i;
    int rc;

    coh_summary_table_by(&levels->summary, in, group, by);
    rc = coh_summary_table_label(in->by.n ? by : &whole,
                                 in->by.n ? in->by.n : 1, &label, err);
    if (!rc)
        rc = coh_summary_note_rows(&levels->summary, r, coh_text_get(&label),
                                   &in->rows.run->notes, err);
    for (i = 0; !rc && i < levels->names.n; i++)
        rc = put_level(levels, in, r, by, place[i].level, w, err);
    coh_text_release(&label);
    return rc;
}

/* Rows without one level in them would leave no trace. */
static int
say_none(const struct coh_levels *levels, const struct coh_scores *in,
         struct coh_error *err)
{
    char place[40];
    size_t i, missing = 0;

    for (i = 0; i < levels->summary.results; i++)
        missing += levels->summary.result[i].sample.missing;
    if (levels->names.n || !missing)
        return 0;
    snprintf(place, sizeof(place), "%zu missing", missing);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "no row has a level");
}

int
coh_levels_write(struct coh_levels *levels, const struct coh_scores *in,
                 struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(in->rows.run, err);
    struct place *place = coh_alloc_array(levels->names.n, sizeof(*place), err);
    struct coh_span *by = coh_alloc_array(in->by.n, sizeof(*by), err);
    size_t group;
    int rc = -1;

    if (!w || !place || !by || put_header(in, w, err) ||
        find_order(levels, in, place, err))
        goto out;
    for (group = 0; group < levels->summary.groups.n; group++)
        if (put_group(levels, in, group, place, by, w, err))
            goto out;
    rc = say_none(levels, in, err);
out:
    coh_free(place);
    coh_free(by);
    return rc;
}

void
coh_levels_release(struct coh_levels *levels)
{
    size_t i;

    for (i = 0; i < levels->scores; i++)
        coh_sample_release(&levels->score[i]);
    coh_free(levels->score);
    coh_keys_release(&levels->names);
    coh_summary_release(&levels->summary);
    *levels = (struct coh_levels)COH_LEVELS_INIT;
}
