/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/notes.h"

static void
add(struct coh_notes *n, enum coh_note_level level, const char *place,
    const char *reason)
{
    assert_int_equal(coh_notes_add(n, level, place, NULL, "%s", reason), 0);
}

static void
the_same_reason_is_counted_and_keeps_its_first_three_places(void **state)
{
    struct coh_notes n = COH_NOTES_INIT;
    char place[20];
    int i;

    (void)state;
    for (i = 1; i <= 5; i++) {
        snprintf(place, sizeof(place), "line %d", i);
        add(&n, COH_NOTE_LOOK, place, "not a number");
    }
    assert_int_equal(n.n, 1);
    assert_int_equal(n.note[0].count, 5);
    assert_int_equal(n.note[0].places, 3);
    assert_string_equal(n.note[0].place[0], "line 1");
    assert_string_equal(n.note[0].place[2], "line 3");
    coh_notes_release(&n);
}

static void
reasons_keep_their_order_and_levels_stay_apart(void **state)
{
    struct coh_notes n = COH_NOTES_INIT;

    (void)state;
    add(&n, COH_NOTE_FACT, NULL, "b");
    add(&n, COH_NOTE_FACT, NULL, "a");
    assert_false(coh_notes_look(&n));
    add(&n, COH_NOTE_LOOK, NULL, "b");
    assert_true(coh_notes_look(&n));
    assert_int_equal(n.n, 3);
    assert_string_equal(n.note[0].reason, "b");
    assert_string_equal(n.note[1].reason, "a");
    assert_int_equal(n.note[2].level, COH_NOTE_LOOK);
    assert_int_equal(n.note[2].places, 0);
    coh_notes_release(&n);
    coh_notes_release(&n);
}

static void
a_subject_goes_before_the_reasons_from_then_on(void **state)
{
    struct coh_notes n = COH_NOTES_INIT;

    (void)state;
    add(&n, COH_NOTE_FACT, NULL, "x");
    assert_int_equal(coh_notes_subject(&n, "a.csv", NULL), 0);
    add(&n, COH_NOTE_FACT, NULL, "x");
    assert_int_equal(coh_notes_subject(&n, NULL, NULL), 0);
    add(&n, COH_NOTE_FACT, NULL, "x");
    assert_int_equal(n.n, 2);
    assert_int_equal(n.note[0].count, 2);
    assert_string_equal(n.note[1].reason, "a.csv: x");
    coh_notes_release(&n);
}

/* Chunks merged in order give what one run over the whole would give. */
static void
merging_gives_what_one_run_would_give(void **state)
{
    struct coh_notes all = COH_NOTES_INIT,
                     part[2] = {COH_NOTES_INIT, COH_NOTES_INIT};
    struct coh_notes merged = COH_NOTES_INIT;
    char place[20];
    size_t i, k;

    (void)state;
    for (i = 0; i < 10; i++) {
        const char *reason = i % 3 ? "odd" : "even";

        snprintf(place, sizeof(place), "line %zu", i);
        add(&all, COH_NOTE_LOOK, place, reason);
        add(&part[i >= 4], COH_NOTE_LOOK, place, reason);
    }
    for (i = 0; i < 2; i++) {
        assert_int_equal(coh_notes_merge(&merged, &part[i], NULL), 0);
        coh_notes_release(&part[i]);
    }
    assert_int_equal(merged.n, all.n);
    for (i = 0; i < all.n; i++) {
        assert_string_equal(merged.note[i].reason, all.note[i].reason);
        assert_int_equal(merged.note[i].count, all.note[i].count);
        assert_int_equal(merged.note[i].places, all.note[i].places);
        for (k = 0; k < all.note[i].places; k++)
            assert_string_equal(merged.note[i].place[k], all.note[i].place[k]);
    }
    coh_notes_release(&merged);
    coh_notes_release(&all);
}

static void
nobody_has_to_take_notes(void **state)
{
    (void)state;
    assert_int_equal(coh_notes_add(NULL, COH_NOTE_LOOK, "line 1", NULL, "x"),
                     0);
}

static int
take_notes(struct coh_error *err)
{
    struct coh_notes n = COH_NOTES_INIT, into = COH_NOTES_INIT;
    int rc = -1;

    if (coh_notes_subject(&n, "a.csv", err) ||
        coh_notes_add(&n, COH_NOTE_LOOK, "line 1", err, "x") ||
        coh_notes_add(&n, COH_NOTE_LOOK, "line 2", err, "x") ||
        coh_notes_merge(&into, &n, err))
        goto out;
    rc = 0;
out:
    coh_notes_release(&n);
    coh_notes_release(&into);
    return rc;
}

static void
every_failing_allocation_of_notes_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(take_notes) >= 8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_same_reason_is_counted_and_keeps_its_first_three_places),
        cmocka_unit_test(reasons_keep_their_order_and_levels_stay_apart),
        cmocka_unit_test(a_subject_goes_before_the_reasons_from_then_on),
        cmocka_unit_test(merging_gives_what_one_run_would_give),
        cmocka_unit_test(nobody_has_to_take_notes),
        cmocka_unit_test(every_failing_allocation_of_notes_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
