/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which groups of two releases are held beside each other. Expected judgements
 * follow from the rule of ledger.h by hand: the counts stand beside each
 * case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "privacy/ledger.h"
#include "releases.h"

static void
add(struct coh_ledger *l, const struct coh_release *r)
{
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(coh_ledger_add(l, r, &err), 0);
}

static struct coh_judgement
judge(const struct coh_ledger *l, const struct coh_release *r)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_judgement j;

    assert_int_equal(coh_ledger_judge(l, r, MIN_N, &j, &err), 0);
    return j;
}

static void
a_group_that_is_new_counted_nobody_before(void **state)
{
    /* C's students now, with A and B as they were and no total: 0 before. */
    static const struct {
        int64_t count;
        enum coh_judgement_kind kind;
    } of[] = {{1, COH_JUDGED_NEAR}, {9, COH_JUDGED_NEAR}, {10, COH_JUDGED_NEW}};
    struct coh_ledger l = COH_LEDGER_INIT;
    struct sections s, t;
    size_t i;

    (void)state;
    sections(&s, (int64_t[]){27, 28, 0}, "13.5");
    s.release.groups = 2;
    add(&l, &s.release);
    for (i = 0; i < sizeof(of) / sizeof(*of); i++) {
        struct coh_judgement j;

        sections(&t, (int64_t[]){27, 28, of[i].count}, "13.5");
        t.release.groups = 3;
        j = judge(&l, &t.release);
        assert_int_equal(j.kind, of[i].kind);
        assert_int_equal(j.group, j.kind == COH_JUDGED_NEAR ? 2 : 0);
        assert_int_equal(j.then, 0);
        coh_judgement_release(&j);
    }
    coh_ledger_release(&l);
}

static void
the_first_group_can_be_the_one_that_went(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_judgement j;
    struct sections s, t;

    (void)state;
    sections(&s, (int64_t[]){4, 28, 30}, "13.5");
    s.release.groups = 3;
    add(&l, &s.release);
    sections(&t, (int64_t[]){4, 28, 30}, "13.5");
    t.release.group = t.group + 1; /* B and C alone: A's 4 are gone */
    t.release.groups = 2;
    j = judge(&l, &t.release);
    assert_int_equal(j.kind, COH_JUDGED_NEAR);
    assert_int_equal(j.then, 4);
    coh_judgement_release(&j);
    coh_ledger_release(&l);
}

/* A's 27 are not the 20 of A in the program: a total is the group of no value,
 * whichever table was first and whichever column stands first. */
static void
a_part_of_a_group_is_not_the_group(void **state)
{
    static const char *const turned[] = {"iep", "section"};
    int columns, first;

    (void)state;
    for (columns = 0; columns < 2; columns++)
        for (first = 0; first < 2; first++) {
            struct coh_ledger l = COH_LEDGER_INIT;
            struct coh_judgement j;
            struct sections s;
            struct cross c;
            size_t i;

            sections(&s, (int64_t[]){27, 28, 0}, "13.5");
            cross(&c, (int64_t[]){20, 7, 12, 16});
            for (i = 0; columns && i < 6; i++) {
                const char *section = c.value[i][0];

                c.value[i][0] = c.value[i][1];
                c.value[i][1] = section;
                c.release.column = turned;
            }
            add(&l, first ? &c.release : &s.release);
            j = judge(&l, first ? &s.release : &c.release);
            assert_int_equal(j.kind, COH_JUDGED_NEW);
            assert_int_equal(j.n_linked, 1);
            coh_judgement_release(&j);
            coh_ledger_release(&l);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_that_is_new_counted_nobody_before),
        cmocka_unit_test(the_first_group_can_be_the_one_that_went),
        cmocka_unit_test(a_part_of_a_group_is_not_the_group),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
