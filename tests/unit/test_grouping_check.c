/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"
#include "flow/grouping-check.h"
#include "grouping_page.h"

/* ---- made by hand ---- */

/* Each sentence of h is on the list. */
static void
broken_are(const struct coh_grouping_hand *h, const char *const *want, size_t n)
{
    size_t i;

    for (i = 0; i < h->n_broken && i < n; i++)
        assert_string_equal(h->broken[i], want[i]);
    assert_int_equal(h->n_broken, n);
}

static void
every_broken_rule_is_named_with_its_students(void **state)
{
    static const char *const want[] = {
        "together T1: Ada (01) is in group 1, Bo (02) is in group 2",
        "apart A1: Ed (05) and Di (04) are both in group 1",
        "pin: Ida (09) is in group 1, not in group 2",
        "forbidden: Bo (02) is in group 2",
        "Ida (09) is the only el yes in group 1",
        "Flo (06) is the only el yes in group 2",
        "same project: group 1 mixes Ada (01) with Di (04)",
        "size: group 1 has 4 students, at most 3",
        "size: group 3 has 2 students, at least 3",
        "balance, iep yes: group 1 has 3 of 4 (even share 1.3)",
    };
    static const size_t group[N] = {1, 2, 2, 1, 1, 2, 3, 3, 1};
    static const size_t el[] = {8, 5, 6, 7}, kinds[] = {0, 1}, ad[] = {0, 3};
    struct coh_grouping_hand h = COH_GROUPING_HAND_INIT;
    struct made m;

    (void)state;
    begin(&m, COH_GROUP_MIXED);
    add_rule(&m, COH_GROUP_BALANCE, "iep yes", with_iep, 3, NULL);
    add_rule(&m, COH_GROUP_TOGETHER, "T1", keep_two, 2, NULL);
    add_rule(&m, COH_GROUP_APART, "A1", part_two, 2, NULL);
    add_rule(&m, COH_GROUP_PIN, "", pin_one, 1, pinned_to);
    add_rule(&m, COH_GROUP_FORBID, "", keep_two + 1, 1, pinned_to);
    add_rule(&m, COH_GROUP_NO_ISOLATE, "el yes", el, 4, NULL);
    add_rule(&m, COH_GROUP_SAME, "project", ad, 2, NULL);
    m.rule[6].of = kinds;
    /* Rules of the tool's own are nobody's fault. */
    add_rule(&m, COH_GROUP_BALANCE, "no score", el, 1, NULL);
    m.own[7] = 1;
    assert_int_equal(coh_grouping_hand_broken(&m.g, group, &h, NULL), 0);
    broken_are(&h, want, sizeof(want) / sizeof(*want));
    coh_grouping_hand_release(&h);
}

static void
what_a_hand_reaches_is_a_share_of_the_possible_gain(void **state)
{
    const struct coh_grouping_asked asked = {NULL, NULL};
    static const size_t group[N] = {1, 1, 2, 2, 3, 2, 1, 3, 3};
    struct coh_grouping_hand h = COH_GROUPING_HAND_INIT;
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    struct coh_text page = COH_TEXT_INIT;
    struct made m;
    double random, best, value;

    (void)state;
    make_mixed(&m);
    h.a.group = coh_alloc_array(N, sizeof(*h.a.group), NULL);
    memcpy(h.a.group, group, sizeof(group));
    best = least(&m, plain_spread, 0, &random);
    value = plain_spread(&m, group);
    h.a.value = h.a.placed =
        (double)coh_group_aim_cost(&m.g.aim, group) * m.g.aim.unit;
    assert_int_equal(coh_group_solve(&m.g.p, &m.g.aim, &h.best, NULL), 0);
    assert_int_equal(coh_grouping_hand_broken(&m.g, group, &h, NULL), 0);
    assert_int_equal(
        coh_group_reasons_init(&r, &m.g.p, &m.g.aim, &m.g.e, &h.a, NULL), 0);
    assert_int_equal(
        coh_grouping_hand_report(&m.g, &h, &r, &asked, &page, NULL), 0);
    says(page.bytes, "Here **", value);
    says(page.bytes, "random groups have ", random);
    says(page.bytes, "(proved optimal) has ", best);
    if (value > random)
        holds(page.bytes, "random groups do better");
    else
        says(page.bytes, "this grouping reaches **",
             100 * (random - value) / (random - best));
    holds(page.bytes, "- **Broken (1):**\n  - pin: Ida (09) is in group 3, not "
                      "in group 2");
    holds(page.bytes, "**Kept:** together: 1 set, 2 students; apart: 1 set, 2 "
                      "students; iep spread evenly.");
    coh_text_release(&page);
    coh_group_reasons_release(&r);
    coh_grouping_hand_release(&h);
    end(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_broken_rule_is_named_with_its_students),
        cmocka_unit_test(what_a_hand_reaches_is_a_share_of_the_possible_gain),
    };

    return cmocka_run_group_tests(tests, deal, NULL);
}
