/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gradebook.csv: a Canvas gradebook, with its accidents. */
#include "example.h"

#include <stdlib.h>
#include <string.h>

enum {
    N_TASKS = 10,
    N_TOTALS = 10,
    UNIT_3 = 7,
    UNIT_4 = 9,
    BLANK = -1, /* cells that are no score */
    EXCUSED = -2,
    NOT_ASSIGNED = -3
};

static const struct {
    const char *title;
    int max;
    int step; /* scores are multiples of it, in hundredths */
} tasks[N_TASKS] = {
    {"Unit 1 Test (40211)", 20, 100},
    {"Fraction Strips Quiz (40237)", 10, 50},
    {"Unit 2 Test (40302)", 20, 100},
    {"Project: \"Plan a Garden\", area and cost (40318)", 30, 50},
    {"Exit Ticket: equivalent fractions (40355)", 4, 100},
    {"Quiz: adding unlike denominators (40371)", 10, 50},
    {"Exit Ticket: fractions as division (40390)", 4, 100},
    {"Unit 3 Test (40412)", 20, 100},
    {"Project: Recipe Scaling (40418)", 25, 50},
    {"Unit 4 Test (40460)", 20, 100}, /* not given yet */
};

static const char *const totals[N_TOTALS] = {
    "Assignments Current Points",
    "Assignments Final Points",
    "Assignments Current Score",
    "Assignments Unposted Current Score",
    "Assignments Final Score",
    "Assignments Unposted Final Score",
    "Current Score",
    "Unposted Current Score",
    "Final Score",
    "Unposted Final Score",
};

struct line {
    const struct student *s;
    int score[N_TASKS]; /* hundredths, or a code above */
};

static int
by_name(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    return strcmp(x->s->name, y->s->name);
}

static int
make_score(const struct student *s, int task, struct rng *r)
{
    int max = tasks[task].max * 100;
    int share = 730 + s->math / 8 + 70 * normal(r) / 1000; /* permille */
    int steps = div_round(max / 100 * share, 10 * tasks[task].step);

    if (task == UNIT_4)
        return BLANK;
    if (task == UNIT_3)
        return s->unit3 < 0 ? BLANK : s->unit3 * 100;
    return clamp(steps * tasks[task].step, 0, max);
}

/* Cells that are no score; line numbers are those of the students. */
static void
plant(struct line *lines, int n)
{
    static const struct {
        int line, task, code;
    } cells[] = {
        {4, 4, BLANK},         {13, 3, EXCUSED},      {19, 8, BLANK},
        {27, 6, BLANK},        {33, 1, EXCUSED},      {47, 8, BLANK},
        {58, 3, NOT_ASSIGNED}, {61, 5, BLANK},        {66, 6, EXCUSED},
        {79, 0, BLANK},        {84, 3, NOT_ASSIGNED}, {95, 4, BLANK},
        {102, 8, EXCUSED},     {108, 2, BLANK},
    };

    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        lines[cells[i].line].score[cells[i].task] = cells[i].code;
    for (int i = 0, absent = 0; i < n; i++) {
        if (lines[i].s->from > first_day()) /* came in November */
            lines[i].score[0] = lines[i].score[1] = NOT_ASSIGNED;
        if (lines[i].s->no_unit3 && ++absent == 3)
            lines[i].score[UNIT_3] = EXCUSED;
    }
}

static void
cell_hundredths(struct sheet *out, int value)
{
    char buf[32];

    snprintf(buf, sizeof buf, "%d.%02d", value / 100, value % 100);
    cell(out, buf);
}

static void
write_score(struct sheet *out, int score)
{
    if (score == BLANK)
        cell(out, "");
    else if (score == EXCUSED)
        cell(out, "EX");
    else if (score == NOT_ASSIGNED)
        cell(out, "N/A");
    else
        cell_hundredths(out, score);
}

/* Current leaves blanks out; final takes them as 0. In both, EX and N/A
   do not count. */
static void
write_totals(struct sheet *out, const int *score)
{
    int earned = 0, current = 0, final = 0;

    for (int k = 0; k < N_TASKS; k++) {
        if (score[k] >= 0) {
            earned += score[k];
            current += tasks[k].max;
        }
        if (score[k] >= BLANK)
            final += tasks[k].max;
    }
    cell_hundredths(out, earned);
    cell_hundredths(out, earned);
    for (int i = 0; i < 4; i++) {
        int of = i % 2 ? final : current;

        for (int twice = 0; twice < 2; twice++)
            if (of)
                cell_hundredths(out, div_round(earned * 100, of));
            else
                cell(out, "");
    }
}

/* One task's cell can be left out: a copy accident. */
static void
write_line(struct sheet *out, const struct line *l, int skip)
{
    const struct student *s = l->s;

    cell(out, s->name);
    cell_int(out, s->canvas_id);
    cell(out, s->id);
    cell(out, s->email);
    cell(out, s->two_sections ? "5A and 5C" : section_name(s->section));
    for (int k = 0; k < N_TASKS; k++)
        if (k != skip)
            write_score(out, l->score[k]);
    write_totals(out, l->score);
    record_end(out);
}

static void
write_head(struct sheet *out)
{
    static const char *const head[] = {"Student", "ID", "SIS User ID",
                                       "SIS Login ID", "Section"};

    fputs("\xef\xbb\xbf", out->file);
    for (int i = 0; i < 5; i++)
        cell(out, head[i]);
    for (int k = 0; k < N_TASKS; k++)
        cell(out, tasks[k].title);
    record(out, totals, N_TOTALS);

    for (int i = 0; i < 5; i++)
        cell(out, "");
    for (int k = 0; k < N_TASKS; k++)
        cell(out, k == UNIT_4 ? "Manual Posting" : "");
    for (int i = 0; i < N_TOTALS; i++)
        cell(out, "");
    record_end(out);

    cell(out, "    Points Possible");
    for (int i = 1; i < 5; i++)
        cell(out, "");
    for (int k = 0; k < N_TASKS; k++)
        cell_hundredths(out, tasks[k].max * 100);
    for (int i = 0; i < N_TOTALS; i++)
        cell(out, "(read only)");
    record_end(out);
}

static void
write_test_student(struct sheet *out)
{
    static const int nothing[N_TASKS] = {BLANK, BLANK, BLANK, BLANK, BLANK,
                                         BLANK, BLANK, BLANK, BLANK, BLANK};

    cell(out, "Student, Test");
    cell(out, "199901");
    cell(out, "");
    cell(out, "5f0e7c1b9a3d4826b1c7d90e64a2f835c6b0d117");
    cell(out, "5A, 5B, 5C, and 5D");
    for (int k = 0; k < N_TASKS; k++)
        cell(out, "");
    write_totals(out, nothing);
    record_end(out);
}

/* The export of a week before: four of the Unit 3 Test had been counted wrong,
   and two students sat it since. */
static int
write_week_before(const char *dir, struct line *lines, int n)
{
    static const struct {
        int line, points; /* 0: not there yet */
    } was[] = {{24, 2}, {29, 0}, {33, -3}, {50, -3}, {69, 2}, {81, 0}};
    struct sheet out;

    if (sheet_open(&out, dir, "gradebook-feb27.csv", "\r\n", false))
        return -1;
    for (size_t i = 0; i < sizeof was / sizeof *was; i++) {
        int *score = &lines[was[i].line].score[UNIT_3];

        *score = was[i].points ? *score + 100 * was[i].points : BLANK;
    }
    write_head(&out);
    for (int i = 0; i < n; i++)
        write_line(&out, &lines[i], -1);
    write_test_student(&out);
    return sheet_close(&out);
}

int
gradebook_write(const char *dir, const struct student *s)
{
    struct line lines[N_STUDENTS];
    struct sheet out;
    struct rng r;
    int n = 0;

    if (sheet_open(&out, dir, "gradebook.csv", "\r\n", false))
        return -1;
    rng_start(&r, "gradebook");
    for (int i = 0; i < N_STUDENTS; i++) {
        if (s[i].to) /* Canvas drops who has left */
            continue;
        lines[n].s = &s[i];
        for (int k = 0; k < N_TASKS; k++)
            lines[n].score[k] = make_score(&s[i], k, &r);
        n++;
    }
    qsort(lines, (size_t)n, sizeof *lines, by_name);
    plant(lines, n);
    write_head(&out);
    for (int i = 0; i < n; i++) {
        write_line(&out, &lines[i], -1);
        if (i == 40)
            write_line(&out, &lines[i], -1);
    }
    write_line(&out, &lines[75], 4);
    write_test_student(&out);
    return sheet_close(&out) || write_week_before(dir, lines, n) ? -1 : 0;
}
