/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expertise.csv, availability.csv, extended-team.csv, support.csv,
 * team-reflection.csv, together.csv, apart.csv. */
#include "example.h"

enum { N_EDUCATORS = 6, N_SKILLS = 8, N_QUESTIONS = 10 };

static const char *const skills[N_SKILLS] = {
    "5.NF.A.1",       "5.NF.A.2",
    "5.NF.B.3",       "5.NF.B.4",
    "5.NF.B.5",       "reading-fluency",
    "project-design", "english-language-development",
};

static const struct {
    const char *educator;
    int level[N_SKILLS]; /* 0 none to 4 can teach others */
} expertise[N_EDUCATORS] = {
    {"Dana Okafor", {4, 3, 3, 3, 2, 1, 2, 0}},
    {"Luis Brandt", {2, 3, 2, 4, 3, 1, 3, 0}},
    {"Mei Castellano", {1, 1, 2, 1, 1, 4, 2, 0}},
    {"Tom Halvorsen", {1, 2, 3, 2, 1, 2, 1, 0}},
    {"Ruth Adair (special educator)", {3, 2, 2, 1, 2, 3, 1, 0}},
    {"Sol Marchetti (community educator)", {0, 0, 1, 1, 2, 0, 4, 0}},
};

static const char *const questions[N_QUESTIONS] = {
    "We share responsibility for all 112 students",
    "Our weekly data meeting changes what we teach",
    "I know who to ask for which skill",
    "We group students flexibly, and regroup when data say so",
    "Our planning time is long enough",
    "We look at how students feel, not only at scores",
    "Families hear from us before there is a problem",
    "I feel safe to disagree in this team",
    "Co-teaching in the math block works for students",
    "We follow up on what we decided",
};

/* Question 1: all agree, high. Question 9: split down the middle. */
static const int answers[N_QUESTIONS][4] = {
    {5, 5, 5, 5}, {4, 4, 3, 4}, {4, 3, 4, 4}, {3, 4, 3, 2}, {2, 2, 1, 2},
    {4, 3, 4, 5}, {3, 3, 2, 3}, {4, 5, 4, 4}, {5, 1, 5, 1}, {3, 2, 3, 3},
};

static const char *const open_questions[2] = {
    "What should we celebrate?",
    "What should we change in the next six weeks?",
};

static const char *const open_answers[2][4] = {
    {"Every student is known well by at least one of us",
     "The garden project, and that families came",
     "Students ask for the small groups now; nobody says \"low group\"",
     "That I was never alone with a hard day"},
    {"Decide less, but follow up on what we decide",
     "Plan the math block together, or teach it apart",
     "Fluency: look at attendance first, then at reading",
     "More time for planning, less for copying scores"},
};

static const struct {
    const char *set;
    int student;
} together[] =
    {
        {"T1", 30}, {"T1", 41}, {"T2", 57},  {"T2", 66},
        {"T2", 79}, {"T3", 86}, {"T3", 104},
},
  apart[] = {
      {"A1", 2},  {"A1", 19}, {"A2", 30}, {"A2", 48}, {"A2", 52},
      {"A3", 61}, {"A3", 79}, {"A4", 90}, {"A4", 97}, {"A4", 110},
};

/* Blocks in which small groups meet; Tom Halvorsen teaches elsewhere in one. */
static const struct {
    const char *educator, *role, *block;
} times[] =
    {
        {"Dana Okafor", NULL, "Math 1"},     {"Dana Okafor", NULL, "Math 2"},
        {"Dana Okafor", NULL, "Project"},    {"Luis Brandt", NULL, "Math 1"},
        {"Luis Brandt", NULL, "Math 2"},     {"Luis Brandt", NULL, "Project"},
        {"Mei Castellano", NULL, "Math 1"},  {"Mei Castellano", NULL, "Math 2"},
        {"Mei Castellano", NULL, "Project"}, {"Tom Halvorsen", NULL, "Math 1"},
        {"Tom Halvorsen", NULL, "Project"},
},
  extended[] = {
      {"Ruth Adair (special educator)", "special educator", "Math 1"},
      {"Ruth Adair (special educator)", "special educator", "Math 2"},
      {"Sol Marchetti (community educator)", "community educator", "Project"},
};

static int
availability_write(const char *dir)
{
    static const char *const head[] = {"educator", "block"};
    struct sheet out;

    if (sheet_open(&out, dir, "availability.csv", "\n", false))
        return -1;
    record(&out, head, 2);
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        cell(&out, times[i].educator);
        cell(&out, times[i].block);
        record_end(&out);
    }
    return sheet_close(&out);
}

static int
extended_write(const char *dir)
{
    static const char *const head[] = {"educator", "role", "block"};
    struct sheet out;

    if (sheet_open(&out, dir, "extended-team.csv", "\n", false))
        return -1;
    record(&out, head, 3);
    for (size_t i = 0; i < sizeof extended / sizeof extended[0]; i++) {
        cell(&out, extended[i].educator);
        cell(&out, extended[i].role);
        cell(&out, extended[i].block);
        record_end(&out);
    }
    return sheet_close(&out);
}

/* The first students here who work with the special educator. */
static int
support_write(const char *dir, const struct student *s)
{
    static const char *const head[] = {"student_id", "role"};
    struct sheet out;
    int n = 0;

    if (sheet_open(&out, dir, "support.csv", "\n", false))
        return -1;
    record(&out, head, 2);
    for (int i = 0; i < N_STUDENTS && n < 6; i++) {
        if (!s[i].iep || s[i].unit3 < 0)
            continue;
        cell(&out, s[i].id);
        cell(&out, "special educator");
        record_end(&out);
        n++;
    }
    return sheet_close(&out);
}

static int
expertise_write(const char *dir)
{
    static const char *const head[] = {"educator", "skill", "level"};
    struct sheet out;

    if (sheet_open(&out, dir, "expertise.csv", "\n", false))
        return -1;
    record(&out, head, 3);
    for (int e = 0; e < N_EDUCATORS; e++)
        for (int k = 0; k < N_SKILLS; k++) {
            cell(&out, expertise[e].educator);
            cell(&out, skills[k]);
            cell_int(&out, expertise[e].level[k]);
            record_end(&out);
        }
    return sheet_close(&out);
}

static int
reflection_write(const char *dir)
{
    static const char *const head[] = {"respondent", "role", "question",
                                       "answer"};
    static const char *const role[] = {"lead teacher", "math teacher",
                                       "literacy teacher", "teacher resident"};
    struct sheet out;
    char buf[16];

    if (sheet_open(&out, dir, "team-reflection.csv", "\n", false))
        return -1;
    record(&out, head, 4);
    for (int p = 0; p < 4; p++) {
        snprintf(buf, sizeof buf, "R%d", p + 1);
        for (int q = 0; q < N_QUESTIONS + 2; q++) {
            bool open = q >= N_QUESTIONS;

            cell(&out, buf);
            cell(&out, role[p]);
            cell(&out, open ? open_questions[q - N_QUESTIONS] : questions[q]);
            if (open)
                cell(&out, open_answers[q - N_QUESTIONS][p]);
            else
                cell_int(&out, answers[q][p]);
            record_end(&out);
        }
    }
    return sheet_close(&out);
}

static int
sets_write(const char *dir, const struct student *s, bool together_file)
{
    static const char *const head[] = {"set", "student_id"};
    size_t n = together_file ? sizeof together / sizeof together[0]
                             : sizeof apart / sizeof apart[0];
    struct sheet out;

    if (sheet_open(&out, dir, together_file ? "together.csv" : "apart.csv",
                   "\n", false))
        return -1;
    record(&out, head, 2);
    for (size_t i = 0; i < n; i++) {
        cell(&out, together_file ? together[i].set : apart[i].set);
        cell(&out,
             s[together_file ? together[i].student : apart[i].student].id);
        record_end(&out);
    }
    return sheet_close(&out);
}

int
team_write(const char *dir, const struct student *s)
{
    return expertise_write(dir) || availability_write(dir) ||
                   extended_write(dir) || support_write(dir, s) ||
                   reflection_write(dir) || sets_write(dir, s, true) ||
                   sets_write(dir, s, false)
               ? -1
               : 0;
}
