/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "report/naming.h"

static int
add_all(struct coh_naming *names, struct coh_error *err)
{
    return coh_naming_add(names, coh_span_of("Abdi, Inés"), err) ||
                   coh_naming_add(names, coh_span_of("Sørensen, Wren Kai"),
                                  err) ||
                   coh_naming_add(names, coh_span_of("Mo O'Brien"), err) ||
                   coh_naming_add(names, coh_span_of("Student 7"), err) ||
                   coh_naming_add_id(names, coh_span_of("03180"), err) ||
                   coh_naming_add_id(names, coh_span_of("2250"), err) ||
                   coh_naming_add_id(names, coh_span_of("17"), err)
               ? -1
               : 0;
}

static int
hits(const char *text, int html)
{
    struct coh_naming names = COH_NAMING_INIT;
    struct coh_error err;
    int hit = -1;

    assert_int_equal(add_all(&names, &err), 0);
    assert_int_equal((html ? coh_naming_in_html : coh_naming_in)(
                         &names, coh_span_of(text), &hit, &err),
                     0);
    coh_naming_release(&names);
    return hit;
}

static void
whole_names_and_ids_are_found_in_text(void **state)
{
    static const char *const named[] = {
        "Ines Abdi fell",
        "ABDI, INÉS",
        "Inés **Abdi**'s",
        "Wren Sorensen",
        "Sørensen, Wren",
        "wren kai sørensen",
        "Mo OBrien",
        "Mo O’Brien",
        "see 03180.",
        "| 03180 |",
        "id 2250",
        "“03180”",
        ("No.\xC2\xA0"
         "03180"),
        "03180–",
        "In\xC2\xADés Abdi",
    };
    static const char *const others[] = {
        "",        "Inés and the Abdi family",
        "3180",    "| 2250 |",
        "103180",  "2250.5",
        "20-2250", "17",
        "Wrens",   "7 students, student 7",
        "Kai",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(named) / sizeof(*named); i++)
        if (hits(named[i], 0) != 1)
            fail_msg("'%s' names somebody", named[i]);
    for (i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (hits(others[i], 0) != 0)
            fail_msg("'%s' names nobody", others[i]);
}

static void
html_is_read_without_its_tags_and_with_their_words(void **state)
{
    (void)state;
    assert_int_equal(hits("<p>Inés <b>Abdi</b></p>", 1), 1);
    assert_int_equal(hits("<img alt=\"Abdi, Ines\">", 1), 1);
    assert_int_equal(hits("<p>Mo O&#39;Brien", 1), 1);
    assert_int_equal(hits("<p>see 2250</p>", 1), 1);
    assert_int_equal(hits("<img alt=\"Mo O&#39;Brien\">", 1), 1);
    assert_int_equal(hits("<a href=\"x/In%C3%A9s-Abdi\">", 1), 1);
    assert_int_equal(hits("<td>2250</td><style>.x { top: 03180 }</style>", 1),
                     0);
    assert_int_equal(hits("<path d=\"M 2250 2250\"/>", 1), 0);
}

static void
memory_that_fails_is_said_and_nothing_is_lost(void **state)
{
    long n;
    int rc = -1, hit;

    (void)state;
    for (n = 1; rc && n < 500; n++) {
        struct coh_naming names = COH_NAMING_INIT;
        struct coh_error err;

        coh_memory_fail_at(n, 0);
        rc = add_all(&names, &err) ||
                     coh_naming_in_html(&names, coh_span_of("<p>Ines Abdi"),
                                        &hit, &err)
                 ? -1
                 : 0;
        coh_memory_fail_at(0, 0);
        coh_naming_release(&names);
    }
    assert_true(n > 3);
    assert_int_equal(rc, 0);
}

/* id, name, first and last day, as roster list has them */
static const char roster[] = "student_id\tname\tactive_from\tactive_to\n"
                             "03180\tAbdi, Inés\t2025-08-25\t\n"
                             "00812\tSørensen, Wren\t2025-08-25\t\n"
                             "22500\tLund, Mo\t\t2026-01-01\n"
                             "00813\tAbdi, Inés\t\t\n"
                             "S-17.B@school\tLee, Bo\t\t\n"
                             "30000\tPaz, Ana de la Cruz y Vega de los Rios"
                             "\t\t\n";

static int
hits_others(const char *text, const char *own)
{
    struct coh_naming names = COH_NAMING_INIT;
    struct coh_only only = COH_ONLY_INIT;
    struct coh_error err;
    int hit = -1, known = 0;

    assert_int_equal(coh_only_read(&only, coh_span_of(own), &err), 0);
    assert_int_equal(
        coh_naming_roster(&names, coh_span_of(roster), &only, &known, &err), 0);
    assert_true(known);
    assert_int_equal(coh_naming_in_html(&names, coh_span_of(text), &hit, &err),
                     0);
    coh_naming_release(&names);
    coh_only_release(&only);
    return hit;
}

static void
on_a_page_of_one_only_the_others_are_looked_for(void **state)
{
    (void)state;
    assert_false(hits_others("<p>Inés Abdi 03180</p>", "03180"));
    assert_true(hits_others("<p>Inés Abdi 03180</p>", "00812"));
    assert_true(hits_others("<p>wren sorensen</p>", "03180"));
    assert_true(hits_others("<p title=\"00812\">x</p>", "03180"));
    assert_true(hits_others("<td>22500</td>", "03180"));
    assert_false(hits_others("<td>22500</td>", "22500\n00812"));
    assert_true(hits_others("<p>unit3-00812</p>", "03180"));
    assert_true(hits_others("<p>sheet_00812_old.csv</p>", "03180"));
    assert_true(hits_others("<p>S-17.B@school</p>", "03180"));
    assert_true(hits_others("<p>s-17.b@school!</p>", "03180"));
    assert_true(
        hits_others("<p>Ana de la Cruz y Vega de los Rios Paz</p>", "03180"));
    assert_false(hits_others("<p>0.00812 S-17.B@schools</p>", "03180"));
}

static void
a_name_that_two_students_share_is_no_leak_but_the_id_is(void **state)
{
    (void)state;
    assert_false(hits_others("<p>Abdi, Inés</p>", "00813"));
    assert_true(hits_others("<p>03180</p>", "00813"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_a_page_of_one_only_the_others_are_looked_for),
        cmocka_unit_test(
            a_name_that_two_students_share_is_no_leak_but_the_id_is),
        cmocka_unit_test(whole_names_and_ids_are_found_in_text),
        cmocka_unit_test(html_is_read_without_its_tags_and_with_their_words),
        cmocka_unit_test(memory_that_fails_is_said_and_nothing_is_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
