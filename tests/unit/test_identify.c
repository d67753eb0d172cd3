/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

#include "base/random.h"

/* Whose record is it, with and without names. */

static void
enter(struct coh_roster *r, const char *id, const char *name)
{
    size_t at;

    assert_int_equal(coh_roster_add(r, coh_span_of(id), coh_span_of(name),
                                    COH_DATE_NONE, COH_DATE_NONE, &at, NULL),
                     0);
}

static void
fill(struct coh_roster *r)
{
    enter(r, "00812", "Okafor, Ada Ngozi");
    enter(r, "00813", "Abdi, Inés");
    enter(r, "00814", "Meyer, Kim");
    enter(r, "00815", "Meyer, Kim");
}

static const char ini[] = "[layout]\nname = own\n[match]\nrequired = Pts\n"
                          "[student]\nid = Id\nname = {Last}, {First}\n"
                          "[result p]\nassessment = A\nscore = {Pts}\n";

static void
take_own(struct taken *t, const char *text, const char *csv, int names,
         const struct coh_roster *roster)
{
    char path[UNIT_PATH];

    unit_file(path, text, strlen(text));
    take_wish(t, csv,
              (struct coh_intake_wish){.layout = path, .match_names = names},
              roster);
    unlink(path);
}

static const char met[] = "Id,Last,First,Pts\n"
                          "812,Wrong,Name,1\n"
                          "x,OKAFOR,ada,2\n"
                          ",Abdi,Ines,3\n"
                          "y,Meyer,Kim,4\n"
                          ",Meyer,Kim,5\n"
                          "1.1E+05,Abdi,Inés,6\n";

static void
without_the_flag_no_name_finds_anybody(void **state)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    struct taken t;

    (void)state;
    fill(&roster);
    take_own(&t, ini, met, 0, &roster);
    assert_rows(&t, "2|00812|A|overall|||||1||||scored|\n"
                    "3|x|A|overall|||||2||||scored|\n"
                    "5|y|A|overall|||||4||||scored|\n");
    assert_int_equal(t.account.unmatched, 2);
    assert_int_equal(t.account.set_aside, 3);
    assert_false(noted(&t, "by name"));
    drop(&t);
    coh_roster_release(&roster);
}

static void
with_the_flag_a_name_finds_who_is_alone_of_it_and_says_so(void **state)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    struct taken t;

    (void)state;
    fill(&roster);
    take_own(&t, ini, met, 1, &roster);
    assert_rows(&t, "2|00812|A|overall|||||1||||scored|\n"
                    "3|00812|A|overall|||||2||||scored|\n"
                    "4|00813|A|overall|||||3||||scored|\n"
                    "5|y|A|overall|||||4||||scored|\n"
                    "7|00813|A|overall|||||6||||scored|\n");
    assert_true(noted(&t, "'OKAFOR, ada' was matched by name to 00812; if that "
                          "is right, cohort roster set 00812 --alias 'x'"));
    assert_true(noted(&t, "'Abdi, Ines' was matched by name to 00813"));
    assert_true(noted(&t, "a name that fits several students: kept apart"));
    assert_true(coh_notes_look(&t.notes));
    assert_int_equal(t.account.unmatched, 1);
    drop(&t);
    coh_roster_release(&roster);
}

static void
a_layout_without_ids_keeps_results_under_the_name(void **state)
{
    static const char no_id[] =
        "[layout]\nname = own\n[match]\nrequired = Pts\n"
        "[student]\nname = Who\n"
        "[result p]\nassessment = A\nscore = {Pts}\n";
    struct coh_roster roster = COH_ROSTER_INIT;
    struct taken t;

    (void)state;
    fill(&roster);
    assert_int_equal(coh_roster_add_identifier(&roster, 1,
                                               coh_span_of(COH_ROSTER_ALIAS),
                                               coh_span_of("Innie A."), NULL),
                     0);
    take_own(&t, no_id, "Who,Pts\nAda Okafor,1\nInnie A.,2\n ,3\n", 0, &roster);
    assert_rows(&t, "2|Ada Okafor|A|overall|||||1||||scored|\n"
                    "3|00813|A|overall|||||2||||scored|\n");
    assert_int_equal(t.account.set_aside, 1);
    drop(&t);
    take_own(&t, no_id, "Pupil,Pts\nAda Okafor,1\n", 0, &roster);
    assert_refused(&t, "none of its name columns is here ('Who')");
    drop(&t);
    take_own(&t,
             "[layout]\nname = o\n[match]\nrequired = P\n[result p]\n"
             "score = {P}\n",
             "P\n1\n", 0, NULL);
    assert_refused(&t, "an id or a name");
    drop(&t);
    coh_roster_release(&roster);
}

/* Seeded files: who was found is found by the roster alone, in one way. */
static void
no_record_goes_to_whom_neither_id_nor_asked_for_name_finds(void **state)
{
    static const char *const id[] = {"00812", "813", "", "x", "1.1E+05"};
    static const char *const name[] = {"Okafor,Ada", "Abdi,Ines", "Meyer,Kim",
                                       "Nobody,Nina", ","};
    static const char *const by_id[] = {"00812", "00813", "", "", ""};
    static const char *const by_name[] = {"00812", "00813", "", "", ""};
    struct coh_random random = {.state = 7};
    struct coh_roster roster = COH_ROSTER_INIT;
    size_t round;

    (void)state;
    fill(&roster);
    for (round = 0; round < 200; round++) {
        size_t i = (size_t)coh_random_below(&random, 5);
        size_t n = (size_t)coh_random_below(&random, 5);
        int names = (int)coh_random_below(&random, 2);
        const char *who = *by_id[i] ? by_id[i] : names ? by_name[n] : "";
        char csv[80], row[80];
        struct taken t;

        snprintf(csv, sizeof(csv), "Id,Last,First,Pts\n%s,%s,1\n", id[i],
                 name[n]);
        take_own(&t, ini, csv, names, &roster);
        snprintf(row, sizeof(row), "2|%s|A|overall|||||1||||scored|\n",
                 *who ? who : id[i]);
        /* Nobody, and no id to keep it under: set aside. */
        if (!*who && (i == 2 || i == 4))
            assert_int_equal(t.account.set_aside, 1);
        else
            assert_rows(&t, row);
        drop(&t);
    }
    coh_roster_release(&roster);
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    const struct coh_intake_options options = {.roster = &roster,
                                               .match_names = 1};
    char path[UNIT_PATH];
    struct taken t;
    size_t n;

    (void)state;
    fill(&roster);
    unit_file(path, met, strlen(met));
    for (n = 1, t.rc = -1; t.rc; n++) {
        t = (struct taken){.rc = 0};
        coh_memory_fail_at(n, 0);
        t.rc = take_options(&t, path, coh_span_of(ini), options, &t.err);
        coh_memory_fail_at(0, 0);
        if (t.rc)
            assert_int_equal(t.err.code, COH_SYSTEM);
        drop(&t);
    }
    assert_true(n > 20);
    unlink(path);
    coh_roster_release(&roster);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_flag_no_name_finds_anybody),
        cmocka_unit_test(
            with_the_flag_a_name_finds_who_is_alone_of_it_and_says_so),
        cmocka_unit_test(a_layout_without_ids_keeps_results_under_the_name),
        cmocka_unit_test(
            no_record_goes_to_whom_neither_id_nor_asked_for_name_finds),
        cmocka_unit_test(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
