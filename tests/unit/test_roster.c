/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "result/roster.h"

static size_t
add(struct coh_roster *r, const char *id)
{
    size_t at = 99;

    assert_int_equal(coh_roster_add(r, coh_span_of(id), coh_span_of("A, B"),
                                    COH_DATE_NONE, COH_DATE_NONE, &at, NULL),
                     0);
    return at;
}

static void
also(struct coh_roster *r, size_t at, const char *system, const char *id)
{
    assert_int_equal(coh_roster_add_identifier(r, at, coh_span_of(system),
                                               coh_span_of(id), NULL),
                     0);
}

/* Whom the id finds; `match` as it should be. */
static size_t
found(const struct coh_roster *r, const char *id, enum coh_match match)
{
    size_t at = 99;

    assert_int_equal(coh_roster_find(r, coh_span_of(id), &at), match);
    return at;
}

static void
an_empty_roster_and_a_blank_cell_find_nobody(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;

    (void)state;
    found(&r, "00812", COH_MATCH_NONE);
    also(&r, add(&r, "00812"), "state_id", "");
    found(&r, "", COH_MATCH_NONE);
    found(&r, "00813", COH_MATCH_NONE);
    coh_roster_release(&r);
}

static void
any_id_of_a_student_finds_the_student(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t a, b;

    (void)state;
    a = add(&r, "00812");
    b = add(&r, "00813");
    also(&r, b, "state_id", "7100459146");
    assert_int_equal(found(&r, "00812", COH_MATCH_EXACT), a);
    assert_int_equal(found(&r, "7100459146", COH_MATCH_EXACT), b);
    assert_string_equal(r.student[b].student_id, "00813");
    coh_roster_release(&r);
}

static void
leading_zeros_are_passed_over_when_one_student_fits(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t a;

    (void)state;
    a = add(&r, "00812");
    also(&r, a, "canvas_id", "4711");
    assert_int_equal(found(&r, "812", COH_MATCH_ZEROS), a);
    assert_int_equal(found(&r, "000812", COH_MATCH_ZEROS), a);
    assert_int_equal(found(&r, "04711", COH_MATCH_ZEROS), a);
    found(&r, "8120", COH_MATCH_NONE);
    /* Not a number: the zeros are part of the name. */
    add(&r, "0A1");
    found(&r, "A1", COH_MATCH_NONE);
    coh_roster_release(&r);
}

static void
the_exact_id_wins_over_one_with_zeros(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t a, b;

    (void)state;
    a = add(&r, "812");
    b = add(&r, "00812");
    assert_int_equal(found(&r, "812", COH_MATCH_EXACT), a);
    assert_int_equal(found(&r, "00812", COH_MATCH_EXACT), b);
    assert_int_equal(found(&r, "0812", COH_MATCH_AMBIGUOUS), 99);
    coh_roster_release(&r);
}

static void
an_id_of_two_students_in_two_systems_chooses_nobody(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t a;

    (void)state;
    a = add(&r, "00812");
    also(&r, add(&r, "00813"), "canvas_id", "00812");
    assert_int_equal(found(&r, "00812", COH_MATCH_AMBIGUOUS), 99);
    /* But the same id in two systems of one student is no conflict. */
    also(&r, a, "state_id", "55");
    also(&r, a, "canvas_id", "55");
    assert_int_equal(found(&r, "55", COH_MATCH_EXACT), a);
    coh_roster_release(&r);
}

static void
case_matters_but_for_addresses(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t a;

    (void)state;
    a = add(&r, "F08ab");
    also(&r, a, "email", "Ines.Abdi@maple.example");
    assert_int_equal(found(&r, "ines.abdi@MAPLE.example", COH_MATCH_EXACT), a);
    found(&r, "F08AB", COH_MATCH_NONE);
    coh_roster_release(&r);
}

static void
a_student_id_stands_once(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t at;

    (void)state;
    add(&r, "00812");
    assert_int_equal(coh_roster_add(&r, coh_span_of("00812"), coh_span_of(""),
                                    COH_DATE_NONE, COH_DATE_NONE, &at, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_roster_add(&r, coh_span_of(""), coh_span_of(""),
                                    COH_DATE_NONE, COH_DATE_NONE, &at, &err),
                     -1);
    assert_int_equal(r.n, 1);
    coh_roster_release(&r);
}

static void
a_large_roster_finds_everyone(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    char id[16];
    int i;

    (void)state;
    for (i = 0; i < 5000; i++) {
        snprintf(id, sizeof(id), "%06d", i);
        assert_int_equal(add(&r, id), i);
    }
    for (i = 0; i < 5000; i++) {
        snprintf(id, sizeof(id), "%06d", i);
        assert_int_equal(found(&r, id, COH_MATCH_EXACT), i);
        snprintf(id, sizeof(id), "%d", i);
        assert_int_equal(
            found(&r, id, i > 99999 ? COH_MATCH_EXACT : COH_MATCH_ZEROS), i);
    }
    coh_roster_release(&r);
}

static int
fill(struct coh_roster *r, struct coh_error *err)
{
    char id[16];
    size_t at;
    int i;

    for (i = 0; i < 50; i++) {
        snprintf(id, sizeof(id), "%05d", i);
        if (coh_roster_add(r, coh_span_of(id), coh_span_of("A"), COH_DATE_NONE,
                           COH_DATE_NONE, &at, err) ||
            coh_roster_add_identifier(r, at, coh_span_of("email"),
                                      coh_span_of(id), err))
            return -1;
    }
    return 0;
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        struct coh_roster r = COH_ROSTER_INIT;

        coh_memory_fail_at(n, 0);
        rc = fill(&r, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_roster_release(&r);
    }
    assert_true(n > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_roster_and_a_blank_cell_find_nobody),
        cmocka_unit_test(any_id_of_a_student_finds_the_student),
        cmocka_unit_test(leading_zeros_are_passed_over_when_one_student_fits),
        cmocka_unit_test(the_exact_id_wins_over_one_with_zeros),
        cmocka_unit_test(an_id_of_two_students_in_two_systems_chooses_nobody),
        cmocka_unit_test(case_matters_but_for_addresses),
        cmocka_unit_test(a_student_id_stands_once),
        cmocka_unit_test(a_large_roster_finds_everyone),
        cmocka_unit_test(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
