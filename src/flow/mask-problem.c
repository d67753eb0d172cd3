/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask.h"

/* The columns that split at all. */
static size_t
splitting(const struct coh_mask_shape *shape, size_t *size)
{
    size_t d, n = 0;

    for (d = 0; d < shape->dims; d++)
        if (shape->size[d] > 1)
            size[n++] = shape->size[d];
    return n;
}

/* The sum of all groups of the last column but `group`, beside the cells that
 * begin at `first`. Sums of cells have other numbers than the cells: a row of
 * `size` groups begins at cell first, and at sum `row`. */
static int
add_others(struct coh_privacy_problem *p, size_t size, size_t first, size_t row,
           size_t group, size_t *part, size_t *at, struct coh_error *err)
{
    int64_t count = 0;
    size_t pair[2], n = 0, i;

    for (i = 0; i < size; i++)
        if (i != group) {
            part[n++] = first + i;
            count += p->sum[row + i].count;
        }
    if (coh_privacy_add(p, n, part, count, at, err))
        return -1;
    pair[0] = row + group;
    pair[1] = *at;
    if (coh_privacy_add_line(p, row + size, 2, pair, err))
        return -1;
    if (n < 2)
        return 0;
    for (i = n = 0; i < size; i++)
        if (i != group)
            part[n++] = row + i;
    return coh_privacy_add_line(p, *at, n, part, err);
}

/* For every combination of the columns before the last, and every group. */
static int
add_everyone_else(struct coh_privacy_problem *p, size_t dims,
                  const size_t *size, size_t *others, struct coh_error *err)
{
    size_t last = size[dims - 1], rows = 1, i, d, k;
    size_t *part = coh_alloc_array(last, sizeof(*part), err);
    int rc = -1;

    if (!part)
        return -1;
    for (d = 0; d + 1 < dims; d++)
        rows *= size[d];
    for (i = 0; i < rows; i++) {
        size_t left = i, row = 0, step = 1;

        for (d = dims - 1; d-- > 0; left /= size[d]) {
            row += left % size[d] * step;
            step *= size[d] + 1;
        }
        for (k = 0; k < last; k++)
            if (add_others(p, last, i * last, row * (last + 1), k, part,
                           &others[i * last + k], err))
                goto out;
    }
    rc = 0;
out:
    coh_free(part);
    return rc;
}

int
coh_mask_problem(struct coh_privacy_problem *p,
                 const struct coh_mask_shape *shape, size_t *others,
                 struct coh_error *err)
{
    size_t *size = coh_alloc_array(shape->dims + 1, sizeof(*size), err);
    size_t dims, i, margins, none = 0;
    int rc = -1;

    if (!size)
        return -1;
    p->min_n = shape->min_n;
    dims = splitting(shape, size);
    if (!dims) {
        rc = coh_privacy_add(p, 1, &none, shape->count[0], &i, err);
        if (!rc && shape->empty)
            p->sum[0].empty = shape->empty[0];
        goto out;
    }
    if (coh_privacy_cross(p, dims, size, shape->count, shape->empty, err))
        goto out;
    margins = p->n;
    for (i = 0; i < margins && shape->standing; i++)
        if (shape->standing[i])
            p->sum[i].known = p->sum[i].aside = 0;
    if (shape->everyone_else && shape->size[shape->dims - 1] > 1 &&
        add_everyone_else(p, dims, size, others, err))
        goto out;
    rc = 0;
out:
    coh_free(size);
    return rc;
}
