/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <sys/stat.h>

#include "flow/rejects.h"

/* Files and names; what stands in the files is for test_mend. */

static char folder[UNIT_PATH], input[UNIT_PATH];

static int
set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof(folder), "/tmp/cohort-unit-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    unit_file(input, "a;b\n", 4);
    return 0;
}

static int
tear_down(void **state)
{
    char command[100];

    (void)state;
    unlink(input);
    snprintf(command, sizeof(command), "rm -r %s", folder);
    return system(command);
}

static int
exists(const char *name)
{
    char path[2 * UNIT_PATH];

    snprintf(path, sizeof(path), "%s/r/%s", folder, name);
    return access(path, F_OK) == 0;
}

static int
files(void)
{
    char command[2 * UNIT_PATH];

    snprintf(command, sizeof(command), "exit $(ls %s/r 2>/dev/null | wc -l)",
             folder);
    return system(command) / 256;
}

/* One file under way with a record that is set aside, if there is a `cell`;
 * it is ended, and dropped if so wished. */
static int
run_file(const char *name, const char *cell, int drop, struct coh_error *err)
{
    struct coh_reader *reader = coh_reader_open(input, NULL, err);
    struct coh_run run = {.quiet = 1};
    struct coh_rejects r = COH_REJECTS_INIT;
    struct coh_keeper keeper = coh_rejects_keeper(&r);
    struct coh_text path = COH_TEXT_INIT;
    struct coh_record rec;
    struct coh_kept kept = {.role = COH_KEPT_HEADER};
    struct coh_span aside = coh_span_of(cell);
    int rc = -1;

    if (!reader || coh_text_format(&path, err, "%s/r", folder) ||
        coh_reader_header(reader, &rec, err))
        goto out;
    r.run = &run;
    r.folder = coh_text_get(&path);
    kept.cell = rec.cell;
    kept.n = rec.n;
    if (coh_rejects_begin(&r, name, reader, err) ||
        keeper.keep(keeper.context, &kept, err))
        goto out;
    kept = (struct coh_kept){
        .role = COH_KEPT_ASIDE, .line = 2, .raw = aside, .reason = "why"};
    if ((cell && keeper.keep(keeper.context, &kept, err)) ||
        coh_rejects_end(&r, err))
        goto out;
    rc = 0;
out:
    if (rc || drop)
        coh_rejects_drop(&r);
    coh_rejects_release(&r);
    coh_reader_free(reader);
    coh_text_release(&path);
    return rc;
}

static void
without_rejects_there_is_neither_file_nor_folder(void **state)
{
    (void)state;
    assert_int_equal(run_file("a.csv", NULL, 0, NULL), 0);
    assert_false(exists(""));
}

static void
nothing_is_written_over_and_the_same_bytes_stand_once(void **state)
{
    struct stat st;
    char path[2 * UNIT_PATH];

    (void)state;
    assert_int_equal(run_file("a.csv", "1", 0, NULL), 0);
    assert_int_equal(run_file("a.csv", "1", 0, NULL), 0);
    assert_int_equal(files(), 1);
    assert_int_equal(run_file("a.csv", "2", 0, NULL), 0);
    assert_int_equal(run_file("a.csv", "2", 0, NULL), 0);
    assert_int_equal(run_file("a.csv", "1", 0, NULL), 0);
    assert_true(exists("a.csv") && exists("a-2.csv"));
    assert_int_equal(files(), 2);
    assert_int_equal(run_file(".hidden", "1", 0, NULL), 0);
    assert_int_equal(run_file(".hidden", "2", 0, NULL), 0);
    assert_true(exists(".hidden-2"));
    assert_int_equal(run_file("standard input", "1", 0, NULL), 0);
    assert_true(exists("standard-input.csv"));
    snprintf(path, sizeof(path), "%s/r", folder);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    snprintf(path, sizeof(path), "%s/r/a.csv", folder);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
}

static void
a_file_that_is_dropped_leaves_nothing_and_takes_nothing_along(void **state)
{
    (void)state;
    assert_int_equal(run_file("a.csv", "1", 1, NULL), 0);
    assert_int_equal(files(), 0);
    assert_int_equal(run_file("a.csv", "1", 0, NULL), 0);
    assert_int_equal(run_file("a.csv", "1", 1, NULL), 0); /* it was there */
    assert_int_equal(run_file("a.csv", "2", 1, NULL), 0);
    assert_int_equal(files(), 1);
}

static int
work(struct coh_error *err)
{
    int rc = run_file("a.csv", "a,b", 1, err);

    assert_int_equal(files(), 0);
    return rc;
}

static void
rejects_survive_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            without_rejects_there_is_neither_file_nor_folder, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            nothing_is_written_over_and_the_same_bytes_stand_once, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            a_file_that_is_dropped_leaves_nothing_and_takes_nothing_along,
            set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            rejects_survive_every_failing_allocation, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
