/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grouping_data SHAPE DIR [SEED]: synthetic students to group.
 *   course   course.csv: 105 students of 23 groups of 4 or 5, planted so that
 *            eight rules can be kept: nobody alone of two kinds, one project a
 *            group, a column of four kinds and three of yes and no even
 *   year     year.csv, together.csv, apart.csv: 200 students for 10 classes,
 *            four subjects, 100 of each gender, 12 pairs together, 15 sets
 * apart pigeons  pigeons.csv, pigeons-apart.csv: 120 students, 21 of them apart
 *            from one another, as 210 pairs: too many for 20 groups
 *   large    large.csv: 5,000 students, two measures, a column of three kinds
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

#define COURSE 105
#define GROUPS 23

static struct coh_random draw = {.state = 1};

static FILE *
open_file(const char *dir, const char *name)
{
    char path[4096];
    FILE *f;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(4);
    }
    return f;
}

static size_t
below(size_t n)
{
    return (size_t)coh_random_below(&draw, n);
}

/* About normal: the sum of twelve draws. */
static int
normal(int mean, int sd)
{
    long sum = 0, i;

    for (i = 0; i < 12; i++)
        sum += (long)below(1001);
    return mean + (int)(sd * (sum - 6000) / 1000);
}

static void
shuffle(size_t *a, size_t n)
{
    size_t i, j, swap;

    for (i = n; i > 1; i--) {
        j = below(i);
        swap = a[i - 1];
        a[i - 1] = a[j];
        a[j] = swap;
    }
}

/* 1 for `n` of the members of a group from `from`, which ones is drawn. */
static void
give(unsigned char *has, size_t from, size_t size, size_t n)
{
    size_t order[8], i;

    for (i = 0; i < size; i++)
        order[i] = from + i;
    shuffle(order, size);
    for (i = 0; i < n; i++)
        has[order[i]] = 1;
}

/* `count` of `all` in a group of `size`: within one of the share? */
static int
even(size_t count, size_t all, size_t size)
{
    long off = (long)(count * COURSE) - (long)(all * size);

    return off <= COURSE && -off <= COURSE;
}

struct course {
    size_t size[GROUPS], from[GROUPS];
    unsigned char has[9][COURSE]; /* 0, 1: never alone; 2–4: yes; 5–8: kind */
};

static int
planted(struct course *c)
{
    static const size_t tenths[] = {5, 4, 3};
    size_t count[GROUPS][9], all[9] = {0}, g, k, at = 0;

    memset(c, 0, sizeof(*c));
    for (g = 0; g < GROUPS; g++) {
        c->size[g] = g < 13 ? 5 : 4;
        c->from[g] = at;
        at += c->size[g];
        count[g][0] = below(3) + 1;
        count[g][0] = count[g][0] < 2 ? 0 : count[g][0];
        count[g][1] = 2 * below(2);
        for (k = 2; k < 5; k++) {
            size_t share = c->size[g] * tenths[k - 2];
            count[g][k] = share / 10 + (below(10) < share % 10);
        }
        for (k = 5; k < 9; k++)
            count[g][k] = 1 + (c->size[g] == 5 && g % 4 == k - 5);
        for (k = 0; k < 9; k++)
            all[k] += count[g][k];
    }
    for (g = 0; g < GROUPS; g++)
        for (k = 0; k < 9; k++) {
            if (k > 1 && !even(count[g][k], all[k], c->size[g]))
                return 0;
            if (k < 5)
                give(c->has[k], c->from[g], c->size[g], count[g][k]);
        }
    for (g = 0; g < GROUPS; g++) {
        size_t order[5], i = 0, j;
        for (j = 0; j < c->size[g]; j++)
            order[j] = c->from[g] + j;
        shuffle(order, c->size[g]);
        for (k = 5; k < 9; k++)
            for (j = 0; j < count[g][k]; j++)
                c->has[k][order[i++]] = 1;
    }
    return 1;
}

static void
course(const char *dir)
{
    FILE *f = open_file(dir, "course.csv");
    size_t order[COURSE], project[COURSE], g, i, k, who;
    struct course c;

    while (!planted(&c))
        ;
    for (g = 0; g < GROUPS; g++)
        for (i = 0; i < c.size[g]; i++)
            project[c.from[g] + i] = g % 5;
    for (i = 0; i < COURSE; i++)
        order[i] = i;
    shuffle(order, COURSE);
    fputs("student_id,project,woman,newcomer,evening,works,first,track,score\n",
          f);
    for (i = 0; i < COURSE; i++) {
        who = order[i];
        fprintf(f, "S%04zu,P%zu", i + 1, project[who] + 1);
        for (k = 0; k < 5; k++)
            fputs(c.has[k][who] ? ",yes" : ",no", f);
        for (k = 5; !c.has[k][who]; k++)
            ;
        fprintf(f, ",K%zu,%d\n", k - 4, normal(70, 15));
    }
    fclose(f);
}

static void
sets(FILE *f, char name, size_t set, const size_t *who, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        fprintf(f, "%c%zu,S%04zu\n", name, set, who[i] + 1);
}

static void
year(const char *dir)
{
    FILE *f = open_file(dir, "year.csv");
    size_t who[200], gender[200], i, at = 24;
    int ability;

    for (i = 0; i < 200; i++)
        who[i] = gender[i] = i;
    shuffle(gender, 200);
    fputs("student_id,gender,reading,math,science,writing\n", f);
    for (i = 0; i < 200; i++) {
        ability = normal(0, 8);
        fprintf(f, "S%04zu,%s,%d,%d,%d,%d\n", i + 1, gender[i] % 2 ? "f" : "m",
                normal(200 + ability, 9), normal(198 + ability, 9),
                normal(60 + ability, 10), normal(55 + ability, 12));
    }
    fclose(f);
    shuffle(who, 200);
    f = open_file(dir, "together.csv");
    fputs("set,student_id\n", f);
    for (i = 0; i < 12; i++)
        sets(f, 'T', i + 1, who + 2 * i, 2);
    fclose(f);
    f = open_file(dir, "apart.csv");
    fputs("set,student_id\n", f);
    for (i = 0; i < 15; i++) {
        sets(f, 'A', i + 1, who + at, 2 + i % 3);
        at += 2 + i % 3;
    }
    fclose(f);
}

static void
pigeons(const char *dir)
{
    FILE *f = open_file(dir, "pigeons.csv");
    size_t i, j, n = 0, pair[2];

    fputs("student_id,score\n", f);
    for (i = 0; i < 120; i++)
        fprintf(f, "S%04zu,%d\n", i + 1, normal(70, 15));
    fclose(f);
    f = open_file(dir, "pigeons-apart.csv");
    fputs("set,student_id\n", f);
    for (i = 0; i < 21; i++)
        for (j = i + 1; j < 21; j++) {
            pair[0] = i;
            pair[1] = j;
            sets(f, 'A', ++n, pair, 2);
        }
    fclose(f);
}

static void
large(const char *dir)
{
    FILE *f = open_file(dir, "large.csv");
    size_t i;

    fputs("student_id,reading,math,kind\n", f);
    for (i = 0; i < 5000; i++)
        fprintf(f, "S%04zu,%d,%d,k%zu\n", i + 1, normal(200, 15),
                normal(205, 14), below(3));
    fclose(f);
}

int
main(int argc, char **argv)
{
    if (argc > 3)
        draw.state = strtoull(argv[3], NULL, 10);
    if (argc > 2 && strcmp(argv[1], "course") == 0)
        course(argv[2]);
    else if (argc > 2 && strcmp(argv[1], "year") == 0)
        year(argv[2]);
    else if (argc > 2 && strcmp(argv[1], "pigeons") == 0)
        pigeons(argv[2]);
    else if (argc > 2 && strcmp(argv[1], "large") == 0)
        large(argv[2]);
    else
        return 2;
    return 0;
}
