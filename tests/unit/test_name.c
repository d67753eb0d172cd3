/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "result/name.h"
#include "result/roster.h"

/* Do the two fit, either way round, and then with one key? */
static int
fits(const char *a, const char *b)
{
    struct coh_name x, y;
    int fit;

    if (!coh_name_fold(coh_span_of(a), &x) ||
        !coh_name_fold(coh_span_of(b), &y))
        return -1;
    fit = coh_name_fits(&x, &y);
    assert_int_equal(fit, coh_name_fits(&y, &x));
    if (fit)
        assert_true(coh_name_key(&x) == coh_name_key(&y));
    return fit;
}

static void
last_comma_first_is_first_last(void **state)
{
    (void)state;
    assert_int_equal(fits("Okafor, Ada", "Ada Okafor"), 1);
    assert_int_equal(fits("Okafor,Ada", "ADA  OKAFOR"), 1);
    assert_int_equal(fits("Okafor, Ada", "Okafor Ada"), 0);
    assert_int_equal(fits("Okafor, Ada", "Okafor, Ida"), 0);
    assert_int_equal(fits("Okafor, Ada", "Ada Okafors"), 0);
}

static void
case_accents_hyphens_and_apostrophes_do_not_count(void **state)
{
    (void)state;
    assert_int_equal(fits("GARCÍA-LÓPEZ, José", "jose garcia lopez"), 1);
    /* The same letters, composed and decomposed. */
    assert_int_equal(fits("Abdi, In\xC3\xA9s", "Ine\xCC\x81s Abdi"), 1);
    assert_int_equal(fits("O'Brien, Liv", "Liv O\xE2\x80\x99"
                                          "Brien"),
                     1);
    assert_int_equal(fits("Sørensen, Bjørn", "Bjorn Sorensen"), 1);
    assert_int_equal(fits("Weiß, Łukasz", "LUKASZ WEISS"), 1);
}

static void
middle_names_and_suffixes_may_be_left_out(void **state)
{
    (void)state;
    assert_int_equal(fits("Okafor, Ada Ngozi", "Ada Okafor"), 1);
    assert_int_equal(fits("Okafor, Ada N.", "Ada Ngozi Okafor"), 1);
    assert_int_equal(fits("Okafor, Ada N. B.", "Ada B Okafor"), 1);
    assert_int_equal(fits("Okafor Jr., Ben", "Ben Okafor"), 1);
    assert_int_equal(fits("Ben Okafor III", "Okafor, Ben, Jr."), 1);
    assert_int_equal(fits("Ben Okafor, Jr.", "Okafor, Ben"), 1);
}

static void
names_that_contradict_each_other_do_not_fit(void **state)
{
    (void)state;
    assert_int_equal(fits("Okafor, Ada Ngozi", "Ada Bea Okafor"), 0);
    assert_int_equal(fits("Okafor, Ada N.", "Okafor, Ada B."), 0);
    assert_int_equal(fits("Okafor, A.", "Okafor, Ada"), 0);
    assert_int_equal(fits("Okafor, Ben", "Okafor, Benjamin"), 0);
    assert_int_equal(fits("Okafor, Ada", "Okafor Mensah, Ada"), 0);
}

static void
a_family_name_of_several_words_counts_whole(void **state)
{
    (void)state;
    assert_int_equal(fits("de la Cruz, Ana", "Ana de la Cruz"), 1);
    assert_int_equal(fits("de la Cruz, Ana", "Ana Cruz"), 0);
    assert_int_equal(fits("Cruz, Ana", "Ana de la Cruz"), 1);
    assert_int_equal(fits("Cruz, Ana Maria", "Ana de la Cruz"), 0);
}

static void
what_is_no_full_name_is_not_used(void **state)
{
    char longest[COH_NAME_SIZE + 8];

    (void)state;
    assert_int_equal(fits("Okafor", "Okafor"), -1);
    assert_int_equal(fits("", "Okafor, Ada"), -1);
    assert_int_equal(fits(", ,", "Okafor, Ada"), -1);
    assert_int_equal(fits("Okafor Jr.", "Okafor, Ada"), -1);
    assert_int_equal(fits("Ada \xFFOkafor", "Okafor, Ada"), -1);
    assert_int_equal(fits("a b c d e f g h i j k l m n o p q", "a b"), -1);
    memset(longest, 'x', sizeof(longest));
    longest[3] = ' ';
    longest[sizeof(longest) - 1] = '\0';
    assert_int_equal(fits(longest, "Okafor, Ada"), -1);
}

static void
two_people_in_one_cell_are_nobody(void **state)
{
    (void)state;
    assert_int_equal(fits("Ada Okafor", "Ada Berg & Liv Okafor"), -1);
    assert_int_equal(fits("Ada Okafor", "Ada and Liv Okafor"), -1);
    assert_int_equal(fits("Ada Okafor", "Okafor, Ada; Berg, Liv"), -1);
    assert_int_equal(fits("Ada Okafor", "Okafor, Ada / Liv"), -1);
    assert_int_equal(fits("Ada Okafor", "Okafor, Ada, Berg, Liv"), -1);
    assert_int_equal(fits("Ada Okafor", "Okafor, Jr., Ada"), 1);
    assert_int_equal(fits("Ada Okafor", "Okafor, Ada,"), 1);
}

/* ---- on a roster ---- */

static const char *const given[] = {"Ada", "Ben", "Inés", "Zoë", "Mary-Ann"};
static const char *const middle[] = {"", "", " N.", " Ngozi", " Bea"};
static const char *const family[] = {"Okafor", "Abdi", "García López",
                                     "O'Brien"};

static size_t
draw(struct coh_random *r, size_t n)
{
    return (size_t)coh_random_below(r, n);
}

/* In one of the two orders that people write. */
static void
write_name(struct coh_random *r, char name[80])
{
    const char *g = given[draw(r, 5)], *m = middle[draw(r, 5)];
    const char *f = family[draw(r, 4)];

    if (draw(r, 2))
        snprintf(name, 80, "%s, %s%s", f, g, m);
    else
        snprintf(name, 80, "%s%s %s", g, m, f);
}

/* What the roster should answer, by looking at every student. */
static enum coh_match
model(const struct coh_roster *r, const char *name, size_t *at)
{
    size_t i, fit = 0;

    for (i = 0; i < r->n; i++)
        if (fits(r->student[i].name, name) == 1) {
            fit++;
            *at = i;
        }
    return fit == 0   ? COH_MATCH_NONE
           : fit == 1 ? COH_MATCH_EXACT
                      : COH_MATCH_AMBIGUOUS;
}

static void
fill(struct coh_roster *roster, struct coh_random *r, size_t n)
{
    char id[32], name[80];
    size_t i, at;

    for (i = 0; i < n; i++) {
        snprintf(id, sizeof(id), "%05zu", i);
        write_name(r, name);
        assert_int_equal(coh_roster_add(roster, coh_span_of(id),
                                        coh_span_of(name), COH_DATE_NONE,
                                        COH_DATE_NONE, &at, NULL),
                         0);
    }
}

static void
a_name_finds_a_student_only_when_it_fits_one_alone(void **state)
{
    struct coh_random r = {.state = 20261121};
    size_t round, k;

    (void)state;
    for (round = 0; round < 200; round++) {
        struct coh_roster roster = COH_ROSTER_INIT;

        fill(&roster, &r, 1 + draw(&r, 40));
        for (k = 0; k < 20; k++) {
            char name[80];
            size_t is = 99, should = 99;
            enum coh_match m;

            write_name(&r, name);
            m = coh_roster_find_name(&roster, coh_span_of(name), &is);
            assert_int_equal(m, model(&roster, name, &should));
            if (m == COH_MATCH_EXACT)
                assert_int_equal(is, should);
        }
        coh_roster_release(&roster);
    }
}

static void
thousands_of_one_name_are_met_quickly_and_choose_nobody(void **state)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    size_t i, at = 99;
    char id[32];

    (void)state;
    for (i = 0; i < 20000; i++) {
        snprintf(id, sizeof(id), "%zu", i);
        assert_int_equal(
            coh_roster_add(&roster, coh_span_of(id), coh_span_of("Student, A"),
                           COH_DATE_NONE, COH_DATE_NONE, &at, NULL),
            0);
    }
    for (i = 0; i < 20000; i++)
        assert_int_equal(
            coh_roster_find_name(&roster, coh_span_of("A Student"), &at),
            COH_MATCH_AMBIGUOUS);
    coh_roster_release(&roster);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_comma_first_is_first_last),
        cmocka_unit_test(case_accents_hyphens_and_apostrophes_do_not_count),
        cmocka_unit_test(middle_names_and_suffixes_may_be_left_out),
        cmocka_unit_test(names_that_contradict_each_other_do_not_fit),
        cmocka_unit_test(a_family_name_of_several_words_counts_whole),
        cmocka_unit_test(what_is_no_full_name_is_not_used),
        cmocka_unit_test(two_people_in_one_cell_are_nobody),
        cmocka_unit_test(a_name_finds_a_student_only_when_it_fits_one_alone),
        cmocka_unit_test(
            thousands_of_one_name_are_met_quickly_and_choose_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
