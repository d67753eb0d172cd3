/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "inventory/page.h"
#include "inventory/sheet.h"

static char path[] = "/tmp/cohort-sheet-XXXXXX";

static int
make_file(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int
remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static struct coh_span
span(const char *text)
{
    return coh_span_of(text);
}

static int
read_sheet(const char *text, struct coh_sheet *sheet, struct coh_inventory *inv,
           struct coh_notes *notes, struct coh_error *err)
{
    struct coh_reader *reader;
    int rc;

    assert_int_equal(coh_file_write(path, span(text), NULL), 0);
    reader = coh_reader_open(path, NULL, NULL);
    assert_non_null(reader);
    rc = coh_sheet_read(sheet, inv, reader, notes, err);
    coh_reader_free(reader);
    return rc;
}

/* Is there a note of this level with `text` in its reason, counted `count`
 * times, first at `place`? */
static int
noted(const struct coh_notes *notes, enum coh_note_level level,
      const char *text, size_t count, const char *place)
{
    size_t i;

    for (i = 0; i < notes->n; i++) {
        const struct coh_note *n = &notes->note[i];

        if (n->level == level && strstr(n->reason, text) && n->count == count &&
            (!place || (n->places && !strcmp(n->place[0], place))))
            return 1;
    }
    return 0;
}

static const char *
value(const struct coh_inventory *inv, const char *id, enum coh_field_id field)
{
    const struct coh_entry *e = coh_inventory_find(inv, span(id));

    assert_non_null(e);
    return coh_entry_get(e, field);
}

struct fixture {
    struct coh_inventory inv;
    struct coh_sheet sheet;
    struct coh_notes notes;
};

static void
take(struct fixture *f, const char *text)
{
    coh_sheet_release(&f->sheet);
    coh_notes_release(&f->notes);
    assert_int_equal(read_sheet(text, &f->sheet, &f->inv, &f->notes, NULL), 0);
}

static void
release(struct fixture *f)
{
    coh_sheet_release(&f->sheet);
    coh_notes_release(&f->notes);
    coh_inventory_release(&f->inv);
}

static void
names_and_titles_in_any_order_are_read(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, "Frequency,Last collected,source_id,Shows growth\n"
             "Every 2 weeks,2026-02-09,notes,N\n");
    assert_string_equal(value(&f.inv, "notes", COH_FIELD_FREQUENCY),
                        "every-2-weeks");
    assert_string_equal(value(&f.inv, "notes", COH_FIELD_LAST_COLLECTED),
                        "2026-02-09");
    assert_string_equal(value(&f.inv, "notes", COH_FIELD_GROWTH_CAPABLE), "no");
    assert_int_equal(f.sheet.added, 1);
    assert_int_equal(f.notes.n, 0);
    release(&f);
}

static void
the_same_sheet_again_changes_nothing(void **state)
{
    static const char text[] = "source_id,title,purpose\n"
                               "a,A,Interim; summative\n"
                               "b,B,\n";
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, text);
    assert_int_equal(f.sheet.added, 2);
    take(&f, text);
    assert_int_equal(f.sheet.seen, 2);
    assert_int_equal(f.sheet.added, 0);
    assert_int_equal(f.sheet.changed, 0);
    assert_int_equal(coh_sheet_mark(&f.sheet, 0), COH_SHEET_SEEN);
    assert_int_equal(f.notes.n, 0);
    release(&f);
}

static void
a_sheet_changes_only_the_columns_it_has(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, "source_id,title,tier\na,A,team\nb,B,team\n");
    take(&f, "source_id,tier\nb,school\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_TIER), "team");
    assert_string_equal(value(&f.inv, "b", COH_FIELD_TIER), "school");
    assert_string_equal(value(&f.inv, "b", COH_FIELD_TITLE), "B");
    assert_int_equal(f.sheet.seen, 1);
    assert_int_equal(f.sheet.changed, 1);
    assert_int_equal(coh_sheet_mark(&f.sheet, 0), 0);
    assert_int_equal(coh_sheet_mark(&f.sheet, 1),
                     COH_SHEET_SEEN | COH_SHEET_CHANGED);
    release(&f);
}

static void
a_blank_cell_clears_the_field_and_is_said(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, "source_id,title\na,A\n");
    take(&f, "source_id,title\na,\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_TITLE), "");
    assert_true(noted(&f.notes, COH_NOTE_FACT, "title was cleared", 1,
                      "line 2, source 'a'"));
    assert_false(coh_notes_look(&f.notes));
    release(&f);
}

static void
an_older_sheet_does_not_move_the_last_collection_back(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, "source_id,last_collected\na,2026-03-05\n");
    take(&f, "source_id,last_collected\na,2026-02-09\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_LAST_COLLECTED),
                        "2026-03-05");
    assert_true(
        noted(&f.notes, COH_NOTE_FACT, "stays at the later date", 1, NULL));
    take(&f, "source_id,last_collected\na,\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_LAST_COLLECTED),
                        "2026-03-05");
    assert_int_equal(f.sheet.changed, 0);
    take(&f, "source_id,last_collected\na,2026-03-06\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_LAST_COLLECTED),
                        "2026-03-06");
    release(&f);
}

static void
a_wrong_word_is_left_out_alone_with_its_line(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, "source_id,title,tier\na,A,team\n");
    take(&f, "source_id,title,tier\nb,B,school\na,A2,clasroom\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_TIER), "team");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_TITLE), "A2");
    assert_true(noted(&f.notes, COH_NOTE_LOOK,
                      "column tier: 'clasroom' is not one of external-state", 1,
                      "line 3, source 'a'"));
    assert_true(coh_notes_look(&f.notes));
    release(&f);
}

static void
rows_that_cannot_be_placed_are_set_aside(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, "source_id,title\n,Nobody\na b,Blank inside\na,A\na,Again\n");
    assert_int_equal(f.inv.n, 1);
    assert_string_equal(value(&f.inv, "a", COH_FIELD_TITLE), "A");
    assert_true(
        noted(&f.notes, COH_NOTE_LOOK, "has no source_id", 1, "line 2"));
    assert_true(
        noted(&f.notes, COH_NOTE_LOOK, "is not a short name", 1, "line 3"));
    assert_true(noted(&f.notes, COH_NOTE_LOOK, "an earlier row", 1, "line 5"));
    assert_int_equal(f.sheet.seen, 1);
    release(&f);
}

static void
columns_that_are_no_field_and_those_not_read_are_said(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};

    (void)state;
    take(&f, "source_id,titel,next_due,sha256,\na,A,2026-01-01,x,\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_NEXT_DUE), "");
    assert_string_equal(
        coh_entry_own_get(coh_inventory_find(&f.inv, span("a")), span("titel")),
        "A");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_SHA256), "x");
    assert_true(
        noted(&f.notes, COH_NOTE_LOOK,
              "'titel' is no field and is kept as a column of your own; "
              "the nearest field is 'title'",
              1, NULL));
    assert_true(noted(&f.notes, COH_NOTE_FACT, "worked out", 1, "next_due"));
    release(&f);
}

static void
a_header_that_cannot_be_used_is_an_input_error(void **state)
{
    static const char *const bad[] = {
        "title,tier\nA,team\n",
        "source_id,title,Title\na,A,A\n",
        "",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct fixture f = {.inv = COH_INVENTORY_INIT};
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(read_sheet(bad[i], &f.sheet, &f.inv, &f.notes, &err),
                         -1);
        assert_int_equal(err.code, COH_INPUT);
        release(&f);
    }
}

static int
read_calendar(const char *text, struct coh_calendar *c, struct coh_notes *notes,
              struct coh_error *err)
{
    struct coh_reader *reader;
    int rc;

    assert_int_equal(coh_file_write(path, span(text), NULL), 0);
    reader = coh_reader_open(path, NULL, NULL);
    assert_non_null(reader);
    rc = coh_sheet_calendar(c, reader, notes, err);
    coh_reader_free(reader);
    return rc;
}

static void
all_dates_of_a_sheet_tell_their_order_together(void **state)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    char day[COH_DATE_SIZE];

    (void)state;
    take(&f, "source_id,last_collected,window_start\na,3/4/2026,\n"
             "b,,8/24/2026\nc,2026-02-09,\n");
    assert_string_equal(value(&f.inv, "a", COH_FIELD_LAST_COLLECTED),
                        "2026-03-04");
    assert_string_equal(value(&f.inv, "b", COH_FIELD_WINDOW_START),
                        "2026-08-24");
    assert_string_equal(value(&f.inv, "c", COH_FIELD_LAST_COLLECTED),
                        "2026-02-09");
    coh_sheet_release(&f.sheet);
    assert_int_equal(read_sheet("source_id,last_collected\na,3/4/2026\n",
                                &f.sheet, &f.inv, &f.notes, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    release(&f);
    assert_int_equal(read_calendar("kind,start,end\n"
                                   "year,1/9/2025,20/6/2026\n",
                                   &c, &notes, NULL),
                     0);
    assert_string_equal(coh_date_text(c.period[0].start, day), "2025-09-01");
    assert_int_equal(
        read_calendar("kind,start\nclosed,3/4/2026\n", &c, &notes, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(c.n, 1);
    coh_calendar_release(&c);
    coh_notes_release(&notes);
}

static void
a_calendar_is_taken_in_as_a_whole(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(
        read_calendar("Start,Kind\n2026-11-25,closed\n", &c, &notes, NULL), 0);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.period[0].start, c.period[0].end);
    /* Half a calendar would move every due date. */
    assert_int_equal(read_calendar("Start,Kind\n2026-11-25,closed\n"
                                   "26 Nov,closed\n",
                                   &c, &notes, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "line 3"));
    assert_non_null(strstr(err.text, "'26 Nov' is not a date"));
    assert_int_equal(
        read_calendar("Start,Kind\n2026-11-27,open\n", &c, &notes, &err), -1);
    assert_non_null(strstr(err.text, "'open' is not one of"));
    assert_int_equal(read_calendar("kind,label\nclosed,x\n", &c, &notes, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_calendar_release(&c);
    coh_notes_release(&notes);
}

static void
a_page_escapes_what_markdown_would_take_for_marks(void **state)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_calendar none = COH_CALENDAR_INIT;
    const struct coh_wall wall = {&inv, &none, 20000, 0};
    struct coh_entry *e = coh_inventory_add(&inv, span("a"), NULL);
    struct coh_out out = COH_OUT_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_non_null(e);
    assert_int_equal(
        coh_entry_set(e, COH_FIELD_TITLE, span("<b>*x*\n# y\033z"), NULL), 0);
    assert_int_equal(coh_entry_set(e, COH_FIELD_NOTES, span("a|b"), NULL), 0);
    assert_int_equal(coh_out_open(&out, path, NULL), 0);
    assert_int_equal(coh_page_markdown(&wall, &out, NULL), 0);
    assert_int_equal(coh_out_close(&out, NULL), 0);
    coh_out_release(&out);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_non_null(strstr(t.bytes, "\n## \\<b\\>\\*x\\* \\# y z\n"));
    assert_non_null(strstr(t.bytes, "| Notes | a\\|b |\n"));
    assert_non_null(
        strstr(t.bytes, "Still blank, though needed: Tier, Type of data"));
    assert_null(strstr(t.bytes, "<b>"));
    coh_text_release(&t);
    coh_inventory_release(&inv);
}

/* Read a sheet and write its page; the page is given up, not closed, so that
 * the file stays as it is. */
static int
work(struct coh_error *err)
{
    struct fixture f = {.inv = COH_INVENTORY_INIT};
    struct coh_calendar none = COH_CALENDAR_INIT;
    const struct coh_wall wall = {&f.inv, &none, 20000, 0};
    struct coh_out out = COH_OUT_INIT;
    struct coh_reader *reader = coh_reader_open(path, NULL, err);
    int rc = -1;

    if (reader && !coh_sheet_read(&f.sheet, &f.inv, reader, &f.notes, err) &&
        !coh_out_open(&out, path, err))
        rc = coh_page_markdown(&wall, &out, err);
    coh_out_release(&out);
    coh_reader_free(reader);
    release(&f);
    return rc;
}

static int
work_on_calendar(struct coh_error *err)
{
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_reader *reader = coh_reader_open(path, NULL, err);
    int rc = -1;

    if (reader)
        rc = coh_sheet_calendar(&c, reader, &notes, err);
    coh_reader_free(reader);
    coh_calendar_release(&c);
    coh_notes_release(&notes);
    return rc;
}

static void
torture(int (*job)(struct coh_error *err), const char *text)
{
    size_t n;
    int rc = -1;

    assert_int_equal(coh_file_write(path, span(text), NULL), 0);
    for (n = 1; rc && n < 1000; n++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = job(&err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 10);
}

static void
a_failed_allocation_is_a_system_error_and_leaks_nothing(void **state)
{
    (void)state;
    torture(work, "source_id,title,tier,colour,rows\n"
                  "a,A,team,red,1\n"
                  "b,B,clasroom,red,1\n,,,,\nb,,,,\n");
    torture(work_on_calendar, "kind,label,start,end\n"
                              "year,2025-26,2025-08-25,2026-06-05\n"
                              "closed,x,2025-12-25,\n"
                              "closed,y,2025-12-26,\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_titles_in_any_order_are_read),
        cmocka_unit_test(the_same_sheet_again_changes_nothing),
        cmocka_unit_test(a_sheet_changes_only_the_columns_it_has),
        cmocka_unit_test(a_blank_cell_clears_the_field_and_is_said),
        cmocka_unit_test(an_older_sheet_does_not_move_the_last_collection_back),
        cmocka_unit_test(a_wrong_word_is_left_out_alone_with_its_line),
        cmocka_unit_test(rows_that_cannot_be_placed_are_set_aside),
        cmocka_unit_test(columns_that_are_no_field_and_those_not_read_are_said),
        cmocka_unit_test(a_header_that_cannot_be_used_is_an_input_error),
        cmocka_unit_test(all_dates_of_a_sheet_tell_their_order_together),
        cmocka_unit_test(a_calendar_is_taken_in_as_a_whole),
        cmocka_unit_test(a_page_escapes_what_markdown_would_take_for_marks),
        cmocka_unit_test(
            a_failed_allocation_is_a_system_error_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, make_file, remove_file);
}
