/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/lookup.h"

static const char ini[] = "[layout]\nname = own\n[match]\nrequired = Kid\n"
                          "[student]\nid = Kid\n"
                          "[lookup lines]\nfile = lines.csv\nkey = id\n"
                          "on = {Line}\n"
                          "[lookup gone]\nfile = gone.csv\nkey = id\n"
                          "on = {Line}\n"
                          "[result r]\nscore = {Kid}\n";
static const char lines[] = "title,id\nRoots, L1 \nStems,L2\nLater,L1\n"
                            "Nobody's,\nNobody's, \n";

static struct coh_span names[] = {{"Kid", 3}, {"Line", 4}};
static struct coh_header header = {.name = names, .n = 2};

static char folder[] = "/tmp/cohort-unit-XXXXXX";
static char path[80], beside[80];

static void
put(const char *text)
{
    FILE *f = fopen(beside, "wb");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int
set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/results.csv", folder);
    snprintf(beside, sizeof(beside), "%s/lines.csv", folder);
    put(lines);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    unlink(beside);
    return rmdir(folder);
}

struct desk {
    struct coh_layout layout;
    struct coh_headings names;
    struct coh_lookups lookups;
    struct coh_notes notes;
    struct coh_text text;
};

static int
open_desk(struct desk *d, const char *text, const char *file,
          struct coh_error *err)
{
    struct coh_template_scope scope = {.names = &d->names};

    *d = (struct desk){COH_LAYOUT_INIT, COH_HEADINGS_INIT, COH_LOOKUPS_INIT,
                       COH_NOTES_INIT, COH_TEXT_INIT};
    return coh_layout_parse(&d->layout, "own.ini", coh_span_of(text), err) ||
                   coh_headings_make(&d->names, &header, err) ||
                   coh_lookups_open(&d->lookups, &d->layout, file, &d->notes,
                                    err) ||
                   coh_lookups_bind(&d->lookups, &scope, err)
               ? -1
               : 0;
}

static int
seek(struct desk *d, const char *line, struct coh_error *err)
{
    const struct coh_span cell[] = {{"007", 3}, coh_span_of(line)};
    const struct coh_template_row row = {.cell = cell};

    return coh_lookups_seek(&d->lookups, &row, &d->text, err);
}

static void
release(struct desk *d)
{
    coh_lookups_release(&d->lookups);
    coh_headings_release(&d->names);
    coh_layout_release(&d->layout);
    coh_notes_release(&d->notes);
    coh_text_release(&d->text);
}

static int
is_noted(const struct desk *d, const char *words)
{
    size_t i;

    for (i = 0; i < d->notes.n; i++)
        if (strstr(d->notes.note[i].reason, words))
            return 1;
    return 0;
}

static void
a_record_finds_its_row_of_the_companion(void **state)
{
    struct desk d;

    (void)state;
    assert_int_equal(open_desk(&d, ini, path, NULL), 0);
    assert_int_equal(seek(&d, "L2", NULL), 0);
    assert_non_null(d.lookups.row[0]);
    assert_true(coh_span_is(d.lookups.row[0][0], "Stems"));
    assert_int_equal(seek(&d, " L1 ", NULL), 0);
    assert_true(coh_span_is(d.lookups.row[0][0], "Roots"));
    assert_true(is_noted(&d, "the same id again, its first record counts"));
    assert_int_equal(seek(&d, "L3", NULL), 0);
    assert_null(d.lookups.row[0]);
    assert_int_equal(seek(&d, "", NULL), 0);
    assert_null(d.lookups.row[0]);
    release(&d);
}

static void
a_companion_that_is_not_there_is_said_and_finds_nothing(void **state)
{
    struct desk d;

    (void)state;
    assert_int_equal(open_desk(&d, ini, path, NULL), 0);
    assert_true(is_noted(&d, "gone.csv is not beside this file"));
    assert_false(is_noted(&d, "lines.csv is not"));
    assert_null(d.lookups.table[1].names);
    assert_int_equal(seek(&d, "L1", NULL), 0);
    assert_null(d.lookups.row[1]);
    release(&d);
}

static void
a_pipe_has_no_companions(void **state)
{
    struct desk d;

    (void)state;
    assert_int_equal(open_desk(&d, ini, NULL, NULL), 0);
    assert_true(is_noted(&d, "lines.csv is not beside this file"));
    assert_int_equal(seek(&d, "L1", NULL), 0);
    assert_null(d.lookups.row[0]);
    release(&d);
}

static void
a_record_without_the_column_that_is_looked_up_finds_nothing(void **state)
{
    struct desk d;

    (void)state;
    header.n = 1;
    assert_int_equal(open_desk(&d, ini, path, NULL), 0);
    assert_null(d.lookups.table[0].names);
    assert_int_equal(seek(&d, "L1", NULL), 0);
    assert_null(d.lookups.row[0]);
    release(&d);
    header.n = 2;
}

static void
a_companion_without_its_key_is_refused(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct desk d;

    (void)state;
    put("title,code\nRoots,L1\n");
    assert_int_equal(open_desk(&d, ini, path, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "lines.csv: no column 'id'"));
    release(&d);
    put("id,id\n1,2\n");
    assert_int_equal(open_desk(&d, ini, path, &err), -1);
    release(&d);
    put(lines);
}

static int
work(struct coh_error *err)
{
    struct desk d;
    int rc = open_desk(&d, ini, path, err) || seek(&d, "L1", err) ? -1 : 0;

    release(&d);
    return rc;
}

static void
lookups_survive_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_finds_its_row_of_the_companion),
        cmocka_unit_test(
            a_companion_that_is_not_there_is_said_and_finds_nothing),
        cmocka_unit_test(a_pipe_has_no_companions),
        cmocka_unit_test(
            a_record_without_the_column_that_is_looked_up_finds_nothing),
        cmocka_unit_test(a_companion_without_its_key_is_refused),
        cmocka_unit_test(lookups_survive_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
