/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inventory/entry.h"

static struct coh_span
span(const char *text)
{
    return coh_span_of(text);
}

static void
every_field_stands_once_with_name_title_and_help(void **state)
{
    int i, k;

    (void)state;
    for (i = 0; i < COH_FIELDS; i++) {
        assert_non_null(coh_field[i].name);
        assert_non_null(coh_field[i].title);
        assert_non_null(coh_field[i].help);
        assert_int_equal(coh_field[i].kind == COH_VALUE_WORD,
                         coh_field[i].words != NULL);
        for (k = 0; k < i; k++)
            assert_string_not_equal(coh_field[i].name, coh_field[k].name);
        if (i)
            assert_true(coh_field[i].group >= coh_field[i - 1].group);
    }
}

static void
the_form_that_fits_a_screen_has_fifteen_fields(void **state)
{
    int i, n = 0;

    (void)state;
    for (i = 0; i < COH_FIELDS; i++)
        n += coh_field[i].need == COH_NEED_FIRST;
    assert_int_equal(n, 15);
}

static void
a_column_is_found_by_name_or_title_in_any_case(void **state)
{
    (void)state;
    assert_int_equal(coh_field_find(span("last_collected")),
                     COH_FIELD_LAST_COLLECTED);
    assert_int_equal(coh_field_find(span(" Last Collected ")),
                     COH_FIELD_LAST_COLLECTED);
    assert_int_equal(coh_field_find(span("SOURCE-ID")), COH_FIELD_SOURCE_ID);
    assert_int_equal(coh_field_find(span("Owner (role)")),
                     COH_FIELD_OWNER_ROLE);
    assert_int_equal(coh_field_find(span("colour")), -1);
    assert_int_equal(coh_field_find(span("")), -1);
    assert_string_equal(coh_field_nearest(span("freqency")), "frequency");
    assert_null(coh_field_nearest(span("xqzxqzxqz")));
}

static void
every_frequency_word_has_its_interval(void **state)
{
    /* Project Open Data, accrual periodicity as ISO 8601. */
    static const char *const iso[][2] = {
        {"continuous", "R/PT1S"},
        {"daily", "R/P1D"},
        {"three-per-week", "R/P0.33W"},
        {"twice-weekly", "R/P3.5D"},
        {"weekly", "R/P1W"},
        {"every-2-weeks", "R/P2W"},
        {"twice-monthly", "R/P0.5M"},
        {"monthly", "R/P1M"},
        {"every-2-months", "R/P2M"},
        {"quarterly", "R/P3M"},
        {"three-per-year", "R/P4M"},
        {"twice-yearly", "R/P6M"},
        {"yearly", "R/P1Y"},
        {"every-2-years", "R/P2Y"},
        {"irregular", ""},
        {"per-unit", ""},
    };
    const char *const *word;
    size_t i;

    (void)state;
    for (word = coh_vocabulary_frequency.word; *word; word++)
        assert_non_null(coh_frequency_find(span(*word)));
    for (i = 0; i < sizeof(iso) / sizeof(*iso); i++)
        assert_string_equal(coh_frequency_find(span(iso[i][0]))->iso,
                            iso[i][1]);
    assert_null(coh_frequency_find(span("")));
    assert_null(coh_frequency_find(span("biweekly")));
}

static void
words_are_found_whatever_their_case_and_joints(void **state)
{
    const struct coh_vocabulary *v = &coh_vocabulary_frequency;

    (void)state;
    assert_string_equal(coh_vocabulary_find(v, span("Every 2 weeks")),
                        "every-2-weeks");
    assert_string_equal(coh_vocabulary_find(v, span(" WEEKLY ")), "weekly");
    assert_string_equal(
        coh_vocabulary_find(&coh_vocabulary_access_level, span("Teacher_only")),
        "teacher-only");
    assert_string_equal(coh_vocabulary_find(&coh_vocabulary_yes_no, span("Y")),
                        "yes");
    assert_string_equal(coh_vocabulary_find(&coh_vocabulary_yes_no, span("n")),
                        "no");
    assert_null(coh_vocabulary_find(v, span("fortnightly")));
    assert_null(coh_vocabulary_find(v, span("")));
    assert_null(coh_vocabulary_find(v, (struct coh_span){"weekly\0x", 8}));
}

static void
the_nearest_word_is_named_only_when_it_is_near(void **state)
{
    const struct coh_vocabulary *v = &coh_vocabulary_frequency;

    (void)state;
    assert_string_equal(coh_vocabulary_nearest(v, span("wekly")), "weekly");
    assert_string_equal(coh_vocabulary_nearest(v, span(" Montly ")), "monthly");
    assert_string_equal(coh_vocabulary_nearest(v, span("every 3 weeks")),
                        "every-2-weeks");
    assert_null(coh_vocabulary_nearest(v, span("xqzxqzxqz")));
    assert_null(coh_vocabulary_nearest(v, span("")));
}

static int
explain(enum coh_field_id id, struct coh_span value, struct coh_text *t,
        struct coh_error *err)
{
    struct coh_fault fault;
    int n = 0;

    while (coh_field_fault(id, &value, &fault)) {
        if (n++ && coh_text_add_string(t, " | ", err))
            return -1;
        if (coh_fault_text(&fault, t, err))
            return -1;
    }
    return n;
}

static void
every_wrong_item_of_a_list_is_named(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(explain(COH_FIELD_PURPOSE,
                             span("screening; formativ ;;chance"), &t, NULL),
                     2);
    assert_non_null(strstr(t.bytes, "purpose: 'formativ' is not one of "));
    assert_non_null(strstr(t.bytes, "the nearest is formative"));
    assert_non_null(strstr(t.bytes, "'chance'"));
    assert_non_null(strstr(t.bytes, "program-evaluation or relationship"));
    coh_text_release(&t);
}

static void
a_word_of_two_meanings_is_refused_with_both(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(explain(COH_FIELD_FREQUENCY, span("Biweekly"), &t, NULL),
                     1);
    assert_non_null(strstr(t.bytes, "twice-weekly or every-2-weeks"));
    coh_text_release(&t);
}

static void
values_must_fit_the_kind_of_their_field(void **state)
{
    static const struct {
        enum coh_field_id id;
        const char *value;
        int faults;
    } probe[] = {
        {COH_FIELD_LAST_COLLECTED, "2026-03-06", 0},
        {COH_FIELD_LAST_COLLECTED, "3/6/2026", 1},
        {COH_FIELD_LAST_COLLECTED, "2026-02-30", 1},
        {COH_FIELD_LAST_COLLECTED, "2026-03-06 10:00", 1},
        {COH_FIELD_LAST_COLLECTED, "", 0},
        {COH_FIELD_MIN_N, "10", 0},
        {COH_FIELD_MIN_N, "-1", 1},
        {COH_FIELD_MIN_N, "1.5", 1},
        {COH_FIELD_MIN_N, "1234567890123456789", 1},
        {COH_FIELD_SCORE_MIN, "-1.5", 0},
        {COH_FIELD_SCORE_MIN, "low", 1},
        {COH_FIELD_SOURCE_ID, "map-growth_2.1", 0},
        {COH_FIELD_SOURCE_ID, "map growth", 1},
        {COH_FIELD_SOURCE_ID, "../map", 1},
        {COH_FIELD_SOURCE_ID, "-x", 1},
        {COH_FIELD_TITLE, "Anything; at all", 0},
        {COH_FIELD_GROWTH_CAPABLE, "maybe", 1},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(probe) / sizeof(*probe); i++) {
        struct coh_text t = COH_TEXT_INIT;

        assert_int_equal(explain(probe[i].id, span(probe[i].value), &t, NULL),
                         probe[i].faults);
        coh_text_release(&t);
    }
}

static void
a_zero_byte_in_a_value_is_a_fault(void **state)
{
    struct coh_span value = {"a\0b", 3};
    struct coh_fault fault;

    (void)state;
    assert_true(coh_field_fault(COH_FIELD_TITLE, &value, &fault));
    assert_int_equal(fault.value.length, 3);
}

static void
values_are_kept_in_one_form(void **state)
{
    struct coh_entry e = COH_ENTRY_INIT;

    (void)state;
    assert_int_equal(coh_entry_set(&e, COH_FIELD_PURPOSE,
                                   span(" Screening ;;Progress monitoring;"),
                                   NULL),
                     0);
    assert_string_equal(coh_entry_get(&e, COH_FIELD_PURPOSE),
                        "screening;progress-monitoring");
    assert_int_equal(coh_entry_set(&e, COH_FIELD_TITLE, span(" A; b "), NULL),
                     0);
    assert_string_equal(coh_entry_get(&e, COH_FIELD_TITLE), "A; b");
    assert_int_equal(coh_entry_set(&e, COH_FIELD_TITLE, span("  "), NULL), 0);
    assert_string_equal(coh_entry_get(&e, COH_FIELD_TITLE), "");
    assert_null(e.value[COH_FIELD_TITLE]);
    coh_entry_release(&e);
}

/* Fill all fields of any need but the conditional and optional ones. */
static void
fill_required(struct coh_entry *e)
{
    int i;

    for (i = 0; i < COH_FIELDS; i++) {
        const struct coh_field *f = &coh_field[i];
        const char *value = f->words                    ? f->words->word[0]
                            : f->kind == COH_VALUE_DATE ? "2026-03-06"
                                                        : "7";

        if (f->need == COH_NEED_FIRST || f->need == COH_NEED_REQUIRED)
            assert_int_equal(
                coh_entry_set(e, (enum coh_field_id)i, span(value), NULL), 0);
    }
}

static void
what_an_entry_needs_depends_on_what_it_is(void **state)
{
    struct coh_entry e = COH_ENTRY_INIT;

    (void)state;
    fill_required(&e); /* quantitative, public, a file */
    assert_int_equal(coh_entry_gaps(&e), 3);
    assert_true(coh_entry_lacks(&e, COH_FIELD_SCORE_MIN));
    assert_true(coh_entry_lacks(&e, COH_FIELD_SCORE_MAX));
    assert_true(coh_entry_lacks(&e, COH_FIELD_LOCATION));
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_DATA_TYPE, span("qualitative"), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_ACCESS_METHOD, span("paper"), NULL), 0);
    assert_int_equal(coh_entry_gaps(&e), 1);
    assert_true(coh_entry_lacks(&e, COH_FIELD_CODING_SCHEME));
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_DATA_TYPE, span("mixed"), NULL), 0);
    assert_int_equal(coh_entry_gaps(&e), 3);
    assert_int_equal(coh_entry_set(&e, COH_FIELD_MIN_N, span(""), NULL), 0);
    assert_int_equal(coh_entry_gaps(&e), 3); /* blank means 10 */
    coh_entry_release(&e);
}

static void
a_source_that_is_gone_needs_nothing_but_its_id(void **state)
{
    struct coh_entry e = COH_ENTRY_INIT;

    (void)state;
    assert_int_equal(coh_entry_set(&e, COH_FIELD_SOURCE_ID, span("x"), NULL),
                     0);
    assert_true(coh_entry_gaps(&e) > 20);
    assert_int_equal(coh_entry_set(&e, COH_FIELD_STATUS, span("no tool"), NULL),
                     0);
    assert_true(coh_entry_lacks(&e, COH_FIELD_CONSTRUCT));
    assert_false(coh_entry_lacks(&e, COH_FIELD_ACCESS_METHOD));
    assert_int_equal(coh_entry_set(&e, COH_FIELD_STATUS, span("retired"), NULL),
                     0);
    assert_int_equal(coh_entry_gaps(&e), 0);
    coh_entry_release(&e);
}

static void
an_id_stands_in_an_inventory_once(void **state)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_non_null(coh_inventory_add(&inv, span("map-growth"), &err));
    assert_non_null(coh_inventory_add(&inv, span("attendance"), &err));
    assert_null(coh_inventory_add(&inv, span(" map-growth"), &err));
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(inv.n, 2);
    assert_ptr_equal(coh_inventory_find(&inv, span("attendance")),
                     &inv.entry[1]);
    assert_int_equal(coh_inventory_fail_unknown(&inv, span("atendance"), &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "nearest is 'attendance'"));
    assert_int_equal(coh_inventory_fail_unknown(&inv, span("zzz"), &err), -1);
    assert_null(strstr(err.text, "nearest"));
    coh_inventory_release(&inv);
}

static int
work(struct coh_error *err)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_entry *e = coh_inventory_add(&inv, span("a"), err);
    int rc = -1;

    if (!e || coh_entry_set(e, COH_FIELD_PURPOSE, span("interim;x"), err) ||
        coh_entry_set(e, COH_FIELD_PURPOSE, span("summative"), err))
        goto out;
    if (explain(COH_FIELD_PURPOSE, span("chance"), &t, err) < 0)
        goto out;
    if (!coh_inventory_add(&inv, span("b"), err))
        goto out;
    coh_inventory_fail_unknown(&inv, span("c"), err);
    rc = err->code == COH_INPUT ? 0 : -1;
out:
    coh_text_release(&t);
    coh_inventory_release(&inv);
    return rc;
}

static void
a_failed_allocation_is_a_system_error_and_leaks_nothing(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 100; n++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = work(&err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_stands_once_with_name_title_and_help),
        cmocka_unit_test(the_form_that_fits_a_screen_has_fifteen_fields),
        cmocka_unit_test(a_column_is_found_by_name_or_title_in_any_case),
        cmocka_unit_test(every_frequency_word_has_its_interval),
        cmocka_unit_test(words_are_found_whatever_their_case_and_joints),
        cmocka_unit_test(the_nearest_word_is_named_only_when_it_is_near),
        cmocka_unit_test(every_wrong_item_of_a_list_is_named),
        cmocka_unit_test(a_word_of_two_meanings_is_refused_with_both),
        cmocka_unit_test(values_must_fit_the_kind_of_their_field),
        cmocka_unit_test(a_zero_byte_in_a_value_is_a_fault),
        cmocka_unit_test(values_are_kept_in_one_form),
        cmocka_unit_test(what_an_entry_needs_depends_on_what_it_is),
        cmocka_unit_test(a_source_that_is_gone_needs_nothing_but_its_id),
        cmocka_unit_test(an_id_stands_in_an_inventory_once),
        cmocka_unit_test(
            a_failed_allocation_is_a_system_error_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
