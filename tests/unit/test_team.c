/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <sys/stat.h>

#include "cli/team.h"

/* Each test runs in a folder of its own. */
static int
enter(void **state)
{
    char folder[] = "/tmp/coh-team-XXXXXX";

    assert_non_null(mkdtemp(folder));
    *state = strdup(folder);
    return chdir(folder);
}

static int
leave(void **state)
{
    unlink("team.ini");
    rmdir("team.ini");
    assert_int_equal(chdir("/"), 0);
    rmdir(*state);
    free(*state);
    return 0;
}

static void
put(const char *text)
{
    FILE *f = fopen("team.ini", "wb");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void
expect(const char *key, const char *wanted)
{
    char *value = NULL;

    assert_int_equal(coh_team_value("team", key, &value, NULL), 0);
    if (wanted)
        assert_string_equal(value, wanted);
    else
        assert_null(value);
    coh_free(value);
}

static void
without_a_file_there_is_no_value(void **state)
{
    (void)state;
    expect("standards", NULL);
}

static void
the_value_of_its_own_section_counts(void **state)
{
    (void)state;
    put("; standards = no.csv\n[weave]\nstandards = other.csv\n"
        "[team]\nname = maple\nstandards = maps/a b.csv ; ours\nempty =\n"
        "[report]\nstandards = last.csv\n");
    expect("standards", "maps/a b.csv");
    expect("name", "maple");
    expect("empty", NULL);
    expect("nothing", NULL);
}

static void
of_two_values_the_last_counts(void **state)
{
    (void)state;
    put("[team]\nname = a\nname = b\n");
    expect("name", "b");
}

static void
a_file_that_is_no_ini_is_refused(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    char *value = NULL;

    (void)state;
    put("[team]\nname = a\nwhat is this\n");
    assert_int_equal(coh_team_value("team", "name", &value, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "line 3"));
    assert_null(value);
}

static int
work(struct coh_error *err)
{
    char *value = NULL;
    int rc = coh_team_value("team", "name", &value, err);

    coh_free(value);
    return rc;
}

static void
reading_survives_every_failing_allocation(void **state)
{
    (void)state;
    put("[team]\nname = a\nname = b\n");
    assert_int_equal(unit_torture(work), 2);
}

#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_folder(without_a_file_there_is_no_value),
        in_a_folder(the_value_of_its_own_section_counts),
        in_a_folder(of_two_values_the_last_counts),
        in_a_folder(a_file_that_is_no_ini_is_refused),
        in_a_folder(reading_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
