/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/problem.h"

#include "base/memory.h"

void
coh_group_answer_release(struct coh_group_answer *a)
{
    size_t i;

    for (i = 0; i < a->n_conflict; i++)
        coh_free(a->conflict[i].member);
    coh_free(a->conflict);
    coh_free(a->group);
    coh_free(a->tied);
    *a = (struct coh_group_answer)COH_GROUP_ANSWER_INIT;
}

size_t
coh_group_count(size_t n, size_t size)
{
    size_t k = size ? n / size + (n % size >= size - n % size) : 1;

    return k ? k : 1;
}

void
coh_group_even_sizes(size_t n, size_t k, size_t *min, size_t *max)
{
    size_t g;

    for (g = 0; g < k; g++) {
        min[g] = n / k;
        max[g] = n / k + (n % k != 0);
    }
}
