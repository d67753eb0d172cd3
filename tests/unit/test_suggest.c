/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

#include "base/random.h"
#include "draft/suggest.h"

/* Drafts are judged by what they must say of files made for it, and by their
 * work: a draft is a layout, and takes its own file in. */

static int
draft(const char *csv, const char *name, struct coh_text *ini,
      struct coh_error *err)
{
    struct coh_suggestion s = COH_SUGGESTION_INIT;
    struct coh_reader *reader;
    char path[UNIT_PATH];
    int rc = -1;

    unit_file(path, csv, strlen(csv));
    reader = coh_reader_open(path, NULL, err);
    if (reader && !coh_suggest_read(&s, reader, err) &&
        !coh_suggest_write(&s, name, ini, err))
        rc = 0;
    coh_suggest_release(&s);
    coh_reader_free(reader);
    unlink(path);
    return rc;
}

static void
get(struct coh_text *ini, const char *csv)
{
    struct coh_error err = COH_ERROR_INIT;

    *ini = (struct coh_text)COH_TEXT_INIT;
    if (draft(csv, "Our Quiz.csv", ini, &err))
        print_error("%s\n", err.text);
    assert_int_equal(err.code, 0);
}

#define assert_says(ini, words) \
    assert_non_null(strstr(coh_text_get(ini), words))
#define assert_says_not(ini, words) \
    assert_null(strstr(coh_text_get(ini), words))

static void
names_ids_days_and_maxima_in_headers_are_found(void **state)
{
    static const char csv[] =
        "Student ID,Last Name,Section,Date,Quiz 1 (10),Essay (5),Percent,DOB\n"
        "00812,Alder,5A,3/14/2026,8.5,EX,85%,1/2/2015\n"
        "00813,Birch,5B,3/4/2026,7,4,70%,1/3/2015\n";
    struct coh_text ini;
    struct taken t;

    (void)state;
    get(&ini, csv);
    assert_says(&ini, "\nname = our-quiz\n");
    assert_says(&ini, "\nrequired = Student ID\n");
    assert_says(&ini, "\nid = Student ID\n");
    assert_says(&ini, "\nname = Last Name\n");
    assert_says(&ini, "\ndate = {Date}\n");
    assert_says(&ini, "\nassessment = {title}\nmax_score = {max}\n");
    assert_says(&ini, "\nignore = ^Section$\n");
    assert_says(&ini, "\n# code = EX excused ; cells: 1\n");
    assert_says(&ini, "#   Quiz 1 (10): 2 scores from 7 to 8.5, 0 blank, 0 ");
    assert_says_not(&ini, "Alder");
    assert_says_not(&ini, "00812");
    take_by(&t, csv, coh_text_get(&ini));
    assert_rows(&t,
                "2|00812|Quiz 1|overall||2026-03-14|||8.5|10|points||scored|\n"
                "2|00812|Essay|overall||2026-03-14||||5|points||unparsed|EX\n"
                "2|00812|Our Quiz|overall||2026-03-14|||85||percent||scored|"
                "85%\n"
                "3|00813|Quiz 1|overall||2026-03-04|||7|10|points||scored|\n"
                "3|00813|Essay|overall||2026-03-04|||4|5|points||scored|\n"
                "3|00813|Our Quiz|overall||2026-03-04|||70||percent||scored|"
                "70%\n");
    assert_false(noted(&t, "does not know"));
    drop(&t);
    coh_text_release(&ini);
}

static void
a_record_of_maxima_and_numbered_columns_are_found(void **state)
{
    static const char csv[] = "Name;SIS ID;Unit 1;Unit 2;Unit 3;Unit 4\n"
                              "Points Possible;;10;20;5;8\n"
                              "Zed, A;00812;8,5;12;abs;\n"
                              "Zed, B;00813;7;11;4;\n"
                              "Class Average;;7,75;11,5;4;\n";
    struct coh_text ini;
    struct taken t;

    (void)state;
    get(&ini, csv);
    assert_says(&ini, "[record points-possible]\ncolumn = Name\n"
                      "pattern = ^\\s*Points Possible\\s*$\n"
                      "role = max_score\n");
    assert_says(&ini, "[record class-average]\n");
    assert_says(&ini, "column = ^Unit (?<n>\\d+)$\nassessment = Unit {n}\n"
                      "max_score_from = row\n");
    assert_says(&ini, "# code = abs absent ; cells: 1\n");
    take_by(&t, csv, coh_text_get(&ini));
    assert_rows(&t, "3|00812|Unit 1|overall|||||8.5|10|points||scored|\n"
                    "3|00812|Unit 2|overall|||||12|20|points||scored|\n"
                    "3|00812|Unit 3|overall||||||5|points||unparsed|abs\n"
                    "4|00813|Unit 1|overall|||||7|10|points||scored|\n"
                    "4|00813|Unit 2|overall|||||11|20|points||scored|\n"
                    "4|00813|Unit 3|overall|||||4|5|points||scored|\n");
    assert_int_equal(t.account.by_rule, 2);
    drop(&t);
    coh_text_release(&ini);
}

static void
items_and_the_answers_beside_them_are_found(void **state)
{
    static const char csv[] = "email,Stu1,Key1,Q1,Stu2,Key2,Q2,Stu3,Key3,Q3\n"
                              "a@x.example,A,A,1,B,C,0,D,D,1\n"
                              "b@x.example,B,A,0,C,C,1,D,D,1\n";
    struct coh_text ini;
    struct taken t;

    (void)state;
    get(&ini, csv);
    assert_says(&ini, "\nid = email\n");
    assert_says(&ini, "column = ^Q(?<n>\\d+)$\nitem = Q{n}\n"
                      "response = {Stu{n}}\nkey = {Key{n}}\nmax_score = 1\n");
    take_by(&t, csv, coh_text_get(&ini));
    assert_int_equal(t.rc, 0);
    assert_int_equal(t.account.results, 6);
    assert_false(noted(&t, "does not know"));
    drop(&t);
    coh_text_release(&ini);
}

static void
companions_belong_to_the_score_beside_them(void **state)
{
    struct coh_text ini;

    (void)state;
    get(&ini, "Student_ID,Test Name,Testing Window,Scale Score,Standard "
              "Error,Percentile,Performance Level,Attempt\n"
              "F08,Reading,Fall 2025,205,3.4,55,Proficient,1\n"
              "F09,Reading,Fall 2025,190,3.2,40,Basic,1\n");
    assert_says(&ini, "\nassessment = {Test Name}\n");
    assert_says(&ini, "\nterm = {Testing Window}\nattempt = {Attempt}\n");
    assert_says(&ini, "[result scale-score]\nscore = {Scale Score}\n");
    assert_says(&ini, "\nscale = scaled\nsem = {Standard Error}\n"
                      "percentile = {Percentile}\nlevel = {Performance Level}");
    coh_text_release(&ini);
}

static void
days_of_the_end_go_before_others_and_students_may_stand_twice(void **state)
{
    struct coh_text ini;

    (void)state;
    get(&ini, "Student ID,Start Date,Completion Date,Score\n"
              "a1,2026-03-02,2026-03-04,5\na1,2026-03-09,2026-03-11,7\n"
              "a2,2026-03-02,2026-03-04,1.00E+11\n");
    assert_says(&ini, "\ndate = {Completion Date}\n");
    assert_says(&ini, "is attempt 2.\nattempts = number\n");
    assert_says_not(&ini, "E+11");
    coh_text_release(&ini);
    get(&ini, "Student ID,Score\na1,5\na2,7\n");
    assert_says_not(&ini, "attempts");
    coh_text_release(&ini);
}

static void
an_id_is_known_by_its_zeros_and_no_word_that_ends_so_is_one(void **state)
{
    static const char csv[] = "Matr\xc3\xad"
                              "cula,Kid,LASID,Paid,Score\n"
                              "00812,Alder Ann,70,1,8\n"
                              "00813,Birch Ben,71,0,7\n"
                              "00904,Cedar Cy,72,1,9\n";
    struct coh_text ini;

    (void)state;
    get(&ini, csv);
    assert_says(&ini, "\nid = LASID\nid = Matr\xc3\xad"
                      "cula\n");
    assert_says_not(&ini, "\nid = Kid");
    assert_says_not(&ini, "\nid = Paid");
    coh_text_release(&ini);
}

static void
the_number_of_a_row_is_neither_id_nor_score(void **state)
{
    static const char csv[] =
        "Entry,Name,Score\n1,Ash Al,8\n2,Birch Ben,8\n3,Cedar Cy,7\n"
        "4,Elm Eve,6\n5,Fir Fay,5\n6,Gum Gus,4\n7,Haw Hal,4\n8,Ivy Ina,9\n";
    struct coh_text ini;

    (void)state;
    get(&ini, csv);
    assert_says(&ini, "#   Entry: numbers, 8 different: not read\n");
    assert_says(&ini, "\nid = Name\n");
    assert_says_not(&ini, "{Entry}");
    coh_text_release(&ini);
}

static void
titles_above_the_header_are_passed_over(void **state)
{
    static const char csv[] = "Unit 3,,,\n\nPeriod 2\n"
                              "Student ID,Date,Quiz 1 (10),Essay (5)\n"
                              "00812,3/14/2026,8.5,EX\n"
                              "00813,3/17/2026,7,4\n";
    struct coh_text ini;
    struct taken t;

    (void)state;
    get(&ini, csv);
    assert_says(&ini, "\npreamble = 2\n");
    assert_says(&ini, "\nid = Student ID\n");
    take_by(&t, csv, coh_text_get(&ini));
    assert_rows(&t,
                "5|00812|Quiz 1|overall||2026-03-14|||8.5|10|points||scored|\n"
                "5|00812|Essay|overall||2026-03-14||||5|points||unparsed|EX\n"
                "6|00813|Quiz 1|overall||2026-03-17|||7|10|points||scored|\n"
                "6|00813|Essay|overall||2026-03-17|||4|5|points||scored|\n");
    drop(&t);
    coh_text_release(&ini);
}

static void
what_cannot_be_told_is_a_comment_with_the_choice(void **state)
{
    static const char csv[] = "id,Day,Mark,Mark,a ; b,Mood,Score\n"
                              "1,3/4/2026,5,6,1,glum,7\n"
                              "2,5/4/2026,5,6,1,odd,Qrx\n"
                              "3,5/4/2026,5,6,1,odd,Qrx\n"
                              "4,5/4/2026,5,6,1,odd,Qrx\n"
                              "5,5/4/2026,5,6,1,odd,Ann\n"
                              "6,5/4/2026,5,6,1,odd,7 / 10\n"
                              "7,5/4/2026,5,6,1,odd,8\n"
                              "8,5/4/2026,5,6,1,odd,9\n"
                              "9,5/4/2026,5,6,1,odd,9\n"
                              "10,5/4/2026,5,6,1,odd,9\n";
    struct coh_text ini;
    struct taken t;

    (void)state;
    get(&ini, csv);
    assert_says(&ini, "\n# date = {Day}\n");
    assert_says(&ini, "#   column 3, 'Mark': left out: its name stands twice");
    assert_says(&ini, "'a ; b': left out: its name holds a blank before");
    assert_says(&ini, "#   Mood: text, 2 different: not read\n");
    assert_says(&ini, "# code = Qrx missing ; ? cells: 3\n");
    /* One cell may hold what only one child has: it is not shown. */
    assert_says_not(&ini, "Ann");
    assert_says(&ini, "# and 1 other texts, which stay unparsed\n");
    take_by(&t, csv, coh_text_get(&ini));
    assert_int_equal(t.rc, 0);
    assert_int_equal(t.account.results, 10);
    drop(&t);
    coh_text_release(&ini);
}

static void
a_file_without_scores_or_students_is_refused(void **state)
{
    struct coh_text ini = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(draft("Student ID,Mood\n1,glum\n", "x", &ini, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "no column holds scores"));
    assert_int_equal(draft("Mood,Score\nglum,1\nglum,2\n", "x", &ini, &err),
                     -1);
    assert_non_null(strstr(err.text, "tells the students apart"));
    assert_int_equal(draft("", "x", &ini, &err), -1);
    assert_int_equal(ini.length, 0);
    coh_text_release(&ini);
}

static void
names_stand_in_for_ids_only_where_there_are_none_and_that_is_said(void **state)
{
    struct coh_text ini;

    (void)state;
    get(&ini, "Student,Score\nAnn,1\nBo,2\nCy,2\n");
    assert_says(&ini, "# No column holds ids: the name stands in for one.\n"
                      "id = Student\n");
    coh_text_release(&ini);
    get(&ini, "Student,Code,Score\nAnn,k12,1\nBo,k13,2\nCy,k14,2\n");
    assert_says(&ini, "id = Code\nname = Student\n");
    coh_text_release(&ini);
}

/* ---- any file ---- */

static const char *const header_names[] = {"Quiz 1 (10)",
                                           "Quiz 2 (10)",
                                           "Quiz 3",
                                           "Q1",
                                           "Q2",
                                           "Q3",
                                           "Q4",
                                           "Score",
                                           "Percent",
                                           "Essay /5",
                                           "Lab [20 pts]",
                                           "Art; craft",
                                           "a ; b",
                                           "{x}",
                                           "",
                                           "Q1",
                                           "# of Standards",
                                           "[odd]",
                                           "key=value",
                                           "A:B",
                                           "Caf\xC3\xA9",
                                           "Points Possible",
                                           "Level",
                                           "Percentile",
                                           ";start",
                                           "two  blanks",
                                           "line\nend",
                                           "Term",
                                           "Grade",
                                           "Section",
                                           "Date",
                                           "Email",
                                           "Test Name",
                                           "100",
                                           "1.0",
                                           "Talk out of 8",
                                           "Quiz 12345 (40)",
                                           "5.NBT.A.1 Points",
                                           "\xC2\xA0nbsp",
                                           "\"quoted\""};

static void
add_cell(struct coh_text *t, const char *s)
{
    const char *c;

    assert_int_equal(coh_text_add_string(t, "\"", NULL), 0);
    for (c = s; *c; c++)
        assert_int_equal(*c == '"' ? coh_text_add_string(t, "\"\"", NULL)
                                   : coh_text_add(t, c, 1, NULL),
                         0);
    assert_int_equal(coh_text_add_string(t, "\"", NULL), 0);
}

/* Columns of one kind each; names and odd words hold Zq, which may not come
 * up in a draft. */
static void
random_value(struct coh_random *r, size_t kind, char out[40])
{
    static const char *const words[] = {"EX", "abs", "N/A", "", "<5", "BR400L"};
    unsigned n = (unsigned)coh_random_below(r, 100);

    switch (kind) {
    case 0:
        snprintf(out, 40, "%u", n);
        break;
    case 1:
        snprintf(out, 40, "%u", n % 2);
        break;
    case 2:
        snprintf(out, 40, "%u,%u", n, n % 10);
        break;
    case 3:
        snprintf(out, 40, "%u%%", n);
        break;
    case 4:
        snprintf(out, 40, "%c", "ABCDE"[n % 5]);
        break;
    case 5:
        snprintf(out, 40, "%u/%u/2026", 1 + n % 12, 1 + n % 28);
        break;
    case 6:
        snprintf(out, 40, "Zq%u", n);
        break;
    case 7:
        snprintf(out, 40, "%s", n % 3 ? "7" : words[n % 6]);
        break;
    case 8:
        snprintf(out, 40, "%u / 100", n);
        break;
    default:
        out[0] = '\0';
    }
}

static void
random_file(struct coh_random *r, struct coh_text *csv)
{
    size_t columns = 1 + coh_random_below(r, 24), kind[24], i;
    size_t rows = 2 + coh_random_below(r, 12), row;
    char value[40];

    assert_int_equal(
        coh_text_add_string(csv, "Student ID,Student Name,Sure", NULL), 0);
    for (i = 0; i < columns; i++) {
        kind[i] = coh_random_below(r, 10);
        assert_int_equal(coh_text_add_string(csv, ",", NULL), 0);
        add_cell(csv,
                 header_names[coh_random_below(r, UNIT_COUNT(header_names))]);
    }
    for (row = 0; row < rows; row++) {
        assert_int_equal(coh_text_format(csv, NULL, "\nZq%zu,Zqname %zu,%zu",
                                         row, row, row % 11),
                         0);
        for (i = 0; i < columns; i++) {
            random_value(r, kind[i], value);
            assert_int_equal(coh_text_add_string(csv, ",", NULL), 0);
            add_cell(csv, value);
        }
    }
    assert_int_equal(coh_text_add_string(csv, "\n", NULL), 0);
}

static void
any_draft_takes_its_own_file_in(void **state)
{
    struct coh_random r = {.state = 20261121};
    size_t round;

    (void)state;
    for (round = 0; round < 400; round++) {
        struct coh_text csv = COH_TEXT_INIT, ini = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;
        struct taken t;

        random_file(&r, &csv);
        if (draft(coh_text_get(&csv), "any.csv", &ini, &err))
            print_error("%s\n%s\n", err.text, coh_text_get(&csv));
        assert_int_equal(err.code, 0);
        assert_says_not(&ini, "Zq");
        take_by(&t, coh_text_get(&csv), coh_text_get(&ini));
        if (t.rc || !t.account.results)
            print_error("%zu: %s\n%s\n%s\n", round, t.err.text,
                        coh_text_get(&csv), coh_text_get(&ini));
        assert_int_equal(t.rc, 0);
        assert_true(t.account.results > 0);
        assert_int_equal(t.account.set_aside, 0);
        drop(&t);
        coh_text_release(&csv);
        coh_text_release(&ini);
    }
}

static int
work(struct coh_error *err)
{
    struct coh_text ini = COH_TEXT_INIT;
    int rc = draft("Student ID,Name,Date,Quiz 1 (10),Quiz 2 (9),Q1,Q2,Q3,Sum\n"
                   "max,,,10,9,1,1,1,3\n"
                   "1,Ann,3/14/2026,4,EX,1,0,1,2\n",
                   "x.csv", &ini, err);

    coh_text_release(&ini);
    return rc;
}

static void
a_draft_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_ids_days_and_maxima_in_headers_are_found),
        cmocka_unit_test(a_record_of_maxima_and_numbered_columns_are_found),
        cmocka_unit_test(items_and_the_answers_beside_them_are_found),
        cmocka_unit_test(companions_belong_to_the_score_beside_them),
        cmocka_unit_test(
            days_of_the_end_go_before_others_and_students_may_stand_twice),
        cmocka_unit_test(
            an_id_is_known_by_its_zeros_and_no_word_that_ends_so_is_one),
        cmocka_unit_test(the_number_of_a_row_is_neither_id_nor_score),
        cmocka_unit_test(titles_above_the_header_are_passed_over),
        cmocka_unit_test(what_cannot_be_told_is_a_comment_with_the_choice),
        cmocka_unit_test(a_file_without_scores_or_students_is_refused),
        cmocka_unit_test(
            names_stand_in_for_ids_only_where_there_are_none_and_that_is_said),
        cmocka_unit_test(any_draft_takes_its_own_file_in),
        cmocka_unit_test(a_draft_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
