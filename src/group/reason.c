/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"
#include "group/reason-internal.h"

void
coh_group_reasons_release(struct coh_group_reasons *r)
{
    coh_group_next_close(r->next);
    coh_group_rules_release(&r->rules);
    coh_free(r->size);
    coh_free(r->on);
    coh_free(r->count);
    coh_free(r->centre);
    coh_free(r->digits);
    coh_free(r->data);
    coh_free(r->named);
    coh_free(r->pinned);
    coh_free(r->order);
    coh_free(r->place);
    coh_free(r->near_edge);
    coh_free(r->beside);
    *r = (struct coh_group_reasons)COH_GROUP_REASONS_INIT;
}

void
coh_group_student_release(struct coh_group_student *s)
{
    coh_text_release(&s->reason);
    coh_text_release(&s->note);
}

const char *
coh_group_score_text(int64_t mantissa, int scale, char out[COH_NUMBER_SIZE])
{
    struct coh_decimal d = {mantissa, scale};

    return coh_decimal_text(coh_decimal_reduce(d), out);
}

/* The aim of the grouping, of two levels the second. */
static double
value(const struct coh_group_aim *a, const size_t *group)
{
    int64_t cost = coh_group_aim_cost(a, group);

    return (double)(a->weight ? cost % a->weight : cost) * a->unit;
}

int
coh_group_reasons_init(struct coh_group_reasons *r,
                       const struct coh_group_problem *p,
                       const struct coh_group_aim *aim,
                       const struct coh_group_evidence *e,
                       const struct coh_group_answer *a, struct coh_error *err)
{
    *r = (struct coh_group_reasons)COH_GROUP_REASONS_INIT;
    r->p = p;
    r->aim = aim;
    r->e = e;
    r->a = a;
    if (coh_group_rules_read(p, NULL, &r->rules, err) ||
        coh_group_reasons_gather(r, err) ||
        coh_group_next_open(&r->rules, aim, a->group, &r->next, err)) {
        coh_group_reasons_release(r);
        return -1;
    }
    r->value = value(aim, a->group);
    r->random_mean = coh_group_aim_random(aim, a->group);
    return 0;
}

int
coh_group_note(struct coh_text *t, const char *text, struct coh_error *err)
{
    if (t->length && coh_text_add_string(t, "; ", err))
        return -1;
    return coh_text_add_string(t, text, err);
}

static int
note_missing(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
             struct coh_error *err)
{
    size_t m;

    if (!r->data[i])
        return coh_group_note(t,
                              r->e->method == COH_GROUP_INTEREST
                                  ? "no list of choices: placed by size only"
                                  : "no score: placed by size only",
                              err);
    for (m = 0; m < r->e->measures; m++)
        if (coh_group_used(r, m) && isnan(coh_group_raw(r, i, m)) &&
            (coh_group_note(t, "no score in ", err) ||
             coh_text_add_string(t, r->e->measure[m], err)))
            return -1;
    return 0;
}

/* Where equals of a parted student went, whom no rule names either. */
static int
note_tie(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
         struct coh_error *err)
{
    char a[COH_NUMBER_SIZE];
    size_t j, n = 0;
    double x;

    if (r->e->method != COH_GROUP_SIMILAR || r->only == r->e->measures ||
        !r->data[i] || r->named[i])
        return 0;
    x = coh_group_raw(r, i, r->only);
    for (j = 0; j < r->p->n; j++)
        n += coh_group_raw(r, j, r->only) == x && !r->named[j] &&
             r->a->group[j] != r->a->group[i];
    if (!n)
        return 0;
    if (coh_group_note(t, "tied: ", err))
        return -1;
    return coh_text_format(
        t, err, "%zu other%s who scored %s %s in another group", n,
        n == 1 ? "" : "s", coh_double_text(x, a), n == 1 ? "is" : "are");
}

/* How well the group fits: see the header. */
static double
fit(const struct coh_group_reasons *r, size_t i)
{
    const struct coh_group_evidence *e = r->e;
    size_t g = r->a->group[i], theme;

    if (e->method == COH_GROUP_MIXED)
        return NAN;
    if (e->method == COH_GROUP_SIMILAR)
        return coh_group_probability(r, i, g);
    theme = e->theme_of[g - 1];
    if (theme == e->themes)
        return NAN;
    if (e->method == COH_GROUP_SKILL)
        return 1 - e->mastery[i * e->themes + theme];
    return e->rank[i * e->themes + theme] ? e->rank[i * e->themes + theme]
                                          : NAN;
}

/* The next best group; why there is none. */
static int
find_next(const struct coh_group_reasons *r, size_t i,
          struct coh_group_student *s, struct coh_error *err)
{
    double scale = r->random_mean - r->value;
    struct coh_group_rise rise;
    const char *why;

    s->next_best = coh_group_next_best(r->next, i, &rise, &why);
    if (!s->next_best)
        return coh_group_note(&s->note, why, err);
    if (r->e->method == COH_GROUP_INTEREST)
        s->next_cost = (double)rise.cost * r->aim->unit;
    else if (scale > 0)
        s->next_cost = 100 * (double)rise.cost * r->aim->unit / scale;
    return 0;
}

static int
say_aim(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
        struct coh_error *err)
{
    switch (r->e->method) {
    case COH_GROUP_SIMILAR:
        return coh_group_say_similar(r, i, t, err);
    case COH_GROUP_MIXED:
        return coh_group_say_mixed(r, i, t, err);
    case COH_GROUP_SKILL:
        return coh_group_say_skill(r, i, t, err);
    case COH_GROUP_INTEREST:
        break;
    }
    return coh_group_say_interest(r, i, t, err);
}

int
coh_group_reasons_student(const struct coh_group_reasons *r, size_t i,
                          struct coh_group_student *s, struct coh_error *err)
{
    coh_text_clear(&s->reason);
    coh_text_clear(&s->note);
    s->next_cost = NAN;
    s->fit = fit(r, i);
    s->near_edge = r->near_edge[i];
    s->moved = coh_group_moved(r, i) != 0;
    if (say_aim(r, i, &s->reason, err) ||
        coh_group_say_rules(r, i, &s->reason, err) ||
        note_missing(r, i, &s->note, err) || note_tie(r, i, &s->note, err) ||
        coh_group_note_edge(r, i, &s->note, err) ||
        coh_group_note_moved(r, i, &s->note, err))
        return -1;
    return find_next(r, i, s, err);
}
