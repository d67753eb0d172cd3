/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "flow/grouping-ask.h"
#include "group/reason.h"
#include "reason_check.h"

/* The example team, grouped by every method, and every sentence read back. */

#define DATA "examples/data/"

static void
load(struct coh_table *t, const char *path)
{
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_reader *reader = coh_reader_open(path, NULL, NULL);

    assert_non_null(reader);
    assert_int_equal(coh_table_read(t, reader, &notes, NULL), 0);
    coh_reader_free(reader);
    coh_notes_release(&notes);
}

/* A student × skill table: of five tasks of the gradebook the share of the
 * points (from its second row on), which stands for a P(mastery). */
static void
masteries(struct coh_table *t)
{
    static const size_t tasks[] = {5, 6, 9, 10, 11};
    struct coh_table book = COH_TABLE_INIT;
    char text[6][40];
    struct coh_span cell[6];
    struct coh_record record = {.n = 6, .cell = cell};
    size_t row, i;

    load(&book, DATA "gradebook.csv");
    cell[0] = coh_span_of("student_id");
    for (i = 0; i < 5; i++) {
        snprintf(text[i + 1], sizeof(text[0]), "5.NF.%c.%zu",
                 (char)('A' + i / 2), i + 1);
        cell[i + 1] = coh_span_of(text[i + 1]);
    }
    assert_int_equal(coh_header_copy(&t->header, cell, 6, NULL), 0);
    for (row = 2; row < book.rows; row++) {
        cell[0] = coh_table_cell(&book, row, 2);
        for (i = 0; i < 5; i++) {
            struct coh_span got = coh_table_cell(&book, row, tasks[i]);
            struct coh_decimal d;
            text[i + 1][0] = '\0';
            if (coh_decimal_parse(got, &d) == COH_NUMBER_EXACT)
                snprintf(
                    text[i + 1], sizeof(text[0]), "%.4f",
                    coh_decimal_double(d) /
                        coh_number_double(coh_table_cell(&book, 1, tasks[i])));
            cell[i + 1] = coh_span_of(text[i + 1]);
        }
        record.line = row;
        assert_int_equal(coh_table_add(t, &record, NULL), 0);
    }
    coh_table_release(&book);
}

/* What is asked; the rest as where nothing is given. */
struct asked {
    const char *method, *file; /* NULL: the masteries */
    const char *student, *value, *match, *balance, *no_isolate;
    long groups, size, min, max;
    int objective, lists, diverse;
    double sem;
};

static void
ask(const struct asked *x, struct coh_grouping_ask *a, struct coh_table *list)
{
    assert_int_equal(coh_grouping_ask_method(a, x->method, NULL), 0);
    a->choice.file = x->file ? x->file : "masteries";
    a->choice.student = x->student;
    a->choice.value = x->value;
    a->choice.match = x->match;
    a->choice.last = 1;
    assert_int_equal(
        coh_date_parse(coh_span_of("2026-03-06"), &a->choice.today), 0);
    if (x->sem > 0)
        a->choice.sem = x->sem;
    a->sizes.groups = x->groups ? x->groups : -1;
    a->sizes.size = x->size ? x->size : -1;
    a->sizes.min = x->min ? x->min : -1;
    a->sizes.max = x->max ? x->max : -1;
    a->kinds.balance = x->balance;
    a->kinds.no_isolate = x->no_isolate;
    a->objective = x->objective;
    a->effort = 300000;
    load(&list[0], DATA "roster.csv");
    a->file[COH_GROUPING_ASK_ROSTER].name = "roster.csv";
    a->file[COH_GROUPING_ASK_ROSTER].table = &list[0];
    if (!x->lists)
        return;
    load(&list[1], DATA "together.csv");
    load(&list[2], DATA "apart.csv");
    a->file[COH_GROUPING_ASK_TOGETHER].name = "together.csv";
    a->file[COH_GROUPING_ASK_TOGETHER].table = &list[1];
    a->file[COH_GROUPING_ASK_APART].name = "apart.csv";
    a->file[COH_GROUPING_ASK_APART].table = &list[2];
}

static void
read_back(const struct coh_grouping *g, const struct coh_group_answer *answer,
          int diverse)
{
    struct reason_check check = {&g->p, &g->e, answer->group, diverse, ""};
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    size_t i;

    assert_int_equal(
        coh_group_reasons_init(&r, &g->p, &g->aim, &g->e, answer, NULL), 0);
    for (i = 0; i < g->p.n; i++) {
        assert_int_equal(coh_group_reasons_student(&r, i, &s, NULL), 0);
        if (!reason_holds(&check, i, coh_text_get(&s.reason)) ||
            !note_holds(&check, i, coh_text_get(&s.note)))
            fail_msg("%s: \"%s\", note \"%s\", at \"%s\"", g->id[i],
                     coh_text_get(&s.reason), coh_text_get(&s.note), check.at);
        assert_true(fit_holds(&check, i, s.fit));
    }
    coh_group_student_release(&s);
    coh_group_reasons_release(&r);
}

static void
group(const struct asked *x)
{
    struct coh_grouping_ask a = COH_GROUPING_ASK_INIT;
    struct coh_table t = COH_TABLE_INIT;
    struct coh_table list[3] = {COH_TABLE_INIT, COH_TABLE_INIT, COH_TABLE_INIT};
    struct coh_grouping g = COH_GROUPING_INIT;
    struct coh_group_answer answer = COH_GROUP_ANSWER_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    if (x->file)
        load(&t, x->file);
    else
        masteries(&t);
    ask(x, &a, list);
    if (coh_grouping_ask_check(&a, &err) ||
        coh_grouping_ask_read(&a, &t, &g, &notes, &err) ||
        coh_grouping_aims(&g, &err) ||
        coh_grouping_solve(&g, &answer, &notes, &err))
        fail_msg("%s: %s", x->method, err.text);
    assert_int_equal(answer.outcome, COH_GROUP_FEASIBLE);
    assert_int_equal(g.p.n, 111); /* one of 112 has left */
    read_back(&g, &answer, x->diverse);
    coh_notes_release(&notes);
    coh_group_answer_release(&answer);
    coh_grouping_release(&g);
    for (i = 0; i < 3; i++)
        coh_table_release(&list[i]);
    coh_table_release(&t);
}

#define BOOK    DATA "gradebook.csv"
#define SIS     "SIS User ID"
#define UNIT    "Unit 3 Test (40412)"
#define SEVERAL "Unit 1 Test (40211),Unit 2 Test (40302),Unit 3 Test (40412)"

static void
similar_with_one_measure_and_lists(void **state)
{
    (void)state;
    group(&(struct asked){.method = "similar",
                          .file = BOOK,
                          .student = SIS,
                          .match = "student_id",
                          .value = UNIT,
                          .groups = 5,
                          .lists = 1,
                          .sem = 2,
                          .objective = -1});
    group(&(struct asked){.method = "similar",
                          .file = BOOK,
                          .student = SIS,
                          .match = "student_id",
                          .value = UNIT,
                          .size = 8,
                          .balance = "iep",
                          .objective = -1});
}

static void
similar_with_several_measures(void **state)
{
    (void)state;
    group(&(struct asked){.method = "similar",
                          .file = BOOK,
                          .student = SIS,
                          .match = "student_id",
                          .value = SEVERAL,
                          .size = 8,
                          .lists = 1,
                          .objective = -1});
}

static void
mixed_with_every_objective_and_kinds(void **state)
{
    int objective;

    (void)state;
    for (objective = 0; objective < 3; objective++)
        group(&(struct asked){.method = "mixed",
                              .file = BOOK,
                              .student = SIS,
                              .match = "student_id",
                              .value = objective == 1 ? UNIT : SEVERAL,
                              .size = 8,
                              .lists = 1,
                              .balance = "section",
                              .no_isolate = "english_learner=yes",
                              .objective = objective,
                              .diverse = objective == 2});
}

static void
skill_under_capacities(void **state)
{
    (void)state;
    group(&(struct asked){.method = "skill",
                          .student = "student_id",
                          .max = 25,
                          .lists = 1,
                          .objective = -1});
    group(&(struct asked){.method = "skill",
                          .student = "student_id",
                          .min = 8,
                          .max = 30,
                          .objective = -1});
}

static void
interest_with_three_choices(void **state)
{
    (void)state;
    group(&(struct asked){.method = "interest",
                          .file = DATA "interest-survey.csv",
                          .student = "Email Address",
                          .match = "email",
                          .value = "First choice,Second choice,Third choice",
                          .min = 8,
                          .max = 20,
                          .lists = 1,
                          .objective = -1});
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(similar_with_one_measure_and_lists),
        cmocka_unit_test(similar_with_several_measures),
        cmocka_unit_test(mixed_with_every_objective_and_kinds),
        cmocka_unit_test(skill_under_capacities),
        cmocka_unit_test(interest_with_three_choices),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
