/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/file.h"
#include "cli/run.h"
#include "flow/absences.h"

/* Today is a Friday, 2026-03-06. Expected values are counted by hand. */

static const char students[] = "student_id,name\n00812,Ana\n 00930,Bo\n"
                               "00930 ,Bo\n,Nobody\n01044,Cy\n";

static char table_path[UNIT_PATH], export_path[UNIT_PATH],
    calendar_path[UNIT_PATH], out_path[UNIT_PATH];

/* What one run needs and leaves behind. */
struct desk {
    struct coh_run run;
    struct coh_table table;
    struct coh_absences a;
};

static const char *export_text, *calendar_text;
static long school_days;

static void
desk_clear(struct desk *d)
{
    coh_absences_release(&d->a);
    coh_absences_release(&d->a);
    coh_table_release(&d->table);
    coh_run_release(&d->run);
}

static int
desk_read(struct desk *d, struct coh_error *err)
{
    const struct coh_date_parts today = {2026, 3, 6};
    struct coh_reader *reader;
    int rc;

    *d = (struct desk){.run = {.quiet = 1, .student = "student_id"},
                       .table = COH_TABLE_INIT,
                       .a = COH_ABSENCES_INIT};
    d->a.file = export_path;
    d->a.calendar_file = calendar_text ? calendar_path : NULL;
    if (school_days)
        d->a.days = school_days;
    if (coh_date_from(today, &d->run.today))
        return -1;
    reader = coh_reader_open(table_path, NULL, err);
    if (!reader)
        return -1;
    rc = coh_table_read(&d->table, reader, NULL, err);
    coh_reader_free(reader);
    return rc || coh_absences_read(&d->a, &d->run, &d->table, 0, err) ? -1 : 0;
}

/* Files for the texts; gone with tidy(). */
static void
lay_out(const char *export, const char *calendar, long days)
{
    export_text = export;
    calendar_text = calendar;
    school_days = days;
    unit_file(table_path, students, strlen(students));
    unit_file(export_path, export, strlen(export));
    unit_file(calendar_path, calendar ? calendar : "",
              calendar ? strlen(calendar) : 0);
    unit_file(out_path, "", 0);
}

static void
tidy(void)
{
    unlink(table_path);
    unlink(export_path);
    unlink(calendar_path);
    unlink(out_path);
}

static int
write_cells(const struct desk *d, struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;
    size_t i;

    if (coh_out_open(&out, out_path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) ||
        coh_absences_columns(&d->a, w, err))
        goto out;
    for (i = 0; i < d->table.rows; i++)
        if (coh_absences_put(&d->a, coh_table_cell(&d->table, i, 0), w, err) ||
            coh_writer_row(w, err))
            goto out;
    if (!coh_writer_end(w, err))
        rc = coh_out_close(&out, err);
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

static void
assert_cells(const struct desk *d, const char *expected)
{
    struct coh_text got = COH_TEXT_INIT;

    assert_int_equal(write_cells(d, NULL), 0);
    assert_int_equal(coh_file_read(out_path, &got, NULL), 0);
    assert_string_equal(coh_text_get(&got), expected);
    coh_text_release(&got);
}

/* Monday is closed: the last 5 school days are Friday 27 February and Tuesday 3
 * to Friday 6 March. */
static const char monday_closed[] =
    "kind,label,start,end\nyear,Y,2025-08-25,2026-06-05\n"
    "closed,Day,2026-03-02,\n";

static void
absent_days_are_counted_by_hand(void **state)
{
    struct desk d;

    (void)state;
    lay_out("student_id,date,status\n"
            "00812,2026-02-26,absent\n" /* the day before the window */
            "812,2026-02-27,ABSENT: ill\n"
            "00812,2026-03-02,absent\n" /* no school */
            "00812,2026-03-03T08:00,absent\n"
            "00812,2026-03-03T09:00,absent\n" /* the same day */
            "00812,2026-03-03,absent\n"
            "00812,2026-03-04,tardy\n"
            "00812,2026-03-05,absen\n"
            "00812,2026-03-05,not absent\n"
            "00812,2026-03-07,absent\n" /* a Saturday to come */
            "00812,2026-03-09,absent\n"
            " 930,2026-03-06, absent\n" /* today */
            "77777,2026-03-05,absent\n",
            monday_closed, 5);
    assert_int_equal(desk_read(&d, NULL), 0);
    assert_int_equal(d.run.notes.n, 0);
    assert_cells(&d, "absent,school_days,attendance\n"
                     "2,5,absent on 2 of the last 5 school days\n"
                     "1,5,absent on 1 of the last 5 school days\n"
                     "1,5,absent on 1 of the last 5 school days\n"
                     ",,absences not known\n" /* a row without an id */
                     "0,5,absent on 0 of the last 5 school days\n");
    desk_clear(&d);
    tidy();
}

/* Without a calendar 20 days of Monday to Friday begin on Monday, 9 February;
 * a year of only three days of school has no more than these. */
static void
the_window_holds_the_last_school_days(void **state)
{
    static const struct coh_date_parts first = {2026, 2, 9};
    struct desk d;
    coh_date day;

    (void)state;
    assert_int_equal(coh_date_from(first, &day), 0);
    lay_out("student_id,date,status\n812,2026-03-06,absent\n"
            "812,2026-02-09,absent\n812,2026-02-06,absent\n",
            NULL, 0);
    assert_int_equal(desk_read(&d, NULL), 0);
    assert_int_equal(d.a.from, day);
    assert_int_equal(d.a.school_days, 20);
    assert_int_equal(d.a.absent[0], 2);
    desk_clear(&d);
    tidy();

    lay_out("student_id,date,status\n812,2026-03-06,absent\n"
            "812,2026-03-03,absent\n",
            "kind,label,start,end\nyear,Y,2026-03-04,2026-06-05\n", 20);
    assert_int_equal(desk_read(&d, NULL), 0);
    assert_int_equal(d.a.school_days, 3);
    assert_int_equal(d.a.absent[0], 1);
    desk_clear(&d);
    tidy();

    /* 366 days back from 2026-03-06 are those from 2025-03-06 on: here two
     * years of one day each, of which the first is a day too old. */
    lay_out("student_id,date,status\n812,2026-03-06,absent\n"
            "812,2025-03-06,absent\n812,2025-03-05,absent\n",
            "kind,label,start,end\nyear,A,2025-03-05,2025-03-06\n"
            "year,B,2026-03-06,2026-03-06\n",
            20);
    assert_int_equal(desk_read(&d, NULL), 0);
    assert_int_equal(d.a.school_days, 2);
    assert_int_equal(d.a.absent[0], 2);
    desk_clear(&d);
    tidy();
}

static void
an_old_export_asks_to_look(void **state)
{
    struct desk d;

    (void)state;
    /* From Friday 27 February to today 5 school days have passed. */
    lay_out("student_id,date,status\n812,2026-02-27,absent\n"
            "812,2026-02-26,absent\n",
            NULL, 20);
    assert_int_equal(desk_read(&d, NULL), 0);
    assert_int_equal(d.run.notes.n, 0);
    desk_clear(&d);
    tidy();

    /* From Thursday it is 6; a day that is still to come says nothing. */
    lay_out("student_id,date,status\n812,2026-02-26,present\n"
            "812,2026-03-09,absent\n",
            NULL, 20);
    assert_int_equal(desk_read(&d, NULL), 0);
    assert_true(coh_notes_look(&d.run.notes));
    assert_non_null(strstr(d.run.notes.note[0].reason,
                           "its newest day is 2026-02-26, 6 school days ago"));
    desk_clear(&d);

    /* A page of one student sees that student's rows alone. */
    setenv("COHORT_ONLY", "00812\n", 1);
    assert_int_equal(desk_read(&d, NULL), 0);
    assert_int_equal(d.run.notes.n, 0);
    desk_clear(&d);
    unsetenv("COHORT_ONLY");
    tidy();
}

static void
what_nobody_wrote_down_is_not_known(void **state)
{
    static const char *const nothing[] = {
        "student_id,date,status\n",
        "student_id,date,status\n812,5/3/2026,absent\n"};
    struct coh_error err = COH_ERROR_INIT;
    struct desk d;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(nothing); i++) {
        lay_out(nothing[i], NULL, 20);
        assert_int_equal(desk_read(&d, NULL), 0);
        assert_false(d.a.there);
        assert_int_equal(coh_notes_look(&d.run.notes), i);
        assert_cells(&d, "absent,school_days,attendance\n"
                         ",,absences not known\n,,absences not known\n"
                         ",,absences not known\n,,absences not known\n"
                         ",,absences not known\n");
        desk_clear(&d);
        unlink(export_path);
        assert_int_equal(desk_read(&d, NULL), 0); /* no file at all */
        assert_int_equal(d.run.notes.n, 1);
        assert_int_equal(d.run.notes.note[0].level, COH_NOTE_FACT);
        desk_clear(&d);
        tidy();
    }
    lay_out("student_id,date\n812,2026-03-06\n", NULL, 20);
    assert_int_equal(desk_read(&d, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "there is no column 'status'"));
    desk_clear(&d);
    tidy();
}

static int
read_and_write(struct coh_error *err)
{
    struct desk d;
    int rc = desk_read(&d, err);

    if (!rc)
        rc = write_cells(&d, err);
    desk_clear(&d);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    (void)state;
    lay_out("student_id,date,status\n812,2026-02-20,absent\n"
            "812,2026-13-20,absent\n",
            monday_closed, 5);
    assert_true(unit_torture(read_and_write) > 20);
    tidy();
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(absent_days_are_counted_by_hand),
        cmocka_unit_test(the_window_holds_the_last_school_days),
        cmocka_unit_test(an_old_export_asks_to_look),
        cmocka_unit_test(what_nobody_wrote_down_is_not_known),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
