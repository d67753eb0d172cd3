/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random tables of many shapes through suppression, and an attack on what is
 * shown that shares nothing with the program's own (plain_attack.h). It is
 * given every number on the page: all shown cells and totals, and the totals
 * that stand in no table but that a reader may know.
 *
 * COHORT_PROOF_CASES says how many tables (1,000), COHORT_PROOF_SEED from
 * which seed on (1).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plain_attack.h"
#include "privacy/suppress.h"
#include "random_tables.h"

enum { EXACT = 16 };

/* ---- the attack ---- */

static int
is_on_page(const struct coh_privacy_problem *p, const unsigned char *hidden,
           size_t at)
{
    return !p->sum[at].aside && !hidden[at];
}

static void
attack_page(struct plain_attack *a, const struct coh_privacy_problem *p,
            const unsigned char *hidden, size_t besides)
{
    size_t i;

    plain_attack_open(a, p->cells);
    for (i = 0; i < p->n; i++)
        if (i == besides || is_on_page(p, hidden, i))
            plain_attack_knows(a, p->sum[i].n, p->sum[i].cell,
                               (long)p->sum[i].count);
    assert_true(plain_attack_begin(a));
}

static int
is_primary(const struct coh_privacy_problem *p, size_t at)
{
    const struct coh_privacy_sum *s = &p->sum[at];

    if (s->empty || s->aside)
        return 0;
    return s->count ? s->count < p->min_n : p->hide_zeros;
}

/* What the page promises, of each small count. */
static void
try_to_see(const struct drawn *d, const struct coh_privacy_answer *answer)
{
    static struct plain_attack a;
    const struct coh_privacy_problem *p = &d->p;
    const double promised = p->min_n - 1 > 3 ? (double)p->min_n - 1 : 3;
    double low, high;
    size_t i;

    attack_page(&a, p, answer->hidden, p->n);
    for (i = 0; i < p->n; i++) {
        if (!is_primary(p, i))
            continue;
        assert_true(answer->hidden[i]);
        plain_attack_bounds(&a, p->sum[i].n, p->sum[i].cell, &low, &high);
        if (high - low < promised - 1e-6 || high < (double)p->min_n - 1e-6)
            fail_msg("%s, %ld students, min_n %d: sum %zu, %d students, lies "
                     "between %g and %g",
                     d->kind, d->students, (int)p->min_n, i,
                     (int)p->sum[i].count, low, high);
        /* What the program says of it is what its own attack found. */
        assert_true((double)answer->low[i] >= low - 1e-6);
        assert_true(high > PLAIN_NO_BOUND / 2 ||
                    (double)answer->high[i] <= high + 1e-6);
        assert_true(answer->low[i] <= p->sum[i].count &&
                    p->sum[i].count <= answer->high[i]);
    }
}

static int
nobody_can_be_in(const struct coh_privacy_problem *p, size_t cell)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (p->sum[i].empty && p->sum[i].n == 1 && p->sum[i].cell[0] == cell)
            return 1;
    return 0;
}

/* Are all cells of `a` in which somebody can be cells of `b`? */
static int
is_within(const struct coh_privacy_problem *p, size_t a, size_t b)
{
    size_t i, j;

    for (i = 0; i < p->sum[a].n; i++) {
        for (j = 0; j < p->sum[b].n; j++)
            if (p->sum[a].cell[i] == p->sum[b].cell[j])
                break;
        if (j == p->sum[b].n && !nobody_can_be_in(p, p->sum[a].cell[i]))
            return 0;
    }
    return 1;
}

/* The one student of a hidden group of one knows its count, and that of a group
 * that is the same because nobody can be in the rest of it. */
static void
try_to_see_with_a_friend(const struct drawn *d,
                         const struct coh_privacy_answer *answer)
{
    static struct plain_attack a;
    const struct coh_privacy_problem *p = &d->p;
    double low, high;
    size_t one, i;

    for (one = 0; one < p->n; one++) {
        if (p->sum[one].count != 1 || !answer->hidden[one])
            continue;
        attack_page(&a, p, answer->hidden, one);
        for (i = 0; i < p->n; i++) {
            if (!is_primary(p, i) ||
                (is_within(p, i, one) && is_within(p, one, i)))
                continue;
            plain_attack_bounds(&a, p->sum[i].n, p->sum[i].cell, &low, &high);
            if (high - low < 1e-6)
                fail_msg("%s: sum %zu is %g to who knows sum %zu", d->kind, i,
                         low, one);
        }
    }
}

/* ---- the least that has to be hidden ---- */

struct least {
    const struct coh_privacy_problem *p;
    size_t free[EXACT], n;
    unsigned char *hidden;
};

/* Rule 2 and 3 of suppress.h on one line. */
static int
keeps_line(const struct coh_privacy_problem *p, const unsigned char *hidden,
           const struct coh_privacy_line *line)
{
    int64_t sum = 0;
    size_t i, n = 0;

    if (!is_on_page(p, hidden, line->total))
        return 1;
    for (i = 0; i < line->n; i++)
        if (!is_on_page(p, hidden, line->part[i])) {
            n++;
            sum += p->sum[line->part[i]].count;
        }
    return n == 0 || (n > 1 && sum >= p->min_n);
}

static int
is_safe(const struct least *l)
{
    struct coh_error err = COH_ERROR_INIT;
    size_t i, at;
    int safe;

    for (i = 0; i < l->p->lines; i++)
        if (!keeps_line(l->p, l->hidden, &l->p->line[i]))
            return 0;
    ok(coh_privacy_audit(l->p, l->hidden, &safe, &at, &err));
    return safe;
}

/* Is there a safe pattern with `more` of the free sums from `at` on? */
static int
with_more(struct least *l, size_t at, size_t more)
{
    size_t i;

    if (!more)
        return is_safe(l);
    for (i = at; i + more <= l->n; i++) {
        int safe;

        l->hidden[l->free[i]] = 1;
        safe = with_more(l, i + 1, more - 1);
        l->hidden[l->free[i]] = 0;
        if (safe)
            return 1;
    }
    return 0;
}

/* How many sums a best pattern hides; SIZE_MAX where none is safe; 0 with too
 * many free ones to look at all. */
static size_t
least_hidden(const struct coh_privacy_problem *p)
{
    struct least l = {.p = p, .hidden = calloc(p->n, 1)};
    size_t i, must = 0, more;

    assert_non_null(l.hidden);
    for (i = 0; i < p->n; i++) {
        l.hidden[i] = is_primary(p, i);
        must += l.hidden[i];
        if (l.hidden[i] || p->sum[i].known || p->sum[i].aside ||
            p->sum[i].empty)
            continue;
        if (l.n == EXACT) {
            free(l.hidden);
            return 0;
        }
        l.free[l.n++] = i;
    }
    for (more = 0; more <= l.n && !with_more(&l, 0, more); more++)
        ;
    free(l.hidden);
    return more > l.n ? SIZE_MAX : must + more;
}

/* ---- the tests ---- */

struct tally {
    size_t tables, large, whole, refused;
    size_t judged, could, refused_needlessly; /* of those enumerated */
    size_t hidden, least;
};

static void
judge_quality(struct tally *t, const struct drawn *d,
              const struct coh_privacy_answer *answer)
{
    const size_t least = least_hidden(&d->p);
    const int refused = answer->outcome == COH_PRIVACY_REFUSED;

    if (!least && answer->outcome != COH_PRIVACY_WHOLE)
        return;
    t->judged++;
    if (least == SIZE_MAX) {
        assert_true(refused);
        return;
    }
    t->could++;
    t->refused_needlessly += refused;
    if (refused)
        return;
    t->hidden += answer->n_hidden;
    t->least += least;
}

static void
judge(struct tally *t, const struct drawn *d, int quality)
{
    struct coh_privacy_answer answer = COH_PRIVACY_ANSWER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t i, small = 0;

    ok(coh_privacy_suppress(&d->p, &answer, &err));
    t->tables++;
    t->large += d->students >= 150;
    t->whole += answer.outcome == COH_PRIVACY_WHOLE;
    t->refused += answer.outcome == COH_PRIVACY_REFUSED;
    for (i = 0; i < d->p.n; i++)
        small += (size_t)is_primary(&d->p, i);
    if (!small) {
        assert_int_equal(answer.outcome, COH_PRIVACY_WHOLE);
        assert_int_equal(answer.n_hidden, 0);
    }
    if (answer.outcome != COH_PRIVACY_REFUSED) {
        try_to_see(d, &answer);
        try_to_see_with_a_friend(d, &answer);
    }
    if (quality)
        judge_quality(t, d, &answer);
    coh_privacy_answer_release(&answer);
}

static long
setting(const char *name, long otherwise)
{
    const char *text = getenv(name);

    return text && *text ? strtol(text, NULL, 10) : otherwise;
}

static void
nobody_sees_a_small_group(void **state)
{
    const long cases = setting("COHORT_PROOF_CASES", 1000);
    const long first = setting("COHORT_PROOF_SEED", 1);
    struct tally t = {0};
    long i;

    (void)state;
    for (i = 0; i < cases; i++) {
        struct coh_random r = {.state = (uint64_t)(first + i)};
        struct drawn d;

        draw_table(&d, &r);
        judge(&t, &d, i % 2 == 0);
        coh_privacy_problem_release(&d.p);
    }
    printf("# %zu tables (%zu of 150 students and more): %zu whole, %zu "
           "refused\n# %zu against all patterns: %zu could be shown, %zu of "
           "them refused; %zu hidden, the least is %zu\n",
           t.tables, t.large, t.whole, t.refused, t.judged, t.could,
           t.refused_needlessly, t.hidden, t.least);
    assert_true(2 * t.large >= t.tables);
    assert_true(t.refused_needlessly * 20 <= t.could);
    assert_true((double)t.hidden <= 1.2 * (double)t.least);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_sees_a_small_group),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
