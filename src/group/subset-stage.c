/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/subset-stage.h"

#include "base/memory.h"

static int
same_class(const struct coh_group_rules *r, const struct coh_group_aim *aim,
           size_t g, size_t h)
{
    const struct coh_group_problem *p = r->p;
    size_t i;

    if (r->min[g] != r->min[h] || r->max[g] != r->max[h])
        return 0;
    for (i = 0; i < r->n_units; i++)
        if (r->allowed[i * p->k + g] != r->allowed[i * p->k + h])
            return 0;
    for (i = 0; aim && aim->kind == COH_GROUP_COST && i < p->n; i++)
        if (aim->cost[i * p->k + g] != aim->cost[i * p->k + h])
            return 0;
    return 1;
}

static void
order_classes(size_t *members, size_t *place, size_t classes)
{
    size_t i, j, largest, next = 0;

    for (i = 0; i < classes; i++)
        place[i] = classes;
    for (i = 0; i < classes; i++) {
        for (largest = classes, j = 0; j < classes; j++)
            if (place[j] == classes &&
                (largest == classes || members[j] > members[largest]))
                largest = j;
        place[largest] = i == 0 ? classes - 1 : next++;
    }
}

static void
fill_stages(struct coh_group_stage *stage, const struct coh_group_rules *r,
            const size_t *class, const size_t *place, size_t classes)
{
    const struct coh_group_problem *p = r->p;
    size_t at = 0, c, g;

    for (c = 0; c < classes; c++)
        for (g = 0; g < p->k; g++) {
            int closes = p->may_close && p->may_close[g];

            if (place[class[g]] != c)
                continue;
            stage[at++] =
                (struct coh_group_stage){.group = g,
                                         .class = c,
                                         .optional = closes || r->min[g] == 0,
                                         .counted = closes && p->open,
                                         .least = closes ? 0 : r->min[g],
                                         .most = r->max[g]};
        }
}

struct coh_group_stage *
coh_group_stages_make(const struct coh_group_rules *r,
                      const struct coh_group_aim *aim, struct coh_error *err)
{
    size_t k = r->p->k, g, h, classes = 0;
    size_t *work = coh_alloc_array(k, 4 * sizeof(*work), err);
    size_t *class, *leader, *members;
    struct coh_group_stage *stage = coh_alloc_array(k, sizeof(*stage), err);

    if (!work || !stage) {
        coh_free(work);
        coh_free(stage);
        return NULL;
    }
    class = work;
    leader = work + k;
    members = work + 2 * k;
    for (g = 0; g < k; g++) {
        for (h = 0; h < classes && !same_class(r, aim, leader[h], g); h++)
            ;
        if (h == classes)
            leader[classes++] = g;
        class[g] = h;
        members[h]++;
    }
    order_classes(members, work + 3 * k, classes);
    fill_stages(stage, r, class, work + 3 * k, classes);
    coh_free(work);
    return stage;
}

void
coh_group_stages_sum(struct coh_group_stage *stage, size_t n)
{
    size_t least = 0, most = 0;

    while (n-- > 0) {
        stage[n].at_least = least += stage[n].least;
        stage[n].at_most = most += stage[n].most;
    }
}
