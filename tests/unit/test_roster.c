/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
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
an_alias_yields_to_an_id_and_comes_before_zeros(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t a, b;

    (void)state;
    a = add(&r, "00812");
    b = add(&r, "00813");
    also(&r, a, COH_ROSTER_ALIAS, "812-old");
    assert_int_equal(found(&r, "812-old", COH_MATCH_EXACT), a);
    also(&r, a, COH_ROSTER_ALIAS, "00813");
    assert_int_equal(found(&r, "00813", COH_MATCH_EXACT), b);
    also(&r, a, COH_ROSTER_ALIAS, "813");
    assert_int_equal(found(&r, "813", COH_MATCH_EXACT), a);
    also(&r, b, COH_ROSTER_ALIAS, "813");
    found(&r, "813", COH_MATCH_AMBIGUOUS);
    coh_roster_release(&r);
}

static void
an_address_up_to_its_at_finds_one_student_alone(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t a, b;

    (void)state;
    a = add(&r, "00812");
    b = add(&r, "00813");
    also(&r, a, "email", "Ines.Abdi@maple.example");
    assert_int_equal(found(&r, "ines.abdi", COH_MATCH_ADDRESS), a);
    assert_int_equal(coh_match_found(COH_MATCH_ADDRESS), 1);
    /* What stands before the @ is no address of another domain. */
    found(&r, "ines.abdi@elsewhere.example", COH_MATCH_NONE);
    /* An id comes first, whosever it is. */
    also(&r, b, "login_id", "ines.abdi");
    assert_int_equal(found(&r, "ines.abdi", COH_MATCH_EXACT), b);
    also(&r, b, "email", "IA@oak.example");
    also(&r, a, "parent_email", "ia@elm.example");
    found(&r, "ia", COH_MATCH_AMBIGUOUS);
    also(&r, b, "email", "@handle");
    found(&r, "", COH_MATCH_NONE);
    coh_roster_release(&r);
}

/* ---- against a search of everything ---- */

struct entry {
    char text[16];
    size_t student;
    int rank; /* 4 an id, 3 an alias */
};

static int
plain_zeros(const char *a, const char *b)
{
    if (strspn(a, "0123456789") != strlen(a) ||
        strspn(b, "0123456789") != strlen(b))
        return 0;
    while (*a == '0' && a[1])
        a++;
    while (*b == '0' && b[1])
        b++;
    return !strcmp(a, b);
}

/* The rules of the header, read off all entries one by one. */
static enum coh_match
model(const struct entry *e, size_t n, const char *id, size_t *who)
{
    static const enum coh_match of[] = {COH_MATCH_NONE, COH_MATCH_NONE,
                                        COH_MATCH_ZEROS, COH_MATCH_EXACT,
                                        COH_MATCH_EXACT};
    int rank, several = 0, hit = 0;
    size_t i;

    for (rank = 4; rank >= 2 && !hit; rank--)
        for (i = 0; i < n; i++)
            if (rank > 2 ? e[i].rank == rank && !strcmp(e[i].text, id)
                         : plain_zeros(e[i].text, id)) {
                several |= hit && e[i].student != *who;
                *who = e[i].student;
                hit = rank;
            }
    return several ? COH_MATCH_AMBIGUOUS : of[hit];
}

/* A number below 100 in one to four digits. */
static void
write_id(struct coh_random *random, unsigned number, char id[16])
{
    size_t digits = 1 + (size_t)coh_random_below(random, 4);
    char full[16];

    snprintf(full, sizeof(full), "%04u", number % 100);
    while (digits < 4 && full[4 - digits - 1] != '0')
        digits++;
    snprintf(id, 16, "%s", full + 4 - digits);
}

static void
an_id_never_finds_one_of_two_students_whom_it_fits(void **state)
{
    struct coh_random random = {.state = 20261121};
    size_t round, k, i;

    (void)state;
    for (round = 0; round < 300; round++) {
        struct coh_roster r = COH_ROSTER_INIT;
        struct entry e[24];

        for (i = 0; i < 24; i++) {
            e[i].student = i / 4;
            e[i].rank = i % 4 == 3 ? 3 : 4;
            /* Few digits, so that they meet. */
            write_id(&random, (unsigned)coh_random_below(&random, 40),
                     e[i].text);
            if (i % 4 == 0)
                snprintf(e[i].text, sizeof(e[i].text), "s%zu", i);
            if (i % 4 == 0)
                add(&r, e[i].text);
            else
                also(&r, i / 4, i % 4 == 3 ? COH_ROSTER_ALIAS : "x_id",
                     e[i].text);
        }
        for (k = 0; k < 40; k++) {
            size_t is = 99, should = 99;
            char id[16];
            enum coh_match m;

            write_id(&random, (unsigned)k, id);
            m = coh_roster_find(&r, coh_span_of(id), &is);
            assert_int_equal(m, model(e, 24, id, &should));
            if (coh_match_found(m))
                assert_int_equal(is, should);
        }
        coh_roster_release(&r);
    }
}

/* Distances by hand: 00831 → 00813 swaps two neighbours. */
static void
the_nearest_id_is_shown_when_it_is_alone(void **state)
{
    struct coh_roster r = COH_ROSTER_INIT;
    size_t at = 99, far = 99, a, b;

    (void)state;
    a = add(&r, "00813");
    b = add(&r, "F08000002");
    assert_int_equal(coh_roster_nearest(&r, coh_span_of("00831"), &at, &far),
                     COH_MATCH_EXACT);
    assert_int_equal(at, a);
    assert_int_equal(far, 1);
    assert_int_equal(coh_roster_nearest(&r, coh_span_of("F8000020"), &at, &far),
                     COH_MATCH_EXACT);
    assert_int_equal(at, b);
    assert_int_equal(far, 2);
    /* Two of five letters are too many. */
    assert_int_equal(coh_roster_nearest(&r, coh_span_of("00899"), &at, &far),
                     COH_MATCH_NONE);
    assert_int_equal(coh_roster_nearest(&r, coh_span_of("1"), &at, &far),
                     COH_MATCH_NONE);
    add(&r, "00823");
    assert_int_equal(coh_roster_nearest(&r, coh_span_of("00833"), &at, &far),
                     COH_MATCH_AMBIGUOUS);
    coh_roster_release(&r);
}

/* `id` with one change: a letter more, less, another, or two swapped. */
static void
change_once(struct coh_random *random, const char *id, char out[16])
{
    size_t n = strlen(id), at = (size_t)coh_random_below(random, n - 1);
    char c = (char)('0' + coh_random_below(random, 10));
    size_t kind = (size_t)coh_random_below(random, 4);

    snprintf(out, 16, "%s", id);
    if (kind == 0) {
        memmove(out + at + 1, out + at, n - at + 1);
        out[at] = c;
    } else if (kind == 1) {
        memmove(out + at, out + at + 1, n - at);
    } else if (kind == 2) {
        out[at] = c;
    } else {
        out[at] = id[at + 1];
        out[at + 1] = id[at];
    }
}

static void
an_id_with_one_change_is_found_at_a_distance_of_one(void **state)
{
    struct coh_random random = {.state = 20261121};
    size_t round, at, far;

    (void)state;
    for (round = 0; round < 2000; round++) {
        struct coh_roster r = COH_ROSTER_INIT;
        char id[16], changed[16];

        snprintf(id, sizeof(id), "%06u",
                 (unsigned)coh_random_below(&random, 1000000));
        change_once(&random, id, changed);
        add(&r, id);
        at = far = 99;
        assert_int_equal(
            coh_roster_nearest(&r, coh_span_of(changed), &at, &far),
            COH_MATCH_EXACT);
        assert_int_equal(far, strcmp(id, changed) != 0);
        coh_roster_release(&r);
    }
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
        cmocka_unit_test(an_alias_yields_to_an_id_and_comes_before_zeros),
        cmocka_unit_test(an_address_up_to_its_at_finds_one_student_alone),
        cmocka_unit_test(an_id_never_finds_one_of_two_students_whom_it_fits),
        cmocka_unit_test(the_nearest_id_is_shown_when_it_is_alone),
        cmocka_unit_test(an_id_with_one_change_is_found_at_a_distance_of_one),
        cmocka_unit_test(a_student_id_stands_once),
        cmocka_unit_test(a_large_roster_finds_everyone),
        cmocka_unit_test(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
