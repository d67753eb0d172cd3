/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <dirent.h>
#include <grp.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/folder.h"

/* What is there whatever the pages are called. */
static const char *const inside[] = {"cohort.db", "team.ini"};

/* Every page that init brings goes, and folders, which are empty. */
static void
empty(const struct place *p)
{
    DIR *folder = opendir(p->folder);
    struct dirent *entry;
    char path[400];

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        snprintf(path, sizeof(path), "%s/%s", p->folder, entry->d_name);
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            remove(path);
    }
    closedir(folder);
}

static int
drop_folder(void **state)
{
    empty(*state);
    return drop_place(state);
}

static int
make(struct place *p, const struct coh_calendar *calendar, const char *group,
     struct coh_text *made, struct coh_error *err)
{
    const struct coh_folder folder = {p->folder, calendar, group,
                                      day("2026-11-22")};

    return coh_folder_make(&folder, made, err);
}

static mode_t
mode_of(struct place *p, const char *name)
{
    char path[100];
    struct stat s;

    snprintf(path, sizeof(path), "%s/%s", p->folder, name);
    assert_int_equal(stat(path, &s), 0);
    return s.st_mode & 07777;
}

static void
a_folder_is_made_and_then_left_alone(void **state)
{
    struct place *p = *state;
    struct coh_text made = COH_TEXT_INIT;
    struct stat s;

    assert_int_equal(make(p, NULL, NULL, &made, NULL), 0);
    assert_non_null(strstr(coh_text_get(&made), "cohort.db, team.ini"));
    assert_int_equal(stat(p->folder, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0700);
    coh_text_clear(&made);
    assert_int_equal(make(p, NULL, NULL, &made, NULL), 0);
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
    assert_int_equal(make(p, &c, NULL, &made, NULL), 0);
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
expect_sheet(struct place *p, const char *name, const char *holds)
{
    struct coh_text sheet = COH_TEXT_INIT;
    char path[100];

    snprintf(path, sizeof(path), "%s/%s", p->folder, name);
    assert_int_equal(coh_file_read(path, &sheet, NULL), 0);
    assert_non_null(strstr(coh_text_get(&sheet), holds));
    assert_null(strstr(coh_text_get(&sheet), "{{this}}"));
    coh_text_release(&sheet);
}

/* A school year begins in July at the earliest. */
static void
example_lines_are_of_this_school_year(void **state)
{
    static const char *const row[][2] = {
        {"2026-06-30", "year,EXAMPLE school year,2025-08-24,2026-06-04\n"},
        {"2026-07-01", "year,EXAMPLE school year,2026-08-24,2027-06-04\n"},
        {"2027-01-01", "year,EXAMPLE school year,2026-08-24,2027-06-04\n"},
    };
    struct place *p = *state;
    size_t i;

    for (i = 0; i < 3; i++) {
        const struct coh_folder folder = {p->folder, NULL, NULL,
                                          day(row[i][0])};
        struct coh_text made = COH_TEXT_INIT;
        struct coh_store store = COH_STORE_INIT;

        empty(p);
        assert_int_equal(coh_folder_make(&folder, &made, NULL), 0);
        expect_sheet(p, "calendar.csv", row[i][1]);
        assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL),
                         0);
        assert_int_equal(number(&store, "SELECT count(*) FROM calendar"), 0);
        coh_store_close(&store);
        coh_text_release(&made);
    }
}

static void
what_a_desktop_leaves_does_not_fill_a_folder(void **state)
{
    struct place *p = *state;
    struct coh_text made = COH_TEXT_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    char path[100];

    snprintf(path, sizeof(path), "%s/.stfolder", p->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(make(p, NULL, NULL, &made, NULL), 0);
    assert_int_equal(coh_folder_warn(p->folder, &notes, NULL), 0);
    assert_true(coh_notes_look(&notes));
    assert_non_null(strstr(notes.note[0].reason, "Syncthing copies"));
    coh_notes_release(&notes);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(coh_folder_warn(p->folder, &notes, NULL), 0);
    assert_int_equal(notes.n, 0);
    coh_text_release(&made);
}

/* ---- a group ---- */

/* Of the tests' own group, whatever it is called. */
static const char *
own_group(void)
{
    const struct group *g = getgrgid(getegid());

    if (!g)
        skip();
    return g->gr_name;
}

static void
a_groups_folder_is_the_groups_with_all_that_is_in_it(void **state)
{
    static const char *const file[] = {"cohort.db", "team.ini", "weekly.md",
                                       "inventory.csv", "calendar.csv"};
    struct place *p = *state;
    struct coh_text made = COH_TEXT_INIT;
    const char *group = own_group();
    mode_t mask = umask(077);
    size_t i;
    int before;

    for (before = 0; before < 2; before++) {
        empty(p);
        assert_int_equal(chmod(p->folder, 0700), 0);
        if (before) /* it was the owner's alone, and is given to the group */
            assert_int_equal(make(p, NULL, NULL, &made, NULL), 0);
        assert_int_equal(make(p, NULL, group, &made, NULL), 0);
        assert_int_equal(mode_of(p, "."), 02770);
        assert_int_equal(mode_of(p, "inbox"), 02770);
        assert_int_equal(mode_of(p, "reports"), 02770);
        for (i = 0; i < 5; i++)
            assert_int_equal(mode_of(p, file[i]), 0660);
    }
    umask(mask);
    coh_text_release(&made);
}

static void
a_folder_that_is_a_groups_stays_so_but_for_others(void **state)
{
    struct place *p = *state;
    struct coh_text made = COH_TEXT_INIT;

    assert_int_equal(chmod(p->folder, 02775), 0);
    assert_int_equal(make(p, NULL, NULL, &made, NULL), 0);
    assert_int_equal(mode_of(p, "."), 02770);
    assert_int_equal(mode_of(p, "reports"), 02770);
    assert_int_equal(mode_of(p, "cohort.db"), 0660);
    assert_int_equal(mode_of(p, "inventory.csv"), 0660);
    coh_text_release(&made);
}

static void
a_group_that_is_not_there_is_wrong_usage(void **state)
{
    struct place *p = *state;
    struct coh_text made = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(make(p, NULL, "no such group", &made, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_not_equal(access(p->path, F_OK), 0);
    coh_text_release(&made);
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
    assert_int_equal(make(p, NULL, NULL, &made, &err), -1);
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
        rc = make(p, NULL, NULL, &made, &err);
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
        in_a_folder(example_lines_are_of_this_school_year),
        in_a_folder(what_a_desktop_leaves_does_not_fill_a_folder),
        in_a_folder(a_groups_folder_is_the_groups_with_all_that_is_in_it),
        in_a_folder(a_folder_that_is_a_groups_stays_so_but_for_others),
        in_a_folder(a_group_that_is_not_there_is_wrong_usage),
        in_a_folder(somebody_elses_folder_is_refused),
        in_a_folder(memory_that_runs_out_is_said_and_a_second_run_mends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
