/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "press/whose.h"

/* Today is 2026-03-06. Who may have a page follows from the words of the
 * header, by hand. */

static const char roster[] = "student_id\tname\tactive_from\tactive_to\n"
                             "00812\tAna\t\t\n"
                             "0044\tBo\t\t\n"
                             "044\tCy\t\t\n"
                             "0077\tDi\t\t2026-03-05\n"
                             "0088\tEd\t2026-03-07\t\n"
                             "0099\tFlo\t2026-03-06\t2026-03-06\n"
                             "~812\tGus\t\t\n";

static char path[UNIT_PATH];

static int
open_roster(struct coh_whose *who, struct coh_run *run, struct coh_error *err)
{
    *who = (struct coh_whose)COH_WHOSE_INIT;
    *run = (struct coh_run){.quiet = 1};
    who->run = run;
    if (coh_date_parse(coh_span_of("2026-03-06"), &run->today))
        return -1;
    return coh_text_add_string(&who->roster, roster, err);
}

static void
leave(struct coh_whose *who, struct coh_run *run)
{
    coh_whose_release(who);
    coh_run_release(run);
}

static void
refused(struct coh_whose *who, const char *id, const char *words)
{
    struct coh_error err = COH_ERROR_INIT;
    const size_t n = who->n;

    assert_int_equal(coh_whose_add(who, coh_span_of(id), &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    if (!strstr(err.text, words))
        fail_msg("%s", err.text);
    assert_int_equal(who->n, n);
}

static void
an_id_is_one_active_student_of_the_roster(void **state)
{
    struct coh_whose who;
    struct coh_run run;

    (void)state;
    assert_int_equal(open_roster(&who, &run, NULL), 0);
    assert_int_equal(coh_whose_add(&who, coh_span_of(" 00812 "), NULL), 0);
    assert_int_equal(run.notes.n, 0);
    assert_int_equal(coh_whose_add(&who, coh_span_of("812"), NULL), 0);
    assert_int_equal(run.notes.n, 1); /* it is said what was left out */
    assert_int_equal(run.notes.note[0].level, COH_NOTE_FACT);
    assert_int_equal(who.n, 1); /* chosen twice is chosen once */
    assert_string_equal(coh_text_get(&who.student[0]), "00812");
    assert_int_equal(coh_whose_add(&who, coh_span_of("044"), NULL), 0);
    assert_string_equal(coh_text_get(&who.student[1]), "044");
    refused(&who, "44", "fits several students");
    refused(&who, "45", "no student '45'");
    refused(&who, "student_id", "no student 'student_id'");
    refused(&who, "", "no student");
    refused(&who, "0", "no student");
    /* Both ends of a stay belong to it. */
    refused(&who, "0077", "not active on 2026-03-06");
    refused(&who, "0088", "not active on 2026-03-06");
    assert_int_equal(coh_whose_add(&who, coh_span_of("0099"), NULL), 0);
    leave(&who, &run);
}

static void
everybody_is_who_is_active_in_the_order_of_the_roster(void **state)
{
    static const char *const id[] = {"00812", "0044", "044", "0099", "~812"};
    struct coh_error err = COH_ERROR_INIT;
    struct coh_whose who;
    struct coh_run run;
    size_t i;

    (void)state;
    assert_int_equal(open_roster(&who, &run, NULL), 0);
    assert_int_equal(coh_whose_all(&who, NULL), 0);
    assert_int_equal(who.n, UNIT_COUNT(id));
    for (i = 0; i < who.n; i++)
        assert_string_equal(coh_text_get(&who.student[i]), id[i]);
    leave(&who, &run);

    assert_int_equal(open_roster(&who, &run, NULL), 0);
    coh_text_clear(&who.roster);
    assert_int_equal(coh_text_add_string(&who.roster,
                                         "student_id\tname\tactive_from\t"
                                         "active_to\n1\tX\t\t2020-01-01\n",
                                         NULL),
                     0);
    assert_int_equal(coh_whose_all(&who, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    leave(&who, &run);
}

/* "~812" says that an id without zeros is this one too: only where it is one
 * student's alone; an id that begins so could not be told from it. */
static void
the_list_for_the_stages_says_whose_zeros_may_be_left_out(void **state)
{
    struct coh_text only = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_whose who;
    struct coh_run run;

    (void)state;
    assert_int_equal(open_roster(&who, &run, NULL), 0);
    assert_int_equal(coh_whose_all(&who, NULL), 0);
    assert_int_equal(coh_whose_list(&who, 0, 2, &only, NULL), 0);
    assert_string_equal(coh_text_get(&only), "00812\n~812\n0044");
    coh_text_clear(&only);
    assert_int_equal(coh_whose_list(&who, 3, 4, &only, NULL), 0);
    assert_string_equal(coh_text_get(&only), "0099\n~99");
    coh_text_clear(&only);
    assert_int_equal(coh_whose_list(&who, 4, 5, &only, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_text_release(&only);
    leave(&who, &run);
}

static int
choose_listed(struct coh_error *err)
{
    struct coh_whose who;
    struct coh_run run;
    int rc = open_roster(&who, &run, err) || coh_whose_file(&who, path, err);

    if (!rc) {
        assert_int_equal(who.n, 2);
        assert_true(coh_notes_look(&run.notes));
    }
    leave(&who, &run);
    return rc ? -1 : 0;
}

static void
every_failing_allocation_is_reported(void **state)
{
    static const char csv[] = "name,student_id\nAna,00812\nBo,44\n,\n"
                              "Flo,0099\nAna,00812\n";

    (void)state;
    unit_file(path, csv, strlen(csv));
    assert_true(unit_torture(choose_listed) > 10);
    unlink(path);
}

static void
what_does_not_go_together_is_refused(void **state)
{
    static const struct {
        struct coh_whose_ask ask;
        int share;
        const char *output;
        int markdown, rc;
    } c[] = {
        {{NULL, NULL, 0}, 1, NULL, 1, 0},  {{"1", NULL, 0}, 0, NULL, 1, 0},
        {{"1", NULL, 0}, 1, NULL, 0, -1},  {{"1", "f", 0}, 0, NULL, 0, -1},
        {{"1", NULL, 1}, 0, "f/", 0, -1},  {{NULL, "f", 0}, 0, NULL, 1, 0},
        {{NULL, "f", 0}, 1, NULL, 0, -1},  {{NULL, NULL, 1}, 0, "f/", 0, 0},
        {{NULL, "f", 1}, 0, "f/", 0, 0},   {{NULL, NULL, 1}, 0, NULL, 0, -1},
        {{NULL, NULL, 1}, 1, "f/", 0, -1}, {{NULL, NULL, 1}, 0, "f/", 1, -1},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(c); i++)
        assert_int_equal(coh_whose_check(&c[i].ask, c[i].share, c[i].output,
                                         c[i].markdown, NULL),
                         c[i].rc);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_one_active_student_of_the_roster),
        cmocka_unit_test(everybody_is_who_is_active_in_the_order_of_the_roster),
        cmocka_unit_test(
            the_list_for_the_stages_says_whose_zeros_may_be_left_out),
        cmocka_unit_test(what_does_not_go_together_is_refused),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
