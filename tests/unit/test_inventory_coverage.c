/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inventory/coverage.h"
#include "inventory/grade.h"
#include "inventory/words.h"
#include "inventory_support.h"

static const char *const inventory[] = {
    "a|purpose=screening;interim|subject=reading; mathematics|grades=K-2",
    "b|purpose=screening|subject=Reading|grades=2;10",
    "c|purpose=relationship|grades=5",
    "d|purpose=formative|subject=reading",
    "e|purpose=formative|subject=art|grades=mixed|status=retired",
    "f|purpose=formative|subject=music|tier=research|grades=11",
    "g|subject=history|grades=12",
    NULL};

static int
fill(struct coh_coverage *c, struct coh_inventory *inv, struct coh_error *err)
{
    return add_entries(inv, inventory, err) || coh_coverage_fill(c, inv, err)
               ? -1
               : 0;
}

static void
subjects_and_grades_are_those_of_what_is_collected(void **state)
{
    static const char *const subject[] = {"mathematics", "reading", ""};
    static const char *const grade[] = {"K", "1", "2", "5", "10", ""};
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_coverage c = COH_COVERAGE_INIT;
    size_t i;

    (void)state;
    assert_int_equal(fill(&c, &inv, NULL), 0);
    assert_int_equal(c.subjects, 3);
    for (i = 0; i < 3; i++)
        assert_true(coh_span_is(c.subject[i], subject[i]));
    assert_int_equal(c.grades, 6);
    for (i = 0; i < 6; i++)
        assert_true(coh_span_is(c.grade[i], grade[i]));
    coh_coverage_release(&c);
    coh_inventory_release(&inv);
}

static void
a_source_stands_in_each_of_its_subjects_grades_and_purposes(void **state)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_coverage c = COH_COVERAGE_INIT;
    enum { MATH, READING, NO_SUBJECT };
    enum { K, ONE, TWO, FIVE, TEN, NO_GRADE, ANY };

    (void)state;
    assert_int_equal(fill(&c, &inv, NULL), 0);
    assert_int_equal(coh_coverage_count(&c, "screening", READING, ANY), 2);
    assert_int_equal(coh_coverage_count(&c, "screening", READING, TWO), 2);
    assert_int_equal(coh_coverage_count(&c, "screening", READING, ONE), 1);
    assert_int_equal(coh_coverage_count(&c, "screening", READING, TEN), 1);
    assert_int_equal(coh_coverage_count(&c, "screening", READING, FIVE), 0);
    assert_int_equal(coh_coverage_count(&c, "interim", MATH, K), 1);
    assert_int_equal(coh_coverage_count(&c, "formative", READING, NO_GRADE), 1);
    assert_int_equal(coh_coverage_count(&c, "formative", READING, TWO), 0);
    /* Without a subject it covers none. */
    assert_int_equal(coh_coverage_count(&c, "relationship", NO_SUBJECT, FIVE),
                     1);
    assert_int_equal(coh_coverage_count(&c, "relationship", READING, ANY), 0);
    assert_int_equal(coh_coverage_count(&c, "screening", NO_SUBJECT, ANY), 0);
    coh_coverage_release(&c);
    coh_inventory_release(&inv);
}

static void
grades_that_are_no_range_stay_as_they_are(void **state)
{
    static const char *const line[] = {
        "a|purpose=screening|grades=5-3; K \xe2\x80\x93 1; pre-K; 3 to 4",
        NULL};
    static const char *const grade[] = {"K", "1", "3", "4", "5-3", "pre-K"};
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_coverage c = COH_COVERAGE_INIT;
    size_t i;

    (void)state;
    assert_int_equal(add_entries(&inv, line, NULL), 0);
    assert_int_equal(coh_coverage_fill(&c, &inv, NULL), 0);
    assert_int_equal(c.grades, 6);
    for (i = 0; i < 6; i++)
        assert_true(coh_span_is(c.grade[i], grade[i]));
    coh_coverage_release(&c);
    coh_inventory_release(&inv);
}

static void
grades_meet_in_ranges_too(void **state)
{
    (void)state;
    assert_true(coh_grades_meet("3-5", "5"));
    assert_true(coh_grades_meet("5", "3-5"));
    assert_true(coh_grades_meet("K-3", "3-5"));
    assert_true(coh_grades_meet("pre-k; 9", "Pre-K"));
    assert_false(coh_grades_meet("K-2", "3-5"));
    assert_false(coh_grades_meet("K-12", "13"));
    assert_false(coh_grades_meet("K-2", ""));
    assert_int_equal(coh_grade_read(coh_span_of("k")), 0);
    assert_int_equal(coh_grade_read(coh_span_of("05")), 5);
    assert_int_equal(coh_grade_read(coh_span_of("13")), COH_NO_GRADE);
    assert_int_equal(coh_grade_read(coh_span_of("5A")), COH_NO_GRADE);
}

static void
words_meet_without_regard_to_case_and_blanks(void **state)
{
    (void)state;
    assert_true(coh_words_meet("a; B ;c", "x;b"));
    assert_false(coh_words_meet("a;b", "ab"));
    assert_false(coh_words_meet("", ""));
    assert_false(coh_words_meet(";", "; ;"));
    assert_true(coh_words_none(""));
    assert_true(coh_words_none(" None yet"));
    assert_true(coh_words_none("nothing"));
    assert_true(coh_words_none("n/a"));
    assert_true(coh_words_none("-"));
    assert_false(coh_words_none("nonetheless"));
    assert_false(coh_words_none("reading"));
}

static int
write_table(struct coh_error *err)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_coverage c = COH_COVERAGE_INIT;
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (fill(&c, &inv, err) || coh_out_open(&out, "/dev/null", err))
        goto out;
    w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err);
    if (!w || coh_coverage_write(&c, w, err) || coh_writer_end(w, err) ||
        coh_out_close(&out, err))
        goto out;
    /* Ten purposes in two subjects, and one without a subject. */
    rc = coh_writer_rows(w) == 21 ? 0 : coh_fail(err, COH_INPUT, "rows");
out:
    coh_writer_free(w);
    coh_out_release(&out);
    coh_coverage_release(&c);
    coh_inventory_release(&inv);
    return rc;
}

static void
a_failed_allocation_is_a_system_error(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 800; n++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = write_table(&err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 40);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subjects_and_grades_are_those_of_what_is_collected),
        cmocka_unit_test(
            a_source_stands_in_each_of_its_subjects_grades_and_purposes),
        cmocka_unit_test(grades_that_are_no_range_stay_as_they_are),
        cmocka_unit_test(grades_meet_in_ranges_too),
        cmocka_unit_test(words_meet_without_regard_to_case_and_blanks),
        cmocka_unit_test(a_failed_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
