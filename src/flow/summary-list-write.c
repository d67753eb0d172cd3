/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a cut, written: estimates, chances, verdicts. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "flow/summary-list.h"
#include "stat/true-score.h"

/* What the scores of a group tell about its students. */
struct group {
    int sound;
    double mean, sem; /* sem: of all rows; NAN where rows have their own */
    double spread;    /* of true scores; NAN: scores stand for themselves */
    double error;     /* Σ sem² of the rows with a score and an SEM, */
    size_t errors;    /* and how many */
};

struct entry {
    size_t row;
    struct coh_true_score t;
    double p;
    enum coh_true_score_verdict verdict;
};

/* Mean and spread of each result. */
static void
find_groups(const struct coh_summary_list *list, struct group *group)
{
    const struct coh_summary *s = &list->summary;
    size_t i;

    for (i = 0; i < list->rows; i++) {
        const struct coh_summary_list_row *row = &list->row[i];

        if (row->score.number == COH_NUMBER_NOT || isnan(row->sem))
            continue;
        group[row->at].error += row->sem * row->sem;
        group[row->at].errors++;
    }
    for (i = 0; i < s->results; i++) {
        double sd = coh_sample_sd(&s->result[i].sample), error;

        group[i].sound = coh_summary_sound(s, &s->result[i]);
        group[i].mean = coh_sample_mean(&s->result[i].sample);
        group[i].sem = list->sem;
        if (!isnan(list->reliability))
            group[i].sem = coh_true_score_sem(sd, list->reliability);
        error = group[i].sem;
        if (isnan(list->sem) && isnan(list->reliability))
            error = sqrt(group[i].error / (double)group[i].errors);
        group[i].spread = coh_true_score_spread(sd, error);
    }
}

static double
distance(const struct coh_value *score, const struct coh_value *cut)
{
    struct coh_decimal d;

    if (score->number == COH_NUMBER_EXACT && cut->number == COH_NUMBER_EXACT &&
        !coh_decimal_subtract(score->decimal, cut->decimal, &d))
        return coh_decimal_double(d);
    return coh_value_double(score) - coh_value_double(cut);
}

/* The mean of the group above the cut, in whole numbers where they hold it. */
static double
mean_above(const struct coh_sample *s, const struct coh_value *cut)
{
    struct coh_moments one = COH_MOMENTS_INIT;
    double d;

    if (coh_sample_exact(s) && cut->number == COH_NUMBER_EXACT &&
        !coh_moments_add(&one, cut->decimal) &&
        !coh_moments_difference(&s->moments, &one, &d))
        return d;
    return coh_sample_mean(s) - coh_value_double(cut);
}

static struct entry
judge(const struct coh_summary_list *list, const struct group *group, size_t at)
{
    const struct coh_summary_list_row *row = &list->row[at];
    const struct group *g = &group[row->at];
    double sem = isnan(g->sem) ? row->sem : g->sem, above;
    struct entry e = {.row = at,
                      .t = {NAN, NAN},
                      .p = NAN,
                      .verdict = COH_TRUE_SCORE_UNKNOWN};

    if (!g->sound || row->score.number == COH_NUMBER_NOT || !(sem > 0))
        return e;
    if (row->cut.number == COH_NUMBER_NOT) {
        e.t = coh_true_score(coh_value_double(&row->score), sem, g->mean,
                             g->spread);
        return e;
    }
    above = distance(&row->score, &row->cut);
    e.t = coh_true_score(
        above, sem,
        mean_above(&list->summary.result[row->at].sample, &row->cut),
        g->spread);
    e.p = coh_true_score_below(&e.t, 0);
    e.verdict = coh_true_score_verdict(above, sem, e.p);
    e.t.estimate += coh_value_double(&row->cut);
    return e;
}

static int
by_chance(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    if (isnan(x->p) != isnan(y->p))
        return isnan(x->p) ? 1 : -1;
    if (x->p != y->p && !isnan(x->p))
        return x->p > y->p ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* ---- remarks ---- */

/* The group of a result as the place of a note. */
static int
label_of(const struct coh_summary_list *list, const struct coh_scores *in,
         size_t at, struct coh_span *cell, struct coh_text *label,
         struct coh_error *err)
{
    size_t variables = list->summary.variables, n = in->by.n;

    coh_summary_table_by(&list->summary, in, at / variables, cell);
    cell[n] = in->rows.header.name[in->value.at[at % variables]];
    return coh_summary_table_label(cell, n + (variables > 1 || !n), label, err);
}

static int
note_group(const struct coh_summary_list *list, const struct coh_scores *in,
           const struct group *g, size_t at, const char *label,
           struct coh_error *err)
{
    const struct coh_summary_result *r = &list->summary.result[at];
    struct coh_notes *notes = &in->rows.run->notes;

    if (coh_summary_note_rows(&list->summary, r, label, notes, err))
        return -1;
    if (!g->sound || !r->sample.n || !isnan(g->spread))
        return 0;
    if (isnan(list->sem) && isnan(list->reliability) && !g->errors)
        return 0; /* said of each row */
    if (!isnan(list->reliability))
        return coh_notes_add(notes, COH_NOTE_LOOK, label, err,
                             "scores do not differ: no SEM follows from the "
                             "reliability, nothing is estimated");
    if (r->sample.n == 1)
        return coh_notes_add(notes, COH_NOTE_LOOK, label, err,
                             "one score: it stands for itself");
    return coh_notes_add(
        notes, COH_NOTE_LOOK, label, err,
        "scores do not spread wider than their SEM: they cannot distinguish "
        "these students; each score stands for itself");
}

static int
note_close(const struct coh_summary_list *list, struct coh_run *run,
           const struct entry *entry, size_t *judged, struct coh_error *err)
{
    size_t i, close = 0;
    char remark[100];

    *judged = 0;
    for (i = 0; i < list->rows; i++) {
        close += entry[i].verdict == COH_TRUE_SCORE_CLOSE;
        *judged += entry[i].verdict != COH_TRUE_SCORE_UNKNOWN;
    }
    if (!*judged)
        return 0;
    snprintf(remark, sizeof(remark), "%zu of %zu score%s too close to call",
             close, *judged, *judged == 1 ? " is" : "s are");
    if (coh_run_fact(run, "remark", remark, err))
        return -1;
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err, "%s", remark);
}

/* How many verdicts there are none, whose mean the estimates lean on, and
 * what all of this speaks of. */
static int
note_all(const struct coh_summary_list *list, const struct coh_scores *in,
         const struct group *group, const struct entry *entry,
         struct coh_error *err)
{
    struct coh_run *run = in->rows.run;
    size_t i, judged, leaning = 0;

    if (note_close(list, run, entry, &judged, err))
        return -1;
    if (!judged)
        return 0;
    for (i = 0; i < list->summary.results; i++)
        leaning += group[i].sound && !isnan(group[i].spread);
    if (leaning &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "true scores are estimated towards the mean of %s "
                      "(Kelley)",
                      in->by.n ? "each group of --by" : "all rows read"))
        return -1;
    return coh_run_intervals(run, COH_ABOUT_MEASUREMENT, erf(M_SQRT1_2), err);
}

static int
note_groups(const struct coh_summary_list *list, const struct coh_scores *in,
            const struct group *group, struct coh_span *cell,
            struct coh_error *err)
{
    struct coh_text label = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < list->summary.results; i++) {
        rc = label_of(list, in, i, cell, &label, err);
        if (!rc)
            rc = note_group(list, in, &group[i], i, coh_text_get(&label), err);
    }
    coh_text_release(&label);
    return rc;
}

/* ---- results out ---- */

static int
put_header(const struct coh_summary_list *list, const struct coh_scores *in,
           struct coh_writer *w, struct coh_error *err)
{
    static const char *const name[] = {
        "variable", "score", "cut", "true_score", "see", "p_below", "verdict"};
    const struct coh_span *header = in->rows.header.name;
    size_t i, before = 1 + list->named + in->by.n;
    int decimals = 0;

    for (i = 0; i < list->summary.results; i++)
        if (list->summary.result[i].sample.decimals > decimals)
            decimals = list->summary.result[i].sample.decimals;
    if (coh_writer_column(w, coh_span_of("student_id"), COH_COLUMN_TEXT, err) ||
        (list->named &&
         coh_writer_column(w, coh_span_of("name"), COH_COLUMN_TEXT, err)))
        return -1;
    for (i = 0; i < in->by.n; i++)
        if (coh_writer_column(w, header[in->by.at[i]], COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < 7; i++) {
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i % 6 ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
        coh_writer_decimals(w, before + i, i == 5 ? 2 : decimals + 1);
    }
    for (i = list->named; i < list->keep.n; i++)
        if (coh_writer_column(w, header[list->keep.at[i]], COH_COLUMN_TEXT,
                              err))
            return -1;
    return 0;
}

static int
put_row(const struct coh_summary_list *list, const struct coh_scores *in,
        const struct entry *e, struct coh_span *cell, struct coh_writer *w,
        struct coh_error *err)
{
    const struct coh_summary_list_row *row = &list->row[e->row];
    size_t variables = list->summary.variables, i;
    const struct coh_span *kept =
        &list->kept[e->row / variables * list->keep.n];

    coh_summary_table_by(&list->summary, in, row->at / variables, cell);
    cell[in->by.n] = in->rows.header.name[in->value.at[row->at % variables]];
    if (coh_writer_text(w, row->student, err) ||
        (list->named && coh_writer_text(w, kept[0], err)))
        return -1;
    for (i = 0; i < in->by.n + 1; i++)
        if (coh_writer_text(w, cell[i], err))
            return -1;
    if (coh_writer_value(w, &row->score, err) ||
        coh_writer_value(w, &row->cut, err) ||
        coh_writer_double(w, e->t.estimate, err) ||
        coh_writer_double(w, e->t.see, err) ||
        coh_writer_double(w, e->p, err) ||
        coh_writer_string(w, coh_true_score_word(e->verdict), err))
        return -1;
    for (i = list->named; i < list->keep.n; i++)
        if (coh_writer_text(w, kept[i], err))
            return -1;
    return coh_writer_row(w, err);
}

int
coh_summary_list_write(struct coh_summary_list *list,
                       const struct coh_scores *in, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(in->rows.run, err);
    struct group *group =
        coh_alloc_array(list->summary.results, sizeof(*group), err);
    struct entry *entry = coh_alloc_array(list->rows, sizeof(*entry), err);
    struct coh_span *cell = coh_alloc_array(in->by.n + 1, sizeof(*cell), err);
    size_t i;
    int rc = -1;

    if (!w || !group || !entry || !cell || put_header(list, in, w, err))
        goto out;
    find_groups(list, group);
    for (i = 0; i < list->rows; i++)
        entry[i] = judge(list, group, i);
    qsort(entry, list->rows, sizeof(*entry), by_chance);
    for (i = 0; i < list->rows; i++)
        if (put_row(list, in, &entry[i], cell, w, err))
            goto out;
    if (note_groups(list, in, group, cell, err))
        goto out;
    rc = note_all(list, in, group, entry, err);
out:
    coh_free(group);
    coh_free(entry);
    coh_free(cell);
    return rc;
}
