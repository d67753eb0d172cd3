/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/file.h"
#include "cli/run.h"
#include "press/keep.h"

/* A page of three blocks: a table of two rows, one without rows, a chart. */

static const struct coh_tool tool = {.name = "cohort-weave"};
static char folder[UNIT_PATH], input[UNIT_PATH];

static int
set_up(void **state)
{
    static const char csv[] = "id,note\n00812,\"a, \"\"b\"\"\"\n00930,\n";

    (void)state;
    unit_file(input, csv, strlen(csv));
    snprintf(folder, sizeof(folder), "/tmp/cohort-unit-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
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

static struct coh_block block[3];
static struct coh_weave page;
static char id[3][8] = {"all", "none", "drawn"};

static void
make_page(void)
{
    struct coh_reader *reader = coh_reader_open(input, NULL, NULL);
    size_t i;

    assert_non_null(reader);
    memset(block, 0, sizeof(block));
    for (i = 0; i < 3; i++)
        block[i].id = id[i];
    block[2].is_chart = 1;
    assert_int_equal(coh_table_read(&block[0].table, reader, NULL, NULL), 0);
    coh_reader_free(reader);
    memset(&page, 0, sizeof(page));
    page.block = block;
    page.n = 3;
}

static const char *
in_folder(const char *name)
{
    static char path[4][2 * UNIT_PATH];
    static size_t next;

    next = (next + 1) % 4;
    snprintf(path[next], sizeof(path[next]), "%s/%s", folder, name);
    return path[next];
}

/* The wishes, ID and file name by turns, checked and, if asked for, done. */
static int
keep(const char *const *wish, size_t n, int write, struct coh_run *run,
     struct coh_error *err)
{
    struct coh_strings wishes = COH_STRINGS_INIT;
    char text[3][3 * UNIT_PATH];
    size_t i;
    int rc = -1;

    for (i = 0; i < n; i++) {
        snprintf(text[i], sizeof(text[i]), "%s=%s", wish[2 * i],
                 wish[2 * i + 1] ? in_folder(wish[2 * i + 1]) : "");
        if (coh_strings_add(&wishes, text[i], err))
            goto out;
    }
    rc = coh_press_keep_check(&wishes, run, &page, err) ||
                 (write && coh_press_keep(&wishes, run, &page, err))
             ? -1
             : 0;
out:
    coh_strings_release(&wishes);
    return rc;
}

static void
all_rows_of_a_table_are_kept_as_csv(void **state)
{
    static const char *const wish[] = {"all", "all.csv", "none", "none.csv"};
    struct coh_run run = {.tool = &tool};
    struct coh_text got = COH_TEXT_INIT;

    (void)state;
    make_page();
    block[0].head = 1; /* what is shown is not what is kept */
    assert_int_equal(
        coh_file_write(in_folder("none.csv"), coh_span_of("last week\n"), NULL),
        0);
    assert_int_equal(keep(wish, 2, 1, &run, NULL), 0);
    assert_int_equal(coh_file_read(in_folder("all.csv"), &got, NULL), 0);
    assert_string_equal(coh_text_get(&got),
                        "id,note\n00812,\"a, \"\"b\"\"\"\n00930,\n");
    coh_text_clear(&got);
    /* No rows: the file of last week stands, and that is said. */
    assert_int_equal(coh_file_read(in_folder("none.csv"), &got, NULL), 0);
    assert_string_equal(coh_text_get(&got), "last week\n");
    assert_int_equal(run.notes.n, 1);
    assert_int_equal(run.notes.note[0].level, COH_NOTE_FACT);
    assert_string_equal(run.notes.note[0].place[0], "none");
    coh_text_release(&got);
    coh_run_release(&run);
    coh_table_release(&block[0].table);
}

static void
refused(const char *const *wish, size_t n, int write, const char *output,
        const char *words)
{
    struct coh_run run = {.tool = &tool, .output = output};
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(keep(wish, n, write, &run, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    if (!strstr(err.text, words))
        fail_msg("%s", err.text);
    coh_run_release(&run);
}

static void
what_cannot_be_kept_is_refused_before_anything_runs(void **state)
{
    static const char *const unknown[] = {"nobody", "x.csv"},
                             *const nameless[] = {"", "x.csv"},
                             *const nowhere[] = {"all", NULL},
                             *const drawn[] = {"drawn", "x.csv"},
                             *const twice[] = {"all", "x.csv", "none", "x.csv"};

    (void)state;
    make_page();
    refused(unknown, 1, 0, NULL, "no block 'nobody'");
    refused(nameless, 1, 0, NULL, "ID=FILE.csv");
    refused(nowhere, 1, 0, NULL, "ID=FILE.csv");
    refused(drawn, 1, 1, NULL, "block 'drawn' is a chart");
    refused(twice, 2, 0, NULL, "two outputs cannot be one file");
    page.share = 1;
    refused(twice, 1, 0, NULL, "--share");
    assert_int_equal(access(in_folder("x.csv"), F_OK), -1);
    coh_table_release(&block[0].table);
}

static void
a_sheet_never_takes_the_place_of_its_page(void **state)
{
    static const char *const wish[] = {"all", "page.html"};

    (void)state;
    make_page();
    refused(wish, 1, 0, in_folder("page.html"), "two outputs");
    refused(wish, 1, 0, in_folder("./page.html"), "two outputs");
    coh_table_release(&block[0].table);
}

static int
keep_two(struct coh_error *err)
{
    static const char *const wish[] = {"all", "two.csv", "none", "none.csv"};
    struct coh_run run = {.tool = &tool};
    int rc = keep(wish, 2, 1, &run, err);

    coh_run_release(&run);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    char command[200];

    (void)state;
    make_page();
    assert_true(unit_torture(keep_two) > 5);
    /* Nothing of the failures stays behind. */
    snprintf(command, sizeof(command),
             "test $(ls -A %s | grep -v '^[a-z]*.csv$' | wc -l) = 0", folder);
    assert_int_equal(system(command), 0);
    coh_table_release(&block[0].table);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_rows_of_a_table_are_kept_as_csv),
        cmocka_unit_test(what_cannot_be_kept_is_refused_before_anything_runs),
        cmocka_unit_test(a_sheet_never_takes_the_place_of_its_page),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
