/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "flow/traces.h"

static void
fill(struct coh_traces *t)
{
    assert_int_equal(coh_traces_add(t, coh_span_of("00812"), 0, NULL), 0);
    assert_int_equal(coh_traces_add(t, coh_span_of(""), 0, NULL), 0);
    assert_int_equal(
        coh_traces_add(t, coh_span_of("Okafor, Ada Ngozi"), 1, NULL), 0);
    assert_int_equal(coh_traces_add(t, coh_span_of("Inés Abdi"), 1, NULL), 0);
    assert_int_equal(coh_traces_add(t, coh_span_of("Cher"), 1, NULL), 0);
}

static size_t
count(const char *text)
{
    struct coh_traces t = COH_TRACES_INIT;
    size_t n;

    fill(&t);
    n = coh_traces_count(&t, coh_span_of(text));
    coh_traces_release(&t);
    return n;
}

static void
an_id_counts_where_it_stands_alone(void **state)
{
    (void)state;
    assert_int_equal(count("00812"), 1);
    assert_int_equal(count("id,00812\n\"00812\";00812."), 3);
    assert_int_equal(count("008120 100812 x00812 00812x 812"), 0);
    assert_int_equal(count(""), 0);
}

static void
a_name_counts_in_both_orders_and_without_its_middle(void **state)
{
    (void)state;
    assert_int_equal(count("Okafor, Ada Ngozi"), 1);
    assert_int_equal(count("ADA NGOZI OKAFOR and ada okafor"), 2);
    assert_int_equal(count("Okafor, Ada; Okafor,Ada"), 2);
    assert_int_equal(count("Abdi, Inés"), 1);
    assert_int_equal(count("Cher"), 1);
    assert_int_equal(count("Okafor, Adam; Nada Okafor; Ada; Okafor; Cherry"),
                     0);
}

/* A folder with a page below another folder, a link, and a file of another
 * kind. */
static void
write_folder(char folder[UNIT_PATH])
{
    char path[2 * UNIT_PATH];
    static const char *const file[] = {"a.md", "sub/B.HTML", "c.png"};
    size_t i;

    snprintf(folder, UNIT_PATH, "/tmp/coh-traces-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/sub", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    for (i = 0; i < 3; i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, file[i]);
        assert_int_equal(
            coh_file_write(path, coh_span_of("Ada Okafor (00812)"), NULL), 0);
    }
    snprintf(path, sizeof(path), "%s/again.md", folder);
    assert_int_equal(symlink("a.md", path), 0);
}

static void
drop_folder(const char *folder)
{
    static const char *const file[] = {"a.md", "sub/B.HTML", "c.png",
                                       "again.md"};
    char path[2 * UNIT_PATH];
    size_t i;

    for (i = 0; i < 4; i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, file[i]);
        unlink(path);
    }
    snprintf(path, sizeof(path), "%s/sub", folder);
    rmdir(path);
    rmdir(folder);
}

static void
each_file_that_holds_them_is_named_with_how_often(void **state)
{
    struct coh_traces t = COH_TRACES_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    char folder[UNIT_PATH];

    (void)state;
    write_folder(folder);
    fill(&t);
    assert_int_equal(coh_traces_look(&t, folder, &notes, NULL), 0);
    assert_int_equal(notes.n, 2);
    assert_non_null(
        strstr(notes.note[0].reason, "/a.md still holds an id or a name: 2 t"));
    assert_non_null(strstr(notes.note[1].reason, "/sub/B.HTML still"));
    assert_true(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_traces_release(&t);
    drop_folder(folder);
}

static void
an_id_of_two_letters_is_not_searched_for_and_that_is_said(void **state)
{
    struct coh_traces t = COH_TRACES_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    char folder[UNIT_PATH];

    (void)state;
    write_folder(folder);
    assert_int_equal(coh_traces_add(&t, coh_span_of("9"), 0, NULL), 0);
    assert_int_equal(coh_traces_add(&t, coh_span_of(" 12 "), 0, NULL), 0);
    assert_int_equal(coh_traces_add(&t, coh_span_of("105"), 0, NULL), 0);
    assert_int_equal(coh_traces_count(&t, coh_span_of("9 of 12 points, 105")),
                     1);
    assert_int_equal(coh_traces_look(&t, folder, &notes, NULL), 0);
    assert_int_equal(notes.n, 1);
    assert_non_null(strstr(notes.note[0].reason, "not searched for: 2 ids"));
    coh_notes_release(&notes);
    coh_traces_release(&t);
    drop_folder(folder);
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    char folder[UNIT_PATH];
    size_t n;
    int rc;

    (void)state;
    write_folder(folder);
    for (n = 1, rc = -1; rc; n++) {
        struct coh_traces t = COH_TRACES_INIT;
        struct coh_notes notes = COH_NOTES_INIT;

        coh_memory_fail_at(n, 0);
        rc = coh_traces_add(&t, coh_span_of("Okafor, Ada Ngozi"), 1, &err) ||
             coh_traces_look(&t, folder, &notes, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_notes_release(&notes);
        coh_traces_release(&t);
    }
    assert_true(n > 5);
    drop_folder(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_counts_where_it_stands_alone),
        cmocka_unit_test(a_name_counts_in_both_orders_and_without_its_middle),
        cmocka_unit_test(each_file_that_holds_them_is_named_with_how_often),
        cmocka_unit_test(
            an_id_of_two_letters_is_not_searched_for_and_that_is_said),
        cmocka_unit_test(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
