/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solve/bounds.h"

#include <string.h>

#include "base/memory.h"
#include "solve/bounds-tableau.h"

/* Products of two entries, and their difference, stay inside an int64_t. */
#define MOST   ((int64_t)1 << 31)
#define NOBODY SIZE_MAX

static int64_t *
row_at(const struct coh_bounds *b, size_t i)
{
    return b->entry + i * b->stride;
}

static size_t
width(const struct coh_bounds *b)
{
    return 1 + b->columns + b->m;
}

static int
make(struct coh_bounds *b, struct coh_error *err)
{
    if (b->columns > SIZE_MAX / 4 || b->most_rows > SIZE_MAX / 4)
        return coh_fail_memory(err);
    b->stride = 1 + b->columns + b->most_rows;
    if (b->stride > SIZE_MAX / (b->most_rows + 1))
        return coh_fail_memory(err);
    b->entry =
        coh_alloc_array((b->most_rows + 1) * b->stride, sizeof(*b->entry), err);
    b->basic = coh_alloc_array(b->most_rows + 1, sizeof(*b->basic), err);
    b->kept = coh_alloc_array(b->most_rows + 1, sizeof(*b->kept), err);
    b->given = coh_alloc_array(b->most_rows + 1, sizeof(*b->given), err);
    b->point = coh_alloc_array(b->columns, sizeof(*b->point), err);
    b->times = coh_alloc_array(b->most_rows + 1, sizeof(*b->times), err);
    return b->entry && b->basic && b->kept && b->given && b->point && b->times
               ? 0
               : -1;
}

static struct coh_bounds *
begin(size_t columns, size_t rows, struct coh_error *err)
{
    struct coh_bounds *b = coh_alloc_array(1, sizeof(*b), err);

    if (!b)
        return NULL;
    *b = (struct coh_bounds){
        .columns = columns, .most_rows = rows, .d = 1, .reach = 1000};
    if (!make(b, err))
        return b;
    coh_bounds_free(b);
    return NULL;
}

struct coh_bounds *
coh_bounds_new(size_t columns, size_t rows, struct coh_error *err)
{
    return begin(columns, rows, err);
}

struct coh_bounds *
coh_bounds_copy(const struct coh_bounds *b, size_t rows, struct coh_error *err)
{
    struct coh_bounds *c = begin(b->columns, b->most_rows + rows, err);
    size_t i;

    if (!c)
        return NULL;
    if (coh_reserve(&c->cell, &c->cell_capacity, b->n_cells + 1,
                    sizeof(*c->cell), err)) {
        coh_bounds_free(c);
        return NULL;
    }
    for (i = 0; i < b->m; i++) {
        memcpy(row_at(c, i), row_at(b, i), b->stride * sizeof(*b->entry));
        c->basic[i] = b->basic[i];
        c->kept[i] = b->kept[i];
    }
    for (i = 0; i < b->n_given; i++)
        c->given[i] = b->given[i];
    for (i = 0; i < b->n_cells; i++)
        c->cell[i] = b->cell[i];
    c->m = b->m;
    c->d = b->d;
    c->impossible = b->impossible;
    c->lost = b->lost;
    c->n_given = b->n_given;
    c->n_cells = b->n_cells;
    c->reach = b->reach;
    return c;
}

void
coh_bounds_free(struct coh_bounds *b)
{
    if (!b)
        return;
    coh_free(b->entry);
    coh_free(b->basic);
    coh_free(b->kept);
    coh_free(b->given);
    coh_free(b->cell);
    coh_free(b->point);
    coh_free(b->times);
    coh_free(b);
}

void
coh_bounds_reach(struct coh_bounds *b, int64_t reach)
{
    b->reach = reach;
}

static int
is_small(const int64_t *row, size_t n)
{
    size_t j;
    int over = 0;

    for (j = 0; j < n; j++)
        over |= row[j] >= MOST || row[j] <= -MOST;
    return !over;
}

/* row ← (row·by[c] − row[c]·by) / d, which leaves no rest. */
static void
eliminate(int64_t *row, const int64_t *by, size_t n, size_t c, int64_t d)
{
    int64_t p = by[c], factor = row[c];
    size_t j;

    for (j = 0; j < n; j++)
        row[j] = row[j] * p - factor * by[j];
    if (d != 1)
        for (j = 0; j < n; j++)
            row[j] /= d;
}

/* Column c becomes the basic one of row r, whose entry there is above 0; `rows`
 * says up to which row (with or without the objective). */
static void
pivot(struct coh_bounds *b, size_t rows, size_t r, size_t c)
{
    const int64_t *by = row_at(b, r);
    int64_t p = by[1 + c], *row;
    size_t i, n = width(b);

    for (i = 0; i < rows; i++) {
        row = row_at(b, i);
        /* Nothing to take away, and the same divisor before and after. */
        if (i == r || (row[1 + c] == 0 && p == b->d))
            continue;
        eliminate(row, by, n, 1 + c, b->d);
        if (!is_small(row, n))
            b->lost = 1;
    }
    b->d = p;
    b->basic[r] = c;
}

/* The row that stops column c first as it grows; NOBODY: none does. Of equals
 * `prefer`, then the one of the earliest basic column, as Bland's rule asks. */
static size_t
stopper(const struct coh_bounds *b, size_t rows, size_t c, size_t prefer)
{
    size_t i, best = NOBODY;
    const int64_t *row, *least;
    int64_t a, z;

    for (i = 0; i < rows; i++) {
        row = row_at(b, i);
        if (row[1 + c] <= 0)
            continue;
        if (best != NOBODY) {
            least = row_at(b, best);
            a = row[0] * least[1 + c];
            z = least[0] * row[1 + c];
            if (a > z ||
                (a == z && (best == prefer ||
                            (i != prefer && b->basic[i] > b->basic[best]))))
                continue;
        }
        best = i;
    }
    return best;
}

/* Row m is new and nobody is basic in it: bring its value down to 0 by what may
 * grow (Bland's rule: the first that helps). */
static void
bring_in(struct coh_bounds *b)
{
    size_t m = b->m - 1, c, r;
    int64_t *row = row_at(b, m);

    while (!b->lost && row[0] > 0) {
        for (c = 0; c < b->columns && row[1 + c] <= 0; c++)
            ;
        if (c == b->columns) {
            b->impossible = 1;
            return;
        }
        r = stopper(b, b->m, c, m);
        pivot(b, b->m, r, c);
        if (r == m)
            return;
    }
    if (b->lost)
        return;
    /* At 0 any column may stand for it; without one the row says nothing. */
    for (c = 0; c < b->columns && row[1 + c] == 0; c++)
        ;
    if (c == b->columns) {
        b->m--;
        return;
    }
    if (row[1 + c] < 0)
        for (r = 0; r < width(b); r++)
            row[r] = -row[r];
    pivot(b, b->m, m, c);
}

/* Σ of the columns in terms of those that are not basic, into `row`. */
static void
price(struct coh_bounds *b, int64_t *row, size_t n, const size_t *column,
      int64_t cost, int64_t value)
{
    size_t i, j, w = width(b);
    const int64_t *by;

    memset(row, 0, b->stride * sizeof(*row));
    row[0] = value * b->d;
    for (i = 0; i < n; i++)
        row[1 + column[i]] = cost * b->d;
    for (i = 0; i < b->m; i++) {
        for (j = 0; j < n && column[j] != b->basic[i]; j++)
            ;
        if (j == n)
            continue;
        by = row_at(b, i);
        for (j = 0; j < w; j++)
            row[j] -= cost * by[j];
    }
}

static int
note(struct coh_bounds *b, size_t n, const size_t *column, int64_t value,
     struct coh_error *err)
{
    size_t i;

    if (b->n_given == b->most_rows)
        return coh_fail(err, COH_SYSTEM, "more rows than were announced");
    if (coh_reserve(&b->cell, &b->cell_capacity, b->n_cells + n + 1,
                    sizeof(*b->cell), err))
        return -1;
    b->given[b->n_given++] = (struct coh_bounds_given){b->n_cells, n, value};
    for (i = 0; i < n; i++)
        b->cell[b->n_cells++] = column[i];
    return 0;
}

int
coh_bounds_row(struct coh_bounds *b, size_t n, const size_t *column,
               int64_t value, struct coh_error *err)
{
    int64_t *row;
    size_t j;

    if (note(b, n, column, value, err))
        return -1;
    if (value >= MOST / 4)
        b->lost = 1;
    if (b->lost || b->impossible)
        return 0;
    row = row_at(b, b->m);
    price(b, row, n, column, 1, value);
    b->kept[b->m] = b->n_given - 1;
    b->basic[b->m] = NOBODY;
    b->m++;
    row[b->columns + b->m] = b->d;
    if (row[0] < 0)
        for (j = 0; j < width(b); j++)
            row[j] = -row[j];
    if (!is_small(row, width(b)))
        b->lost = 1;
    bring_in(b);
    return 0;
}

/* The column that promises most, or the first that promises anything. */
static size_t
entering(const struct coh_bounds *b, const int64_t *aim, int first)
{
    size_t c, best = NOBODY;

    for (c = 0; c < b->columns; c++)
        if (aim[1 + c] > 0 && (best == NOBODY || aim[1 + c] > aim[1 + best])) {
            best = c;
            if (first)
                break;
        }
    return best;
}

/* Up to the best corner. Returns the column that grows without end, or NOBODY.
 * After a while without gain Bland's rule ends all circling. */
static size_t
climb(struct coh_bounds *b)
{
    int64_t *aim = row_at(b, b->m);
    size_t c, r, still = 0;

    while (!b->lost) {
        c = entering(b, aim, still > 2 * b->m + 10);
        if (c == NOBODY)
            return NOBODY;
        r = stopper(b, b->m, c, NOBODY);
        if (r == NOBODY)
            return c;
        still = row_at(b, r)[0] == 0 ? still + 1 : 0;
        pivot(b, b->m + 1, r, c);
    }
    return NOBODY;
}

/* The corner, if it is a whole one. */
static int
read_point(struct coh_bounds *b)
{
    size_t i;

    memset(b->point, 0, b->columns * sizeof(*b->point));
    for (i = 0; i < b->m; i++) {
        if (row_at(b, i)[0] % b->d != 0)
            return 0;
        b->point[b->basic[i]] = row_at(b, i)[0] / b->d;
    }
    return 1;
}

/* From the corner along the edge on which c grows without end. */
static int
go_along(struct coh_bounds *b, size_t c)
{
    int64_t gain = row_at(b, b->m)[1 + c], far = b->reach / gain + 1;
    size_t i;

    if (far > MOST / 4 || !read_point(b))
        return 0;
    b->point[c] += far * b->d;
    for (i = 0; i < b->m; i++)
        b->point[b->basic[i]] -= far * row_at(b, i)[1 + c];
    return 1;
}

static void
read_times(struct coh_bounds *b)
{
    const int64_t *aim = row_at(b, b->m);
    size_t i;

    memset(b->times, 0, (b->most_rows + 1) * sizeof(*b->times));
    for (i = 0; i < b->m; i++)
        b->times[b->kept[i]] = -aim[1 + b->columns + i];
}

static int64_t
floor_div(int64_t a, int64_t b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

int
coh_bounds_find(struct coh_bounds *b, enum coh_bounds_side side, size_t n,
                const size_t *column, enum coh_bounds_effort effort,
                struct coh_bounds_found *f, struct coh_error *err)
{
    int64_t most, sign = side == COH_BOUNDS_LEAST ? -1 : 1;
    size_t c;

    *f = (struct coh_bounds_found){.end = COH_BOUNDS_STOPPED, .scale = 1};
    if (b->impossible)
        f->end = COH_BOUNDS_NONE;
    if (b->impossible || b->lost)
        return 0;
    price(b, row_at(b, b->m), n, column, sign, 0);
    if (!is_small(row_at(b, b->m), width(b)))
        return 0;
    c = climb(b);
    if (b->lost)
        return 0;
    if (c != NOBODY) {
        f->end = COH_BOUNDS_UNBOUNDED;
        if (go_along(b, c))
            f->point = b->point;
        return 0;
    }
    read_times(b);
    f->times = b->times;
    f->scale = b->d;
    most = floor_div(-row_at(b, b->m)[0], b->d);
    f->limit = sign * most;
    f->limited = 1;
    if (read_point(b)) {
        f->end = COH_BOUNDS_FOUND;
        f->value = f->limit;
        f->point = b->point;
        return 0;
    }
    return coh_bounds_make_whole(b, side, n, column, effort, f, err);
}
