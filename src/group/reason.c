/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/reason.h"

#include <math.h>

#include "base/memory.h"
#include "group/next.h"
#include "group/similar.h"

/* Names of other students said in one reason. */
#define MOST_NAMES 3

void
coh_group_reasons_release(struct coh_group_reasons *r)
{
    coh_group_units_release(&r->u);
    coh_free(r->group);
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

static int
scored(const struct coh_group_problem *p, size_t i)
{
    return !p->missing || !p->missing[i];
}

static double
units(const struct coh_group_reasons *r, double mantissa)
{
    return mantissa / pow(10, r->words.scale);
}

static void
widen(int64_t x, int fresh, int64_t *low, int64_t *high)
{
    *low = fresh || x < *low ? x : *low;
    *high = fresh || x > *high ? x : *high;
}

/* Profiles of all groups; the range of a band is set by its own students. */
static void
profile(struct coh_group_reasons *r)
{
    const struct coh_group_problem *p = r->p;
    struct coh_group_profile *g;
    size_t i;
    int own;

    for (i = 0; i < p->n; i++) {
        g = &r->group[r->a->group[i] - 1];
        g->size++;
        if (!scored(p, i))
            continue;
        widen(p->score[i], !g->scored, &g->least, &g->most);
        g->scored++;
        g->sum += (double)(p->score[i] - r->origin);
        g->square += (double)(p->score[i] - r->origin) *
                     (double)(p->score[i] - r->origin);
    }
    for (g = r->group; g < r->group + p->k; g++) {
        own = 0;
        for (i = 0; i < p->n; i++)
            if (r->a->group[i] == (size_t)(g - r->group) + 1 && scored(p, i) &&
                r->u.of[i] == COH_GROUP_NO_UNIT)
                widen(p->score[i], !own++, &g->low, &g->high);
        if (!own) {
            g->low = g->least;
            g->high = g->most;
        }
        if (g->scored)
            g->mean = units(r, (double)r->origin + g->sum / (double)g->scored);
    }
}

/* Mean and sd of all scores; what SEM and reliability follow from. */
static void
measure(struct coh_group_reasons *r)
{
    double sum = 0, square = 0, d;
    size_t i, n = 0;

    for (i = 0; i < r->p->n; i++)
        if (scored(r->p, i)) {
            sum += (double)(r->p->score[i] - r->origin);
            n++;
        }
    if (!n)
        return;
    for (i = 0; i < r->p->n; i++)
        if (scored(r->p, i)) {
            d = (double)(r->p->score[i] - r->origin) - sum / (double)n;
            square += d * d;
        }
    r->mean = units(r, (double)r->origin + sum / (double)n);
    r->sd = n > 1 ? units(r, sqrt(square / (double)(n - 1))) : 0;
    r->sem = r->words.sem;
    r->reliability = r->words.reliability;
    if (r->sem > 0 && !(r->reliability > 0) && r->sd > r->sem)
        r->reliability = 1 - r->sem * r->sem / (r->sd * r->sd);
    if (!(r->sem > 0) && r->reliability > 0)
        r->sem = r->sd * sqrt(1 - r->reliability);
}

int
coh_group_reasons_init(struct coh_group_reasons *r,
                       const struct coh_group_problem *p,
                       const struct coh_group_answer *a,
                       const struct coh_group_words *words,
                       struct coh_error *err)
{
    size_t i;

    *r = (struct coh_group_reasons)COH_GROUP_REASONS_INIT;
    r->p = p;
    r->a = a;
    r->words = *words;
    r->group = coh_alloc_array(p->k, sizeof(*r->group), err);
    r->beside = coh_alloc_array(p->n, sizeof(*r->beside), err);
    if (!r->group || !r->beside || coh_group_units_read(p, NULL, &r->u, err)) {
        coh_group_reasons_release(r);
        return -1;
    }
    for (i = p->n; i-- > 0;)
        if (scored(p, i))
            r->origin = p->score[i];
    profile(r);
    measure(r);
    r->random_mean = coh_group_random_mean(p, a->group);
    return 0;
}

/* The nearest group with scores below (step −1) or above (1) g; 0: none. */
static size_t
neighbour(const struct coh_group_reasons *r, size_t g, int step)
{
    for (;;) {
        g = step < 0 ? g - 1 : g + 1;
        if (g < 1 || g > r->p->k)
            return 0;
        if (r->group[g - 1].scored)
            return g;
    }
}

/* Where the bands of groups g and h > g meet. */
static double
boundary(const struct coh_group_reasons *r, size_t g, size_t h)
{
    return units(
        r, ((double)r->group[g - 1].high + (double)r->group[h - 1].low) / 2);
}

static int
say_place(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
          struct coh_error *err)
{
    size_t g = r->a->group[i], up = neighbour(r, g, 1);
    size_t down = neighbour(r, g, -1);
    const struct coh_group_profile *x = &r->group[g - 1];
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE], c[COH_NUMBER_SIZE];
    int inside;

    if (!scored(r->p, i))
        return coh_text_format(t, err, "no score: placed by size only");
    inside = r->p->score[i] >= x->low && r->p->score[i] <= x->high;
    coh_group_score_text(r->p->score[i], r->words.scale, a);
    coh_group_score_text(x->low, r->words.scale, b);
    coh_group_score_text(x->high, r->words.scale, c);
    if (coh_text_format(t, err, "scored %s; %sgroup %zu hold%s %s", a,
                        inside ? "" : "the others of ", g, inside ? "s" : "",
                        b) ||
        (x->low < x->high && coh_text_format(t, err, " to %s", c)))
        return -1;
    if (!inside)
        return 0;
    if (up)
        return coh_text_format(
            t, err, "; the next group starts at %s",
            coh_group_score_text(r->group[up - 1].low, r->words.scale, a));
    if (down)
        return coh_text_format(
            t, err, "; the group below ends at %s",
            coh_group_score_text(r->group[down - 1].high, r->words.scale, a));
    return 0;
}

/* "LEAD 00930, 00931 and 2 more": students j for which `beside` has them. */
static int
say_names(const struct coh_group_reasons *r, const char *lead, size_t n,
          struct coh_text *t, struct coh_error *err)
{
    size_t m;

    if (!n)
        return 0;
    if (coh_text_format(t, err, "; %s ", lead))
        return -1;
    for (m = 0; m < n && m < MOST_NAMES; m++)
        if (coh_text_format(t, err, "%s%s",
                            m == 0                          ? ""
                            : m + 1 == n && n <= MOST_NAMES ? " and "
                                                            : ", ",
                            r->words.id[r->beside[m]]))
            return -1;
    if (n > MOST_NAMES && coh_text_format(t, err, " and %zu more", n - m))
        return -1;
    return coh_text_add_string(t, " by your list", err);
}

/* The demands that name the student. */
static int
say_demands(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
            struct coh_error *err)
{
    const struct coh_group_units *u = &r->u;
    const struct coh_group_rule *x;
    size_t j, n = 0, s, m;
    int in;

    if (u->of[i] == COH_GROUP_NO_UNIT)
        return 0;
    for (j = 0; j < r->p->n; j++)
        if (j != i && u->of[j] == u->of[i])
            r->beside[n++] = j;
    if (say_names(r, "with", n, t, err))
        return -1;
    for (n = j = 0; j < r->p->n; j++) {
        in = 0;
        for (s = 0; j != i && s < r->p->n_rules && in != 3; s++) {
            x = &r->p->rule[s];
            for (in = m = 0; x->kind == COH_GROUP_APART && m < x->n; m++)
                in |= x->member[m] == i ? 1 : x->member[m] == j ? 2 : 0;
        }
        if (in == 3)
            r->beside[n++] = j;
    }
    if (say_names(r, "apart from", n, t, err))
        return -1;
    if (r->u.pin[r->u.of[i]])
        return coh_text_add_string(t, "; pinned by you", err);
    return 0;
}

static int
add_note(struct coh_text *t, const char *text, struct coh_error *err)
{
    if (t->length && coh_text_add_string(t, "; ", err))
        return -1;
    return coh_text_add_string(t, text, err);
}

/* Where equals of a parted student went. */
static int
note_tie(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
         struct coh_error *err)
{
    char a[COH_NUMBER_SIZE];
    size_t j, n = 0;

    if (!r->a->tied[i])
        return 0;
    for (j = 0; j < r->p->n; j++)
        n += scored(r->p, j) && r->u.of[j] == COH_GROUP_NO_UNIT &&
             r->p->score[j] == r->p->score[i] &&
             r->a->group[j] != r->a->group[i];
    if (add_note(t, "tied: ", err))
        return -1;
    return coh_text_format(
        t, err, "%zu other%s who scored %s %s in another group", n,
        n == 1 ? "" : "s",
        coh_group_score_text(r->p->score[i], r->words.scale, a),
        n == 1 ? "is" : "are");
}

double
coh_group_below(double score, double cut, double mean, double sem,
                double reliability)
{
    double t = reliability * score + (1 - reliability) * mean;

    return erfc(-(cut - t) / (sem * sqrt(reliability)) / sqrt(2)) / 2;
}

/* The probability of the own band, and a note for who is near its edge. */
static int
judge_fit(const struct coh_group_reasons *r, size_t i,
          struct coh_group_student *s, struct coh_error *err)
{
    size_t g = r->a->group[i], side[2];
    double x, edge, below[2] = {0, 1};
    size_t n;

    if (!scored(r->p, i) || !(r->sem > 0))
        return 0;
    x = units(r, (double)r->p->score[i]);
    side[0] = neighbour(r, g, -1);
    side[1] = neighbour(r, g, 1);
    for (n = 0; n < 2; n++) {
        if (!side[n])
            continue;
        edge = n ? boundary(r, g, side[1]) : boundary(r, side[0], g);
        if (r->reliability > 0)
            below[n] =
                coh_group_below(x, edge, r->mean, r->sem, r->reliability);
        if (fabs(x - edge) > r->sem)
            continue;
        s->near_edge = 1;
        if (add_note(&s->note, "within 1 SEM of group ", err) ||
            coh_text_format(&s->note, err, "%zu", side[n]))
            return -1;
    }
    if (r->reliability > 0)
        s->fit = below[1] > below[0] ? below[1] - below[0] : 0;
    return 0;
}

int
coh_group_reasons_student(const struct coh_group_reasons *r, size_t i,
                          struct coh_group_student *s, struct coh_error *err)
{
    const char *why = NULL;
    double rise = 0, scale = r->random_mean - r->a->value;

    coh_text_clear(&s->reason);
    coh_text_clear(&s->note);
    s->fit = s->next_cost = NAN;
    s->near_edge = 0;
    if (say_place(r, i, &s->reason, err) || say_demands(r, i, &s->reason, err))
        return -1;
    if (!scored(r->p, i) &&
        add_note(&s->note, "no score: placed by size only", err))
        return -1;
    if (note_tie(r, i, &s->note, err) || judge_fit(r, i, s, err))
        return -1;
    s->next_best = coh_group_next_best(r, i, &rise, &why);
    if (s->next_best && scale > 0)
        s->next_cost = 100 * rise / scale;
    return why ? add_note(&s->note, why, err) : 0;
}
