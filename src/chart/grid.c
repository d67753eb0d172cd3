/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/grid.h"

#include <math.h>
#include <string.h>

/* Two numbers as a name. */
static struct coh_span
key(const size_t pair[2])
{
    return (struct coh_span){(const char *)pair, 2 * sizeof(*pair)};
}

int
coh_grid_take(struct coh_grid *g, struct coh_span row, struct coh_span column,
              struct coh_grid_cell **cell, struct coh_error *err)
{
    size_t pair[2], at;

    if (coh_names_add(&g->rows, row, &pair[0], err) ||
        coh_names_add(&g->columns, column, &pair[1], err) ||
        coh_names_add(&g->keys, key(pair), &at, err) ||
        coh_reserve(&g->cell, &g->capacity, g->keys.n, sizeof(*g->cell), err))
        return -1;
    for (; g->cells < g->keys.n; g->cells++)
        g->cell[g->cells] = (struct coh_grid_cell){
            .row = pair[0],
            .column = pair[1],
            .sample = COH_SAMPLE_INIT,
            .value = NAN,
            .low = NAN,
            .high = NAN,
            .count = NAN,
        };
    *cell = &g->cell[at];
    return 0;
}

const struct coh_grid_cell *
coh_grid_seek(const struct coh_grid *g, size_t row, size_t column)
{
    const size_t pair[2] = {row, column};
    size_t at = coh_names_seek(&g->keys, key(pair));

    return at < g->cells ? &g->cell[at] : NULL;
}

int
coh_grid_head(struct coh_grid *g, size_t at, struct coh_span student,
              int *fresh, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t before = g->heads.n, ignored;
    int rc = -1;

    if (!coh_text_add(&t, (const char *)&at, sizeof(at), err) &&
        !coh_text_add(&t, student.bytes, student.length, err))
        rc = coh_names_add(&g->heads, coh_text_span(&t), &ignored, err);
    *fresh = g->heads.n > before;
    coh_text_release(&t);
    return rc;
}

static int
add_part(struct coh_text *t, int behind, struct coh_span s,
         struct coh_error *err)
{
    if (behind && coh_text_add_string(t, " \xC2\xB7 ", err))
        return -1;
    return coh_text_add(t, s.bytes, s.length, err);
}

int
coh_grid_label(const struct coh_chart *c, const struct coh_record *rec,
               size_t first, size_t n, struct coh_text *t,
               struct coh_error *err)
{
    size_t i;

    for (i = first; i < first + n; i++) {
        struct coh_span s = coh_chart_cell(c, rec, c->by.at[i]);

        if (add_part(t, i > first, s.length ? s : coh_span_of("(blank)"), err))
            return -1;
    }
    return 0;
}

int
coh_grid_names(const struct coh_columns *by, const struct coh_header *header,
               struct coh_span *name, struct coh_arena *arena,
               struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < by->n; i++)
        if (add_part(&t, i > 0, header->name[by->at[i]], err))
            goto out;
    name->bytes = coh_arena_text(arena, coh_text_get(&t), t.length, err);
    name->length = t.length;
    rc = name->bytes ? 0 : -1;
out:
    coh_text_release(&t);
    return rc;
}

void
coh_grid_release(struct coh_grid *g)
{
    size_t i;

    for (i = 0; i < g->cells; i++)
        coh_sample_release(&g->cell[i].sample);
    coh_free(g->cell);
    coh_names_release(&g->rows);
    coh_names_release(&g->columns);
    coh_names_release(&g->keys);
    coh_names_release(&g->heads);
    *g = (struct coh_grid)COH_GRID_INIT;
}
