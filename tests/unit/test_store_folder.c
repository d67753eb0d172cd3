/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sys/stat.h>

#include "base/file.h"
#include "store/folder.h"

static const char *const inside[] = {"cohort.db",     "team.ini",  "weekly.md",
                                     "calendar.csv",  "inbox",     "reports",
                                     "inventory.csv", "letter.txt"};

static void
empty(const struct place *p)
{
    char path[100];
    size_t i;

    for (i = 0; i < sizeof(inside) / sizeof(*inside); i++) {
        snprintf(path, sizeof(path), "%s/%s", p->folder, inside[i]);
        remove(path);
    }
}

static int
drop_folder(void **state)
{
    empty(*state);
    return drop_place(state);
}

static void
a_folder_is_made_and_then_left_alone(void **state)
{
    struct place *p = *state;
    struct coh_text made = COH_TEXT_INIT;
    struct stat s;

    assert_int_equal(coh_folder_make(p->folder, NULL, &made, NULL), 0);
    assert_non_null(strstr(coh_text_get(&made), "cohort.db, team.ini"));
    assert_int_equal(stat(p->folder, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0700);
    coh_text_clear(&made);
    assert_int_equal(coh_folder_make(p->folder, NULL, &made, NULL), 0);
    assert_int_equal(made.length, 0);
    coh_text_release(&made);
}

static void
a_calendar_goes_into_the_store_and_the_sheet(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_text made = COH_TEXT_INIT, sheet = COH_TEXT_INIT;
    char path[100];

    assert_int_equal(coh_calendar_add(&c, coh_span_of("closed"),
                                      coh_span_of("Snow, \"deep\""),
                                      coh_span_of("2027-01-25"),
                                      coh_span_of("2027-01-26"), NULL),
                     0);
    assert_int_equal(coh_folder_make(p->folder, &c, &made, NULL), 0);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM calendar WHERE"
                                    " kind = 'closed' AND"
                                    " \"end\" = '2027-01-26'"),
                     1);
    coh_store_close(&store);
    snprintf(path, sizeof(path), "%s/calendar.csv", p->folder);
    assert_int_equal(coh_file_read(path, &sheet, NULL), 0);
    assert_string_equal(
        coh_text_get(&sheet),
        "kind,label,start,end\n"
        "closed,\"Snow, \"\"deep\"\"\",2027-01-25,2027-01-26\n");
    coh_text_release(&sheet);
    coh_text_release(&made);
    coh_calendar_release(&c);
}

static void
somebody_elses_folder_is_refused(void **state)
{
    struct place *p = *state;
    struct coh_text made = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    char path[100];

    snprintf(path, sizeof(path), "%s/letter.txt", p->folder);
    assert_int_equal(coh_file_write(path, coh_span_of("a"), NULL), 0);
    assert_int_equal(coh_folder_make(p->folder, NULL, &made, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_not_equal(access(p->path, F_OK), 0);
    coh_text_release(&made);
}

static void
memory_that_runs_out_is_said_and_a_second_run_mends_it(void **state)
{
    struct place *p = *state;
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    for (n = 1; rc; n++) {
        struct coh_text made = COH_TEXT_INIT;

        /* Every other time on top of what the last failure left. */
        if (n % 2)
            empty(p);
        coh_memory_fail_at(n, 0);
        rc = coh_folder_make(p->folder, NULL, &made, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&made);
    }
    assert_true(n > 10);
    for (n = 0; n < 2; n++) {
        char path[100];

        snprintf(path, sizeof(path), "%s/%s", p->folder, inside[n]);
        assert_int_equal(access(path, F_OK), 0);
    }
}

#define in_a_folder(test) \
    cmocka_unit_test_setup_teardown(test, make_place, drop_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_folder(a_folder_is_made_and_then_left_alone),
        in_a_folder(a_calendar_goes_into_the_store_and_the_sheet),
        in_a_folder(somebody_elses_folder_is_refused),
        in_a_folder(memory_that_runs_out_is_said_and_a_second_run_mends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
