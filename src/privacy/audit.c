/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/audit.h"

#include <string.h>

#include "privacy/attack-work.h"

#define NOBODY     COH_PRIVACY_NOBODY
#define MOST_KEPT  512
#define MOST_COUNT ((int64_t)1 << 40) /* so much stands for no bound */

/* A whole table, as what each sum would count in it. */
struct witness {
    int64_t *count;
    uint64_t *differs; /* a bit for each sum that is not what it truly is */
    int fits;          /* it agrees with all that the pattern shows */
};

struct coh_privacy_audit {
    const struct coh_privacy_problem *p;
    struct coh_privacy_guard *guard;
    size_t n_guards, guard_capacity;
    unsigned char *hidden;
    uint64_t *shown; /* a bit for each sum that the pattern shows */
    size_t words;
    struct coh_privacy_attack *attack; /* of the pattern, once it is needed */
    struct witness *witness;
    size_t n_witnesses, next_out, witness_capacity;
    unsigned char *no_cell; /* nobody can be in it */
    uint64_t work, patterns;
};

static int
add_guard(struct coh_privacy_audit *a, struct coh_privacy_guard g,
          struct coh_error *err)
{
    if (coh_reserve(&a->guard, &a->guard_capacity, a->n_guards + 1,
                    sizeof(*a->guard), err))
        return -1;
    a->guard[a->n_guards++] = g;
    return 0;
}

/* Do two sums count the same, cells in which nobody can be left aside? Who is
 * alone in one is alone in the other then, and learns nothing. */
static int
is_same(const struct coh_privacy_audit *a, size_t x, size_t y)
{
    const struct coh_privacy_sum *s = &a->p->sum[x], *t = &a->p->sum[y];
    size_t i = 0, j = 0;

    for (;; i++, j++) {
        while (i < s->n && a->no_cell[s->cell[i]])
            i++;
        while (j < t->n && a->no_cell[t->cell[j]])
            j++;
        if (i == s->n || j == t->n)
            return i == s->n && j == t->n;
        if (s->cell[i] != t->cell[j])
            return 0;
    }
}

static int
add_of_readers(struct coh_privacy_audit *a, size_t small, struct coh_error *err)
{
    const struct coh_privacy_problem *p = a->p;
    struct coh_privacy_guard g = {.width = 1};
    size_t i;

    for (g.known = 0; g.known < p->n; g.known++) {
        if (p->sum[g.known].count != 1 || p->sum[g.known].known ||
            !coh_privacy_is_primary(p, g.known))
            continue;
        for (i = 0; i < small; i++) {
            g.at = a->guard[i].at;
            if (!a->guard[i].wish && !is_same(a, g.known, g.at) &&
                add_guard(a, g, err))
                return -1;
        }
    }
    return 0;
}

static int
add_guards(struct coh_privacy_audit *a, struct coh_error *err)
{
    const struct coh_privacy_problem *p = a->p;
    struct coh_privacy_guard g = {.known = NOBODY};
    size_t i, j;

    for (i = 0; i < p->n; i++)
        for (j = 0; p->sum[i].empty && j < p->sum[i].n; j++)
            a->no_cell[p->sum[i].cell[j]] = 1;
    for (g.at = 0; g.at < p->n; g.at++) {
        g.wish = !coh_privacy_is_primary(p, g.at);
        if (g.wish && !(p->sum[g.at].silent && !p->sum[g.at].known &&
                        !p->sum[g.at].empty && !p->sum[g.at].aside))
            continue;
        g.high = g.wish ? 0 : p->min_n;
        g.width = g.wish ? 1 : p->min_n - 1 > 3 ? p->min_n - 1 : 3;
        if (add_guard(a, g, err))
            return -1;
    }
    return add_of_readers(a, a->n_guards, err);
}

struct coh_privacy_audit *
coh_privacy_audit_new(const struct coh_privacy_problem *p,
                      struct coh_error *err)
{
    struct coh_privacy_audit *a = coh_alloc_array(1, sizeof(*a), err);

    if (!a)
        return NULL;
    *a = (struct coh_privacy_audit){.p = p, .words = p->n / 64 + 1};
    a->shown = coh_alloc_array(a->words, sizeof(*a->shown), err);
    a->hidden = coh_alloc_array(p->n, 1, err);
    a->no_cell = coh_alloc_array(p->cells, 1, err);
    if (a->shown && a->hidden && a->no_cell && !add_guards(a, err))
        return a;
    coh_privacy_audit_free(a);
    return NULL;
}

static void
leave_witness(struct witness *w)
{
    coh_free(w->count);
    coh_free(w->differs);
}

void
coh_privacy_audit_free(struct coh_privacy_audit *a)
{
    size_t i;

    if (!a)
        return;
    for (i = 0; i < a->n_witnesses; i++)
        leave_witness(&a->witness[i]);
    coh_free(a->witness);
    coh_free(a->guard);
    coh_free(a->hidden);
    coh_free(a->shown);
    coh_free(a->no_cell);
    coh_privacy_attack_free(a->attack);
    coh_free(a);
}

size_t
coh_privacy_audit_guards(const struct coh_privacy_audit *a)
{
    return a->n_guards;
}

struct coh_privacy_guard *
coh_privacy_audit_guard(struct coh_privacy_audit *a, size_t guard)
{
    return &a->guard[guard];
}

uint64_t
coh_privacy_audit_work(const struct coh_privacy_audit *a)
{
    return a->work;
}

uint64_t
coh_privacy_audit_patterns(const struct coh_privacy_audit *a)
{
    return a->patterns;
}

static int
fits(const struct coh_privacy_audit *a, const struct witness *w)
{
    size_t i;

    for (i = 0; i < a->words; i++)
        if (w->differs[i] & a->shown[i])
            return 0;
    return 1;
}

static void
put(uint64_t *set, size_t bit)
{
    set[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void
leave_attack(struct coh_privacy_audit *a)
{
    coh_privacy_attack_free(a->attack);
    a->attack = NULL;
}

void
coh_privacy_audit_pattern(struct coh_privacy_audit *a,
                          const unsigned char *hidden)
{
    size_t i;

    leave_attack(a);
    memset(a->shown, 0, a->words * sizeof(*a->shown));
    for (i = 0; i < a->p->n; i++) {
        a->hidden[i] = hidden[i] != 0;
        if (coh_privacy_is_shown(a->p, hidden, i))
            put(a->shown, i);
    }
    for (i = 0; i < a->n_witnesses; i++)
        a->witness[i].fits = fits(a, &a->witness[i]);
    a->patterns++;
}

/* A place for one more table; when there are too many, that of the oldest. */
static int
find_place(struct coh_privacy_audit *a, struct witness **place,
           struct coh_error *err)
{
    struct witness w = {.fits = 0};

    if (a->n_witnesses == MOST_KEPT) {
        *place = &a->witness[a->next_out];
        a->next_out = (a->next_out + 1) % MOST_KEPT;
        return 0;
    }
    if (coh_reserve(&a->witness, &a->witness_capacity, a->n_witnesses + 1,
                    sizeof(*a->witness), err))
        return -1;
    w.count = coh_alloc_array(a->p->n, sizeof(*w.count), err);
    w.differs = coh_alloc_array(a->words, sizeof(*w.differs), err);
    if (!w.count || !w.differs) {
        leave_witness(&w);
        return -1;
    }
    *place = &a->witness[a->n_witnesses++];
    **place = w;
    return 0;
}

static int
keep(struct coh_privacy_audit *a, const int64_t *table, struct witness **kept,
     struct coh_error *err)
{
    const struct coh_privacy_sum *s;
    struct witness *w;
    size_t i, j;

    if (find_place(a, &w, err))
        return -1;
    memset(w->differs, 0, a->words * sizeof(*w->differs));
    for (i = 0; i < a->p->n; i++) {
        s = &a->p->sum[i];
        for (w->count[i] = 0, j = 0; j < s->n; j++)
            w->count[i] += table[s->cell[j]];
        if (w->count[i] != s->count)
            put(w->differs, i);
    }
    w->fits = fits(a, w);
    *kept = w;
    return 0;
}

/* How far a guard is known to be free: by whole tables (low, high); and what
 * the shown sums alone leave it (least, most). */
struct room {
    int64_t low, high, least, most;
};

static void
widen(const struct coh_privacy_audit *a, const struct coh_privacy_guard *g,
      const struct witness *w, struct room *r)
{
    int64_t x = w->count[g->at];

    if (!w->fits ||
        (g->known != NOBODY && w->count[g->known] != a->p->sum[g->known].count))
        return;
    if (x < r->low)
        r->low = x;
    if (x > r->high)
        r->high = x;
}

static int
is_enough(const struct coh_privacy_guard *g, int64_t low, int64_t high)
{
    return high >= g->high && high - low >= g->width;
}

static int
ask(struct coh_privacy_audit *a, const struct coh_privacy_guard *g,
    enum coh_bounds_side side, enum coh_bounds_effort effort, struct room *r,
    struct coh_error *err)
{
    struct coh_privacy_asked f;
    struct witness *w;

    if (!a->attack)
        a->attack = coh_privacy_attack_new(a->p, a->hidden, err);
    if (!a->attack ||
        coh_privacy_ask(a->attack, g->known, g->at, side, effort, &f, err))
        return -1;
    a->work += (uint64_t)a->p->n * (a->p->n + a->p->cells);
    if (f.table) {
        if (keep(a, f.table, &w, err))
            return -1;
        widen(a, g, w, r);
    }
    if (side == COH_BOUNDS_GREATEST && f.end == COH_BOUNDS_UNBOUNDED)
        r->high = MOST_COUNT;
    if (side == COH_BOUNDS_GREATEST)
        r->most = f.limited ? f.limit : MOST_COUNT;
    else
        r->least = f.limited ? f.limit : 0;
    return 0;
}

/* The rows alone: *kept becomes 1 or 0, or stays −1 where broken numbers would
 * do and whole ones are not at hand. */
static int
ask_rows(struct coh_privacy_audit *a, const struct coh_privacy_guard *g,
         struct room *r, int *kept, unsigned char *rests, struct coh_error *err)
{
    if (ask(a, g, COH_BOUNDS_GREATEST, COH_BOUNDS_ROWS, r, err))
        return -1;
    if (is_enough(g, r->low, r->high)) {
        *kept = 1;
        return 0;
    }
    if (rests && r->most < MOST_COUNT)
        coh_privacy_rests(a->attack, rests);
    if (r->most < g->high) {
        *kept = 0;
        return 0;
    }
    if (ask(a, g, COH_BOUNDS_LEAST, COH_BOUNDS_ROWS, r, err))
        return -1;
    if (rests)
        coh_privacy_rests(a->attack, rests);
    if (r->most - r->least < g->width)
        *kept = 0;
    else if (is_enough(g, r->low, r->high))
        *kept = 1;
    return 0;
}

int
coh_privacy_audit_keeps(struct coh_privacy_audit *a, size_t guard, int *kept,
                        unsigned char *rests, struct coh_error *err)
{
    const struct coh_privacy_guard *g = &a->guard[guard];
    struct room r = {.low = a->p->sum[g->at].count, .most = MOST_COUNT};
    enum coh_bounds_effort effort;
    size_t i;

    r.high = r.low;
    for (i = 0; i < a->n_witnesses; i++)
        widen(a, g, &a->witness[i], &r);
    *kept = is_enough(g, r.low, r.high) ? 1 : -1;
    if (*kept == -1 && rests)
        memset(rests, 0, a->p->n);
    if (*kept == -1 && ask_rows(a, g, &r, kept, rests, err))
        return -1;
    if (*kept >= 0)
        return 0;
    for (effort = COH_BOUNDS_DIVE; effort <= COH_BOUNDS_WHOLE; effort++) {
        if (!is_enough(g, r.low, r.high) &&
            ask(a, g, COH_BOUNDS_GREATEST, effort, &r, err))
            return -1;
        if (!is_enough(g, r.low, r.high) &&
            ask(a, g, COH_BOUNDS_LEAST, effort, &r, err))
            return -1;
    }
    *kept = is_enough(g, r.low, r.high);
    if (!*kept && rests)
        memset(rests, 1, a->p->n);
    return 0;
}

int
coh_privacy_audit_next(struct coh_privacy_audit *a, size_t *guard,
                       struct coh_error *err)
{
    int kept;

    for (; *guard < a->n_guards; ++*guard) {
        if (a->guard[*guard].off)
            continue;
        if (coh_privacy_audit_keeps(a, *guard, &kept, NULL, err))
            return -1;
        if (!kept)
            return 0;
    }
    return 0;
}
