/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "table/writer.h"

/* Terminal tables that are too wide: src/table/terminal.c and turned.c. */

static char path[UNIT_PATH];

/* Two rows of names, numbers and a text, on a screen of `columns`. */
static int
write_on_screen(size_t columns, struct coh_error *err)
{
    static const char *const name[] = {"name", "ci_low", "note"};
    static const char *const text[][2] = {
        {"Ann", "cannot distinguish from everyone else"},
        {"Bo\x1B", "above"},
    };
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    size_t i;
    int rc = -1;

    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_TABLE, -1, err)))
        goto out;
    for (i = 0; i < 3; i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i == 1 ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT,
                              err))
            goto out;
    coh_writer_fit(w, columns);
    for (i = 0; i < 2; i++)
        if (coh_writer_string(w, text[i][0], err) ||
            coh_writer_double(w, 1.5 - (double)i, err) ||
            coh_writer_string(w, text[i][1], err) || coh_writer_row(w, err))
            goto out;
    if (coh_writer_end(w, err) || coh_out_close(&out, err))
        goto out;
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

static void
assert_on_screen(size_t columns, const char *expected)
{
    struct coh_text t = COH_TEXT_INIT;

    unit_file(path, "", 0);
    assert_int_equal(write_on_screen(columns, NULL), 0);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
    unlink(path);
}

/* n rules of a terminal table. */
#define RULE4 "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
#define RULE6 RULE4 "\xE2\x94\x80\xE2\x94\x80"

static void
a_table_too_wide_for_the_screen_breaks_names_then_texts(void **state)
{
    (void)state;
    assert_on_screen(120,
                     "name    ci_low  note\n" RULE6 "  " RULE6
                     "  " RULE6 RULE6 RULE6 RULE6 RULE6 RULE6 "\xE2\x94\x80\n"
                     "Ann       1.50  cannot distinguish from everyone "
                     "else\n"
                     "Bo\\x1B    0.50  above\n");
    /* The name of the narrow column gives way first: two columns do. */
    assert_on_screen(52,
                     "name     ci_  note\n"
                     "         low  \n" RULE6 "  " RULE4
                     "  " RULE6 RULE6 RULE6 RULE6 RULE6 RULE6 "\xE2\x94\x80\n"
                     "Ann     1.50  cannot distinguish from everyone "
                     "else\n"
                     "Bo\\x1B  0.50  above\n");
    /* Then the text, between words. */
    assert_on_screen(46, "name     ci_  note\n"
                         "         low  \n" RULE6 "  " RULE4
                         "  " RULE6 RULE6 RULE6 RULE6 RULE4 RULE4 "\n"
                         "Ann     1.50  cannot distinguish from everyone\n"
                         "              else\n"
                         "Bo\\x1B  0.50  above\n");
    /* What is no screen is not heeded. */
    assert_on_screen(39,
                     "name    ci_low  note\n" RULE6 "  " RULE6
                     "  " RULE6 RULE6 RULE6 RULE6 RULE6 RULE6 "\xE2\x94\x80\n"
                     "Ann       1.50  cannot distinguish from everyone "
                     "else\n"
                     "Bo\\x1B    0.50  above\n");
}

/* Three columns of 30 digits, that no breaking makes fit, and a text. */
static int
write_turned(struct coh_error *err)
{
    static const char digits[] = "123456789012345678901234567890";
    static const char *const name[] = {"first_one", "b", "c", "text"};
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    size_t i, row;
    int rc = -1;

    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_TABLE, -1, err)))
        goto out;
    for (i = 0; i < 4; i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              i < 3 ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            goto out;
    coh_writer_fit(w, 80);
    for (row = 0; row < 3; row++) {
        for (i = 0; i < 3; i++)
            if (i == row ? coh_writer_blank(w, err)
                         : coh_writer_string(w, digits, err))
                goto out;
        if (coh_writer_string(w, row ? "x" : "one two three four five six",
                              err) ||
            coh_writer_row(w, err))
            goto out;
    }
    if (coh_writer_end(w, err) || coh_out_close(&out, err))
        goto out;
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

static void
a_table_that_nothing_makes_fit_is_turned(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    unit_file(path, "", 0);
    assert_int_equal(write_turned(NULL), 0);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t),
                        "first_one                                  "
                        "123456789012345678901234567890\n"
                        "b          123456789012345678901234567890\n"
                        "c          123456789012345678901234567890  "
                        "123456789012345678901234567890\n"
                        "text       one two three four              x\n"
                        "           five six\n"
                        "\n"
                        "first_one  123456789012345678901234567890\n"
                        "b          123456789012345678901234567890\n"
                        "c\n"
                        "text       x\n");
    coh_text_release(&t);
    unlink(path);
}

static int
write_narrow(struct coh_error *err)
{
    return write_on_screen(46, err);
}

static void
every_failing_allocation_of_a_table_is_said(void **state)
{
    (void)state;
    unit_file(path, "", 0);
    assert_true(unit_torture(write_narrow) >= 6);
    assert_true(unit_torture(write_turned) >= 6);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_table_too_wide_for_the_screen_breaks_names_then_texts),
        cmocka_unit_test(a_table_that_nothing_makes_fit_is_turned),
        cmocka_unit_test(every_failing_allocation_of_a_table_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
