/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

/* Which record is the header, which layout reads it, and what the user says
 * beside it. */

#define OWN                                                        \
    "[layout]\nname = own\npreamble = 2\n[match]\nrequired = Id\n" \
    "required = S\noptional = Extra\n[student]\nid = Id\n"

static const char plain[] = OWN "[result r]\nassessment = A\nscore = {S}\n";

/* A catalog of the test's own: two layouts, detected or not. */
static void
take_of(struct taken *t, const char *csv, const char *first, const char *second)
{
    struct coh_layout layout[2] = {COH_LAYOUT_INIT, COH_LAYOUT_INIT};
    const struct coh_catalog catalog = {layout, 2};
    const struct coh_intake_options options = {.catalog = &catalog};
    const struct coh_result_sink sink = {
        .result = record_result, .aside = record_aside, .context = t};
    struct coh_reader *reader;
    char path[UNIT_PATH];

    *t = (struct taken){.rc = -1};
    assert_int_equal(
        coh_layout_parse(&layout[0], "1.ini", coh_span_of(first), NULL), 0);
    assert_int_equal(
        coh_layout_parse(&layout[1], "2.ini", coh_span_of(second), NULL), 0);
    unit_file(path, csv, strlen(csv));
    reader = coh_reader_open(path, NULL, &t->err);
    assert_non_null(reader);
    t->rc = coh_intake_read(reader, &options, &sink, &t->account, &t->notes,
                            &t->err);
    if (!t->rc)
        snprintf(t->layout, sizeof(t->layout), "%s", t->account.layout);
    coh_reader_free(reader);
    unlink(path);
    coh_layout_release(&layout[0]);
    coh_layout_release(&layout[1]);
}

#define LAYOUT(name, more)                                   \
    "[layout]\nname = " name "\ntitle = The " name "\n" more \
    "[student]\nid = Id\n[result r]\nassessment = " name "\nscore = {S}\n"

static void
the_layout_of_most_names_reads_the_file(void **state)
{
    static const char few[] = LAYOUT("few", "[match]\nrequired = S\n");
    static const char many[] =
        LAYOUT("many", "[match]\nrequired = S\noptional = X\n");
    struct taken t;

    (void)state;
    take_of(&t, "Id,S,X\n7,1,\n", few, many);
    assert_rows(&t, "2|7|many|overall|||||1||||scored|\n");
    assert_true(noted(&t, "of the runner-up, few, 1") == 0);
    drop(&t);
    take_of(&t, "Id,S\n7,1\n", few, many);
    assert_refused(&t, "two layouts fit equally well, few and many");
    drop(&t);
}

static void
a_runner_up_of_more_than_half_is_said(void **state)
{
    static const char two[] =
        LAYOUT("two", "[match]\nrequired = S\noptional = X\n");
    static const char three[] =
        LAYOUT("three", "[match]\nrequired = S\noptional = X\noptional = Y\n");
    struct taken t;

    (void)state;
    take_of(&t, "Id,S,X,Y\n7,1,,\n", two, three);
    assert_string_equal(t.layout, "three");
    assert_true(noted(&t, "read as three, of which 3 names are there; of the "
                          "runner-up, two, 2"));
    drop(&t);
}

static void
a_header_may_stand_below_a_preamble_and_not_below_more(void **state)
{
    struct taken t;

    (void)state;
    take_by(&t, "Our class,,\nUnit 3,,\nId,S,Extra\n7,1,\n", plain);
    assert_rows(&t, "4|7|A|overall|||||1||||scored|\n");
    assert_int_equal(t.account.by_rule, 2);
    assert_int_equal(t.account.records, 3);
    drop(&t);
    take_by(&t, "a\nb\nc\nId,S\n7,1\n", plain);
    assert_refused(&t, "layout own needs a column 'Id'");
    drop(&t);
    /* Of two records that fit equally well the upper one is the header. */
    take_by(&t, "Id,S,a\nId,S,b\n7,1,\n", plain);
    assert_rows(&t, "2|Id|A|overall|||||||||unparsed|S\n"
                    "3|7|A|overall|||||1||||scored|\n");
    drop(&t);
    /* The better of two records that might be the header. */
    take_by(&t, "Id,S\nId,S,Extra\n7,1,\n", plain);
    assert_rows(&t, "3|7|A|overall|||||1||||scored|\n");
    drop(&t);
}

static void
detection_keeps_to_the_depth_of_each_layout(void **state)
{
    static const char deep[] =
        LAYOUT("deep", "preamble = 1\n[match]\nrequired = S\n");
    static const char flat[] =
        LAYOUT("flat", "[match]\nrequired = S\noptional = X\n");
    static const char hidden[] =
        LAYOUT("hidden", "detect = no\n[match]\nrequired = S\noptional = X\n");
    struct taken t;

    (void)state;
    take_of(&t, "title\nId,S,X\n7,1,\n", deep, flat);
    assert_string_equal(t.layout, "deep");
    drop(&t);
    take_of(&t, "Id,S,X\n7,1,\n", deep, flat);
    assert_string_equal(t.layout, "flat");
    drop(&t);
    take_of(&t, "Id,S,X\n7,1,\n", deep, hidden);
    assert_string_equal(t.layout, "deep");
    drop(&t);
}

static void
a_companion_alone_is_no_file_of_results(void **state)
{
    static const char companion[] =
        "[layout]\nname = lines\ntitle = The lines\nis = companion\n"
        "[match]\nrequired = Line\n";
    static const char other[] = LAYOUT("few", "[match]\nrequired = S\n");
    struct taken t;

    (void)state;
    take_of(&t, "Line\n1\n", companion, other);
    assert_refused(&t, "The lines: it is read beside the file that belongs");
    drop(&t);
}

static void
a_file_without_any_record_is_refused(void **state)
{
    struct taken t;

    (void)state;
    take_by(&t, "", plain);
    assert_int_equal(t.rc, -1);
    assert_int_equal(t.err.code, COH_INPUT);
    drop(&t);
}

/* ---- --column ---- */

static void
column_of(struct taken *t, const char *csv, const char *const *column, size_t n)
{
    char path[UNIT_PATH];

    unit_file(path, plain, strlen(plain));
    take_wish(t, csv,
              (struct coh_intake_wish){
                  .layout = path, .column = column, .columns = n},
              NULL);
    unlink(path);
}

static void
a_field_may_be_read_from_a_column_that_the_user_names(void **state)
{
    static const char *const wish[] = {"score=Pts", "student_id=Pupil",
                                       "date=#5", "assessment=What"};
    static const char csv[] = "Id,S,Pts,Pupil,When,What\n"
                              "7,1,2,008,2026-01-31,Quiz\n";
    struct taken t;

    (void)state;
    column_of(&t, csv, wish, 1);
    assert_rows(&t, "2|7|A|overall|||||2||||scored|\n");
    drop(&t);
    column_of(&t, csv, wish, 4);
    assert_rows(&t, "2|008|Quiz|overall||2026-01-31|||2||||scored|\n");
    drop(&t);
}

static void
a_column_that_is_not_there_is_refused(void **state)
{
    static const char *const wish[] = {"score=Nobody", "score=#9",
                                       "student_id=Nobody"};
    struct taken t;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(wish); i++) {
        column_of(&t, "Id,S\n7,1\n", wish + i, 1);
        assert_int_equal(t.rc, -1);
        drop(&t);
    }
}

static void
only_fields_of_a_result_have_columns(void **state)
{
    static const char *const bad[] = {
        "score", "score=", "=Pts", "raw=Pts", "source=Pts", "points=Pts", ""};
    static const char *const good[] = {"student_id=a", "percentile=a",
                                       "status=a",     "key=a=b",
                                       "sem=a",        "level=a"};
    struct coh_intake_options o = {.layout = NULL};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(bad); i++) {
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(coh_intake_column(&o, bad[i], &err), -1);
        assert_int_equal(err.code, COH_USAGE);
    }
    for (i = 0; i < UNIT_COUNT(good); i++)
        assert_int_equal(coh_intake_column(&o, good[i], NULL), 0);
    assert_string_equal(o.column[COH_RESULT_KEY], "a=b");
    assert_null(o.column[COH_RESULT_SCORE]);
}

/* ---- whose record it is ---- */

static void
ids_of(const char *student, const char *csv, const char *rows)
{
    struct coh_text ini = COH_TEXT_INIT;
    struct taken t;

    assert_int_equal(
        coh_text_format(&ini, NULL,
                        "[layout]\nname = own\n[match]\n"
                        "required = S\n[student]\n%s"
                        "[result r]\nassessment = A\nscore = {S}\n",
                        student),
        0);
    take_by(&t, csv, coh_text_get(&ini));
    assert_rows(&t, rows);
    coh_text_release(&ini);
    drop(&t);
}

static void
a_part_of_the_cell_may_be_the_id(void **state)
{
    (void)state;
    ids_of("id = Id\nid_part = ^#?(?<id>\\d+)\n",
           "Id,S\n#007 Ann,1\n12,2\nnobody,3\n",
           "2|007|A|overall|||||1||||scored|\n"
           "3|12|A|overall|||||2||||scored|\n"
           "4|nobody|A|overall|||||3||||scored|\n");
}

static void
without_ids_records_may_be_numbered_and_it_is_said(void **state)
{
    struct taken t;

    (void)state;
    ids_of("row_ids = yes\n", "Id,S\n7,1\n8,2\n",
           "2|row:1|A|overall|||||1||||scored|\n"
           "3|row:2|A|overall|||||2||||scored|\n");
    /* Where there is a column of ids it counts: without one is nobody's. */
    ids_of("id = Id\nrow_ids = yes\n", "Id,S\n7,1\n,2\n",
           "2|7|A|overall|||||1||||scored|\n");
    take_by(&t, "S\n1\n",
            "[layout]\nname = own\n[match]\nrequired = S\n[student]\n"
            "row_ids = yes\n[result r]\nassessment = A\nscore = {S}\n");
    assert_true(noted(&t, "it has no ids"));
    drop(&t);
}

static void
a_guard_is_taken_off_an_id_and_said(void **state)
{
    static const char ini[] = "[layout]\nname = own\n[match]\nrequired = S\n"
                              "[student]\nid = Id\nid = Other\n"
                              "[result r]\nassessment = A\nscore = {S}\n";
    struct taken t;

    (void)state;
    take_by(&t, "Id,S,Other\n\"=\"\"00812\"\"\",1,\nNULL,2,'009\n", ini);
    assert_rows(&t, "2|00812|A|overall|||||1||||scored|\n"
                    "3|009|A|overall|||||2||||scored|\n");
    assert_true(noted(&t, "a spreadsheet's guard"));
    drop(&t);
}

static void
a_damaged_id_is_replaced_only_by_one_that_the_roster_knows(void **state)
{
    static const char ini[] = "[layout]\nname = own\n[match]\nrequired = S\n"
                              "[student]\nid = Id\nid = Other\n"
                              "[result r]\nassessment = A\nscore = {S}\n";
    static const char csv[] = "Id,S,Other\n9.9E+11,1,008\n9.9E+11,2,009\n"
                              "9.9E+11,3,\n";
    struct coh_roster roster = COH_ROSTER_INIT;
    char path[UNIT_PATH];
    struct taken t;
    size_t at;

    (void)state;
    assert_int_equal(coh_roster_add(&roster, coh_span_of("008"),
                                    coh_span_of("Ann"), COH_DATE_NONE,
                                    COH_DATE_NONE, &at, NULL),
                     0);
    unit_file(path, ini, strlen(ini));
    take_wish(&t, csv, (struct coh_intake_wish){.layout = path}, &roster);
    unlink(path);
    assert_rows(&t, "2|008|A|overall|||||1||||scored|\n");
    assert_true(noted(&t, "another one, which the roster knows, is taken"));
    assert_string_equal(coh_text_get(&t.aside),
                        "3: a spreadsheet turned the student id into "
                        "scientific notation\n"
                        "4: a spreadsheet turned the student id into "
                        "scientific notation\n");
    drop(&t);
    coh_roster_release(&roster);
}

/* ---- what a keeper gets ---- */

static int
record_kept(void *context, const struct coh_kept *kept, struct coh_error *err)
{
    struct coh_text *lines = context;
    size_t i;

    if (coh_text_format(lines, err, "%d %zu ", (int)kept->role, kept->line))
        return -1;
    for (i = 0; kept->cell && i < kept->n; i++)
        if (coh_text_add(lines, kept->cell[i].bytes, kept->cell[i].length,
                         err) ||
            coh_text_add(lines, "/", 1, err))
            return -1;
    return (!kept->cell && coh_text_add(lines, "raw", 3, err)) ||
                   coh_text_format(lines, err, "%s\n",
                                   kept->reason ? kept->reason : "")
               ? -1
               : 0;
}

static const char gradebook[] =
    "[layout]\nname = own\npreamble = 1\n[match]\nrequired = Id\n"
    "[student]\nid = Id\n[record max]\ncolumn = Id\npattern = ^Max$\n"
    "role = max_score\n[record test]\ncolumn = Id\npattern = ^Test$\n"
    "[result r]\ncolumn = ^Q\\d\nassessment = {#}\nmax_score_from = row\n";

static int
keep_all(struct coh_text *lines, const char *csv, struct coh_error *err)
{
    struct coh_layout layout = COH_LAYOUT_INIT;
    const struct coh_keeper keeper = {record_kept, lines};
    const struct coh_intake_options options = {.layout = &layout,
                                               .keeper = &keeper};
    struct taken t = {.rc = 0};
    const struct coh_result_sink sink = {.result = record_result,
                                         .context = &t};
    struct coh_reader *reader = NULL;
    char path[UNIT_PATH];
    int rc = -1;

    unit_file(path, csv, strlen(csv));
    if (!coh_layout_parse(&layout, "own.ini", coh_span_of(gradebook), err) &&
        (reader = coh_reader_open(path, NULL, err)))
        rc =
            coh_intake_read(reader, &options, &sink, &t.account, &t.notes, err);
    coh_reader_free(reader);
    unlink(path);
    coh_layout_release(&layout);
    drop(&t);
    return rc;
}

static void
a_keeper_gets_what_the_rejects_need(void **state)
{
    struct coh_text lines = COH_TEXT_INIT;

    (void)state;
    /* Above 0, header 1, columns 2, rule 3, aside 4: as mend.h lists them. */
    assert_int_equal(keep_all(&lines,
                              "Class 7,\nId,Q1,Q2,Q3\nMax,10,20,\nTest,1,1,1\n"
                              "7,5,,\n,6,,\n8,1\n9,,,4\n",
                              NULL),
                     0);
    assert_string_equal(coh_text_get(&lines), "0 0 Class 7//\n"
                                              "1 0 Id/Q1/Q2/Q3/\n"
                                              "2 0 x/x//x/\n"
                                              "3 3 Max/10/20//\n"
                                              "4 6 /6///no student id\n"
                                              "4 7 raw2 of 4 fields\n");
    coh_text_release(&lines);
}

static int
work(struct coh_error *err)
{
    struct coh_text lines = COH_TEXT_INIT;
    int rc = keep_all(&lines, "Class,\nId,Q1\nMax,10\n7,5\n,6\n8\n", err);

    coh_text_release(&lines);
    return rc;
}

static void
opening_and_keeping_survive_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 50);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_layout_of_most_names_reads_the_file),
        cmocka_unit_test(a_runner_up_of_more_than_half_is_said),
        cmocka_unit_test(
            a_header_may_stand_below_a_preamble_and_not_below_more),
        cmocka_unit_test(detection_keeps_to_the_depth_of_each_layout),
        cmocka_unit_test(a_companion_alone_is_no_file_of_results),
        cmocka_unit_test(a_file_without_any_record_is_refused),
        cmocka_unit_test(a_field_may_be_read_from_a_column_that_the_user_names),
        cmocka_unit_test(a_column_that_is_not_there_is_refused),
        cmocka_unit_test(only_fields_of_a_result_have_columns),
        cmocka_unit_test(a_part_of_the_cell_may_be_the_id),
        cmocka_unit_test(without_ids_records_may_be_numbered_and_it_is_said),
        cmocka_unit_test(a_guard_is_taken_off_an_id_and_said),
        cmocka_unit_test(
            a_damaged_id_is_replaced_only_by_one_that_the_roster_knows),
        cmocka_unit_test(a_keeper_gets_what_the_rejects_need),
        cmocka_unit_test(opening_and_keeping_survive_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
