/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --agree: levels of two measures, in one order from low to high. */
#include <math.h>
#include <stdlib.h>

#include "flow/compare-agree.h"

/* ---- by cuts ---- */

/* 1, 0, or −1 where the full score is not known. */
static int
reached(const struct coh_agree_measure *m, const struct coh_agree_result *r)
{
    double cut = coh_decimal_double(m->cut);

    if (!m->percent && r->score.number == COH_NUMBER_EXACT)
        return coh_decimal_compare(r->score.decimal, m->cut) >= 0;
    if (!m->percent)
        return coh_value_double(&r->score) >= cut;
    if (r->full.number == COH_NUMBER_NOT)
        return -1;
    if (r->score.number == COH_NUMBER_EXACT &&
        r->full.number == COH_NUMBER_EXACT)
        return coh_sample_reached(r->score.decimal, m->cut, r->full.decimal);
    return coh_value_double(&r->score) * 100 >=
           cut * coh_value_double(&r->full);
}

static int
cut_level(const struct coh_agree *a, int side, struct coh_agree_result *r,
          struct coh_error *err)
{
    int hit;

    r->level = coh_span_of(NULL);
    if (r->score.number == COH_NUMBER_NOT)
        return 0;
    hit = reached(&a->of[side], r);
    if (hit < 0)
        return coh_notes_add(&a->rows.run->notes, COH_NOTE_LOOK, NULL, err,
                             "scores without max_score: no level by a cut in "
                             "per cent");
    r->level = coh_span_of(hit ? "at or above" : "below");
    return 0;
}

static int
apply_cuts(struct coh_agree *a, struct coh_error *err)
{
    struct coh_span low = coh_span_of("below"), high;
    size_t i, at;
    int side;

    high = coh_span_of("at or above");
    if (coh_keys_index(&a->labels, &low, &at, err) ||
        coh_keys_index(&a->labels, &high, &at, err))
        return -1;
    for (i = 0; i < a->n; i++)
        for (side = 0; side < 2; side++)
            if (cut_level(a, side, &a->student[i].of[side], err))
                return -1;
    return 0;
}

/* ---- an order ---- */

static int
has_levels(const struct coh_agree_student *s)
{
    return s->of[0].level.length && s->of[1].level.length;
}

static int
collect(struct coh_agree *a, struct coh_error *err)
{
    size_t i, at;
    int side;

    for (i = 0; i < a->n; i++)
        for (side = 0; side < 2 && has_levels(&a->student[i]); side++)
            if (coh_keys_index(&a->labels, &a->student[i].of[side].level, &at,
                               err))
                return -1;
    return 0;
}

/* What orders a label, and in which way it was found. */
struct rank {
    double value;
    size_t label;
};

static int
upwards(const void *a, const void *b)
{
    const struct rank *p = a, *q = b;

    if (p->value != q->value)
        return p->value < q->value ? -1 : 1;
    return (p->label > q->label) - (p->label < q->label);
}

static int
by_number(const struct coh_agree *a, struct rank *rank)
{
    struct coh_value v;
    size_t i;

    for (i = 0; i < a->labels.n; i++) {
        v = coh_value_parse(coh_keys_cells(&a->labels, i)[0]);
        if (v.number == COH_NUMBER_NOT)
            return 0;
        rank[i].value = coh_value_double(&v);
    }
    return 1;
}

/* Scores of one measure in units of their own spread, summed a label. */
static void
add_standardised(const struct coh_agree *a, int side, struct rank *rank,
                 size_t *count)
{
    double n = 0, sum = 0, squares = 0, x, spread;
    const struct coh_agree_result *r;
    size_t i, at;
    int pass;

    for (pass = 0; pass < 3; pass++) {
        spread = n > 1 ? sqrt(squares / (n - 1)) : 0;
        for (i = 0; i < a->n; i++) {
            r = &a->student[i].of[side];
            if (!r->level.length || r->score.number == COH_NUMBER_NOT)
                continue;
            x = coh_value_double(&r->score);
            at = coh_keys_find(&a->labels, &r->level);
            if (pass == 0)
                sum += x, n++;
            else if (pass == 1)
                squares += (x - sum / n) * (x - sum / n);
            else if (at < a->labels.n && spread > 0)
                rank[at].value += (x - sum / n) / spread, count[at]++;
        }
    }
}

/* The mean standardised score of those who stand on a level; 0 when there is
 * a level without scores. */
static int
by_score(const struct coh_agree *a, struct rank *rank, size_t *count)
{
    size_t i;
    int all = 1;

    for (i = 0; i < a->labels.n; i++)
        rank[i].value = 0, count[i] = 0;
    add_standardised(a, 0, rank, count);
    add_standardised(a, 1, rank, count);
    for (i = 0; i < a->labels.n; i++) {
        all = all && count[i];
        rank[i].value /= count[i] ? (double)count[i] : 1;
    }
    for (i = 0; !all && i < a->labels.n; i++)
        rank[i].value = (double)i;
    return all;
}

static int
find_order(struct coh_agree *a, struct coh_error *err)
{
    size_t n = a->labels.n, i, *count = NULL;
    struct rank *rank = coh_alloc_array(n, sizeof(*rank), err);
    int rc = -1;

    a->label = coh_alloc_array(n, sizeof(*a->label), err);
    count = coh_alloc_array(n, sizeof(*count), err);
    if (!rank || !a->label || !count)
        goto out;
    for (i = 0; i < n; i++)
        rank[i] = (struct rank){(double)i, i};
    if (a->ask->cut)
        a->order = COH_AGREE_BY_CUT;
    else if (by_number(a, rank))
        a->order = COH_AGREE_BY_NUMBER;
    else
        a->order =
            by_score(a, rank, count) ? COH_AGREE_BY_SCORE : COH_AGREE_AS_SEEN;
    qsort(rank, n, sizeof(*rank), upwards);
    for (i = 0; i < n; i++)
        a->label[i] = rank[i].label;
    rc = 0;
out:
    coh_free(count);
    coh_free(rank);
    return rc;
}

/* ---- one against the other ---- */

static size_t
place_of(const struct coh_agree *a, struct coh_span level)
{
    size_t at = coh_keys_find(&a->labels, &level), i;

    for (i = 0; i < a->labels.n; i++)
        if (a->label[i] == at)
            return i + 1;
    return 0;
}

int
coh_agree_used(const struct coh_agree *a, size_t at, int side)
{
    size_t n = a->labels.n, i, sum = 0;

    for (i = 0; i < n; i++)
        sum += a->count[side ? i * n + at : at * n + i];
    return sum > 0;
}

static int
count_levels(struct coh_agree *a, struct coh_error *err)
{
    size_t n = a->labels.n, i;
    struct coh_agree_student *s;
    int side;

    if (n > COH_AGREE_LEVELS)
        return coh_fail(err, COH_INPUT,
                        "more than %d different levels: these are no levels",
                        COH_AGREE_LEVELS);
    a->count = coh_alloc_array(n * n, sizeof(*a->count), err);
    if (!a->count)
        return -1;
    for (i = 0; i < a->n; i++) {
        s = &a->student[i];
        a->both += s->of[0].there && s->of[1].there;
        if (!has_levels(s))
            continue;
        for (side = 0; side < 2; side++)
            s->of[side].place = place_of(a, s->of[side].level);
        a->count[(s->of[0].place - 1) * n + s->of[1].place - 1]++;
        a->levelled++;
        a->same += s->of[0].place == s->of[1].place;
    }
    a->shared = a->order == COH_AGREE_BY_CUT;
    for (i = 0; i < n; i++)
        a->shared =
            a->shared || (coh_agree_used(a, i, 0) && coh_agree_used(a, i, 1));
    return 0;
}

int
coh_agree_levels(struct coh_agree *a, struct coh_error *err)
{
    if (a->ask->cut ? apply_cuts(a, err) : collect(a, err))
        return -1;
    if (find_order(a, err))
        return -1;
    return count_levels(a, err);
}
