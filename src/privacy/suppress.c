/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/suppress.h"

#include <string.h>

#include "privacy/attack-work.h"
#include "privacy/audit.h"
#include "privacy/demand.h"

/* What the search for the least pattern may take before it is content with a
 * good one: nodes, and questions × their size (some seconds). Twice that, and
 * what is hidden needlessly stays hidden. */
#define MOST_NODES 20000
#define MOST_WORK  1000000000

/*
 * Hiding more never makes a guard worse. So a pattern is safe unless some guard
 * is not kept; then the sums that give it away are a demand: one of them has to
 * be hidden, whatever else is. The cheapest choice that meets all demands so
 * far, put to the audit, is safe or gives a new demand; the first that is safe
 * is the least pattern.
 */
struct work {
    const struct coh_privacy_problem *p;
    struct coh_privacy_answer *answer;
    struct coh_privacy_audit *audit;
    struct coh_demands demands;
    unsigned char *must; /* hidden in any case */
    unsigned char *may;  /* can be hidden besides */
    unsigned char *hidden, *more, *rests, *chosen;
    int64_t *cost;
    size_t *order; /* sums that may be hidden, dear ones first */
    size_t n_may, *thing;
    uint64_t nodes;
};

static int
is_silent(const struct coh_privacy_sum *s)
{
    return s->silent && !s->known && !s->empty && !s->aside;
}

static int
make(struct work *w, struct coh_error *err)
{
    size_t n = w->p->n;

    w->audit = coh_privacy_audit_new(w->p, err);
    if (!w->audit)
        return -1;
    w->must = coh_alloc_array(n, 1, err);
    w->may = coh_alloc_array(n, 1, err);
    w->hidden = coh_alloc_array(n, 1, err);
    w->more = coh_alloc_array(n, 1, err);
    w->rests = coh_alloc_array(n, 1, err);
    w->chosen = coh_alloc_array(n, 1, err);
    w->cost = coh_alloc_array(n, sizeof(*w->cost), err);
    w->order = coh_alloc_array(n, sizeof(*w->order), err);
    w->thing = coh_alloc_array(n, sizeof(*w->thing), err);
    return w->must && w->may && w->hidden && w->more && w->rests && w->chosen &&
                   w->cost && w->order && w->thing
               ? 0
               : -1;
}

static void
leave(struct work *w)
{
    coh_privacy_audit_free(w->audit);
    coh_demands_release(&w->demands);
    coh_free(w->must);
    coh_free(w->may);
    coh_free(w->hidden);
    coh_free(w->more);
    coh_free(w->rests);
    coh_free(w->chosen);
    coh_free(w->cost);
    coh_free(w->order);
    coh_free(w->thing);
}

/* One more sum outweighs all students. */
static int
prepare(struct work *w, struct coh_error *err)
{
    const struct coh_privacy_sum *s;
    int64_t all = 1;
    size_t i, k;

    for (i = 0; i < w->p->n; i++) {
        s = &w->p->sum[i];
        if (s->count > INT64_MAX / 4 / (int64_t)(w->p->n + 1) - all)
            return coh_fail(err, COH_INPUT, "the counts are too large");
        all += s->count;
    }
    for (i = 0; i < w->p->n; i++) {
        s = &w->p->sum[i];
        w->cost[i] = all + s->count;
        if (s->known || s->empty || s->aside)
            continue;
        w->must[i] = coh_privacy_is_primary(w->p, i) || is_silent(s);
        w->may[i] = !w->must[i];
        if (!w->may[i])
            continue;
        /* Equals: the later one first out, so that the earlier one stays. */
        for (k = w->n_may++; k > 0 && w->cost[w->order[k - 1]] <= w->cost[i];
             k--)
            w->order[k] = w->order[k - 1];
        w->order[k] = i;
    }
    return 0;
}

static int
is_safe(struct work *w, const unsigned char *hidden, size_t *guard,
        struct coh_error *err)
{
    *guard = 0;
    coh_privacy_audit_pattern(w->audit, hidden);
    return coh_privacy_audit_next(w->audit, guard, err);
}

static int
note_unsafe(struct work *w, size_t at, struct coh_error *err)
{
    struct coh_privacy_answer *y = w->answer;
    size_t i;

    if (!y->unsafe)
        y->unsafe = coh_alloc_array(w->p->n, sizeof(*y->unsafe), err);
    if (!y->unsafe)
        return -1;
    for (i = 0; i < y->n_unsafe && y->unsafe[i] != at; i++)
        ;
    if (i == y->n_unsafe)
        y->unsafe[y->n_unsafe++] = at;
    return 0;
}

/* All that can be hidden is: what is not kept now cannot be kept. */
static int
find_hopeless(struct work *w, struct coh_error *err)
{
    struct coh_privacy_guard *g;
    size_t i, guard = 0;

    for (i = 0; i < w->p->n; i++)
        w->more[i] = w->must[i] || w->may[i];
    coh_privacy_audit_pattern(w->audit, w->more);
    for (;; guard++) {
        if (coh_privacy_audit_next(w->audit, &guard, err))
            return -1;
        if (guard == coh_privacy_audit_guards(w->audit))
            return 0;
        g = coh_privacy_audit_guard(w->audit, guard);
        g->off = g->wish;
        if (!g->wish && note_unsafe(w, g->at, err))
            return -1;
    }
}

/* Hide in `more` all that may be hidden and is not rested on; of the others the
 * sums become things. */
static size_t
narrow(struct work *w)
{
    size_t k, n = 0, at;

    for (k = 0; k < w->n_may; k++) {
        at = w->order[k];
        if (w->more[at])
            continue;
        if (w->rests[at])
            w->thing[n++] = at;
        else
            w->more[at] = 1;
    }
    return n;
}

static int
in_time(const struct work *w, uint64_t times)
{
    return coh_privacy_audit_work(w->audit) < times * MOST_WORK;
}

/* A demand that no pattern inside `hidden` meets, from a guard that is not kept
 * there: as few sums as the guard is still not kept without, in w->thing.
 * Returns how many. */
static int
find_demand(struct work *w, const unsigned char *hidden, size_t guard,
            struct coh_error *err)
{
    size_t n, k, at;
    int kept;

    memcpy(w->more, hidden, w->p->n);
    coh_privacy_audit_pattern(w->audit, w->more);
    if (coh_privacy_audit_keeps(w->audit, guard, &kept, w->rests, err))
        return -1;
    /* A whole table that was not found at first. */
    if (kept)
        return 0;
    n = narrow(w);
    for (k = 0; k < n && n > 1 && in_time(w, 1);) {
        at = w->thing[k];
        w->more[at] = 1;
        coh_privacy_audit_pattern(w->audit, w->more);
        if (coh_privacy_audit_keeps(w->audit, guard, &kept, w->rests, err))
            return -1;
        if (kept) {
            w->more[at] = 0;
            k++;
        } else {
            n = narrow(w);
        }
    }
    if (n == 0)
        return coh_fail(err, COH_SYSTEM,
                        "what gives a hidden number away was not found");
    if (coh_demands_add(&w->demands, n, w->thing, err))
        return -1;
    return (int)n;
}

/* From a pattern that is not safe to one that is, by way of demands that share
 * no sum: each is met by all of its sums at once. */
static int
find_demands(struct work *w, size_t guard, struct coh_error *err)
{
    int n, i;

    while (guard < coh_privacy_audit_guards(w->audit)) {
        n = find_demand(w, w->hidden, guard, err);
        if (n < 0)
            return -1;
        for (i = 0; i < n; i++)
            w->hidden[w->thing[i]] = 1;
        coh_privacy_audit_pattern(w->audit, w->hidden);
        if (coh_privacy_audit_next(w->audit, &guard, err))
            return -1;
    }
    return 0;
}

/* Show again what a safe pattern does not need, dear sums first. */
static int
take_back(struct work *w, struct coh_error *err)
{
    size_t k, at, guard;

    for (k = 0; k < w->n_may; k++) {
        at = w->order[k];
        if (!w->hidden[at] || w->must[at] || !in_time(w, 2))
            continue;
        w->hidden[at] = 0;
        if (is_safe(w, w->hidden, &guard, err))
            return -1;
        if (guard < coh_privacy_audit_guards(w->audit))
            w->hidden[at] = 1;
    }
    return 0;
}

/* The choice that meets all demands; once the nodes are gone, what was chosen
 * stays chosen, so that there is an end. */
static int
choose(struct work *w, int *best, struct coh_error *err)
{
    int all = w->nodes == 0;
    size_t i;

    memcpy(w->more, w->chosen, w->p->n);
    if (coh_demands_meet(&w->demands, w->p->n, w->cost, &w->nodes, w->chosen,
                         best, err))
        return -1;
    for (i = 0; all && i < w->p->n; i++)
        w->chosen[i] |= w->more[i];
    return 0;
}

/* The least safe pattern, or a good one, into w->hidden. */
static int
search(struct work *w, struct coh_error *err)
{
    size_t i, guard, all = coh_privacy_audit_guards(w->audit);
    int best = 1;

    for (;;) {
        for (i = 0; i < w->p->n; i++)
            w->hidden[i] = w->must[i] || w->chosen[i];
        if (is_safe(w, w->hidden, &guard, err))
            return -1;
        if (guard == all)
            break;
        best = 0;
        /* What that ends in is safe; when time is up, it has to do. */
        if (find_demands(w, guard, err))
            return -1;
        if (!in_time(w, 1))
            break;
        if (choose(w, &best, err))
            return -1;
    }
    w->answer->best = best;
    return best ? 0 : take_back(w, err);
}

static int
tell_bounds(struct work *w, struct coh_error *err)
{
    struct coh_privacy_answer *y = w->answer;
    struct coh_privacy_attack *a;
    size_t i;
    int proved, rc = -1;

    a = coh_privacy_attack_new(w->p, w->hidden, err);
    if (!a)
        return -1;
    for (i = 0; i < w->p->n; i++) {
        y->low[i] = y->high[i] = w->p->sum[i].count;
        if (w->hidden[i] && coh_privacy_attack_bounds(
                                a, i, &y->low[i], &y->high[i], &proved, err))
            goto out;
    }
    rc = 0;
out:
    coh_privacy_attack_free(a);
    return rc;
}

static int
tell(struct work *w, struct coh_error *err)
{
    struct coh_privacy_answer *y = w->answer;
    size_t i;

    y->hidden = coh_alloc_array(w->p->n, 1, err);
    y->low = coh_alloc_array(w->p->n, sizeof(*y->low), err);
    y->high = coh_alloc_array(w->p->n, sizeof(*y->high), err);
    if (!y->hidden || !y->low || !y->high)
        return -1;
    for (i = 0; i < w->p->n; i++) {
        if (!w->hidden[i])
            continue;
        y->hidden[i] = coh_privacy_is_primary(w->p, i) ? COH_PRIVACY_SMALL
                       : is_silent(&w->p->sum[i])      ? COH_PRIVACY_TAKEN_OVER
                                                       : COH_PRIVACY_PROTECTS;
        y->n_hidden++;
    }
    y->audits = coh_privacy_audit_patterns(w->audit);
    return tell_bounds(w, err);
}

static int
settle(struct work *w, struct coh_error *err)
{
    struct coh_privacy_answer *y = w->answer;
    size_t i;

    if (find_hopeless(w, err))
        return -1;
    if (y->n_unsafe > 0) {
        y->outcome = COH_PRIVACY_REFUSED;
        memcpy(w->hidden, w->more, w->p->n);
        return tell(w, err);
    }
    if (search(w, err) || tell(w, err))
        return -1;
    y->outcome = COH_PRIVACY_WHOLE;
    for (i = 0; i < w->p->n; i++)
        if (w->hidden[i])
            y->outcome = COH_PRIVACY_PARTLY;
    return 0;
}

static int
check(const struct coh_privacy_problem *p, struct coh_error *err)
{
    if (p->min_n < 2)
        return coh_fail(err, COH_USAGE,
                        "the fewest students that may be shown must be 2 or "
                        "more");
    return 0;
}

int
coh_privacy_suppress(const struct coh_privacy_problem *p,
                     struct coh_privacy_answer *answer, struct coh_error *err)
{
    struct work w = {.p = p, .answer = answer, .nodes = MOST_NODES};
    int rc = -1;

    *answer = (struct coh_privacy_answer)COH_PRIVACY_ANSWER_INIT;
    if (check(p, err) || make(&w, err) || prepare(&w, err) || settle(&w, err))
        goto out;
    rc = 0;
out:
    if (rc)
        coh_privacy_answer_release(answer);
    leave(&w);
    return rc;
}

int
coh_privacy_audit(const struct coh_privacy_problem *p,
                  const unsigned char *hidden, int *safe, size_t *at,
                  struct coh_error *err)
{
    struct coh_privacy_audit *a;
    size_t i, guard = 0;
    int rc = -1;

    *safe = 0;
    if (check(p, err))
        return -1;
    a = coh_privacy_audit_new(p, err);
    if (!a)
        return -1;
    for (i = 0; i < coh_privacy_audit_guards(a); i++)
        coh_privacy_audit_guard(a, i)->off =
            coh_privacy_audit_guard(a, i)->wish;
    coh_privacy_audit_pattern(a, hidden);
    if (coh_privacy_audit_next(a, &guard, err))
        goto out;
    *safe = guard == coh_privacy_audit_guards(a);
    if (!*safe)
        *at = coh_privacy_audit_guard(a, guard)->at;
    rc = 0;
out:
    coh_privacy_audit_free(a);
    return rc;
}

void
coh_privacy_answer_release(struct coh_privacy_answer *answer)
{
    coh_free(answer->hidden);
    coh_free(answer->low);
    coh_free(answer->high);
    coh_free(answer->unsafe);
    *answer = (struct coh_privacy_answer)COH_PRIVACY_ANSWER_INIT;
}
