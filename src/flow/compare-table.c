/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/compare-table.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "flow/compare-put.h"
#include "stat/adjust.h"

/* Of what could have been detected: Cohen's 4 times in 5. */
#define POWER 0.8

/* ---- rows ---- */

struct coh_compare_row *
coh_compare_table_add(struct coh_compare_table *t, struct coh_error *err)
{
    if (coh_reserve(&t->row, &t->capacity, t->rows + 1, sizeof(*t->row), err))
        return NULL;
    t->row[t->rows] = (struct coh_compare_row){
        .mean = NAN, .mean_reference = NAN, .p = NAN, .adjusted = NAN};
    t->row[t->rows].difference = coh_difference_alone(NAN);
    return &t->row[t->rows++];
}

int
coh_compare_say(struct coh_compare_row *row, struct coh_error *err,
                const char *format, ...)
{
    char words[600];
    va_list ap;

    va_start(ap, format);
    vsnprintf(words, sizeof(words), format, ap);
    va_end(ap);
    return coh_text_format(&row->note, err, "%s%s",
                           row->note.length ? "; " : "", words);
}

void
coh_compare_doubtful(struct coh_compare_row *row)
{
    row->difference = coh_difference_alone(row->difference.value);
    row->p = NAN;
}

/* Both limits with the same decimals; so many that a limit beside zero does
 * not read as zero. */
static void
limits(const struct coh_interval *ci, int digits, char low[COH_NUMBER_SIZE],
       char high[COH_NUMBER_SIZE])
{
    double near = fmin(fabs(ci->low), fabs(ci->high));

    while (near > 0 && near < 0.5 * pow(10, -digits) && digits < 6)
        digits++;
    coh_double_fixed(ci->low, digits, low);
    coh_double_fixed(ci->high, digits, high);
}

static int
say_detectable(struct coh_compare_row *row, double level, struct coh_error *err)
{
    const struct coh_difference *d = &row->difference;
    char points[COH_NUMBER_SIZE], sds[COH_NUMBER_SIZE];
    double least;

    if (coh_difference_detectable(d->df, d->se, level, POWER, &least, err))
        return -1;
    if (least > 5 * d->unit)
        return coh_compare_say(row, err, "too few to detect anything");
    coh_double_fixed(least, row->decimals + 1, points);
    coh_double_fixed(least / d->unit, 2, sds);
    return coh_compare_say(row, err,
                           "could not have detected less than %s (%s standard "
                           "deviations) 4 times in 5",
                           points, sds);
}

int
coh_compare_verdict(struct coh_compare_row *row, double level,
                    struct coh_error *err)
{
    const struct coh_difference *d = &row->difference;
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE], name[COH_QUOTE_SIZE];

    if (isnan(d->ci.low))
        return 0;
    coh_quote(row->reference.bytes, row->reference.length, name);
    limits(&d->ci, row->decimals + 1, low, high);
    if (d->ci.low > 0 || d->ci.high < 0)
        return coh_compare_say(row, err,
                               "%s %s: consistent with a difference of %s to "
                               "%s",
                               d->ci.low > 0 ? "higher than" : "lower than",
                               name, low, high);
    if (coh_compare_say(row, err,
                        "cannot distinguish from %s: consistent with a "
                        "difference of %s to %s",
                        name, low, high))
        return -1;
    return isnan(d->unit) ? 0 : say_detectable(row, level, err);
}

int
coh_compare_say_p(struct coh_compare_row *row, const struct coh_permute *p,
                  const char *what, double level, long seed,
                  struct coh_error *err)
{
    char least[COH_NUMBER_SIZE];

    if (isnan(p->p))
        return 0;
    if (p->draws)
        return coh_compare_say(row, err,
                               "p by permutation, %llu %s drawn (seed %ld)",
                               (unsigned long long)p->draws, what, seed);
    if (coh_compare_say(row, err, "p by permutation, all %llu %s",
                        (unsigned long long)p->ways, what))
        return -1;
    /* 1 − 0.95 is a little more than 0.05 in doubles. */
    if (!(p->least > 1 - level + 1e-12))
        return 0;
    coh_double_fixed(p->least, 3, least);
    return coh_compare_say(row, err,
                           "cannot reach %.3g with so few: the least possible "
                           "p is %s",
                           1 - level, least);
}

/* ---- all rows together ---- */

static int
is_compared(const struct coh_compare_row *row)
{
    return !row->mirror && (!isnan(row->difference.ci.low) || !isnan(row->p));
}

/* A comparison that is shown from both sides is one of the family. */
static int
adjust(struct coh_compare_table *t, const struct coh_compare_ask *ask,
       struct coh_error *err)
{
    double *p = coh_alloc_array(t->rows, sizeof(*p), err);
    size_t i;
    int rc = -1;

    if (!p)
        return -1;
    for (i = 0; i < t->rows; i++)
        p[i] = t->row[i].mirror ? NAN : t->row[i].p;
    if (ask->adjust == COH_COMPARE_HOLM)
        rc = coh_adjust_holm(p, t->rows, p, err);
    else if (ask->adjust == COH_COMPARE_BH)
        rc = coh_adjust_bh(p, t->rows, p, err);
    else
        rc = 0;
    for (i = 0; i < t->rows; i++)
        t->row[i].adjusted = t->row[i].mirror ? t->row[i - 1].adjusted : p[i];
    coh_free(p);
    return rc;
}

/* How many comparisons: with many, some stand apart by chance. */
static int
say_family(const struct coh_compare_table *t, struct coh_run *run,
           const struct coh_compare_ask *ask, struct coh_error *err)
{
    size_t i, m = 0, intervals = 0;

    for (i = 0; i < t->rows; i++) {
        m += (size_t)is_compared(&t->row[i]);
        intervals += !isnan(t->row[i].difference.ci.low);
    }
    if (intervals &&
        (coh_run_intervals(run, COH_ABOUT_STUDENTS, ask->level, err) ||
         coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                       "effect is counted in %s (Hedges' g)", t->unit)))
        return -1;
    return coh_compare_say_family(run, ask, m, "", err);
}

/* ---- written ---- */

enum { FIRST_NUMBER = 4, NUMBERS = 12, NOTE_WIDTH = 44 };

static int
put_header(const struct coh_compare_table *t, struct coh_writer *w, int with_p,
           struct coh_error *err)
{
    static const char *const name[] = {
        "variable",   "by",
        "group",      "reference",
        "n",          "n_reference",
        "missing",    "missing_reference",
        "mean",       "mean_reference",
        "difference", "ci_low",
        "ci_high",    "effect",
        "effect_low", "effect_high",
    };
    size_t i, k = t->inside->n;
    int decimals = 0;

    for (i = 0; i < t->rows; i++)
        if (t->row[i].decimals > decimals)
            decimals = t->row[i].decimals;
    for (i = 0; i < k; i++)
        if (coh_writer_column(w, t->header->name[t->inside->at[i]],
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < FIRST_NUMBER + NUMBERS; i++, k++) {
        if (coh_writer_column(
                w, coh_span_of(name[i]),
                i < FIRST_NUMBER ? COH_COLUMN_TEXT : COH_COLUMN_NUMBER, err))
            return -1;
        /* One decimal more than the data; effects have no unit. */
        coh_writer_decimals(w, k, i < 13 ? decimals + 1 : 2);
    }
    for (i = 0; with_p && i < 2; i++, k++) {
        if (coh_writer_column(w, coh_span_of(i ? "p_adjusted" : "p"),
                              COH_COLUMN_NUMBER, err))
            return -1;
        coh_writer_decimals(w, k, 4);
    }
    if (coh_writer_column(w, coh_span_of("note"), COH_COLUMN_TEXT, err))
        return -1;
    coh_writer_wrap(w, "note", NOTE_WIDTH);
    return 0;
}

static int
put_count(struct coh_writer *w, size_t n, int hidden, struct coh_error *err)
{
    return hidden ? coh_writer_blank(w, err) : coh_writer_count(w, n, err);
}

static int
put_names(const struct coh_compare_row *row, size_t inside,
          struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < inside; i++)
        if (coh_writer_text(w,
                            row->inside[i].length ? row->inside[i]
                                                  : coh_span_of("(blank)"),
                            err))
            return -1;
    if (coh_writer_text(w, row->variable, err) ||
        coh_writer_text(w, row->by, err) ||
        coh_writer_text(w, row->group, err) ||
        coh_writer_text(w, row->reference, err))
        return -1;
    return 0;
}

static int
put_row(const struct coh_compare_row *row, size_t inside, int with_p,
        struct coh_writer *w, struct coh_error *err)
{
    const struct coh_difference *d = &row->difference;
    const double number[] = {
        row->mean,  row->mean_reference, d->value,         d->ci.low,
        d->ci.high, d->effect,           d->effect_ci.low, d->effect_ci.high,
        row->p,     row->adjusted,
    };
    int hidden = row->hidden || row->hidden_reference;
    size_t i;

    if (put_names(row, inside, w, err) ||
        put_count(w, row->n, row->hidden, err) ||
        put_count(w, row->n_reference, hidden, err) ||
        put_count(w, row->missing, row->hidden, err) ||
        put_count(w, row->missing_reference, hidden, err))
        return -1;
    for (i = 0; i < (with_p ? 10 : 8); i++)
        if (coh_writer_double(w, (i ? hidden : row->hidden) ? NAN : number[i],
                              err))
            return -1;
    if (coh_writer_text(w, coh_text_span(&row->note), err))
        return -1;
    return coh_writer_row(w, err);
}

int
coh_compare_table_write(struct coh_compare_table *t, struct coh_run *run,
                        const struct coh_compare_ask *ask,
                        struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(run, err);
    size_t i;

    if (!w || put_header(t, w, ask->p, err) || (ask->p && adjust(t, ask, err)))
        return -1;
    for (i = 0; i < t->rows; i++)
        if (put_row(&t->row[i], t->inside->n, ask->p, w, err))
            return -1;
    return say_family(t, run, ask, err);
}

void
coh_compare_table_release(struct coh_compare_table *t)
{
    size_t i;

    for (i = 0; i < t->rows; i++)
        coh_text_release(&t->row[i].note);
    coh_free(t->row);
    *t = (struct coh_compare_table)COH_COMPARE_TABLE_INIT;
}
