/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each student with themselves: later − earlier. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "flow/compare-cells.h"
#include "flow/compare-pairs.h"
#include "flow/compare-table.h"
#include "flow/compare.h"
#include "stat/rank.h"

enum { FEW = 10 }; /* pairs; below it p is by all signs */

/* A run: the rows as cells, and the same as pairs. */
struct paired {
    const struct coh_compare_ask *ask;
    struct coh_run *run;
    struct coh_compare_cells c; /* c.in alone when the file is wide */
    struct coh_compare_pairs pairs;
    struct coh_keys times; /* by-values of the whole file, or the columns */
    coh_date *first;       /* the first day of each; COH_DATE_NONE: none */
    size_t first_capacity, first_n;
    size_t earlier; /* the time that the others are compared with */
    struct coh_compare_table t;
};

/* ---- rows in ---- */

static int
without_student(const struct coh_scores *in, struct coh_error *err)
{
    char place[40];

    snprintf(place, sizeof(place), "line %zu", in->rec.line);
    return coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "%s: rows without a student are left out", in->file);
}

/* The number of the row's time, and its first day kept. */
static int
find_time(struct paired *p, struct coh_span name, coh_date day, size_t *time,
          struct coh_error *err)
{
    p->times.width = 1;
    if (coh_keys_index(&p->times, &name, time, err) ||
        coh_reserve(&p->first, &p->first_capacity, p->times.n,
                    sizeof(*p->first), err))
        return -1;
    for (; p->first_n < p->times.n; p->first_n++)
        p->first[p->first_n] = COH_DATE_NONE;
    if (day != COH_DATE_NONE &&
        (p->first[*time] == COH_DATE_NONE || day < p->first[*time]))
        p->first[*time] = day;
    return 0;
}

/* Of coh_compare_taker: a row of a long file. */
static int
take(void *context, const struct coh_compare_cells *c,
     const struct coh_summary_row *row, size_t within, size_t by,
     struct coh_error *err)
{
    struct paired *p = context;
    struct coh_compare_time t = {.within = within,
                                 .student = row->student,
                                 .value = row->value,
                                 .date = row->date};

    if (!row->student.length)
        return without_student(&c->in, err);
    p->pairs.variables = c->sum.variables;
    if (find_time(p, c->in.group[by], row->date, &t.time, err))
        return -1;
    return coh_compare_pairs_add(&p->pairs, &t, err);
}

/* A row of a wide file is two times of a student. */
static int
take_wide(struct paired *p, struct coh_span *key, struct coh_error *err)
{
    struct coh_scores *in = &p->c.in;
    struct coh_compare_time t = {.date = COH_DATE_NONE};
    size_t i;

    t.student = coh_scores_cell(in, in->rows.student);
    if (!t.student.length)
        return without_student(in, err);
    for (i = 0; i < p->c.inside.n; i++)
        key[i] = coh_scores_cell(in, p->c.inside.at[i]);
    if (coh_keys_index(&p->c.within, key, &t.within, err))
        return -1;
    for (t.time = 0; t.time < 2; t.time++) {
        t.value = &in->score[t.time];
        if (coh_compare_pairs_add(&p->pairs, &t, err))
            return -1;
    }
    return 0;
}

static int
read_wide(struct paired *p, struct coh_error *err)
{
    struct coh_scores *in = &p->c.in;
    struct coh_span *key = NULL;
    size_t i, time;
    int rc = -1;

    if (coh_scores_open(in, p->run, p->ask->value, NULL, err) ||
        coh_rows_columns(&in->rows, p->ask->within, &p->c.inside, err))
        return -1;
    if (in->rows.student == in->rows.header.n)
        return coh_fail(err, COH_INPUT, "--paired: there is no column '%.40s'",
                        p->ask->paired);
    if (in->value.n != 2)
        return coh_fail(err, COH_USAGE,
                        "--paired: --by names the column of the two times, or "
                        "--value two columns of scores, the earlier first");
    p->c.within.width = p->c.inside.n;
    p->pairs.variables = 1;
    for (i = 0; i < 2; i++)
        if (find_time(p, in->rows.header.name[in->value.at[i]], COH_DATE_NONE,
                      &time, err))
            return -1;
    key = coh_alloc_array(p->c.inside.n + 1, sizeof(*key), err);
    while (key && !(rc = coh_scores_next(in, err)) && !in->rec.end)
        if ((rc = take_wide(p, key, err)))
            break;
    coh_free(key);
    return rc;
}

/* ---- which time is the earlier ---- */

static int
no_such_time(const struct paired *p, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_text t = COH_TEXT_INIT;
    struct coh_span name;
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < p->times.n && i < 6; i++) {
        name = coh_keys_cells(&p->times, i)[0];
        rc = coh_text_format(&t, err, "%s'%s'", i ? ", " : "",
                             coh_quote(name.bytes, name.length, quoted));
    }
    if (!rc)
        rc = coh_fail(err, COH_INPUT,
                      "--reference: there is no '%.40s' among %s",
                      p->ask->reference, coh_text_get(&t));
    coh_text_release(&t);
    return rc;
}

/* Named, else the one whose first day is first, else the first to appear. */
static int
find_earlier(struct paired *p, struct coh_error *err)
{
    struct coh_span name = coh_span_trim(coh_span_of(p->ask->reference));
    char quoted[COH_QUOTE_SIZE];
    size_t i, none = 0, same = 0;

    p->earlier = 0;
    if (!p->times.n)
        return 0;
    if (p->ask->reference) {
        p->earlier = coh_keys_find(&p->times, &name);
        return p->earlier < p->times.n ? 0 : no_such_time(p, err);
    }
    if (!p->ask->by)
        return 0;
    for (i = 0; i < p->times.n; i++) {
        none += p->first[i] == COH_DATE_NONE;
        if (p->first[i] < p->first[p->earlier])
            p->earlier = i;
    }
    for (i = 0; i < p->times.n; i++)
        same += i != p->earlier && p->first[i] == p->first[p->earlier];
    if (p->times.n < 2 || (!none && !same))
        return 0;
    if (none)
        p->earlier = 0;
    name = coh_keys_cells(&p->times, p->earlier)[0];
    return coh_notes_add(&p->run->notes, COH_NOTE_FACT, NULL, err,
                         "'%s' is taken for the earlier because it comes "
                         "first in the file; --reference names the earlier",
                         coh_quote(name.bytes, name.length, quoted));
}

/* ---- a row ---- */

static int
say_unpaired(struct coh_compare_row *row, const struct coh_sample *only,
             const char *without, const char *of, size_t min_n,
             struct coh_error *err)
{
    char mean[COH_NUMBER_SIZE];

    if (!only->n)
        return 0;
    /* A mean of few is nearly somebody's score. */
    if (only->n < min_n)
        return coh_compare_say(row, err, "fewer than %zu without %s", min_n,
                               without);
    coh_double_fixed(coh_sample_mean(only), row->decimals + 1, mean);
    return coh_compare_say(row, err, "%zu without %s (%s mean %s)", only->n,
                           without, of, mean);
}

/* What goes with the signed ranks as the mean goes with t. */
static int
say_shift(struct coh_compare_row *row, const struct coh_rank *rank,
          struct coh_error *err)
{
    char shift[COH_NUMBER_SIZE], low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];
    int digits = row->decimals + 1;

    return coh_compare_say(row, err, "Hodges-Lehmann change %s (%s to %s)",
                           coh_double_fixed(rank->shift, digits, shift),
                           coh_double_fixed(rank->ci.low, digits, low),
                           coh_double_fixed(rank->ci.high, digits, high));
}

static int
find_p(struct coh_compare_row *row, const struct coh_sample *change,
       const struct coh_compare_ask *ask, struct coh_error *err)
{
    struct coh_error why = COH_ERROR_INIT;
    char number[COH_NUMBER_SIZE];
    struct coh_permute p;
    struct coh_rank rank;

    if (change->n >= FEW) {
        row->p = coh_difference_p(&row->difference);
    } else if (!coh_permute_signs(change, &p, &why)) {
        row->p = p.p;
        if (coh_compare_say_p(row, &p, "sign changes", ask->level, 0, err))
            return -1;
    }
    if (coh_rank_signed(change, ask->level, &rank, &why))
        return why.code == COH_INPUT ? 0
                                     : coh_fail(err, why.code, "%s", why.text);
    snprintf(number, sizeof(number), "%.3g", rank.p);
    if (coh_compare_say(row, err, "exact signed-rank p %s", number))
        return -1;
    return isnan(rank.ci.low) ? 0 : say_shift(row, &rank, err);
}

/* Scale and measure must be one; an assessment may have two forms, one at
 * either time. */
static int
judge(struct paired *p, const struct coh_compare_match *m,
      struct coh_compare_row *row, struct coh_error *err)
{
    struct coh_compare_doubt doubt = {.repeats = 0}, own;
    const struct coh_compare_cells *c = &p->c;
    struct coh_text words = COH_TEXT_INIT;
    char label[COH_QUOTE_SIZE];
    struct coh_span name;
    size_t i, other = 0;
    int some;

    if (!p->ask->by)
        return 0;
    for (i = 0; i < c->block[m->within].groups; i++) {
        name = coh_compare_cells_name(c, m->within, i);
        if (!coh_span_equal(name, row->group) &&
            !coh_span_equal(name, row->reference))
            continue;
        own = (struct coh_compare_doubt){.repeats = 0};
        coh_compare_cells_doubt(c, m->within, i, m->variable, &own);
        other += own.other[COH_SUMMARY_ASSESSMENT];
        coh_compare_cells_doubt(c, m->within, i, m->variable, &doubt);
    }
    if (!other)
        doubt.other[COH_SUMMARY_ASSESSMENT] = 0;
    doubt.repeats = 0;
    some = coh_compare_cells_judge(
        c, &doubt, coh_quote(row->group.bytes, row->group.length, label),
        &words, err);
    if (some > 0)
        coh_compare_doubtful(row);
    if (some > 0 && coh_compare_say(row, err, "%s", coh_text_get(&words)))
        some = -1;
    coh_text_release(&words);
    return some;
}

/* The difference in numbers and in words. */
static int
compare(struct paired *p, const struct coh_compare_match *m,
        const struct coh_compare_both *both, struct coh_compare_row *row,
        struct coh_error *err)
{
    struct coh_side later = coh_side_of(&both->later);
    struct coh_side earlier = coh_side_of(&both->earlier);
    struct coh_side change = coh_side_of(&both->change);
    struct coh_difference *d = &row->difference;
    struct coh_error why = COH_ERROR_INIT;
    int none, doubt;

    row->mean = coh_side_mean(&later);
    row->mean_reference = coh_side_mean(&earlier);
    none = coh_difference_paired(&later, &earlier, &change, p->ask->level, d,
                                 &why);
    if (none && why.code != COH_INPUT)
        return coh_fail(err, why.code, "%s", why.text);
    doubt = judge(p, m, row, err);
    if (doubt)
        return doubt < 0 ? -1 : 0;
    if (coh_compare_verdict(row, p->ask->level, err) ||
        (none && coh_compare_say(row, err, "%s", why.text)) ||
        ((later.inexact || earlier.inexact || change.inexact) &&
         coh_compare_say(row, err, "numbers past 18 digits: in doubles")))
        return -1;
    return p->ask->p ? find_p(row, &both->change, p->ask, err) : 0;
}

static int
say_repeated(struct paired *p, const struct coh_compare_both *both,
             struct coh_compare_row *row, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 40];

    if (!both->repeated)
        return 0;
    snprintf(place, sizeof(place), "'%s', %zu student%s",
             coh_quote(row->group.bytes, row->group.length, quoted),
             both->repeated, both->repeated == 1 ? "" : "s");
    if (coh_notes_add(&p->run->notes, COH_NOTE_LOOK, place, err,
                      "students with more than one score at a time are no "
                      "pair and left out; --per-student takes one score of "
                      "each"))
        return -1;
    return coh_compare_say(row, err,
                           "%zu with more than one score at a time left out",
                           both->repeated);
}

static int
fill_row(struct paired *p, const struct coh_compare_match *m,
         const struct coh_compare_both *both, struct coh_compare_row *row,
         struct coh_error *err)
{
    size_t min_n = (size_t)p->ask->min_n;

    row->decimals = both->later.decimals > both->earlier.decimals
                        ? both->later.decimals
                        : both->earlier.decimals;
    row->n = row->n_reference = both->change.n;
    row->missing = both->only_earlier.n + both->neither;
    row->missing_reference = both->only_later.n + both->neither;
    row->hidden = row->n < min_n;
    if (row->hidden)
        return coh_compare_say(row, err, "fewer than %zu", min_n);
    if (compare(p, m, both, row, err) || say_repeated(p, both, row, err) ||
        say_unpaired(row, &both->only_earlier, "a later score", "earlier",
                     min_n, err))
        return -1;
    return say_unpaired(row, &both->only_later, "an earlier score", "later",
                        min_n, err);
}

static int
add_row(struct paired *p, const struct coh_compare_match *m,
        struct coh_span variable, struct coh_error *err)
{
    const struct coh_scores *in = &p->c.in;
    struct coh_compare_both both = COH_COMPARE_BOTH_INIT;
    struct coh_compare_row *row = coh_compare_table_add(&p->t, err);
    int rc = -1;

    if (!row)
        return -1;
    row->inside = coh_keys_cells(&p->c.within, m->within);
    row->variable = variable;
    row->by = p->ask->by ? in->rows.header.name[in->by.at[0]]
                         : coh_span_of("(columns)");
    row->group = coh_keys_cells(&p->times, m->later)[0];
    row->reference = coh_keys_cells(&p->times, m->earlier)[0];
    if (!coh_compare_pairs_match(&p->pairs, m, &both, err))
        rc = fill_row(p, m, &both, row, err);
    coh_compare_both_release(&both);
    return rc;
}

/* ---- all of it ---- */

static int
add_rows(struct paired *p, struct coh_error *err)
{
    const struct coh_scores *in = &p->c.in;
    struct coh_compare_match m = {.earlier = p->earlier};
    struct coh_span variable = coh_span_of("change");

    for (m.within = 0; m.within < p->c.within.n; m.within++)
        for (m.variable = 0; m.variable < p->pairs.variables; m.variable++)
            for (m.later = 0; m.later < p->times.n; m.later++) {
                if (p->ask->by)
                    variable = in->rows.header.name[in->value.at[m.variable]];
                if (m.later != p->earlier && add_row(p, &m, variable, err))
                    return -1;
            }
    if (p->times.n != 1)
        return 0;
    return coh_notes_add(&p->run->notes, COH_NOTE_LOOK, NULL, err,
                         "--by has one value: nothing to pair");
}

static int
read_rows(struct paired *p, struct coh_error *err)
{
    /* Found by the name that --paired gives. */
    p->run->student = p->ask->paired;
    if (!p->ask->by)
        return read_wide(p, err);
    p->c.taker = (struct coh_compare_taker){take, p};
    return coh_compare_cells_read(&p->c, p->run, p->ask, err);
}

int
coh_compare_pairs(struct coh_run *run, const struct coh_compare_ask *ask,
                  struct coh_error *err)
{
    struct paired p = {.ask = ask,
                       .run = run,
                       .c = COH_COMPARE_CELLS_INIT,
                       .pairs = COH_COMPARE_PAIRS_INIT,
                       .t = COH_COMPARE_TABLE_INIT};
    int rc = -1;

    p.pairs.collapse = (enum coh_summary_collapse)ask->collapse;
    if (read_rows(&p, err) || find_earlier(&p, err))
        goto out;
    p.t.header = &p.c.in.rows.header;
    p.t.inside = &p.c.inside;
    p.t.unit = "average standard deviations of the two times";
    if (add_rows(&p, err))
        goto out;
    rc = coh_compare_table_write(&p.t, run, ask, err);
out:
    coh_compare_table_release(&p.t);
    coh_compare_pairs_release(&p.pairs);
    coh_compare_cells_release(&p.c);
    coh_keys_release(&p.times);
    coh_free(p.first);
    return rc;
}
