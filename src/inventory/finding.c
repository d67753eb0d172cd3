/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/finding.h"

#include <string.h>

static int
keep(struct coh_arena *arena, const char **text, struct coh_error *err)
{
    *text = coh_arena_text(arena, *text, strlen(*text), err);
    return *text ? 0 : -1;
}

int
coh_findings_add(void *to, const struct coh_finding *f, struct coh_error *err)
{
    struct coh_findings *all = to;
    struct coh_finding own = *f;

    if (keep(&all->arena, &own.source_id, err) ||
        keep(&all->arena, &own.check, err) ||
        keep(&all->arena, &own.state, err) ||
        keep(&all->arena, &own.message, err) ||
        coh_reserve(&all->at, &all->capacity, all->n + 1, sizeof(*all->at),
                    err))
        return -1;
    all->at[all->n++] = own;
    return 0;
}

static int
is_worse(const struct coh_finding *a, const struct coh_finding *b,
         size_t (*order)(const char *check))
{
    const size_t place_a = order(a->check), place_b = order(b->check);

    if (a->level != b->level)
        return a->level > b->level;
    if (place_a != place_b)
        return place_a < place_b;
    return a->days > b->days;
}

/* By insertion: stable, and a team has no thousand findings. */
void
coh_findings_sort(struct coh_findings *all, size_t (*order)(const char *check))
{
    size_t i, at;

    for (i = 1; i < all->n; i++) {
        const struct coh_finding f = all->at[i];

        for (at = i; at && is_worse(&f, &all->at[at - 1], order); at--)
            all->at[at] = all->at[at - 1];
        all->at[at] = f;
    }
}

void
coh_findings_release(struct coh_findings *all)
{
    coh_free(all->at);
    coh_arena_release(&all->arena);
    *all = (struct coh_findings)COH_FINDINGS_INIT;
}
