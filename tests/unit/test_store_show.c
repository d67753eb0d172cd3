/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "store/shape.h"
#include "store/show.h"
#include "store/student_sheet.h"

/* Students 1, 2 and 3; 3 has left. Unit 1 was sat by 1 and 2, Unit 2 by 1
 * alone, who was excused from Unit 3. */
static void
fill(struct place *p, struct coh_store *store)
{
    static const char *const id[] = {"1", "2", "3"};
    struct coh_load_file file = file_of("unit-tests");
    struct coh_load_outcome outcome;
    struct coh_result r[] = {
        scored("1", "Unit 1", "", "2026-09-18", "9"),
        scored("2", "Unit 1", "", "2026-09-18", "7.50"),
        scored("1", "Unit 2", "", "2026-10-16", "8"),
        scored("1", "Unit 3", "", "2026-11-13", ""),
        scored("3", "Unit 1", "", "2026-09-18", "5"),
    };

    r[3].cell[COH_RESULT_STATUS] = coh_span_of("excused");
    file.sha256 = coh_span_of("00");
    open_new(p, store);
    enrol(store, id, 3);
    assert_int_equal(coh_sql_run(store,
                                 "UPDATE student SET active_to = '2026-11-02'"
                                 " WHERE student_id = '3'",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(take_in(store, &file, r, 5, &outcome, NULL), 0);
}

static struct coh_show
plain_show(void)
{
    struct coh_show show = {.query = COH_SELECT_INIT};

    show.query.day = day("2026-11-20");
    return show;
}

/* Run and read what was written back from a file. */
static int
run_show(struct place *p, struct coh_store *store, const struct coh_show *show,
         struct coh_text *text, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_trace trace = COH_TRACE_INIT;
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    char path[100];
    int rc = -1;

    snprintf(path, sizeof(path), "%s/out.csv", p->folder);
    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) ||
        coh_show_run(store, show, w, &trace, notes, err) ||
        coh_writer_end(w, err) || coh_out_close(&out, err))
        goto out;
    rc = coh_file_read(path, text, err);
out:
    coh_writer_free(w);
    coh_out_release(&out);
    coh_trace_release(&trace);
    unlink(path);
    return rc;
}

static void
expect(struct place *p, struct coh_store *store, const struct coh_show *show,
       const char *text)
{
    struct coh_text got = COH_TEXT_INIT;

    assert_int_equal(run_show(p, store, show, &got, NULL, NULL), 0);
    assert_string_equal(coh_text_get(&got), text);
    coh_text_release(&got);
}

#define HEADER                                                              \
    "student_id,assessment,measure,item,date,term,attempt,score,max_score," \
    "sem,scale,percentile,level,response,key,status,raw,source"

static void
tidy_rows_come_with_what_is_known_of_the_student(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_show show = plain_show();
    struct coh_span with = coh_span_of("name"), unit1 = coh_span_of("Unit 1");

    fill(*state, &store);
    show.query.assessment = &unit1;
    show.query.assessments = 1;
    show.with = &with;
    show.withs = 1;
    expect(*state, &store, &show,
           HEADER ",name\n"
                  "1,Unit 1,overall,,2026-09-18,,,9,,,points,,,,,scored,,"
                  "unit-tests,\"Student, One\"\n"
                  "2,Unit 1,overall,,2026-09-18,,,7.50,,,points,,,,,scored,,"
                  "unit-tests,\"Student, One\"\n");
    coh_store_close(&store);
}

static void
complete_adds_no_record_for_active_students_and_nobody_else(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_show show = plain_show();
    struct coh_span name[] = {coh_span_of("Unit 2"), coh_span_of("Unit 3")};
    struct coh_span student = coh_span_of("1");

    fill(*state, &store);
    show.query.assessment = name;
    show.query.assessments = 2;
    show.complete = 1;
    expect(*state, &store, &show,
           HEADER "\n"
                  "2,Unit 2,overall,,,,,,,,points,,,,,no_record,,\n"
                  "2,Unit 3,overall,,,,,,,,points,,,,,no_record,,\n"
                  "1,Unit 2,overall,,2026-10-16,,,8,,,points,,,,,scored,,"
                  "unit-tests\n"
                  "1,Unit 3,overall,,2026-11-13,,,,,,points,,,,,excused,,"
                  "unit-tests\n");
    /* Who was not asked for is not missing. */
    show.query.student = &student;
    show.query.students = 1;
    show.query.assessments = 1;
    expect(*state, &store, &show,
           HEADER "\n"
                  "1,Unit 2,overall,,2026-10-16,,,8,,,points,,,,,scored,,"
                  "unit-tests\n");
    coh_store_close(&store);
}

static void
wide_has_a_row_for_every_active_student(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_show show = plain_show();
    struct coh_span with = coh_span_of("name"), unit2 = coh_span_of("Unit 2");

    fill(*state, &store);
    show.wide = 1;
    expect(*state, &store, &show,
           "student_id,Unit 1,Unit 2,Unit 3\n"
           "1,9,8,\n"
           "2,7.50,,\n");
    show.query.everyone = 1;
    show.query.assessment = &unit2;
    show.query.assessments = 1;
    show.with = &with;
    show.withs = 1;
    expect(*state, &store, &show,
           "student_id,name,Unit 2\n"
           "1,\"Student, One\",8\n"
           "2,\"Student, One\",\n"
           "3,\"Student, One\",\n");
    coh_store_close(&store);
}

static void
wide_refuses_two_results_for_a_cell_and_says_what_tells_them_apart(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_show show = plain_show();
    struct coh_span unit1 = coh_span_of("Unit 1");
    struct coh_load_file file = file_of("unit-tests");
    struct coh_result r = scored("1", "Unit 1", "", "2026-09-25", "10");
    struct coh_load_outcome outcome;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_text text = COH_TEXT_INIT;

    fill(*state, &store);
    r.cell[COH_RESULT_ATTEMPT] = coh_span_of("2");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    show.wide = 1;
    show.query.assessment = &unit1;
    show.query.assessments = 1;
    assert_int_equal(run_show(*state, &store, &show, &text, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "date,attempt"));
    show.by[0] = COH_RESULT_ASSESSMENT;
    show.by[1] = COH_RESULT_ATTEMPT;
    show.bys = 2;
    expect(*state, &store, &show,
           "student_id,Unit 1 / (blank),Unit 1 / 2\n"
           "1,9,10\n"
           "2,7.50,\n");
    show.bys = 0;
    show.query.latest = 1;
    expect(*state, &store, &show,
           "student_id,Unit 1\n"
           "1,10\n"
           "2,7.50\n");
    coh_text_release(&text);
    coh_store_close(&store);
}

static int
keep_fact(void *context, const char *key, const char *value,
          struct coh_error *err)
{
    return coh_text_format(context, err, "%s=%s\n", key, value);
}

static void
the_trace_names_sources_dates_loads_and_files(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_trace trace = COH_TRACE_INIT;
    struct coh_text text = COH_TEXT_INIT;
    struct coh_select_row row = {.load = 1};

    fill(*state, &store);
    row.result = scored("1", "Unit 1", "", "2026-09-18", "9");
    row.result.cell[COH_RESULT_SOURCE] = coh_span_of("unit-tests");
    assert_int_equal(coh_trace_add(&trace, &row, NULL), 0);
    row.result.cell[COH_RESULT_DATE] = coh_span_of("2026-10-16");
    assert_int_equal(coh_trace_add(&trace, &row, NULL), 0);
    row.result.cell[COH_RESULT_DATE] = coh_span_of("");
    assert_int_equal(coh_trace_add(&trace, &row, NULL), 0);
    row.result.cell[COH_RESULT_STATUS] = coh_span_of("absent");
    assert_int_equal(coh_trace_add(&trace, &row, NULL), 0);
    row.result.cell[COH_RESULT_STUDENT_ID] = coh_span_of("2");
    assert_int_equal(coh_trace_add(&trace, &row, NULL), 0);
    assert_int_equal(coh_trace_facts(&trace, &store, keep_fact, &text, NULL),
                     0);
    assert_string_equal(coh_text_get(&text), "students=1\n"
                                             "missing=1\n"
                                             "min_n=10\n"
                                             "sources=unit-tests\n"
                                             "newest=2026-10-16\n"
                                             "loads=1\n"
                                             "files=a.csv 00\n");
    coh_text_release(&text);
    coh_trace_release(&trace);
    coh_store_close(&store);
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int wide;

    fill(*state, &store);
    for (wide = 0; wide < 2; wide++) {
        struct coh_show show = plain_show();
        size_t n;
        int rc = -1;

        show.wide = wide;
        show.complete = 1;
        for (n = 1; rc; n++) {
            struct coh_notes notes = COH_NOTES_INIT;
            struct coh_text text = COH_TEXT_INIT;

            coh_memory_fail_at(n, 0);
            rc = run_show(*state, &store, &show, &text, &notes, &err);
            coh_memory_fail_at(0, 0);
            if (rc)
                assert_int_equal(err.code, COH_SYSTEM);
            coh_text_release(&text);
            coh_notes_release(&notes);
        }
        assert_true(n > 10);
    }
    coh_store_close(&store);
}

/* ---- a roster as a sheet ---- */

static void
add_row(struct coh_table *t, size_t line, const char *const *cell, size_t n)
{
    struct coh_span s[8];
    struct coh_record rec = {.n = n, .cell = s, .line = line};
    size_t i;

    for (i = 0; i < n; i++)
        s[i] = coh_span_of(cell[i]);
    if (line == 1)
        assert_int_equal(coh_header_copy(&t->header, s, n, NULL), 0);
    else
        assert_int_equal(coh_table_add(t, &rec, NULL), 0);
}

static void
a_sheet_tells_ids_attributes_and_dates_apart(void **state)
{
    static const char *const header[] = {"student_id",  "name",  "section",
                                         "state_id",    "email", "active_to",
                                         "active_from", "grade"};
    static const char *const row[][8] = {
        {" 00812 ", "A", "5A", "71", "a@b", "", "2026-08-24", "5"},
        {"00813", "B", "5B", "", "", "2026-10-01", "2026-08-24", ""},
        {"00814", "C", "5B", "", "", "2026-08-01", "2026-08-24", ""},
        {"00815", "D", "5B", "", "", "", "24 Aug", ""},
        {"00816", "E", "5B", "", "", "soon", "2026-08-24", ""},
    };
    struct coh_table t = COH_TABLE_INIT;
    struct coh_student_sheet sheet = COH_STUDENT_SHEET_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_text text = COH_TEXT_INIT;
    size_t i;

    (void)state;
    add_row(&t, 1, header, 8);
    for (i = 0; i < 5; i++)
        add_row(&t, i + 2, row[i], 8);
    assert_int_equal(coh_student_sheet_read(&sheet, &t, &notes, NULL), 0);
    assert_int_equal(sheet.n, 2);
    assert_int_equal(sheet.identifiers, 2);
    assert_int_equal(sheet.attributes, 2);
    assert_true(coh_span_is(sheet.student[0].student_id, "00812"));
    assert_true(coh_span_is(sheet.student[0].identifier[1].value, "a@b"));
    assert_true(coh_span_is(sheet.student[0].attribute[1].name, "grade"));
    assert_int_equal(sheet.student[1].active_to, day("2026-10-01"));
    assert_int_equal(notes.n, 2);
    assert_string_equal(notes.note[0].place[0], "line 4");
    assert_string_equal(notes.note[1].place[0], "line 5");
    assert_string_equal(notes.note[1].place[1], "line 6");
    sheet.student[0].active = sheet.student[1].active = 1;
    assert_int_equal(coh_student_sheet_tell(&sheet, &text, NULL), 0);
    assert_string_equal(coh_text_get(&text),
                        "2 students in 2 sections; 1 has no state id: B "
                        "(00813); 1 has no email: B (00813)");
    coh_text_clear(&text);
    sheet.student[1].active = 0;
    assert_int_equal(coh_student_sheet_tell(&sheet, &text, NULL), 0);
    assert_string_equal(coh_text_get(&text),
                        "2 students, 1 of them active, in 1 section");
    coh_text_release(&text);
    coh_notes_release(&notes);
    coh_student_sheet_release(&sheet);
    coh_table_release(&t);
}

static void
a_sheet_without_ids_or_with_a_name_twice_is_refused(void **state)
{
    static const char *const none[] = {"name", "section"};
    static const char *const twice[] = {"student_id", "section", "section"};
    struct coh_student_sheet sheet = COH_STUDENT_SHEET_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_table t = COH_TABLE_INIT;

    (void)state;
    add_row(&t, 1, none, 2);
    assert_int_equal(coh_student_sheet_read(&sheet, &t, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_table_release(&t);
    t = (struct coh_table)COH_TABLE_INIT;
    add_row(&t, 1, twice, 3);
    assert_int_equal(coh_student_sheet_read(&sheet, &t, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_table_release(&t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(tidy_rows_come_with_what_is_known_of_the_student),
        in_a_place(complete_adds_no_record_for_active_students_and_nobody_else),
        in_a_place(wide_has_a_row_for_every_active_student),
        in_a_place(
            wide_refuses_two_results_for_a_cell_and_says_what_tells_them_apart),
        in_a_place(the_trace_names_sources_dates_loads_and_files),
        in_a_place(memory_that_runs_out_is_said_and_nothing_leaks),
        cmocka_unit_test(a_sheet_tells_ids_attributes_and_dates_apart),
        cmocka_unit_test(a_sheet_without_ids_or_with_a_name_twice_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
