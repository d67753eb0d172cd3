/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/compare-pairs.h"

#include <string.h>

static struct coh_span
number_key(const size_t *number)
{
    return (struct coh_span){(const char *)number, sizeof(*number)};
}

static int
less(const struct coh_value *a, const struct coh_value *b)
{
    if (a->number == COH_NUMBER_EXACT && b->number == COH_NUMBER_EXACT)
        return coh_decimal_compare(a->decimal, b->decimal) < 0;
    return coh_value_double(a) < coh_value_double(b);
}

static void
take(const struct coh_compare_pairs *p, struct coh_compare_score *s,
     const struct coh_value *value, coh_date date)
{
    int better = !s->n;

    if (p->collapse == COH_SUMMARY_BEST)
        better |= less(&s->value, value);
    else
        better |= date >= s->date;
    if (p->collapse == COH_SUMMARY_MEAN_OF &&
        (value->number != COH_NUMBER_EXACT ||
         coh_moments_add(&s->moments, value->decimal))) {
        s->sum += coh_value_double(value);
        s->summed++;
    }
    if (better) {
        s->value = *value;
        s->date = date;
    }
    s->n++;
}

int
coh_compare_pairs_add(struct coh_compare_pairs *p,
                      const struct coh_compare_time *row, struct coh_error *err)
{
    struct coh_span who[2] = {number_key(&row->within), row->student}, when[2];
    size_t person, entry, v;

    p->person.width = p->entry.width = 2;
    if (coh_keys_index(&p->person, who, &person, err))
        return -1;
    when[0] = number_key(&person);
    when[1] = number_key(&row->time);
    if (coh_keys_index(&p->entry, when, &entry, err) ||
        coh_reserve(&p->score, &p->capacity, p->entry.n * p->variables,
                    sizeof(*p->score), err))
        return -1;
    for (; p->scores < p->entry.n * p->variables; p->scores++)
        p->score[p->scores] = (struct coh_compare_score){.n = 0};
    for (v = 0; v < p->variables; v++)
        if (row->value[v].number != COH_NUMBER_NOT)
            take(p, &p->score[entry * p->variables + v], &row->value[v],
                 row->date);
    return 0;
}

/* The scores of a person at a time; NULL when there is no row. */
static const struct coh_compare_score *
find(const struct coh_compare_pairs *p, size_t person, size_t time,
     size_t variable)
{
    struct coh_span when[2] = {number_key(&person), number_key(&time)};
    size_t entry = coh_keys_find(&p->entry, when);

    return entry < p->entry.n ? &p->score[entry * p->variables + variable]
                              : NULL;
}

static struct coh_value
one_value(const struct coh_compare_pairs *p, const struct coh_compare_score *s)
{
    struct coh_value v = {.number = COH_NUMBER_LONG};

    if (s->n == 1 || p->collapse != COH_SUMMARY_MEAN_OF)
        return s->value;
    v.real = s->summed ? s->sum / (double)s->n : 0;
    if (s->moments.n)
        v.real += coh_moments_mean(&s->moments) *
                  ((double)s->moments.n / (double)s->n);
    return v;
}

static int
add(struct coh_sample *sample, const struct coh_value *v, struct coh_error *err)
{
    if (v->number == COH_NUMBER_EXACT)
        return coh_sample_add(sample, v->decimal, err);
    return coh_sample_add_double(sample, v->real, err);
}

static int
add_change(struct coh_sample *change, const struct coh_value *later,
           const struct coh_value *earlier, struct coh_error *err)
{
    struct coh_decimal d;

    if (later->number == COH_NUMBER_EXACT &&
        earlier->number == COH_NUMBER_EXACT &&
        !coh_decimal_subtract(later->decimal, earlier->decimal, &d))
        return coh_sample_add(change, d, err);
    return coh_sample_add_double(
        change, coh_value_double(later) - coh_value_double(earlier), err);
}

static int
match_person(const struct coh_compare_pairs *p, size_t person,
             const struct coh_compare_match *m, struct coh_compare_both *both,
             struct coh_error *err)
{
    const struct coh_compare_score *a =
        find(p, person, m->earlier, m->variable);
    const struct coh_compare_score *b = find(p, person, m->later, m->variable);
    size_t most = p->collapse == COH_SUMMARY_ROWS ? 1 : SIZE_MAX;
    struct coh_value before, after;

    if (!a && !b)
        return 0;
    if ((a && a->n > most) || (b && b->n > most)) {
        both->repeated++;
        return 0;
    }
    if (a && a->n)
        before = one_value(p, a);
    if (b && b->n)
        after = one_value(p, b);
    if (a && b && a->n && b->n)
        return add(&both->earlier, &before, err) ||
                       add(&both->later, &after, err) ||
                       add_change(&both->change, &after, &before, err)
                   ? -1
                   : 0;
    if (a && a->n)
        return add(&both->only_earlier, &before, err);
    if (b && b->n)
        return add(&both->only_later, &after, err);
    both->neither++;
    return 0;
}

int
coh_compare_pairs_match(const struct coh_compare_pairs *p,
                        const struct coh_compare_match *m,
                        struct coh_compare_both *both, struct coh_error *err)
{
    struct coh_sample *all[] = {&both->earlier, &both->later, &both->change,
                                &both->only_earlier, &both->only_later};
    struct coh_span within = number_key(&m->within);
    size_t i;

    for (i = 0; i < p->person.n; i++)
        if (coh_span_equal(coh_keys_cells(&p->person, i)[0], within) &&
            match_person(p, i, m, both, err))
            return -1;
    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (coh_sample_finish(all[i], err))
            return -1;
    return 0;
}

void
coh_compare_both_release(struct coh_compare_both *both)
{
    coh_sample_release(&both->earlier);
    coh_sample_release(&both->later);
    coh_sample_release(&both->change);
    coh_sample_release(&both->only_earlier);
    coh_sample_release(&both->only_later);
    *both = (struct coh_compare_both)COH_COMPARE_BOTH_INIT;
}

void
coh_compare_pairs_release(struct coh_compare_pairs *p)
{
    coh_keys_release(&p->person);
    coh_keys_release(&p->entry);
    coh_free(p->score);
    *p = (struct coh_compare_pairs)COH_COMPARE_PAIRS_INIT;
}
