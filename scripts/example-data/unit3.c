/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zipgrade-unit3.csv and standards.csv: the Unit 3 Test, 20 items, two key
 * versions. Items are numbered here as on version A; item p of version B is
 * item (7 p + 3) mod 20 of version A, counted from 0.
 *
 * The story: of 5.NF.A.1 a set number of students in each section earn 3 or 4
 * of the 4 points: few in 5B and 5D, about two in three in 5A and 5C.
 */
#include "example.h"

#include <string.h>

enum { N_STANDARDS = 5, ITEM_SEVEN = 6 };

static const char *const standards[N_STANDARDS] = {
    "5.NF.B.3", "5.NF.A.1", "5.NF.A.2", "5.NF.B.4", "5.NF.B.5",
}; /* item i belongs to standard i mod 5 */

static const char keys[] = "BDACCADCBADBCABDCADB";

/* Students with at least 3 of 4 points, by standard and section. */
static const int quota[N_STANDARDS][N_SECTIONS] = {
    {21, 20, 21, 20}, {18, 7, 18, 8},   {19, 18, 19, 18},
    {20, 18, 22, 19}, {18, 17, 19, 17},
};

/* How hard an item is beside the others of its standard. */
static const int hard[N_ITEMS] = {
    2, 3, 3, 4, 3, 4, 9, 2, 3, 4, 3, 2, 4, 2, 5, 2, 3, 5, 3, 2,
};

struct answers {
    bool right[N_ITEMS];
    char chosen[N_ITEMS][4];
};

static int
item_at(int form, int place)
{
    return form ? (7 * place + 3) % N_ITEMS : place;
}

/* The section's best by ability and luck meet the standard. */
static void
choose_masters(const struct student *s, int section, int n, bool *meets,
               struct rng *r)
{
    int rank[N_STUDENTS];

    for (int i = 0; i < N_STUDENTS; i++) {
        rank[i] = 9 * s[i].math + 9 * normal(r);
        if (s[i].section != section || s[i].no_unit3)
            rank[i] = -1000000;
    }
    while (n--) {
        int best = 0;

        for (int i = 1; i < N_STUDENTS; i++)
            if (rank[i] > rank[best])
                best = i;
        meets[best] = true;
        rank[best] = -1000000;
    }
}

/* Take away points of a standard, the harder items more often. */
static void
lose_items(struct answers *a, int standard, int n, struct rng *r)
{
    while (n) {
        int total = 0, at, i;

        for (i = standard; i < N_ITEMS; i += N_STANDARDS)
            total += a->right[i] ? hard[i] : 0;
        at = below(r, total);
        for (i = standard; at >= (a->right[i] ? hard[i] : 0); i += N_STANDARDS)
            at -= a->right[i] ? hard[i] : 0;
        a->right[i] = false;
        n--;
    }
}

static void
make_points(const struct student *s, struct answers *a, struct rng *r)
{
    for (int i = 0; i < N_STUDENTS; i++)
        memset(a[i].right, true, sizeof a[i].right);
    for (int k = 0; k < N_STANDARDS; k++) {
        bool meets[N_STUDENTS] = {false};

        for (int c = 0; c < N_SECTIONS; c++)
            choose_masters(s, c, quota[k][c], meets, r);
        for (int i = 0; i < N_STUDENTS; i++) {
            int luck = below(r, 1000) - s[i].math / 8;
            int lost = meets[i]     ? luck > 480
                       : luck < 480 ? 2
                       : luck < 860 ? 3
                                    : 4;

            lose_items(&a[i], k, lost, r);
        }
    }
}

/* Item 7 of version A: most who miss it add the denominators, option B. */
static void
make_choices(struct answers *a, struct rng *r)
{
    for (int i = 0; i < N_ITEMS; i++) {
        char c = keys[i];

        while (!a->right[i] && c == keys[i])
            c = i == ITEM_SEVEN && chance(r, 700) ? 'B' : "ABCD"[below(r, 4)];
        a->chosen[i][0] = c;
        a->chosen[i][1] = '\0';
    }
}

/* Some wrong answers are no answer, or two bubbles. */
static void
spoil(const struct student *s, struct answers *a, struct rng *r)
{
    static const char *const marks[] = {"BD", "AC", "",   "BD", "",
                                        "AB", "",   "CD", ""};

    for (size_t m = 0; m < sizeof marks / sizeof marks[0];) {
        int i = below(r, N_STUDENTS), item = below(r, N_ITEMS);

        if (s[i].no_unit3 || a[i].right[item] || item == ITEM_SEVEN ||
            strlen(a[i].chosen[item]) != 1)
            continue;
        snprintf(a[i].chosen[item], sizeof a[i].chosen[item], "%s", marks[m++]);
    }
}

static void
write_head(struct sheet *out)
{
    static const char *const head[] = {
        "QuizName",       "QuizClass",   "FirstName",     "LastName",
        "StudentID",      "CustomID",    "Earned Points", "Possible Points",
        "PercentCorrect", "QuizCreated", "DataExported",  "Key Version",
    };
    static const char *const part[] = {"Stu", "PriKey", "Points", "Mark"};
    char buf[32];

    for (int i = 0; i < 12; i++)
        cell(out, head[i]);
    for (int i = 1; i <= N_ITEMS; i++)
        for (int p = 0; p < 4; p++) {
            snprintf(buf, sizeof buf, "%s%d", part[p], i);
            cell(out, buf);
        }
    record_end(out);
}

static void
write_sheet(struct sheet *out, const struct student *s, const struct answers *a,
            int form)
{
    const char *id = s->id + strspn(s->id, "0"); /* the spreadsheet's work */
    char key[2] = "";

    cell(out, "Unit 3 Test");
    cell(out, section_name(s->section));
    cell(out, s->first);
    cell(out, s->last);
    cell(out, id);
    cell(out, "");
    cell_int(out, s->unit3);
    cell_int(out, N_ITEMS);
    cell_int(out, s->unit3 * 100 / N_ITEMS);
    cell(out, "2/26/2026 0:00");
    cell(out, "2/27/2026 0:00");
    cell(out, form ? "B" : "A");
    for (int p = 0; p < N_ITEMS; p++) {
        int i = item_at(form, p);

        key[0] = keys[i];
        cell(out, a->chosen[i]);
        cell(out, key);
        cell_int(out, a->right[i]);
        cell(out, a->right[i] ? "C" : "X");
    }
    record_end(out);
}

static int
standards_write(const char *dir)
{
    static const char *const head[] = {"assessment", "form",      "item",
                                       "standard",   "max_score", "question"};
    struct sheet out;
    char buf[16];

    if (sheet_open(&out, dir, "standards.csv", "\n", false))
        return -1;
    record(&out, head, 6);
    for (int form = 0; form < 2; form++)
        for (int p = 0; p < N_ITEMS; p++) {
            cell(&out, "Unit 3 Test");
            cell(&out, form ? "B" : "A");
            snprintf(buf, sizeof buf, "Q%d", p + 1);
            cell(&out, buf);
            cell(&out, standards[item_at(form, p) % N_STANDARDS]);
            cell(&out, "1");
            /* A question is called as version A calls it. */
            snprintf(buf, sizeof buf, "Q%d", item_at(form, p) + 1);
            cell(&out, buf);
            record_end(&out);
        }
    return sheet_close(&out);
}

int
unit3_write(const char *dir, struct student *s)
{
    static struct answers a[N_STUDENTS];
    struct sheet out;
    struct rng r;

    if (sheet_open(&out, dir, "zipgrade-unit3.csv", "\r\n", false))
        return -1;
    rng_start(&r, "unit3");
    make_points(s, a, &r);
    for (int i = 0; i < N_STUDENTS; i++)
        make_choices(&a[i], &r);
    spoil(s, a, &r);
    write_head(&out);
    for (int i = 0; i < N_STUDENTS; i++) {
        if (s[i].no_unit3)
            continue;
        s[i].unit3 = 0;
        for (int k = 0; k < N_ITEMS; k++)
            s[i].unit3 += a[i].right[k];
        write_sheet(&out, &s[i], &a[i], i % 2);
    }
    return sheet_close(&out) || standards_write(dir) ? -1 : 0;
}
