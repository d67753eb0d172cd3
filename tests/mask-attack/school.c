/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "school.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t
roll(struct dice *d, size_t low, size_t high)
{
    uint64_t z = d->state += UINT64_C(0x9e3779b97f4a7c15); /* SplitMix64 */

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    z ^= z >> 31;
    return low + (size_t)(z % (high - low + 1));
}

static size_t
skewed(struct dice *d, const size_t *weight, size_t n)
{
    size_t i, sum = 0, at;

    for (i = 0; i < n; i++)
        sum += weight[i];
    at = roll(d, 0, sum - 1);
    for (i = 0; at >= weight[i]; i++)
        at -= weight[i];
    return i;
}

static int
score(struct dice *d, size_t easy, size_t missing)
{
    size_t a, b;

    if (roll(d, 0, 99) < missing)
        return NO_SCORE;
    a = roll(d, 0, TOP);
    b = roll(d, 0, TOP);
    return (int)(easy == 0   ? a
                 : easy == 1 ? (a > b ? a : b)
                             : TOP - (TOP - a) / 4);
}

void
school_draw(struct school *s, struct dice *d, size_t kinds, size_t most)
{
    size_t weight[KINDS][8], i, k, easy, missing, cells;

    memset(s, 0, sizeof(*s));
    s->kinds = kinds;
    s->n = roll(d, 0, 1) ? roll(d, 150, MOST) : roll(d, 30, 149);
    do {
        for (cells = 1, k = 0; k < kinds; k++)
            cells *= s->values[k] = roll(d, 2, 6);
    } while (cells > most);
    for (k = 0; k < kinds; k++)
        for (i = 0; i < s->values[k]; i++)
            weight[k][i] = roll(d, 0, 2) ? roll(d, 8, 30) : roll(d, 1, 6);
    easy = roll(d, 0, 2);
    missing = roll(d, 0, 2) * 5;
    for (i = 0; i < s->n; i++) {
        struct student *one = &s->student[i];

        for (k = 0; k < kinds; k++)
            one->in[k] = skewed(d, weight[k], s->values[k]);
        one->score[0] = score(d, easy, missing);
        one->score[1] = score(d, roll(d, 0, 2), missing);
    }
}

size_t
school_cell(const struct school *s, const struct student *one)
{
    size_t k, at = 0;

    for (k = 0; k < s->kinds; k++)
        at = at * s->values[k] + one->in[k];
    return at;
}

size_t
school_cells(const struct school *s)
{
    size_t k, n = 1;

    for (k = 0; k < s->kinds; k++)
        n *= s->values[k];
    return n;
}

size_t
school_value(const struct school *s, size_t cell, size_t kind)
{
    size_t k;

    for (k = s->kinds; --k > kind;)
        cell /= s->values[k];
    return cell % s->values[kind];
}

static void
put_score(FILE *f, int score)
{
    if (score == NO_SCORE)
        fputs(",", f);
    else
        fprintf(f, ",%d", score);
}

void
school_write(const struct school *s, const char *path)
{
    FILE *f = fopen(path, "w");
    size_t i, k;

    if (!f) {
        perror(path);
        exit(4);
    }
    fputs("student_id", f);
    for (k = 0; k < s->kinds; k++)
        fprintf(f, ",k%c", (int)('a' + k));
    fputs(",score,max_score,second\n", f);
    for (i = 0; i < s->n; i++) {
        const struct student *one = &s->student[i];

        if (one->away)
            continue;
        fprintf(f, "%05zu", i + 1);
        for (k = 0; k < s->kinds; k++)
            fprintf(f, ",%c%zu", (int)('a' + k), one->in[k]);
        put_score(f, one->score[0]);
        fprintf(f, ",%d", TOP);
        put_score(f, one->score[1]);
        fputc('\n', f);
    }
    if (fclose(f)) {
        perror(path);
        exit(4);
    }
}
