/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --agree: the row of two measures, correlations and levels. */
#include <math.h>

#include "flow/compare-agree.h"
#include "stat/correlation.h"

/* More than one scale, or assessment, in a measure: 1, noted; else 0. */
static int
note_mixed(const struct coh_agree *a, int side, struct coh_error *err)
{
    const struct coh_keys *kind[] = {&a->of[side].scales,
                                     &a->of[side].assessments};
    static const char *const word[] = {"scale", "assessment"};
    char name[COH_QUOTE_SIZE];
    int i, mixed = 0;

    for (i = 0; i < 2; i++) {
        if (kind[i]->n < 2)
            continue;
        mixed = 1;
        if (coh_notes_add(&a->rows.run->notes, COH_NOTE_LOOK,
                          coh_agree_name(a, side, name), err,
                          "more than one %s in one measure: no correlation "
                          "(--where chooses one)",
                          word[i]))
            return -1;
    }
    return mixed;
}

/* ---- the row ---- */

struct correlations {
    struct coh_correlation r, spearman;
    double p, p_spearman;
};

/* Scores as doubles, shifted by the first, which is subtracted in decimals. */
static double
shifted(const struct coh_value *v, const struct coh_value *origin)
{
    struct coh_decimal d;

    if (v->number == COH_NUMBER_EXACT && origin->number == COH_NUMBER_EXACT &&
        !coh_decimal_subtract(v->decimal, origin->decimal, &d))
        return coh_decimal_double(d);
    return coh_value_double(v) - coh_value_double(origin);
}

int
coh_agree_scored(const struct coh_agree_student *s)
{
    return s->of[0].score.number != COH_NUMBER_NOT &&
           s->of[1].score.number != COH_NUMBER_NOT;
}

size_t
coh_agree_pairs(const struct coh_agree *a, double *x, double *y)
{
    const struct coh_agree_student *first = NULL, *s;
    size_t i, n = 0;

    for (i = 0; i < a->n; i++) {
        s = &a->student[i];
        if (!coh_agree_scored(s))
            continue;
        if (!first)
            first = s;
        x[n] = shifted(&s->of[0].score, &first->of[0].score);
        y[n++] = shifted(&s->of[1].score, &first->of[1].score);
    }
    return n;
}

static int
note_correlation(const struct coh_agree *a, const struct coh_correlation *r,
                 const struct coh_correlation *rho, size_t n,
                 struct coh_error *err)
{
    struct coh_notes *notes = &a->rows.run->notes;

    if (!n && a->both)
        return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                             "no student has two scores: no correlation");
    if (n < a->both &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "correlations are of the %zu students with two scores; "
                      "the others have a level alone",
                      n))
        return -1;
    if (r->why && a->both &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err, "r: %s", r->why))
        return -1;
    if (rho->why && a->both && (!r->why || isnan(rho->r) < isnan(r->r)) &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err, "spearman: %s",
                      rho->why))
        return -1;
    if (r->ci.low <= 0 && r->ci.high >= 0 &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "r is consistent with 0: these students cannot "
                      "distinguish a relation from none"))
        return -1;
    if (isnan(r->ci.low) && isnan(rho->ci.low))
        return 0;
    return coh_run_intervals(a->rows.run, COH_ABOUT_STUDENTS, a->ask->level,
                             err);
}

/* p of r and of Spearman's, exact for few students. */
static int
find_p(const struct coh_agree *a, const double *x, const double *y, size_t n,
       struct correlations *c, struct coh_error *err)
{
    int counted = n <= COH_CORRELATION_COUNTED;

    c->p = c->p_spearman = NAN;
    if (!a->ask->p || coh_agree_repeats(a))
        return 0;
    c->p = coh_correlation_p(c->r.r, (double)n);
    c->p_spearman = coh_correlation_p(c->spearman.r, (double)n);
    if (counted && coh_correlation_spearman_exact(x, y, n, &c->p_spearman, err))
        return -1;
    if (isnan(c->p_spearman))
        return 0;
    return coh_notes_add(&a->rows.run->notes, COH_NOTE_FACT, NULL, err,
                         "p: Student's t; p_spearman: %s",
                         counted ? "exact, of all orders"
                                 : "Student's t, approximate");
}

/* Both correlations; blank where a measure is more than one thing. */
static int
correlate(const struct coh_agree *a, struct correlations *c,
          struct coh_error *err)
{
    double *x = coh_alloc_array(a->n, sizeof(*x), err);
    double *y = coh_alloc_array(a->n, sizeof(*y), err);
    int mixed, rc = -1;
    size_t n;

    if (!x || !y || (mixed = note_mixed(a, 0, err)) < 0)
        goto out;
    rc = note_mixed(a, 1, err);
    mixed = mixed || rc == 1;
    n = mixed ? 0 : coh_agree_pairs(a, x, y);
    if (rc < 0 || coh_correlation_pearson(x, y, n, a->ask->level, &c->r, err) ||
        coh_correlation_spearman(x, y, n, a->ask->level, &c->spearman, err) ||
        find_p(a, x, y, n, c, err)) {
        rc = -1;
        goto out;
    }
    if (coh_agree_repeats(a)) {
        c->r.ci.low = c->r.ci.high = NAN;
        c->spearman.ci = c->r.ci;
    }
    rc = mixed ? 0 : note_correlation(a, &c->r, &c->spearman, n, err);
out:
    coh_free(x);
    coh_free(y);
    return rc;
}

static int
put_correlation(struct coh_writer *w, const struct coh_correlation *r,
                struct coh_error *err)
{
    if (coh_writer_double(w, r->r, err) || coh_writer_double(w, r->ci.low, err))
        return -1;
    return coh_writer_double(w, r->ci.high, err);
}

static size_t
count_missing(const struct coh_agree *a, int side)
{
    size_t i, n = 0;

    for (i = 0; i < a->n; i++)
        n += !a->student[i].of[side].there;
    return n;
}

static int
put_levels(const struct coh_agree *a, struct coh_writer *w,
           struct coh_error *err)
{
    int known = a->levelled && a->shared;

    if (known ? coh_writer_count(w, a->same, err) : coh_writer_blank(w, err))
        return -1;
    if (coh_writer_count(w, a->levelled, err))
        return -1;
    return coh_writer_double(
        w, known ? coh_correlation_kappa(a->count, a->labels.n) : NAN, err);
}

int
coh_agree_write_row(const struct coh_agree *a, struct coh_writer *w,
                    struct coh_error *err)
{
    static const char *const name[] = {
        "measure_a",    "measure_b",     "n",
        "missing_a",    "missing_b",     "r",
        "r_low",        "r_high",        "spearman",
        "spearman_low", "spearman_high", "same_level",
        "levels_n",     "kappa",         "p",
        "p_spearman",
    };
    struct correlations found;
    size_t i, n = sizeof(name) / sizeof(name[0]) - (a->ask->p ? 0 : 2);

    for (i = 0; i < n; i++) {
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i < 2 ? COH_COLUMN_TEXT : COH_COLUMN_NUMBER, err))
            return -1;
        coh_writer_decimals(w, i, 3);
    }
    if (!a->rows.run->rows_used)
        return 0;
    if (correlate(a, &found, err) || coh_agree_note_same(a, err) ||
        coh_writer_text(w, a->of[0].name, err) ||
        coh_writer_text(w, a->of[1].name, err) ||
        coh_writer_count(w, a->both, err) ||
        coh_writer_count(w, count_missing(a, 0), err) ||
        coh_writer_count(w, count_missing(a, 1), err) ||
        put_correlation(w, &found.r, err) ||
        put_correlation(w, &found.spearman, err) || put_levels(a, w, err))
        return -1;
    if (a->ask->p && (coh_writer_double(w, found.p, err) ||
                      coh_writer_double(w, found.p_spearman, err)))
        return -1;
    return coh_writer_row(w, err);
}
