/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/summary.h"

#include <math.h>
#include <string.h>

/* A sum, exact while 18 digits hold it. */
struct coh_total {
    struct coh_decimal exact;
    double real; /* the same, as far as doubles go */
    int inexact;
};

/* A student's scores of one variable in one group. */
struct coh_summary_student {
    struct coh_value chosen; /* latest or best */
    struct coh_value full;   /* its full score */
    coh_date date;
    struct coh_moments moments; /* of a mean, */
    double sum;                 /* and of what they do not hold */
    struct coh_total got, of;   /* of a share: scores and full scores */
    size_t n, summed;
    int seen;
};

static void
add_total(struct coh_total *t, const struct coh_value *v)
{
    struct coh_decimal minus = v->decimal;

    t->real += coh_value_double(v);
    minus.mantissa = -minus.mantissa;
    if (v->number != COH_NUMBER_EXACT ||
        coh_decimal_subtract(t->exact, minus, &t->exact))
        t->inexact = 1;
}

static struct coh_value
total_value(const struct coh_total *t)
{
    enum coh_number number = t->inexact ? COH_NUMBER_LONG : COH_NUMBER_EXACT;

    return (struct coh_value){number, t->exact, t->real};
}

static int
less(const struct coh_value *a, const struct coh_value *b)
{
    if (a->number == COH_NUMBER_EXACT && b->number == COH_NUMBER_EXACT)
        return coh_decimal_compare(a->decimal, b->decimal) < 0;
    return coh_value_double(a) < coh_value_double(b);
}

/* 1 or 0: is the cut reached; -1: the full score is not known. */
static int
reached(const struct coh_summary *s, const struct coh_value *v,
        const struct coh_value *full)
{
    double cut = coh_decimal_double(s->cut_at);

    if (!s->percent && v->number == COH_NUMBER_EXACT)
        return coh_decimal_compare(v->decimal, s->cut_at) >= 0;
    if (!s->percent)
        return coh_value_double(v) >= cut;
    if (full->number == COH_NUMBER_NOT)
        return -1;
    if (v->number == COH_NUMBER_EXACT && full->number == COH_NUMBER_EXACT)
        return coh_sample_reached(v->decimal, s->cut_at, full->decimal);
    return coh_value_double(v) * 100 >= cut * coh_value_double(full);
}

/* One score into a result; `hit`: what reached() says of it. */
static int
add_value(struct coh_summary_result *r, const struct coh_value *v, int hit,
          struct coh_error *err)
{
    r->at_or_above += hit == 1;
    r->uncut += hit < 0;
    if (v->number == COH_NUMBER_EXACT)
        return coh_sample_add(&r->sample, v->decimal, err);
    return coh_sample_add_double(&r->sample, v->real, err);
}

/* A cut in per cent of several scores of a student is of their sums: a row
 * without a full score belongs to neither. */
static int
is_share(const struct coh_summary *s)
{
    return s->percent && s->collapse == COH_SUMMARY_MEAN_OF;
}

static int
hits(const struct coh_summary *s, const struct coh_summary_student *e,
     const struct coh_value *v)
{
    struct coh_value got = total_value(&e->got), of = total_value(&e->of);

    if (!s->cut)
        return 0;
    if (!is_share(s))
        return reached(s, v, &e->full);
    return coh_value_double(&of) > 0 ? reached(s, &got, &of) : -1;
}

static int
add_kinds(struct coh_summary *s, struct coh_summary_result *r,
          const struct coh_summary_row *row, struct coh_error *err)
{
    size_t kind, at;

    for (kind = 0; kind < COH_SUMMARY_KINDS; kind++) {
        /* No scale beside a named one is another scale: 7 of 10, and 70 %. */
        if ((!row->kind[kind].length && kind != COH_SUMMARY_SCALE) ||
            (kind == COH_SUMMARY_ASSESSMENT && s->collapse))
            continue;
        s->kinds[kind].width = 1;
        if (coh_keys_index(&s->kinds[kind], &row->kind[kind], &at, err))
            return -1;
        if (!r->kind[kind])
            r->kind[kind] = at + 1;
        else if (r->kind[kind] != at + 1)
            r->other[kind] = at + 1;
    }
    return 0;
}

static int
count_student(struct coh_summary *s, size_t at,
              const struct coh_summary_row *row, struct coh_error *err)
{
    if (!s->by_student)
        return 0;
    if (!row->student.length) {
        s->result[at].unnamed++;
        return 0;
    }
    if (!s->distinct && !(s->distinct = coh_distinct_new(err)))
        return -1;
    return coh_distinct_add(s->distinct, at, row->student, err);
}

/* The first entry of the row's student in `group`. */
static int
find_student(struct coh_summary *s, size_t group, struct coh_span student,
             size_t *first, struct coh_error *err)
{
    struct coh_span key[2] = {{(const char *)&group, sizeof(group)}, student};
    size_t at, need;

    s->students.width = 2;
    if (coh_keys_index(&s->students, key, &at, err))
        return -1;
    need = (at + 1) * s->variables;
    if (coh_reserve(&s->student, &s->student_capacity, need,
                    sizeof(*s->student), err))
        return -1;
    for (; s->entries < need; s->entries++)
        s->student[s->entries] = (struct coh_summary_student){.seen = 0};
    *first = at * s->variables;
    return 0;
}

static void
take(struct coh_summary *s, struct coh_summary_student *e,
     const struct coh_value *v, const struct coh_summary_row *row)
{
    int better = !e->n;

    if (s->collapse == COH_SUMMARY_LATEST)
        better |= row->date >= e->date;
    else if (s->collapse == COH_SUMMARY_BEST)
        better |= less(&e->chosen, v);
    else if (v->number != COH_NUMBER_EXACT ||
             coh_moments_add(&e->moments, v->decimal)) {
        e->sum += coh_value_double(v);
        e->summed++;
    }
    if (is_share(s)) {
        add_total(&e->got, v);
        add_total(&e->of, &row->full);
    }
    if (better) {
        e->chosen = *v;
        e->full = row->full;
        e->date = row->date;
    }
    e->n++;
}

static int
add_to_student(struct coh_summary *s, size_t group,
               const struct coh_summary_row *row, struct coh_error *err)
{
    struct coh_summary_result *r;
    size_t first, k;

    if (find_student(s, group, row->student, &first, err))
        return -1;
    for (k = 0; k < s->variables; k++) {
        r = &s->result[group * s->variables + k];
        s->student[first + k].seen = 1;
        if (row->value[k].number == COH_NUMBER_NOT ||
            (is_share(s) && row->full.number == COH_NUMBER_NOT))
            continue;
        take(s, &s->student[first + k], &row->value[k], row);
        if (add_kinds(s, r, row, err))
            return -1;
    }
    return 0;
}

static int
room(struct coh_summary *s, struct coh_error *err)
{
    size_t need = s->groups.n * s->variables;

    if (coh_reserve(&s->result, &s->capacity, need, sizeof(*s->result), err))
        return -1;
    for (; s->results < need; s->results++)
        s->result[s->results] = (struct coh_summary_result){.students = 0};
    return 0;
}

int
coh_summary_add(struct coh_summary *s, const struct coh_summary_row *row,
                struct coh_error *err)
{
    size_t group, k, at;

    if (coh_keys_index(&s->groups, row->by, &group, err) || room(s, err))
        return -1;
    if (s->collapse)
        return add_to_student(s, group, row, err);
    for (k = 0; k < s->variables; k++) {
        at = group * s->variables + k;
        if (row->value[k].number == COH_NUMBER_NOT) {
            s->result[at].sample.missing++;
            continue;
        }
        if (add_value(&s->result[at], &row->value[k],
                      s->cut ? reached(s, &row->value[k], &row->full) : 0,
                      err) ||
            add_kinds(s, &s->result[at], row, err) ||
            count_student(s, at, row, err))
            return -1;
    }
    return 0;
}

/* A student's one value. */
static struct coh_value
collapsed(const struct coh_summary *s, const struct coh_summary_student *e)
{
    struct coh_value v = {.number = COH_NUMBER_LONG};
    double exact = (double)e->moments.n;

    if (s->collapse != COH_SUMMARY_MEAN_OF || e->n == 1)
        return e->chosen;
    v.real = e->summed ? e->sum / (double)e->n : 0;
    if (e->moments.n == (int64_t)e->n)
        v.real = coh_moments_mean(&e->moments);
    else if (e->moments.n)
        v.real += coh_moments_mean(&e->moments) * (exact / (double)e->n);
    return v;
}

static int
collapse(struct coh_summary *s, struct coh_error *err)
{
    struct coh_summary_result *r;
    struct coh_value v;
    size_t i, k, group;

    for (i = 0; i < s->students.n; i++) {
        memcpy(&group, coh_keys_cells(&s->students, i)[0].bytes, sizeof(group));
        for (k = 0; k < s->variables; k++) {
            struct coh_summary_student *e = &s->student[i * s->variables + k];

            r = &s->result[group * s->variables + k];
            if (!e->n) {
                r->sample.missing++;
                continue;
            }
            v = collapsed(s, e);
            r->students++;
            if (add_value(r, &v, hits(s, e, &v), err))
                return -1;
        }
    }
    return 0;
}

static int
count_students(struct coh_summary *s, struct coh_error *err)
{
    size_t *count, i;
    int rc;

    if (!s->distinct)
        return 0;
    count = coh_alloc_array(s->results, sizeof(*count), err);
    if (!count)
        return -1;
    rc = coh_distinct_count(s->distinct, count, s->results, err);
    for (i = 0; !rc && i < s->results; i++)
        s->result[i].students = count[i];
    coh_free(count);
    return rc;
}

/* The one figure that needs memory: reading it off cannot fail later. */
static int
wants_mad(const struct coh_summary *s)
{
    size_t i;

    for (i = 0; i < s->chosen; i++)
        if (s->choice[i] == COH_SUMMARY_MAD)
            return 1;
    return 0;
}

int
coh_summary_finish(struct coh_summary *s, struct coh_error *err)
{
    size_t i;

    if (collapse(s, err) || count_students(s, err))
        return -1;
    for (i = 0; i < s->results; i++) {
        struct coh_summary_result *r = &s->result[i];

        r->mad = NAN;
        if (coh_sample_finish(&r->sample, err) ||
            (wants_mad(s) && coh_sample_mad(&r->sample, &r->mad, err)))
            return -1;
    }
    return 0;
}

const struct coh_summary_result *
coh_summary_result(const struct coh_summary *s, size_t group, size_t variable)
{
    return &s->result[group * s->variables + variable];
}

void
coh_summary_release(struct coh_summary *s)
{
    size_t i;

    for (i = 0; i < s->results; i++)
        coh_sample_release(&s->result[i].sample);
    coh_free(s->result);
    coh_free(s->student);
    coh_keys_release(&s->groups);
    coh_keys_release(&s->students);
    for (i = 0; i < COH_SUMMARY_KINDS; i++)
        coh_keys_release(&s->kinds[i]);
    coh_distinct_free(s->distinct);
    *s = (struct coh_summary)COH_SUMMARY_INIT;
}
