/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An attack on all pages that a team published, by somebody who has nothing but
 * these pages (the lines of read.awk on standard input):
 *
 * 1. Any two numbers of students of one group, and any two totals of one
 *    assessment, are equal or ten apart or more.
 * 2. Where they are equal, so are all other numbers of the group: one who came
 *    and one who left would show in the mean.
 * 3. No hidden number can be worked out, nor that it is small: the least and
 *    the greatest that agree with every number on all pages (a simplex method
 *    of its own, tests/unit/plain_attack.h), with the days taken one by one,
 *    and all at once by one who knows that results only come.
 *
 * Exit status 0: nothing found; 1: what was found is said; 4: no tables.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
stop(const char *why)
{
    fprintf(stderr, "attack: %s\n", why);
    exit(4);
}

#define assert_true(is)  ((is) ? (void)0 : stop(#is))
#define fail_msg(reason) stop(reason)

#include "../unit/plain_attack.h"

enum { MIN_N = 10, ROWS = 2000, FIELDS = 8, AXES = 4, VALUES = 12, CELLS = 80 };

struct row {
    char line[600];
    const char *made, *day, *about, *block, *by, *values, *numbers;
    long n;    /* -1: hidden */
    int first; /* no row before it says the same */
};

static struct row row[ROWS];
static size_t rows;
static int found;

static int
same(const char *a, const char *b)
{
    return !strcmp(a, b);
}

static void
leak(const char *what, const struct row *r, const struct row *s, double low,
     double high)
{
    found++;
    printf("FOUND %s: %s, %s, %s=%s", what, r->about, r->block, r->by,
           r->values);
    if (s)
        printf(": %ld on %s, %ld on %s", r->n, r->day, s->n, s->day);
    else
        printf(" on %s: between %g and %g", r->day, low, high);
    printf("\n");
}

static int
is_near(long a, long b)
{
    return a != b && labs(a - b) < MIN_N;
}

/* ---- reading ---- */

static void
take_line(struct row *r)
{
    char *field[FIELDS], *at = r->line;
    size_t i;

    r->line[strcspn(r->line, "\n")] = '\0';
    for (i = 0; i < FIELDS; i++) {
        field[i] = at;
        at = strchr(at, '\t');
        assert_true((at != NULL) == (i + 1 < FIELDS));
        if (at)
            *at++ = '\0';
    }
    r->made = field[0];
    r->day = field[1];
    r->about = field[2];
    r->block = field[3];
    r->by = field[4];
    r->values = field[5];
    r->n = *field[6] ? strtol(field[6], NULL, 10) : -1;
    r->numbers = field[7];
}

static void
read_rows(void)
{
    size_t i;

    while (rows < ROWS && fgets(row[rows].line, sizeof(row->line), stdin)) {
        struct row *r = &row[rows];

        take_line(r);
        r->first = 1;
        for (i = 0; i < rows; i++)
            if (same(row[i].day, r->day) && same(row[i].about, r->about) &&
                same(row[i].block, r->block) && same(row[i].values, r->values))
                r->first = 0;
        rows++;
    }
    assert_true(rows > 0 && rows < ROWS);
}

/* ---- differences ---- */

static void
try_differences(void)
{
    size_t i, k;

    for (i = 0; i < rows; i++)
        for (k = 0; k < i; k++) {
            const struct row *a = &row[k], *b = &row[i];

            if (!a->first || !b->first || a->n < 0 || b->n < 0 ||
                !same(a->about, b->about) || !same(a->by, b->by) ||
                !same(a->values, b->values))
                continue;
            if (is_near(a->n, b->n))
                leak("a small difference", a, b, 0, 0);
            else if (a->n == b->n && same(a->block, b->block) &&
                     !same(a->by, "level") && !same(a->numbers, b->numbers))
                leak("other numbers of as many students", a, b, 0, 0);
        }
}

/* The total of the table that a row is of; -1 when a part of it is hidden. */
static long
total_of(const struct row *r)
{
    long total = 0;
    size_t i;

    for (i = 0; i < rows; i++)
        if (row[i].first && same(row[i].day, r->day) &&
            same(row[i].about, r->about) && same(row[i].block, r->block)) {
            if (row[i].n < 0)
                return -1;
            total += row[i].n;
        }
    return total;
}

static void
try_totals(void)
{
    size_t i, k;

    for (i = 0; i < rows; i++)
        for (k = 0; k < i; k++) {
            const long a = total_of(&row[k]), b = total_of(&row[i]);

            if (!row[i].first || !row[k].first || a < 0 || b < 0 ||
                !same(row[k].about, row[i].about) || !is_near(a, b))
                continue;
            found++;
            printf("FOUND a small difference: %s, all: %ld on %s, %ld on %s\n",
                   row[i].about, a, row[k].day, b, row[i].day);
        }
}

/* ---- sums ---- */

/* The groups of one assessment, split by all columns of its tables. */
struct space {
    const char *about;
    char axis[AXES][40], value[AXES][VALUES][40];
    size_t axes, values[AXES], cells;
    const char *day[20];
    size_t days;
};

/* Field `n` of a list with commas. */
static int
part(const char *list, size_t n, char *into)
{
    while (n-- && list)
        list = strchr(list, ',') ? strchr(list, ',') + 1 : NULL;
    if (!list || !*list)
        return 0;
    snprintf(into, 40, "%.*s", (int)strcspn(list, ","), list);
    return 1;
}

static size_t
find(char (*in)[40], size_t *n, size_t most, const char *name)
{
    size_t i;

    for (i = 0; i < *n; i++)
        if (same(in[i], name))
            return i;
    assert_true(*n < most);
    snprintf(in[(*n)++], 40, "%s", name);
    return i;
}

static void
see_space(struct space *s, const char *about)
{
    char name[40], value[40];
    size_t i, k, a;

    memset(s, 0, sizeof(*s));
    s->about = about;
    for (i = 0; i < rows; i++) {
        if (!same(row[i].about, about) || !row[i].first)
            continue;
        for (k = 0; part(row[i].by, k, name); k++) {
            a = find(s->axis, &s->axes, AXES, name);
            assert_true(part(row[i].values, k, value));
            find(s->value[a], &s->values[a], VALUES, value);
        }
        for (k = 0; k < s->days && !same(s->day[k], row[i].day); k++)
            ;
        assert_true(k < 20);
        s->day[k] = row[i].day;
        s->days += k == s->days;
    }
    for (s->cells = 1, a = 0; a < s->axes; a++)
        s->cells *= s->values[a];
    assert_true(s->cells <= CELLS);
}

/* The cells of a row's group, in the blocks of cells up to `blocks`. */
static size_t
cells_of(struct space *s, const struct row *r, size_t blocks, size_t *cell)
{
    char name[40], value[40];
    size_t c, k, a, rest, n = 0, b;

    for (c = 0; c < s->cells; c++) {
        int in = 1;

        for (k = 0; part(r->by, k, name); k++) {
            a = find(s->axis, &s->axes, AXES, name);
            part(r->values, k, value);
            rest = c;
            for (b = 0; b < a; b++)
                rest /= s->values[b];
            in &= rest % s->values[a] ==
                  find(s->value[a], &s->values[a], VALUES, value);
        }
        for (b = 0; in && b < blocks; b++)
            cell[n++] = b * s->cells + c;
    }
    return n;
}

static void
judge_hidden(struct plain_attack *a, const struct row *r, size_t n,
             const size_t *cell)
{
    double low, high;

    plain_attack_bounds(a, n, cell, &low, &high);
    if (high < MIN_N - 1e-6 ||
        (low < MIN_N - 1e-6 && high - low < MIN_N - 1 - 1e-6))
        leak("a hidden number", r, NULL, low, high);
}

/* `from` to `to`: days; each after the first adds to the one before. Returns 0
 * when no students agree with what the pages say. */
static int
try_days(struct space *s, size_t from, size_t to)
{
    static struct plain_attack a, fresh;
    size_t cell[CELLS], i, d, n;

    plain_attack_open(&a, s->cells * (to - from));
    for (d = from; d < to; d++)
        for (i = 0; i < rows; i++)
            if (row[i].first && same(row[i].about, s->about) &&
                same(row[i].day, s->day[d]) && row[i].n >= 0) {
                n = cells_of(s, &row[i], d - from + 1, cell);
                plain_attack_knows(&a, n, cell, row[i].n);
            }
    if (!a.rows)
        return 1;
    if (!plain_attack_begin(&a))
        return 0;
    for (d = from; d < to; d++)
        for (i = 0; i < rows; i++)
            if (row[i].first && same(row[i].about, s->about) &&
                same(row[i].day, s->day[d]) && row[i].n < 0) {
                fresh = a;
                n = cells_of(s, &row[i], d - from + 1, cell);
                judge_hidden(&fresh, &row[i], n, cell);
            }
    return 1;
}

static size_t
try_sums(void)
{
    static struct space s;
    size_t i, k, d, spaces = 0;

    for (i = 0; i < rows; i++) {
        for (k = 0; k < i && !same(row[k].about, row[i].about); k++)
            ;
        if (k < i)
            continue;
        see_space(&s, row[i].about);
        spaces++;
        for (d = 0; d < s.days; d++)
            assert_true(try_days(&s, d, d + 1));
        for (d = 0; d + 1 < s.days; d++)
            if (2 * s.cells <= CELLS)
                (void)try_days(&s, d, d + 2);
    }
    return spaces;
}

int
main(void)
{
    size_t i, k, hidden = 0, shown = 0, tables = 0, again = 0, spaces;

    read_rows();
    for (i = 0; i < rows; i++) {
        for (k = 0; k < i && (!same(row[k].made, row[i].made) ||
                              !same(row[k].block, row[i].block));
             k++)
            ;
        if (k == i) {
            tables++;
            again += !same(row[i].made, row[i].day);
        }
        hidden += row[i].first && row[i].n < 0;
        shown += row[i].first && row[i].n >= 0;
    }
    try_differences();
    try_totals();
    spaces = try_sums();
    printf("%zu tables published: %zu new, %zu as released before; %zu numbers "
           "shown, %zu hidden, of %zu assessments and weeks; found: %d\n",
           tables, tables - again, again, shown, hidden, spaces, found);
    return found > 0;
}
