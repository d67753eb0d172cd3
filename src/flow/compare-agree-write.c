/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --agree: the table of levels, the list of students. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "flow/compare-agree.h"
#include "stat/correlation.h"

/* ---- what must be known ---- */

static int
note_order(const struct coh_agree *a, struct coh_error *err)
{
    static const char *const how[] = {
        [COH_AGREE_BY_SCORE] = "by the mean score of those who stand on them",
        [COH_AGREE_AS_SEEN] = "as they first appear, as nothing tells which "
                              "is the higher",
    };
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    struct coh_span label;
    size_t i;
    int rc = 0;

    if (a->order != COH_AGREE_BY_SCORE && a->order != COH_AGREE_AS_SEEN)
        return 0;
    for (i = 0; !rc && i < a->labels.n; i++) {
        label = coh_keys_cells(&a->labels, a->label[i])[0];
        rc = coh_text_format(&t, err, "%s%s", i ? ", " : "",
                             coh_quote(label.bytes, label.length, quoted));
    }
    if (!rc && a->labels.n)
        rc = coh_notes_add(&a->rows.run->notes, COH_NOTE_FACT, coh_text_get(&t),
                           err, "levels from low to high, %s", how[a->order]);
    coh_text_release(&t);
    return rc;
}

/* An empty list or table must not read as if all agreed. */
static int
note_no_levels(const struct coh_agree *a, struct coh_error *err)
{
    int look = a->ask->table || a->ask->list;

    if (!a->n)
        return 0;
    return coh_notes_add(&a->rows.run->notes,
                         look ? COH_NOTE_LOOK : COH_NOTE_FACT, NULL, err,
                         "no student has a level by both: --cut X,Y makes two, "
                         "below and at or above");
}

int
coh_agree_note_same(const struct coh_agree *a, struct coh_error *err)
{
    double chance = coh_correlation_by_chance(a->count, a->labels.n);
    char number[COH_NUMBER_SIZE], remark[240];

    if (!a->levelled)
        return note_no_levels(a, err);
    if (!a->shared)
        return coh_notes_add(&a->rows.run->notes, COH_NOTE_FACT, NULL, err,
                             "no level of the one measure is a level of the "
                             "other: nobody can stand on the same; --cut X,Y "
                             "makes two, below and at or above");
    snprintf(remark, sizeof(remark),
             "%zu of %zu students stand on the same level by both; if the "
             "measures had nothing to do with each other, about %s would",
             a->same, a->levelled, coh_double_fixed(chance, 1, number));
    if (coh_run_fact(a->rows.run, "remark", remark, err))
        return -1;
    return coh_notes_add(&a->rows.run->notes, COH_NOTE_FACT, NULL, err, "%s",
                         remark);
}

static int
note_repeats(const struct coh_agree *a, struct coh_error *err)
{
    if (!coh_agree_repeats(a))
        return 0;
    return coh_notes_add(&a->rows.run->notes, COH_NOTE_LOOK, NULL, err,
                         "students repeat (%zu rows of %zu students): n "
                         "counts rows, no interval",
                         a->n, a->students.n + a->unnamed);
}

/* ---- the table ---- */

/* Does the label stand in the table? All do where levels are shared; else
 * each measure has its own. */
static int
is_shown(const struct coh_agree *a, size_t place, int side)
{
    return a->shared || coh_agree_used(a, place, side);
}

static int
table_columns(const struct coh_agree *a, struct coh_writer *w,
              struct coh_error *err)
{
    struct coh_span label, name = a->of[1].name;
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_writer_column(w, a->of[0].name, COH_COLUMN_TEXT, err);
    size_t i;

    for (i = 0; !rc && i < a->labels.n; i++) {
        if (!is_shown(a, i, 1))
            continue;
        label = coh_keys_cells(&a->labels, a->label[i])[0];
        coh_text_clear(&t);
        if (coh_text_add(&t, name.bytes, name.length, err) ||
            coh_text_add_string(&t, ": ", err) ||
            coh_text_add(&t, label.bytes, label.length, err))
            rc = -1;
        else
            rc =
                coh_writer_column(w, coh_text_span(&t), COH_COLUMN_NUMBER, err);
    }
    coh_text_release(&t);
    return rc;
}

static int
write_table(const struct coh_agree *a, struct coh_writer *w,
            struct coh_error *err)
{
    size_t i, k, n = a->labels.n;
    int rc = table_columns(a, w, err);

    for (i = 0; !rc && a->levelled && i < n; i++) {
        if (!is_shown(a, i, 0))
            continue;
        rc =
            coh_writer_text(w, coh_keys_cells(&a->labels, a->label[i])[0], err);
        for (k = 0; !rc && k < n; k++)
            if (is_shown(a, k, 1))
                rc = coh_writer_count(w, a->count[i * n + k], err);
        if (!rc)
            rc = coh_writer_row(w, err);
    }
    return rc ? -1 : coh_agree_note_same(a, err);
}

/* ---- the list ---- */

struct apart {
    size_t student;
    size_t levels; /* between the two */
    double ranks;  /* between the two scores, by rank */
};

static int
furthest_first(const void *x, const void *y)
{
    const struct apart *p = x, *q = y;

    if (p->levels != q->levels)
        return p->levels > q->levels ? -1 : 1;
    if (p->ranks != q->ranks)
        return p->ranks > q->ranks ? -1 : 1;
    return (p->student > q->student) - (p->student < q->student);
}

/* How far apart the ranks of each student's two scores are, 0 without both. */
static int
add_ranks(const struct coh_agree *a, double *between, struct coh_error *err)
{
    double *x = coh_alloc_array(a->n, 4 * sizeof(*x), err);
    size_t i, at = 0, n;
    int rc = -1;

    if (!x)
        return -1;
    n = coh_agree_pairs(a, x, x + a->n);
    if (coh_correlation_ranks(x, n, x + 2 * a->n, err) ||
        coh_correlation_ranks(x + a->n, n, x + 3 * a->n, err))
        goto out;
    for (i = 0; i < a->n; i++) {
        between[i] = 0;
        if (!coh_agree_scored(&a->student[i]))
            continue;
        between[i] = fabs(x[2 * a->n + at] - x[3 * a->n + at]);
        at++;
    }
    rc = 0;
out:
    coh_free(x);
    return rc;
}

/* The students whose levels differ, furthest apart first. */
static int
find_apart(const struct coh_agree *a, struct apart *list, size_t *n,
           struct coh_error *err)
{
    double *between = coh_alloc_array(a->n, sizeof(*between), err);
    size_t i, p, q;

    *n = 0;
    if (!between || add_ranks(a, between, err)) {
        coh_free(between);
        return -1;
    }
    for (i = 0; i < a->n; i++) {
        p = a->student[i].of[0].place;
        q = a->student[i].of[1].place;
        if (!p || !q || p == q)
            continue;
        /* In an order that nothing tells, no two are further apart. */
        list[(*n)++] = (struct apart){
            i, a->order == COH_AGREE_AS_SEEN ? 1 : (p > q ? p - q : q - p),
            between[i]};
    }
    coh_free(between);
    qsort(list, *n, sizeof(*list), furthest_first);
    return 0;
}

static int
put_student(const struct coh_agree *a, struct coh_writer *w,
            const struct coh_agree_student *s, struct coh_error *err)
{
    if (coh_writer_text(w, s->id, err) ||
        (a->named && coh_writer_text(w, s->name, err)) ||
        coh_writer_text(w, s->of[0].level, err) ||
        coh_writer_text(w, s->of[1].level, err) ||
        coh_writer_value(w, &s->of[0].score, err) ||
        coh_writer_value(w, &s->of[1].score, err))
        return -1;
    return coh_writer_row(w, err);
}

static int
list_header(const struct coh_agree *a, struct coh_writer *w,
            struct coh_error *err)
{
    static const char *const name[] = {"level_a", "level_b", "score_a",
                                       "score_b"};
    size_t i;

    if (coh_writer_column(w, coh_span_of("student_id"), COH_COLUMN_TEXT, err) ||
        (a->named &&
         coh_writer_column(w, coh_span_of("name"), COH_COLUMN_TEXT, err)))
        return -1;
    for (i = 0; i < 4; i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i < 2 ? COH_COLUMN_TEXT : COH_COLUMN_NUMBER, err))
            return -1;
    return 0;
}

static int
write_list(const struct coh_agree *a, struct coh_writer *w,
           struct coh_error *err)
{
    struct apart *list = NULL;
    size_t n = 0, i;
    int rc = -1;

    if (a->rows.student == a->rows.header.n)
        return coh_fail(err, COH_INPUT,
                        "--list: there is no student column '%.40s': "
                        "--student names it",
                        a->rows.run->student);
    if (a->levelled && !a->shared)
        return coh_fail(err, COH_INPUT,
                        "--list: no level of the one measure is a level of "
                        "the other: --cut X,Y makes two");
    list = coh_alloc_array(a->n, sizeof(*list), err);
    if (!list || find_apart(a, list, &n, err) || list_header(a, w, err))
        goto out;
    for (i = 0; i < n; i++)
        if (put_student(a, w, &a->student[list[i].student], err))
            goto out;
    rc = coh_agree_note_same(a, err);
out:
    coh_free(list);
    return rc;
}

int
coh_agree_write(struct coh_agree *a, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(a->rows.run, err);

    if (!w || note_repeats(a, err) ||
        ((a->ask->table || a->ask->list) && note_order(a, err)))
        return -1;
    if (a->ask->table)
        return write_table(a, w, err);
    if (a->ask->list)
        return write_list(a, w, err);
    return coh_agree_write_row(a, w, err);
}
