/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/head.h"

enum { MOST_TEXT = 4 << 20 };

static int
copy_span(struct coh_head *head, struct coh_span from, struct coh_span *to,
          struct coh_error *err)
{
    to->length = from.length;
    to->bytes = coh_arena_text(&head->arena, from.bytes, from.length, err);
    return to->bytes ? 0 : -1;
}

/* A copy of the record that outlives the reader; *text grows by its bytes. */
static int
keep(struct coh_head *head, const struct coh_record *rec, size_t *text,
     struct coh_error *err)
{
    struct coh_record *copy;
    struct coh_span *cell;
    size_t i;

    if (coh_reserve(&head->record, &head->capacity, head->n + 1,
                    sizeof(*head->record), err))
        return -1;
    copy = &head->record[head->n];
    *copy = *rec;
    if (copy_span(head, rec->raw, &copy->raw, err))
        return -1;
    *text += rec->raw.length;
    cell = coh_arena_alloc(&head->arena, (rec->n + 1) * sizeof(*cell), err);
    if (!cell)
        return -1;
    for (i = 0; i < rec->n && !rec->aside; i++) {
        if (copy_span(head, rec->cell[i], &cell[i], err))
            return -1;
        *text += rec->cell[i].length;
    }
    copy->cell = cell;
    head->n++;
    return 0;
}

int
coh_head_read(struct coh_head *head, struct coh_reader *reader, size_t most,
              struct coh_error *err)
{
    struct coh_record rec;
    size_t text = 0;

    if (coh_reader_spool(reader, err) || coh_reader_rewind(reader, err))
        return -1;
    while (head->n < most && text <= MOST_TEXT && !head->whole) {
        if (coh_reader_next(reader, &rec, err))
            return -1;
        head->whole = rec.end;
        if (!rec.end && keep(head, &rec, &text, err))
            return -1;
    }
    return coh_reader_rewind(reader, err);
}

void
coh_head_release(struct coh_head *head)
{
    coh_free(head->record);
    coh_arena_release(&head->arena);
    *head = (struct coh_head)COH_HEAD_INIT;
}
