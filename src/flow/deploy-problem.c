/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From names to the numbers of group/deploy.h. */
#include "flow/deploy-sheet.h"

int
coh_deploy_level(const struct coh_deploy_sheet *s, size_t educator,
                 size_t skill)
{
    size_t i;

    for (i = 0; i < s->level.n; i++)
        if (s->level.at[i].a == educator && s->level.at[i].b == skill)
            return s->level_of[i];
    return 0;
}

static int
is_there(const struct coh_deploy_sheet *s, size_t e, size_t g)
{
    size_t i;

    if (!s->educator[e].bound || s->group[g].block == COH_DEPLOY_NONE)
        return 1;
    for (i = 0; i < s->there.n; i++)
        if (s->there.at[i].a == e && s->there.at[i].b == s->group[g].block)
            return 1;
    return 0;
}

static int
make_arrays(struct coh_deploy_sheet *s, struct coh_error *err)
{
    const size_t n = s->educators.n, k = s->groups.n;

    s->need = coh_alloc_array(k, sizeof(*s->need), err);
    s->levels = coh_alloc_array(n * k, sizeof(*s->levels), err);
    s->points = coh_alloc_array(n * k, sizeof(*s->points), err);
    s->present = coh_alloc_array(n * k, 1, err);
    s->leads = coh_alloc_array(n, 1, err);
    s->block = coh_alloc_array(k, sizeof(*s->block), err);
    s->min = coh_alloc_array(n, sizeof(*s->min), err);
    s->max = coh_alloc_array(n, sizeof(*s->max), err);
    s->at_once = coh_alloc_array(n, sizeof(*s->at_once), err);
    s->want = coh_alloc_array(s->calls, sizeof(*s->want), err);
    return s->need && s->levels && s->points && s->present && s->leads &&
                   s->block && s->min && s->max && s->at_once && s->want
               ? 0
               : -1;
}

/* A group without a block has one of its own, where nobody else meets. */
static void
fill_groups(struct coh_deploy_sheet *s)
{
    size_t g, blocks = s->blocks.n;

    for (g = 0; g < s->groups.n; g++) {
        s->need[g] = s->group[g].need;
        s->block[g] =
            s->group[g].block == COH_DEPLOY_NONE ? blocks++ : s->group[g].block;
    }
    s->p.n_blocks = blocks;
}

static void
fill_educators(struct coh_deploy_sheet *s)
{
    size_t e, g, k = 0;
    int worst = 0;

    for (g = 0; g < s->educators.n * s->groups.n; g++)
        if (s->rank[g] > worst)
            worst = s->rank[g];
    for (e = 0; e < s->educators.n; e++) {
        s->leads[e] = (unsigned char)s->educator[e].leads;
        s->min[e] = s->educator[e].min;
        s->max[e] = s->educator[e].max;
        s->at_once[e] = COH_DEPLOY_ANY;
        for (g = 0; g < s->groups.n; g++, k++) {
            s->levels[k] = s->group[g].skill == COH_DEPLOY_NONE
                               ? 0
                               : coh_deploy_level(s, e, s->group[g].skill);
            s->points[k] = s->rank[k] ? worst + 1 - s->rank[k] : 0;
            s->present[k] = (unsigned char)is_there(s, e, g);
        }
    }
}

static int
same_time(const struct coh_deploy_sheet *s)
{
    size_t g, h;

    for (g = 0; g < s->groups.n; g++)
        for (h = 0; h < g; h++)
            if (s->p.block[g] != s->p.block[h])
                return 0;
    return 1;
}

/* Whoever may lead, and with several seats everybody, has even limits where no
 * list says any. Where all groups meet at once, being in several at a time and
 * having several are the same. */
static int
find_limits(struct coh_deploy_sheet *s, struct coh_error *err)
{
    unsigned char *once = coh_alloc_array(s->educators.n, 1, err);
    unsigned char *most = coh_alloc_array(s->educators.n, 1, err);
    struct coh_deploy_limits l = {s->at_once, s->max, once, most, 0, 0};
    size_t e;
    int rc = -1;

    if (!once || !most)
        goto out;
    for (e = 0; e < s->educators.n; e++) {
        if (s->ask->at_once > 0)
            s->at_once[e] = (size_t)s->ask->at_once;
        most[e] =
            (s->leads[e] || s->p.seats > 1) && s->max[e] == COH_DEPLOY_ANY;
        once[e] = (s->leads[e] || s->p.seats > 1) && s->ask->at_once < 0 &&
                  s->blocks.n && !same_time(s);
    }
    if (coh_deploy_limit(&s->p, &l, err))
        goto out;
    s->once = l.once;
    s->most = l.most;
    rc = 0;
out:
    coh_free(once);
    coh_free(most);
    return rc;
}

static int
say_limits(const struct coh_deploy_sheet *s, struct coh_run *run,
           struct coh_error *err)
{
    size_t e, g, leaders = 0;

    for (e = 0; e < s->educators.n; e++)
        leaders += s->leads[e];
    for (g = 0; g < s->groups.n; g++)
        if (s->group[g].unsaid &&
            coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                          "groups that need level %ld, since nothing says "
                          "otherwise (--level)",
                          s->ask->level))
            return -1;
    if (s->most != COH_DEPLOY_ANY &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "nobody has more than %zu group%s where --load does not "
                      "say: %zu group%s, %zu who may lead",
                      s->most, s->most == 1 ? "" : "s", s->groups.n,
                      s->groups.n == 1 ? "" : "s", leaders))
        return -1;
    if (s->once != COH_DEPLOY_ANY &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "nobody has more than %zu group%s at a time "
                      "(--at-once)",
                      s->once, s->once == 1 ? "" : "s"))
        return -1;
    for (e = 0; s->ask->availability && e < s->educators.n; e++)
        if (!s->educator[e].bound &&
            coh_notes_add(&run->notes, COH_NOTE_FACT, s->educators.at[e], err,
                          "educators of whom no file says when they are "
                          "there: there all the time"))
            return -1;
    return 0;
}

int
coh_deploy_problem(struct coh_deploy_sheet *s, struct coh_run *run,
                   struct coh_error *err)
{
    const size_t rules = s->p.n_rules;
    size_t i;

    if (make_arrays(s, err))
        return -1;
    s->p = (struct coh_deploy){s->groups.n,
                               s->educators.n,
                               s->need,
                               s->levels,
                               s->present,
                               s->leads,
                               s->block,
                               0,
                               (size_t)s->ask->per_group,
                               s->min,
                               s->max,
                               s->at_once,
                               s->points,
                               s->rule,
                               rules,
                               s->want,
                               s->calls};
    fill_groups(s);
    fill_educators(s);
    for (i = 0; i < s->calls; i++)
        s->want[i] = (struct coh_deploy_want){s->call[i].group, s->call[i].who};
    return find_limits(s, err) || say_limits(s, run, err) ? -1 : 0;
}
