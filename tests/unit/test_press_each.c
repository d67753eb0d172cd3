/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/file.h"
#include "press/each.h"

/* Pages of three students without a block, so that no other program runs. */

static const struct coh_tool tool = {.name = "cohort-weave"};
static const char roster[] = "student_id\tname\tactive_from\tactive_to\n"
                             "00812\tAna Abdi\t\t\n"
                             "a/b\tBo Berg\t\t\n"
                             "01044\tCy Cole\t\t\n";

static char folder[UNIT_PATH], pages[UNIT_PATH + 8], source[UNIT_PATH];

static int
set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof(folder), "/tmp/cohort-unit-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(pages, sizeof(pages), "%s/pages", folder);
    return 0;
}

static int
tear_down(void **state)
{
    char command[100];

    (void)state;
    snprintf(command, sizeof(command), "rm -r %s", folder);
    return system(command);
}

static int
prepare(void *context, struct coh_weave *w, struct coh_error *err)
{
    (void)context;
    (void)err;
    w->folder = "/nowhere/";
    return 0;
}

static int
choose(struct coh_whose *who, struct coh_error *err)
{
    static const char *const id[] = {"00812", "a/b", "01044"};
    size_t i;

    if (coh_text_add_string(&who->roster, roster, err))
        return -1;
    for (i = 0; i < UNIT_COUNT(id); i++)
        if (coh_whose_add(who, coh_span_of(id[i]), err))
            return -1;
    return 0;
}

/* A page of each of the three; the caller's run knows what went wrong. */
static int
write_pages(struct coh_run *run, struct coh_error *err)
{
    const struct coh_each each = {pages, source, "/nowhere/team.ini", prepare,
                                  NULL};
    struct coh_whose who = COH_WHOSE_INIT;
    struct coh_weave w = COH_WEAVE_INIT;
    struct coh_ledger_loan loan = COH_LEDGER_LOAN_INIT;
    struct coh_text only = COH_TEXT_INIT;
    int rc = -1;

    who.run = run;
    w.notes = &run->notes;
    if (choose(&who, err) || coh_whose_list(&who, 0, 1, &only, err) ||
        prepare(NULL, &w, err))
        goto out;
    w.students = 1;
    w.only = coh_text_get(&only);
    w.student = coh_text_get(&who.student[0]);
    w.roster = &who.roster;
    if (!coh_weave_read(&w, source, each.team, err))
        rc = coh_each_write(&each, run, &w, &who, &loan, err);
out:
    coh_weave_release(&w);
    coh_whose_release(&who);
    coh_text_release(&only);
    coh_ledger_loan_release(&loan);
    return rc;
}

/* How many files stand in the folder of pages. */
static int
files(void)
{
    char command[2 * UNIT_PATH];

    snprintf(command, sizeof(command), "exit $(ls -A %s 2>/dev/null | wc -l)",
             pages);
    return system(command) / 256;
}

static void
remove_pages(void)
{
    char command[2 * UNIT_PATH];

    snprintf(command, sizeof(command), "rm -rf %s", pages);
    assert_int_equal(system(command), 0);
}

static int
page_says(const char *name, const char *words)
{
    struct coh_text path = COH_TEXT_INIT, page = COH_TEXT_INIT;
    int found;

    assert_int_equal(coh_text_format(&path, NULL, "%s/%s", pages, name), 0);
    found = !coh_file_read(coh_text_get(&path), &page, NULL) &&
            strstr(coh_text_get(&page), words);
    coh_text_release(&path);
    coh_text_release(&page);
    return found;
}

static void
assert_named(const char *student, size_t length, const char *expected)
{
    struct coh_text name = COH_TEXT_INIT;

    assert_int_equal(
        coh_each_name(&name, (struct coh_span){student, length}, NULL), 0);
    assert_string_equal(coh_text_get(&name), expected);
    coh_text_release(&name);
}

/* Two ids never share a name, since a per cent sign is replaced, too; none is a
 * hidden file, an option or a way out of the folder. */
static void
an_id_becomes_a_name_without_a_way_out(void **state)
{
    (void)state;
    assert_named("00812", 5, "00812");
    assert_named("AZaz_09", 7, "AZaz_09");
    assert_named("a-b.c", 5, "a-b.c");
    assert_named("../x", 4, "%2E.%2Fx");
    assert_named("-rf", 3, "%2Drf");
    assert_named("a%2Fb", 5, "a%252Fb");
    assert_named("a\0b", 3, "a%00b");
    assert_named("\xc3\xa9 @[`{", 7, "%C3%A9%20%40%5B%60%7B");
}

static void
each_student_has_a_page_of_their_own(void **state)
{
    static const char text[] = "# Page of {{student}}\n\nWords.\n";
    struct coh_run run = {.tool = &tool, .quiet = 1};

    (void)state;
    unit_file(source, text, strlen(text));
    assert_int_equal(write_pages(&run, NULL), 0);
    assert_int_equal(run.worst, COH_OK);
    assert_int_equal(files(), 3);
    assert_true(page_says("00812.html", "Page of 00812"));
    assert_true(page_says("a%2Fb.html", "Page of a/b"));
    assert_true(page_says("01044.html", "Page of 01044"));
    assert_false(page_says("01044.html", "00812"));
    coh_run_release(&run);
    remove_pages();
    unlink(source);
}

/* A page that names somebody else is not made; the others are. */
static void
who_is_named_on_it_alone_gets_the_page(void **state)
{
    static const char text[] = "# Page of {{student}}\n\nAs Ana Abdi said.\n";
    struct coh_run run = {.tool = &tool, .quiet = 1};

    (void)state;
    unit_file(source, text, strlen(text));
    assert_int_equal(write_pages(&run, NULL), 0);
    assert_int_equal(run.worst, COH_INPUT);
    assert_int_equal(files(), 1);
    assert_true(page_says("00812.html", "As Ana Abdi said"));
    coh_run_release(&run);
    remove_pages();
    unlink(source);
}

static int
write_three(struct coh_error *err)
{
    struct coh_run run = {.tool = &tool, .quiet = 1};
    int rc = write_pages(&run, err);

    coh_run_release(&run);
    return rc;
}

/* In this process each failure is reported. Those after it come to the
 * processes of the pages: then a page is whole or not there. */
static void
every_failing_allocation_is_reported(void **state)
{
    static const char text[] = "# {{student}}\n\nWords.\n";
    size_t n;
    int whole = 0;

    (void)state;
    unit_file(source, text, strlen(text));
    for (n = unit_torture_each(write_three, 3); !whole; n += 11) {
        struct coh_run run = {.tool = &tool, .quiet = 1};
        struct coh_error err = COH_ERROR_INIT;
        int rc;

        remove_pages();
        coh_memory_fail_at(n, 0);
        rc = write_pages(&run, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        else
            assert_true(files() == 3 || run.worst == COH_SYSTEM);
        whole = !rc && run.worst == COH_OK;
        coh_run_release(&run);
    }
    assert_true(page_says("01044.html", "</html>"));
    remove_pages();
    unlink(source);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_becomes_a_name_without_a_way_out),
        cmocka_unit_test(each_student_has_a_page_of_their_own),
        cmocka_unit_test(who_is_named_on_it_alone_gets_the_page),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
