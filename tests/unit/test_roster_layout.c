/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "flow/roster-join.h"

/* ---- a table in a line: rows split by |, cells by ; ---- */

static int
add_row(struct coh_table *t, const char *row, size_t length, int header,
        struct coh_error *err)
{
    struct coh_span cell[24];
    struct coh_record rec = {.cell = cell, .line = t->rows + 2};
    const char *end = row + length;

    for (;;) {
        const char *stop = memchr(row, ';', (size_t)(end - row));

        cell[rec.n++] =
            (struct coh_span){row, (size_t)((stop ? stop : end) - row)};
        if (!stop)
            break;
        row = stop + 1;
    }
    return header ? coh_header_copy(&t->header, cell, rec.n, err)
                  : coh_table_add(t, &rec, err);
}

static int
make_table(struct coh_table *t, const char *text, struct coh_error *err)
{
    int header = 1;

    for (; *text; header = 0) {
        size_t length = strcspn(text, "|");

        if (add_row(t, text, length, header, err))
            return -1;
        text += length + (text[length] == '|');
    }
    return 0;
}

/* The table as such a text. */
static void
expect_table(const struct coh_table *t, const char *wanted)
{
    char text[800] = "";
    size_t i, row, used = 0;

    for (i = 0; i < t->header.n; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%.*s",
                                 i ? ";" : "", (int)t->header.name[i].length,
                                 t->header.name[i].bytes);
    for (row = 0; row < t->rows; row++)
        for (i = 0; i < t->header.n; i++) {
            struct coh_span s = coh_table_cell(t, row, i);

            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%.*s",
                                     i ? ";" : "|", (int)s.length, s.bytes);
        }
    assert_string_equal(text, wanted);
}

/* Read `text` by the layout that its header fits into `f`. */
static int
read_input(struct coh_roster_input *f, const char *text,
           const struct coh_roster_asked *asked, struct coh_notes *notes,
           struct coh_error *err)
{
    static const struct coh_roster_asked nothing = {NULL, 0, NULL};
    struct coh_roster_layouts all = COH_ROSTER_LAYOUTS_INIT;
    const struct coh_roster_layout *l;
    struct coh_table raw = COH_TABLE_INIT;
    int rc = -1;

    *f = (struct coh_roster_input){.table = COH_TABLE_INIT};
    if (coh_roster_layouts_open(&all, err) || make_table(&raw, text, err))
        goto out;
    l = coh_roster_layout_find(&all, &raw.header);
    assert_non_null(l);
    f->kind = l->kind;
    rc = coh_roster_layout_read(l, &raw, asked ? asked : &nothing, &f->table,
                                &f->unruled, notes, err);
    /* The names of rules live in the layouts; only which one it is counts. */
    f->unruled = f->unruled && !strcmp(f->unruled, "role") ? "role" : NULL;
out:
    coh_table_release(&raw);
    coh_roster_layouts_release(&all);
    return rc;
}

static void
expect(const char *text, const struct coh_roster_asked *asked,
       const char *wanted)
{
    struct coh_roster_input f;

    assert_int_equal(read_input(&f, text, asked, NULL, NULL), 0);
    expect_table(&f.table, wanted);
    coh_table_release(&f.table);
}

static const char users[] =
    "userId;familyName;givenName;middleName;SourcedID;username;role;identifier;"
    "status;password;grade"
    "|9;Okafor;Ada;Ngozi;u-1;ada;student;00812;;pw;05"
    "|8;Abdi;Inés;;u-2;ines;STUDENT;;active;pw;5"
    "|7;Rossi;Mara;;u-3;mara;teacher;T1;;pw;"
    "|6;Gone;Gus;;u-4;gus;student;00815;ToBeDeleted;pw;05";

static void
users_of_oneroster_become_students_by_their_role(void **state)
{
    (void)state;
    expect(users, NULL,
           "student_id;name;oneroster_id;login_id;grade"
           "|00812;Okafor, Ada Ngozi;u-1;ada;05"
           "|u-2;Abdi, Inés;u-2;ines;5");
}

static void
what_is_left_out_is_named_and_comes_when_asked_for(void **state)
{
    struct coh_span name[] = {coh_span_of("user_id"), coh_span_of("shoe")};
    char found[2] = {0, 0};
    const struct coh_roster_asked asked = {name, 2, found};
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_roster_input f;

    (void)state;
    assert_int_equal(read_input(&f, users, &asked, &notes, NULL), 0);
    expect_table(&f.table, "student_id;name;oneroster_id;login_id;grade;user_id"
                           "|00812;Okafor, Ada Ngozi;u-1;ada;05;9"
                           "|u-2;Abdi, Inés;u-2;ines;5;8");
    assert_int_equal(found[0], 1);
    assert_int_equal(found[1], 0);
    assert_string_equal(notes.note[0].reason,
                        "read as oneroster-users; never taken in: 'password'");
    coh_table_release(&f.table);
    name[0] = coh_span_of("Password");
    assert_int_equal(read_input(&f, users, &asked, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_table_release(&f.table);
    coh_notes_release(&notes);
}

static void
a_spreadsheet_keeps_its_attributes_but_not_what_a_child_is(void **state)
{
    (void)state;
    expect("STUDENT ID;Surname;First Name;Homeroom;House;Date of Birth;"
           "Ethnicity|1;Lund;Per;5A;Owl;2015-01-01;x|1;Lund;Per;5A;Owl;;y",
           NULL, "student_id;name;section;House|1;Lund, Per;5A;Owl");
}

static void
each_system_of_a_list_of_ids_has_a_column(void **state)
{
    (void)state;
    expect("sourcedId;username;givenName;familyName;identifier;userIds"
           "|u-1;ada;Ada;Okafor;1;{LDAP:12},{LTI: 15}"
           "|u-2;ines;Inés;Abdi;2;"
           "|u-3;per;Per;Lund;3;{LTI:17},{login:x},{bad},{LTI:}",
           NULL,
           "student_id;name;oneroster_id;login_id;ldap_id;lti_id"
           "|1;Okafor, Ada;u-1;ada;12;15|2;Abdi, Inés;u-2;ines;;"
           "|3;Lund, Per;u-3;per;;17");
}

/* StudentsBySchool has a row for each term. */
static void
rows_that_say_the_same_count_once(void **state)
{
    (void)state;
    expect("TermName;SchoolName;StudentLastName;StudentFirstName;StudentMI;"
           "StudentID;Grade|Fall;M;Okafor;Ada;N;00812;5"
           "|Winter;M;Okafor;Ada;N;00812;5|Winter;M;Abdi;Inés;;F08;K",
           NULL,
           "student_id;name;grade;school|00812;Okafor, Ada N;5;M"
           "|F08;Abdi, Inés;K;M");
}

static int
fits(const char *header)
{
    struct coh_table t = COH_TABLE_INIT;
    int fit;

    assert_int_equal(make_table(&t, header, NULL), 0);
    fit = coh_roster_layout_fits(&t.header);
    coh_table_release(&t);
    return fit;
}

static void
an_export_of_scores_is_no_roster(void **state)
{
    (void)state;
    assert_int_equal(fits("sourcedId;classSourcedId;userSourcedId;role"), 1);
    assert_int_equal(fits("Student ID;Last Name;First Name;Class;Gender"), 1);
    assert_int_equal(fits("Student ID;Last Name;First Name;Class;Quiz 7"), 0);
    assert_int_equal(fits("sourcedId;lineItemSourcedId;studentSourcedId;"
                          "scoreStatus;score;scoreDate"),
                     0);
    assert_int_equal(fits("a;b"), 0);
}

/* ---- joined ---- */

static const char enrolments[] =
    "sourcedId;classSourcedId;userSourcedId;role;beginDate;endDate"
    "|1;c-5a;u-1;student;25/08/2025;16/01/2026"
    "|2;c-5b;u-1;student;19/01/2026;"
    "|3;c-5b;u-2;student;;"
    "|4;c-ma;u-2;student;;"
    "|5;c-5b;u-3;teacher;;";
static const char classes[] =
    "sourcedId;title;courseSourcedId;schoolSourcedId;classType;classCode"
    "|c-5a;Room 5A;k;s;homeroom;5A|c-5b;Room 5B;k;s;homeroom;5B"
    "|c-ma;Math;k;s;scheduled;MA";

static void
init_join(struct coh_roster_join *j, struct coh_roster_input *file, size_t n,
          const char *today, struct coh_notes *notes)
{
    *j = (struct coh_roster_join)COH_ROSTER_JOIN_INIT;
    j->file = file;
    j->n = n;
    j->notes = notes;
    assert_int_equal(coh_date_parse(coh_span_of(today), &j->today), 0);
}

static void
release_files(struct coh_roster_input *file, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        coh_table_release(&file[i].table);
}

static void
homerooms_are_sections_with_their_days(void **state)
{
    struct coh_roster_input file[3];
    struct coh_roster_join j;
    struct coh_student_sheet sheet = COH_STUDENT_SHEET_INIT;
    char day[COH_DATE_SIZE];

    (void)state;
    assert_int_equal(read_input(&file[0], users, NULL, NULL, NULL), 0);
    assert_int_equal(read_input(&file[1], classes, NULL, NULL, NULL), 0);
    assert_int_equal(read_input(&file[2], enrolments, NULL, NULL, NULL), 0);
    init_join(&j, file, 3, "2026-01-16", NULL);
    assert_int_equal(coh_roster_join_make(&j, NULL), 0);
    expect_table(&file[0].table,
                 "student_id;name;oneroster_id;login_id;grade;section"
                 "|00812;Okafor, Ada Ngozi;u-1;ada;05;Room 5A"
                 "|u-2;Abdi, Inés;u-2;ines;5;Room 5B");
    assert_int_equal(coh_student_sheet_read(&sheet, &file[0].table, NULL, NULL),
                     0);
    assert_int_equal(coh_roster_join_spans(&j, &sheet, NULL), 0);
    assert_int_equal(sheet.student[0].spans, 2);
    assert_true(coh_span_is(sheet.student[0].span[1].value, "Room 5B"));
    assert_string_equal(coh_date_text(sheet.student[0].span[0].to, day),
                        "2026-01-16");
    assert_int_equal(sheet.student[0].span[1].to, COH_DATE_NONE);
    assert_int_equal(sheet.student[1].spans, 1);
    assert_int_equal(sheet.student[1].span[0].from, COH_DATE_NONE);
    coh_student_sheet_release(&sheet);
    coh_roster_join_release(&j);
    release_files(file, 3);
}

static void
who_is_in_several_classes_at_once_gets_no_section(void **state)
{
    struct coh_roster_input file[2];
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_roster_join j;

    (void)state;
    assert_int_equal(read_input(&file[0], users, NULL, NULL, NULL), 0);
    assert_int_equal(read_input(&file[1], enrolments, NULL, NULL, NULL), 0);
    init_join(&j, file, 2, "2026-02-01", &notes);
    assert_int_equal(coh_roster_join_make(&j, NULL), 0);
    expect_table(&file[0].table,
                 "student_id;name;oneroster_id;login_id;grade;section"
                 "|00812;Okafor, Ada Ngozi;u-1;ada;05;c-5b"
                 "|u-2;Abdi, Inés;u-2;ines;5;");
    assert_int_equal(notes.n, 1);
    assert_string_equal(notes.note[0].place[0], "u-2");
    assert_true(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_roster_join_release(&j);
    release_files(file, 2);
}

static void
users_without_roles_are_students_by_roles_or_enrolments(void **state)
{
    static const char no_role[] =
        "sourcedId;familyName;givenName;username;identifier"
        "|u-1;Okafor;Ada;ada;00812|u-3;Rossi;Mara;mara;T1";
    struct coh_roster_input file[2];
    struct coh_error err = COH_ERROR_INIT;
    struct coh_roster_join j;

    (void)state;
    assert_int_equal(read_input(&file[0], no_role, NULL, NULL, NULL), 0);
    assert_int_equal(read_input(&file[1], enrolments, NULL, NULL, NULL), 0);
    init_join(&j, file, 1, "2026-02-01", NULL);
    file[0].name = (char *)(uintptr_t) "users.csv";
    assert_int_equal(coh_roster_join_make(&j, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_roster_join_release(&j);
    init_join(&j, file, 2, "2026-02-01", NULL);
    assert_int_equal(coh_roster_join_make(&j, NULL), 0);
    expect_table(&file[0].table, "student_id;name;oneroster_id;login_id;section"
                                 "|00812;Okafor, Ada;u-1;ada;c-5b");
    coh_roster_join_release(&j);
    release_files(file, 2);
}

static int
join_all(struct coh_error *err)
{
    static const char *const text[] = {users, classes, enrolments};
    struct coh_roster_input file[3] = {{.table = COH_TABLE_INIT},
                                       {.table = COH_TABLE_INIT},
                                       {.table = COH_TABLE_INIT}};
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_student_sheet sheet = COH_STUDENT_SHEET_INIT;
    struct coh_roster_join j;
    size_t i;
    int rc = 0;

    init_join(&j, file, 3, "2026-02-01", &notes);
    for (i = 0; i < 3 && !rc; i++)
        rc = read_input(&file[i], text[i], NULL, &notes, err);
    rc = rc || coh_roster_join_make(&j, err) ||
         coh_student_sheet_read(&sheet, &file[0].table, &notes, err) ||
         coh_roster_join_spans(&j, &sheet, err);
    coh_student_sheet_release(&sheet);
    coh_roster_join_release(&j);
    coh_notes_release(&notes);
    release_files(file, 3);
    return rc;
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc;

    (void)state;
    for (n = 1, rc = -1; rc; n++) {
        coh_memory_fail_at(n, 0);
        rc = join_all(&err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(n > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(users_of_oneroster_become_students_by_their_role),
        cmocka_unit_test(what_is_left_out_is_named_and_comes_when_asked_for),
        cmocka_unit_test(
            a_spreadsheet_keeps_its_attributes_but_not_what_a_child_is),
        cmocka_unit_test(each_system_of_a_list_of_ids_has_a_column),
        cmocka_unit_test(rows_that_say_the_same_count_once),
        cmocka_unit_test(an_export_of_scores_is_no_roster),
        cmocka_unit_test(homerooms_are_sections_with_their_days),
        cmocka_unit_test(who_is_in_several_classes_at_once_gets_no_section),
        cmocka_unit_test(
            users_without_roles_are_students_by_roles_or_enrolments),
        cmocka_unit_test(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
