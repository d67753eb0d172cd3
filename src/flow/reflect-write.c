/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table: a row a question, and under it a row a role. */
#include "flow/reflect.h"

#include <math.h>
#include <stdio.h>

/* Of a line in a terminal table. */
enum { QUESTION_WIDTH = 34, OPTION_WIDTH = 9, NOTE_WIDTH = 34 };

/* ---- words ---- */

/* How often that is: "1 time in 125". */
static int
add_chance(struct coh_text *t, double p, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    if (p >= 0.5)
        return coh_text_add_string(t, "more often than not", err);
    if (p < 1e-6)
        return coh_text_add_string(t, "less than 1 time in a million", err);
    return coh_text_format(t, err, "1 time in %s",
                           coh_double_fixed(1 / p, 0, number));
}

static int
note_agreement(const struct coh_reflect_part *part, struct coh_text *t,
               struct coh_error *err)
{
    const char *words = "cannot distinguish from random answering (agrees so ";
    double p;

    if (!part->random)
        return coh_text_add_string(t, "agreement needs at least 3 options",
                                   err);
    p = part->sort == COH_REFLECT_DIVERGE
            ? coh_agreement_at_most(part->random, part->agreement)
            : coh_agreement_at_least(part->random, part->agreement);
    if (part->sort == COH_REFLECT_DIVERGE)
        words = p <= COH_REFLECT_LEVEL
                    ? "split beyond random answering (so far apart "
                    : "no agreement; cannot distinguish from random answering "
                      "(so far apart ";
    else if (part->sort != COH_REFLECT_MIXED)
        words = "beats random answering (agrees so ";
    if (coh_text_add_string(t, words, err) || add_chance(t, p, err))
        return -1;
    return coh_text_add_string(t, ")", err);
}

static int
note_role(const struct coh_reflect_role *role, size_t others,
          struct coh_text *t, struct coh_error *err)
{
    if (t->length && coh_text_add_string(t, "; ", err))
        return -1;
    if (!role->compared && role->least <= COH_REFLECT_LEVEL)
        return coh_text_add_string(
            t, "not compared: too many answers to count all splits", err);
    if (!role->compared)
        return coh_text_format(t, err,
                               "not compared: of %zu and %zu people some "
                               "split always differs so, ",
                               role->part.n, others) ||
                       add_chance(t, role->least, err)
                   ? -1
                   : 0;
    if (role->p > COH_REFLECT_LEVEL
            ? coh_text_add_string(t,
                                  "cannot distinguish from a random split of "
                                  "the team, which differs so ",
                                  err)
            : coh_text_format(t, err,
                              "%s answers than the others; a random split of "
                              "the team differs so ",
                              role->difference > 0 ? "higher" : "lower"))
        return -1;
    return add_chance(t, role->p, err);
}

static int
note_hidden(struct coh_text *t, struct coh_error *err)
{
    return coh_text_format(t, err,
                           "fewer than %d answers, or fewer left out: not "
                           "shown, so that nobody is recognised",
                           COH_REFLECT_FEWEST);
}

/* ---- columns ---- */

static int
number_column(struct coh_writer *w, const char *name, struct coh_error *err)
{
    return coh_writer_column(w, coh_span_of(name), COH_COLUMN_NUMBER, err);
}

static int
text_column(struct coh_writer *w, const char *name, struct coh_error *err)
{
    return coh_writer_column(w, coh_span_of(name), COH_COLUMN_TEXT, err);
}

static int
put_part_columns(const struct coh_reflect *r, struct coh_writer *w,
                 struct coh_error *err)
{
    size_t i;

    if (number_column(w, "n", err) || number_column(w, "missing", err))
        return -1;
    for (i = 0; i < r->scale.n; i++)
        if (number_column(w, r->scale.label[i].bytes, err))
            return -1;
    return (r->scale.numeric ? number_column(w, "median", err)
                             : text_column(w, "median", err)) ||
                   number_column(w, "agreement", err) ||
                   number_column(w, "benchmark", err) ||
                   text_column(w, "sort", err)
               ? -1
               : 0;
}

static int
put_before_columns(const struct coh_reflect *r, struct coh_writer *w,
                   struct coh_error *err)
{
    struct coh_text name = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (number_column(w, "n_before", err))
        goto out;
    for (i = 0; i < r->scale.n; i++) {
        coh_text_clear(&name);
        if (coh_text_format(&name, err, "%s_before", r->scale.label[i].bytes) ||
            number_column(w, coh_text_get(&name), err))
            goto out;
    }
    if ((r->scale.numeric ? number_column(w, "median_before", err)
                          : text_column(w, "median_before", err)) ||
        number_column(w, "agreement_before", err) ||
        text_column(w, "sort_before", err) || text_column(w, "moved", err))
        goto out;
    rc = 0;
out:
    coh_text_release(&name);
    return rc;
}

static int
put_columns(const struct coh_reflect *r, struct coh_writer *w,
            struct coh_error *err)
{
    size_t i;

    if (text_column(w, "question", err) ||
        (r->by && text_column(w, r->by, err)) || put_part_columns(r, w, err) ||
        (r->by && number_column(w, "difference", err)) ||
        (r->p && number_column(w, "p", err)) ||
        (r->previous && put_before_columns(r, w, err)) ||
        text_column(w, "note", err))
        return -1;
    for (i = 0; i < r->scale.n; i++)
        coh_writer_wrap(w, r->scale.label[i].bytes, OPTION_WIDTH);
    coh_writer_wrap(w, "question", QUESTION_WIDTH);
    coh_writer_wrap(w, "moved", NOTE_WIDTH);
    coh_writer_wrap(w, "note", NOTE_WIDTH);
    if (r->scale.numeric)
        coh_writer_decimals(w, 3 + (r->by != NULL) + r->scale.n, 1);
    return 0;
}

/* ---- rows ---- */

static int
put_blanks(struct coh_writer *w, size_t n, struct coh_error *err)
{
    while (n--)
        if (coh_writer_blank(w, err))
            return -1;
    return 0;
}

static int
put_counts(const struct coh_reflect *r, const struct coh_reflect_part *part,
           struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < r->scale.n; i++)
        if (coh_writer_count(w, part->count[i], err))
            return -1;
    return 0;
}

static int
put_median(const struct coh_reflect *r, const struct coh_reflect_part *part,
           struct coh_writer *w, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_reflect_median(r, part, &t, err) ||
             coh_writer_text(w, coh_text_span(&t), err);

    coh_text_release(&t);
    return rc ? -1 : 0;
}

static int
put_part(const struct coh_reflect *r, const struct coh_reflect_part *part,
         struct coh_writer *w, struct coh_error *err)
{
    if (!part->shown)
        return put_blanks(w, 6 + r->scale.n, err);
    return coh_writer_count(w, part->n, err) ||
                   coh_writer_count(w, part->missing, err) ||
                   put_counts(r, part, w, err) || put_median(r, part, w, err) ||
                   coh_writer_double(w, part->agreement, err) ||
                   coh_writer_double(
                       w, part->random ? part->random->benchmark : NAN, err) ||
                   coh_writer_string(w, coh_reflect_sort_name(part->sort), err)
               ? -1
               : 0;
}

static int
put_before(const struct coh_reflect *r, size_t question, int same,
           struct coh_writer *w, struct coh_error *err)
{
    const struct coh_reflect_part *now = &r->tally.part[question];
    const struct coh_reflect_part *before = coh_reflect_before(r, question);
    struct coh_text words = COH_TEXT_INIT;
    int rc = -1;

    if (same || !before || !now->shown) {
        if (put_blanks(w, 4 + r->scale.n, err))
            return -1;
        return coh_writer_string(w,
                                 same     ? "not shown: the same round"
                                 : before ? ""
                                          : "not asked before, or too few "
                                            "answers",
                                 err);
    }
    if (coh_writer_count(w, before->n, err) || put_counts(r, before, w, err) ||
        put_median(r, before, w, err) ||
        coh_writer_double(w, before->agreement, err) ||
        coh_writer_string(w, coh_reflect_sort_name(before->sort), err) ||
        coh_reflect_moved(r, before, now, &words, err) ||
        coh_writer_text(w, coh_text_span(&words), err))
        goto out;
    rc = 0;
out:
    coh_text_release(&words);
    return rc;
}

/* ---- a question ---- */

struct table {
    struct coh_reflect *r;
    struct coh_writer *w;
    struct coh_text note;
    struct coh_reflect_role *role;
    size_t unbroken; /* questions of which no role may be shown */
    int same;        /* both rounds are one */
};

static int
put_role(struct table *t, size_t question, const struct coh_reflect_role *role,
         struct coh_error *err)
{
    struct coh_reflect *r = t->r;
    int others = role->role == r->now.roles.n;
    struct coh_span name = coh_span_of("(others)");

    if (!others)
        name = coh_keys_cells(&r->now.roles, role->role)[0];
    if (!name.length)
        name = coh_span_of("(blank)");
    coh_text_clear(&t->note);
    if (note_agreement(&role->part, &t->note, err) ||
        (!others && note_role(role, r->tally.part[question].n - role->part.n,
                              &t->note, err)) ||
        coh_writer_text(t->w, r->now.question[question], err) ||
        coh_writer_text(t->w, name, err) ||
        put_part(r, &role->part, t->w, err) ||
        coh_writer_double(t->w, role->difference, err) ||
        (r->p && coh_writer_double(t->w, role->p, err)) ||
        coh_writer_text(t->w, coh_text_span(&t->note), err))
        return -1;
    return coh_writer_row(t->w, err);
}

static int
put_roles(struct table *t, size_t question, struct coh_error *err)
{
    size_t i, n = 0;

    if (!t->r->by || !t->r->tally.part[question].shown)
        return 0;
    if (coh_reflect_roles(t->r, question, t->role, &n, err))
        return -1;
    t->unbroken += !n;
    for (i = 0; i < n; i++)
        if (put_role(t, question, &t->role[i], err))
            return -1;
    return 0;
}

static int
put_question(struct table *t, size_t question, struct coh_error *err)
{
    struct coh_reflect *r = t->r;
    const struct coh_reflect_part *part = &r->tally.part[question];

    coh_text_clear(&t->note);
    if ((part->shown ? note_agreement(part, &t->note, err)
                     : note_hidden(&t->note, err)) ||
        (r->tally.reversed[question] &&
         coh_text_add_string(&t->note, "; low answers are the good ones",
                             err)) ||
        coh_writer_text(t->w, r->now.question[question], err) ||
        (r->by && coh_writer_string(t->w, "(all)", err)) ||
        put_part(r, part, t->w, err) ||
        (r->by && put_blanks(t->w, 1 + (r->p != 0), err)) ||
        (r->previous && put_before(r, question, t->same, t->w, err)) ||
        coh_writer_text(t->w, coh_text_span(&t->note), err) ||
        coh_writer_row(t->w, err))
        return -1;
    return put_roles(t, question, err);
}

/* ---- what is said beside the table ---- */

/* What random answering does, once for each number of answers. */
static int
say_random(const struct coh_reflect *r, struct coh_run *run,
           struct coh_error *err)
{
    char mean[COH_NUMBER_SIZE], bench[COH_NUMBER_SIZE];
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < r->randoms; i++) {
        const struct coh_agreement_random *x = r->random[i];

        coh_text_clear(&t);
        rc = coh_text_format(
            &t, err,
            "%zu people who answer at random reach an agreement of %s on "
            "average",
            x->n, coh_double_fixed(x->mean, 2, mean));
        if (!rc && isnan(x->benchmark))
            rc = coh_text_add_string(
                &t, "; no agreement of so few is rare enough to beat that",
                err);
        else if (!rc)
            rc = coh_text_format(&t, err, ", and of %s or more ",
                                 coh_double_fixed(x->benchmark, 2, bench)) ||
                 add_chance(&t, x->chance, err);
        if (!rc && !x->exact)
            rc = coh_text_format(&t, err, " (by %d random teams, seed %lu)",
                                 COH_AGREEMENT_DRAWS, r->seed);
        rc = rc || coh_run_fact(run, "remark", coh_text_get(&t), err) ||
             coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err, "%s",
                           coh_text_get(&t));
    }
    coh_text_release(&t);
    return rc ? -1 : 0;
}

static int
say_roles(const struct table *t, struct coh_run *run, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    if (t->unbroken &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "%zu question%s not shown by %s: each part, and the "
                      "rest of the team, needs at least %d answers",
                      t->unbroken, t->unbroken == 1 ? "" : "s", t->r->by,
                      COH_REFLECT_FEWEST))
        return -1;
    if (!t->r->compared)
        return 0;
    return coh_notes_add(
        &run->notes, COH_NOTE_FACT, NULL, err,
        "%zu comparison%s; if no role answered differently, chance alone would "
        "still show about %s",
        t->r->compared, t->r->compared == 1 ? "" : "s",
        coh_double_fixed((double)t->r->compared * COH_REFLECT_LEVEL, 1,
                         number));
}

static int
put_all(struct table *t, struct coh_error *err)
{
    const struct coh_reflect_tally *tally = &t->r->tally;
    int sort, sorts = t->r->as_asked ? 1 : COH_REFLECT_SORTS;
    size_t q;

    for (sort = 0; sort < sorts; sort++)
        for (q = 0; q < t->r->now.questions; q++)
            if (tally->asked[q] &&
                (t->r->as_asked || (int)tally->part[q].sort == sort) &&
                put_question(t, q, err))
                return -1;
    return 0;
}

int
coh_reflect_write(struct coh_reflect *r, struct coh_run *run,
                  struct coh_error *err)
{
    struct table t = {.r = r, .w = coh_run_writer(run, err)};
    int rc = -1;

    if (!t.w)
        return -1;
    if (r->answers)
        return coh_reflect_write_answers(r, run, err);
    t.role = coh_alloc_array(r->now.roles.n + 1, sizeof(*t.role), err);
    t.same = r->previous && coh_reflect_is_same_round(r);
    if (!t.role || put_columns(r, t.w, err) || put_all(&t, err) ||
        say_random(r, run, err) || say_roles(&t, run, err) ||
        (t.same && coh_notes_add(&run->notes, COH_NOTE_LOOK, NULL, err,
                                 "%s: is this round without its last answers: "
                                 "beside each other they would show whose",
                                 r->previous)))
        goto out;
    rc = 0;
out:
    coh_free(t.role);
    coh_text_release(&t.note);
    return rc;
}
