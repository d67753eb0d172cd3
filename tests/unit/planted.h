/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_PLANTED_H
#define COH_TEST_PLANTED_H

#include <string.h>

#include "base/random.h"
#include "group/problem.h"

/*
 * Problems that have a solution, because they were made from one: groups
 * first, then students with such columns that the groups keep every rule, then
 * all students shuffled.
 */

#define PLANTED_MOST  5000
#define PLANTED_RULES 400

struct planted {
    struct coh_group_problem p;
    size_t min[200], max[200];
    size_t in[PLANTED_MOST]; /* the solution */
    size_t column[8][PLANTED_MOST], columns;
    struct coh_group_rule rule[PLANTED_RULES];
    size_t *at; /* where the next members go */
    size_t member[12 * PLANTED_MOST];
};

static inline size_t
planted_some(struct coh_random *r, size_t n)
{
    return (size_t)coh_random_below(r, n);
}

/* Members are those with this value in this column, or all (value −1). */
static inline void
planted_rule(struct planted *t, enum coh_group_rule_kind kind, size_t column,
             size_t value)
{
    struct coh_group_rule *r = &t->rule[t->p.n_rules++];
    size_t i;

    *r = (struct coh_group_rule){.kind = kind, .member = t->at};
    for (i = 0; i < t->p.n; i++)
        if (value == (size_t)-1 || t->column[column][i] == value)
            *t->at++ = i;
    r->n = (size_t)(t->at - r->member);
    if (kind == COH_GROUP_SAME)
        r->of = t->column[column];
}

static inline void
planted_set(struct planted *t, enum coh_group_rule_kind kind, const size_t *who,
            size_t n)
{
    struct coh_group_rule *r = &t->rule[t->p.n_rules++];

    *r = (struct coh_group_rule){.kind = kind, .n = n, .member = t->at};
    memcpy(t->at, who, n * sizeof(*who));
    t->at += n;
}

/* Groups of these sizes, students shuffled over them. */
static inline void
planted_groups(struct planted *t, struct coh_random *r, size_t n, size_t k,
               const size_t *size)
{
    size_t i, j, g, swap;

    t->at = t->member;
    t->p.n = n;
    t->p.k = k;
    t->p.min = t->min;
    t->p.max = t->max;
    t->p.rule = t->rule;
    for (i = g = 0; g < k; g++)
        for (j = 0; j < size[g]; j++)
            t->in[i++] = g + 1;
    for (i = n; i > 1; i--) {
        j = planted_some(r, i);
        swap = t->in[j];
        t->in[j] = t->in[i - 1];
        t->in[i - 1] = swap;
    }
}

/* Values 0 to kinds − 1 in each group as evenly as its size allows, the rest
 * drawn. */
static inline void
planted_even(struct planted *t, struct coh_random *r, size_t column,
             size_t kinds)
{
    size_t g, i, had, turn[16], left, swap;

    for (g = 1; g <= t->p.k; g++) {
        for (i = 0; i < kinds; i++)
            turn[i] = i;
        for (left = kinds; left > 1; left--) {
            i = planted_some(r, left);
            swap = turn[i];
            turn[i] = turn[left - 1];
            turn[left - 1] = swap;
        }
        for (had = i = 0; i < t->p.n; i++)
            if (t->in[i] == g)
                t->column[column][i] = turn[had++ % kinds];
    }
    /* Within a group, who has what is chance. */
    for (i = 0; i < t->p.n; i++) {
        size_t j = planted_some(r, t->p.n);
        if (t->in[i] == t->in[j]) {
            swap = t->column[column][i];
            t->column[column][i] = t->column[column][j];
            t->column[column][j] = swap;
        }
    }
}

/* Two or three with value 1 in some groups, none in the others. */
static inline void
planted_company(struct planted *t, struct coh_random *r, size_t column,
                size_t groups)
{
    size_t g, i, n, from = planted_some(r, t->p.k);

    memset(t->column[column], 0, sizeof(t->column[column]));
    for (g = 0; g < groups; g++) {
        n = 2 + planted_some(r, 2);
        for (i = 0; i < t->p.n && n; i++)
            if (t->in[i] == (from + 2 * g) % t->p.k + 1) {
                t->column[column][i] = 1;
                n--;
            }
    }
}

/* 105 students in 23 groups of 4 or 5: nobody of two kinds alone, one project
 * a group, one column of four kinds and three of two kinds spread evenly. */
static inline void
planted_class(struct planted *t, struct coh_random *r)
{
    size_t size[23], project[23], g, i, c;

    memset(t, 0, sizeof(*t));
    for (g = 0; g < 23; g++) {
        size[g] = g < 13 ? 5 : 4;
        t->min[g] = 4;
        t->max[g] = 5;
        project[g] = planted_some(r, 4);
    }
    planted_groups(t, r, 105, 23, size);
    planted_even(t, r, 0, 4);
    for (c = 1; c < 4; c++)
        planted_even(t, r, c, 2);
    planted_company(t, r, 4, 8);
    planted_company(t, r, 5, 5);
    for (i = 0; i < t->p.n; i++)
        t->column[6][i] = project[t->in[i] - 1];
    for (c = 0; c < 4; c++)
        for (i = 0; i < (c ? 2 : 4); i++)
            planted_rule(t, COH_GROUP_BALANCE, c, i);
    planted_rule(t, COH_GROUP_NO_ISOLATE, 4, 1);
    planted_rule(t, COH_GROUP_NO_ISOLATE, 5, 1);
    planted_rule(t, COH_GROUP_SAME, 6, (size_t)-1);
}

/* 200 students in 10 classes of 20 with as many girls as boys in each, 6 pairs
 * together and 8 sets of 3 to 6 apart. */
static inline void
planted_year(struct planted *t, struct coh_random *r)
{
    size_t size[10], g, s, i, n, who[8];

    memset(t, 0, sizeof(*t));
    for (g = 0; g < 10; g++)
        size[g] = t->min[g] = t->max[g] = 20;
    planted_groups(t, r, 200, 10, size);
    planted_even(t, r, 0, 2);
    planted_rule(t, COH_GROUP_BALANCE, 0, 0);
    planted_rule(t, COH_GROUP_BALANCE, 0, 1);
    for (s = 0; s < 6; s++) {
        who[0] = planted_some(r, 200);
        for (i = (who[0] + 1) % 200; t->in[i] != t->in[who[0]];)
            i = (i + 1) % 200;
        who[1] = i;
        planted_set(t, COH_GROUP_TOGETHER, who, 2);
    }
    for (s = 0; s < 8; s++) {
        for (n = 0; n < 3 + s / 2;) {
            who[n] = planted_some(r, 200);
            for (i = 0; i < n && t->in[who[i]] != t->in[who[n]]; i++)
                ;
            n += i == n;
        }
        planted_set(t, COH_GROUP_APART, who, n);
    }
}

/* 5,000 students in 200 groups of 25, two columns spread evenly. */
static inline void
planted_district(struct planted *t, struct coh_random *r)
{
    size_t size[200], g, i;

    memset(t, 0, sizeof(*t));
    for (g = 0; g < 200; g++)
        size[g] = t->min[g] = t->max[g] = 25;
    planted_groups(t, r, 5000, 200, size);
    planted_even(t, r, 0, 4);
    planted_even(t, r, 1, 2);
    for (i = 0; i < 4; i++)
        planted_rule(t, COH_GROUP_BALANCE, 0, i);
    for (i = 0; i < 2; i++)
        planted_rule(t, COH_GROUP_BALANCE, 1, i);
}

#endif
