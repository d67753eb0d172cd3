/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/mask.h"

/* ---- counts ---- */

/* What one sheet hides the others hide too; 1 when another has to be asked
 * again. */
static int
hand_on(struct coh_privacy_problem **p, struct coh_privacy_answer **answer,
        size_t n, size_t from, unsigned char *asked)
{
    size_t t, i;
    int again = 0;

    for (i = 0; i < p[from]->n; i++)
        for (t = 0; t < n && answer[from]->hidden[i]; t++) {
            struct coh_privacy_sum *s;

            if (t == from || i >= p[t]->n)
                continue;
            s = &p[t]->sum[i];
            if (s->silent || s->known || s->aside || s->empty)
                continue;
            s->silent = 1;
            asked[t] = 0;
            again = 1;
        }
    return again;
}

int
coh_mask_settle_block(struct coh_privacy_problem **p,
                      struct coh_privacy_answer **answer, size_t n,
                      size_t *refused, struct coh_error *err)
{
    unsigned char *asked = coh_alloc_array(n, 1, err);
    size_t t;
    int rc = -1, again = 1;

    if (!asked)
        return -1;
    *refused = n;
    while (again) {
        again = 0;
        for (t = 0; t < n; t++) {
            if (asked[t])
                continue;
            coh_privacy_answer_release(answer[t]);
            if (coh_privacy_suppress(p[t], answer[t], err))
                goto out;
            asked[t] = 1;
            if (answer[t]->outcome == COH_PRIVACY_REFUSED) {
                *refused = t;
                rc = 0;
                goto out;
            }
            again |= hand_on(p, answer, n, t, asked);
        }
    }
    rc = 0;
out:
    coh_free(asked);
    return rc;
}

/* ---- words for a refusal ---- */

/* A place of the sum, to call it by. */
static size_t
place_of_sum(const struct coh_mask_block *b, size_t sum)
{
    size_t place;

    for (place = 0; place < b->places; place++)
        if (b->sum[place] == sum)
            return place;
    return COH_MASK_NONE;
}

int
coh_mask_name_place(const struct coh_mask *m, const struct coh_mask_block *b,
                    const struct coh_mask_sheet *s, size_t place,
                    struct coh_text *into, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i, d = 0, before = into->length;

    for (i = 0; i < m->table.header.n; i++) {
        struct coh_span name = m->table.header.name[i];
        struct coh_span cell = coh_table_cell(&m->table, s->first, i);

        if (m->plan.role[i] == COH_MASK_BY) {
            size_t v = coh_mask_value_at(b, m->plan.by.n, place, d);

            cell =
                v < b->values[d] ? b->value[d][v] : coh_span_of(m->ask->total);
            d++;
        } else if (m->plan.role[i] > COH_MASK_APART || !cell.length) {
            continue;
        }
        if (coh_text_format(into, err, "%s%.*s=%s",
                            into->length > before ? ", " : "", (int)name.length,
                            name.bytes,
                            coh_quote(cell.bytes, cell.length, quoted)))
            return -1;
    }
    return into->length > before
               ? 0
               : coh_text_add_string(into, "the whole table", err);
}

/* Up to three cells that cannot be protected. */
static int
refuse(const struct coh_mask *m, const struct coh_mask_block *b, size_t sheet,
       struct coh_error *err)
{
    const struct coh_mask_sheet *s = &b->sheet[sheet];
    struct coh_text cells = COH_TEXT_INIT, help = COH_TEXT_INIT;
    size_t i, n = s->answer.n_unsafe;
    int rc = -1;

    for (i = 0; i < n && i < 3; i++) {
        size_t place = place_of_sum(b, s->answer.unsafe[i]);

        if ((i && coh_text_add_string(&cells, "; ", err)) ||
            (place == COH_MASK_NONE
                 ? coh_text_add_string(&cells,
                                       s->own && s->answer.unsafe[i] >= s->own
                                           ? "a group of another table of them"
                                           : "everyone else",
                                       err)
                 : coh_mask_name_place(m, b, s, place, &cells, err)))
            goto out;
    }
    if (n > 3 && coh_text_format(&cells, err, "; and %zu more", n - 3))
        goto out;
    if (coh_mask_offer(m, NULL, &help, err))
        goto out;
    rc = coh_fail(err, COH_INPUT,
                  "nothing is shown: however much is hidden, a reader could "
                  "work out small groups (%s); %s",
                  coh_text_get(&cells),
                  help.length ? coh_text_get(&help)
                              : "merge groups, or leave a column of -b out");
out:
    coh_text_release(&cells);
    coh_text_release(&help);
    return rc;
}

/* All that it would show was released before. */
static int
is_replaced(const struct coh_mask_block *b)
{
    size_t s;

    for (s = 0; s < b->sheets; s++)
        if (!b->sheet[s].before)
            return 0;
    return 1;
}

int
coh_mask_settle(struct coh_mask *m, struct coh_error *err)
{
    struct coh_privacy_problem **p = NULL;
    struct coh_privacy_answer **a = NULL;
    size_t i, s, refused, most = 0;
    int rc = -1;

    for (i = 0; i < m->blocks; i++)
        if (m->block[i].sheets > most)
            most = m->block[i].sheets;
    p = coh_alloc_array(most, sizeof(*p), err);
    a = coh_alloc_array(most, sizeof(*a), err);
    if (!p || !a)
        goto out;
    for (i = 0; i < m->blocks; i++) {
        struct coh_mask_block *b = &m->block[i];

        if (is_replaced(b))
            continue;
        for (s = 0; s < b->sheets; s++) {
            p[s] = &b->sheet[s].problem;
            a[s] = &b->sheet[s].answer;
        }
        if (coh_mask_settle_block(p, a, b->sheets, &refused, err))
            goto out;
        if (refused < b->sheets) {
            refuse(m, b, refused, err);
            goto out;
        }
    }
    rc = coh_mask_settle_bands(m, err);
out:
    coh_free(p);
    coh_free(a);
    return rc;
}

int
coh_mask_is_listed(const struct coh_mask_block *b,
                   const struct coh_mask_sheet *s, size_t dims, size_t place)
{
    size_t d;

    if (s->row[place] != COH_MASK_NONE)
        return 1;
    for (d = 0; d < dims; d++)
        if (coh_mask_value_at(b, dims, place, d) == b->values[d])
            return 0;
    return !b->unlisted[place] && !s->problem.sum[b->sum[place]].empty;
}

int
coh_mask_is_hidden(const struct coh_mask_sheet *s, size_t sum)
{
    return s->answer.hidden[sum] || s->problem.sum[sum].aside;
}

void
coh_mask_tally(const struct coh_mask *m, struct coh_mask_tally *tally)
{
    size_t i, s, place;

    *tally = (struct coh_mask_tally){0, 0, 0, 0};
    for (i = 0; i < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++)
            for (place = 0; place < m->block[i].places; place++) {
                const struct coh_mask_block *b = &m->block[i];
                const struct coh_mask_sheet *sheet = &b->sheet[s];
                size_t sum = b->sum[place];

                if (sheet->before ||
                    !coh_mask_is_listed(b, sheet, m->plan.by.n, place))
                    continue;
                tally->rows++;
                tally->added += sheet->row[place] == COH_MASK_NONE;
                if (!coh_mask_is_hidden(sheet, sum))
                    continue;
                tally->hidden++;
                tally->small += coh_privacy_is_primary(&sheet->problem, sum);
            }
}
