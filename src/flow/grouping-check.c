/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-check.h"

#include <string.h>

#include "flow/grouping-internal.h"

void
coh_grouping_hand_release(struct coh_grouping_hand *h)
{
    coh_group_answer_release(&h->a);
    coh_group_answer_release(&h->best);
    coh_free(h->broken);
    coh_free(h->absent);
    coh_free(h->unknown);
    coh_arena_release(&h->arena);
    *h = (struct coh_grouping_hand)COH_GROUPING_HAND_INIT;
}

static int
add_name(struct coh_grouping_hand *h, const char ***list, size_t *n,
         size_t *capacity, struct coh_span s, struct coh_error *err)
{
    const char *copy = coh_arena_text(&h->arena, s.bytes, s.length, err);

    if (!copy || coh_reserve(list, capacity, *n + 1, sizeof(**list), err))
        return -1;
    (*list)[(*n)++] = copy;
    return 0;
}

/* Ids of the file that none of the students has. */
static int
find_unknown(const struct coh_grouping *g, const struct coh_grouping_file *file,
             struct coh_grouping_hand *h, struct coh_error *err)
{
    const struct coh_table *t = file->table;
    struct coh_span name = g->table->header.name[g->student];
    char quoted[COH_QUOTE_SIZE];
    struct coh_span id;
    size_t column, row, who;

    if (coh_header_find(&t->header, name, &column, err))
        return -1;
    for (row = 0; row < t->rows; row++) {
        id = coh_span_trim(coh_table_cell(t, row, column));
        if (!id.length)
            continue;
        if (coh_grouping_find(g, id, "", COH_NOTE_FACT, &who, NULL, err))
            return -1;
        if (who < g->p.n)
            continue;
        coh_quote(id.bytes, id.length, quoted);
        if (add_name(h, &h->unknown, &h->n_unknown, &h->unknown_capacity,
                     coh_span_of(quoted), err))
            return -1;
    }
    return 0;
}

/* Who is in none of the groups leaves g; the others keep theirs. */
static int
leave_out(struct coh_grouping *g, struct coh_grouping_hand *h,
          struct coh_notes *notes, struct coh_error *err)
{
    unsigned char *out = coh_alloc_array(g->p.n, 1, err);
    size_t i, n = 0, all = g->p.n;
    int rc = -1;

    if (!out)
        return -1;
    for (i = 0; i < all; i++) {
        out[i] = h->a.group[i] == 0;
        if (out[i] &&
            (add_name(h, &h->absent, &h->n_absent, &h->absent_capacity,
                      coh_span_of(g->label[i]), err) ||
             coh_notes_add(notes, COH_NOTE_LOOK, g->label[i], err,
                           "students who are in no group, left out")))
            goto out;
    }
    if (h->n_absent == all) {
        coh_fail(err, COH_INPUT, "none of the students is in a group");
        goto out;
    }
    if (h->n_absent && coh_grouping_narrow(g, out, err))
        goto out;
    for (i = 0; i < all; i++)
        if (!out[i])
            h->a.group[n++] = h->a.group[i];
    rc = 0;
out:
    coh_free(out);
    return rc;
}

int
coh_grouping_hand_read(struct coh_grouping *g,
                       const struct coh_grouping_file *file,
                       struct coh_grouping_hand *h, struct coh_notes *notes,
                       struct coh_error *err)
{
    h->a.group = coh_alloc_array(g->p.n, sizeof(*h->a.group), err);
    if (!h->a.group || coh_grouping_assigned(g, file, h->a.group, notes, err))
        return -1;
    if (find_unknown(g, file, h, err) ||
        coh_notes_subject(notes, file->name, err) ||
        leave_out(g, h, notes, err) ||
        (g->p.score && coh_grouping_hand_order(g, h->a.group, err)) ||
        coh_notes_subject(notes, NULL, err)) {
        coh_error_context(err, "%s: ", file->name);
        return -1;
    }
    return 0;
}

/* Bands: who has an equal in another group, neither named by a rule. */
static int
find_tied(const struct coh_grouping *g, struct coh_group_answer *a,
          struct coh_error *err)
{
    unsigned char *named = coh_alloc_array(g->p.n, 1, err);
    size_t i, j, r;

    a->tied = coh_alloc_array(g->p.n, 1, err);
    if (!named || !a->tied) {
        coh_free(named);
        return -1;
    }
    for (r = 0; r < g->p.n_rules; r++)
        for (i = 0; i < g->p.rule[r].n; i++)
            named[g->p.rule[r].member[i]] = 1;
    for (i = 0; i < g->p.n; i++)
        named[i] |= g->missing[i];
    for (i = 0; i < g->p.n; i++) {
        for (j = 0; !named[i] && j < g->p.n; j++)
            if (!named[j] && g->p.score[i] == g->p.score[j] &&
                a->group[i] != a->group[j])
                a->tied[i] = 1;
        a->n_tied += a->tied[i];
    }
    coh_free(named);
    return 0;
}

/* Its figures, as a solver would have filled them in. */
static int
value_of(const struct coh_grouping *g, struct coh_group_answer *a,
         struct coh_error *err)
{
    int64_t cost = coh_group_aim_cost(&g->aim, a->group);

    if (g->p.score && find_tied(g, a, err))
        return -1;
    if (g->aim.weight)
        cost %= g->aim.weight;
    a->outcome = COH_GROUP_FEASIBLE;
    a->value = a->placed = (double)cost * g->aim.unit;
    a->company = coh_group_pairs_again(&g->p, a->group);
    return 0;
}

/* Least sizes that the students who are there can fill. */
static int
lower_sizes(struct coh_grouping *g, const size_t *group, struct coh_error *err)
{
    size_t *min = coh_grouping_array(g, g->p.k, sizeof(*min), err);
    size_t *count = coh_grouping_array(g, g->p.k, sizeof(*count), err);
    size_t i;

    if (!min || !count)
        return -1;
    for (i = 0; i < g->p.n; i++)
        count[group[i] - 1]++;
    for (i = 0; i < g->p.k; i++)
        min[i] = count[i] < g->p.min[i] ? count[i] : g->p.min[i];
    g->p.min = g->min = min;
    return 0;
}

static int
note_broken(const struct coh_grouping_hand *h, struct coh_notes *notes,
            struct coh_error *err)
{
    enum { MOST = 20 };
    size_t i;

    for (i = 0; i < h->n_broken && i < MOST; i++)
        if (coh_notes_add(notes, COH_NOTE_LOOK, NULL, err, "%s", h->broken[i]))
            return -1;
    if (i < h->n_broken)
        return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                             "%zu more demands are broken; --report tells them",
                             h->n_broken - i);
    return 0;
}

int
coh_grouping_hand_judge(struct coh_grouping *g,
                        const struct coh_grouping_file *file,
                        struct coh_grouping_hand *h, struct coh_notes *notes,
                        struct coh_error *err)
{
    if (coh_grouping_hand_broken(g, h->a.group, h, err) ||
        coh_notes_subject(notes, file->name, err) ||
        note_broken(h, notes, err) || coh_notes_subject(notes, NULL, err) ||
        value_of(g, &h->a, err))
        return -1;
    if (h->n_absent && lower_sizes(g, h->a.group, err))
        return -1;
    return coh_grouping_solve(g, &h->best, notes, err);
}
