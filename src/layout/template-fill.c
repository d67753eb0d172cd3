/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/template.h"

static struct coh_span piece_text(const struct coh_template_piece *p,
                                  const struct coh_template_row *row);

/* What the value stands for; a value that nobody named stays as it is. A
 * template of several pieces has no text of its own here and is not named. */
static struct coh_span
named_text(const struct coh_template_piece *p,
           const struct coh_template_row *row)
{
    struct coh_span value;
    size_t i;

    if (p->inner->n != 1)
        return coh_span_of("");
    value = piece_text(&p->inner->piece[0], row);
    for (i = 0; i < p->names->values; i++)
        if (coh_span_equal(value, p->names->value[i].text))
            return coh_span_of(p->names->value[i].number);
    return value;
}

static struct coh_span
piece_text(const struct coh_template_piece *p,
           const struct coh_template_row *row)
{
    const struct coh_span *found;

    switch (p->kind) {
    case COH_PIECE_TEXT:
        return (struct coh_span){p->text, p->length};
    case COH_PIECE_CELL:
        return coh_span_trim(row->cell[p->column]);
    case COH_PIECE_ABOVE:
        return coh_preamble_value(row->above,
                                  (struct coh_span){p->text, p->length});
    case COH_PIECE_LOOKUP:
        found = row->lookup[p->lookup];
        return found ? coh_span_trim(found[p->column]) : coh_span_of("");
    case COH_PIECE_CUT:
        return coh_cut_part(&p->cut, row->cell[p->column], row->part_number);
    case COH_PIECE_NAMED:
        return named_text(p, row);
    case COH_PIECE_PART:
        break;
    }
    return row->part;
}

int
coh_template_fill(const struct coh_template *t,
                  const struct coh_template_row *row, struct coh_text *into,
                  struct coh_span *span, struct coh_error *err)
{
    size_t i;

    if (t->n == 1 && t->piece[0].kind == COH_PIECE_CELL) {
        *span = row->cell[t->piece[0].column];
        if (!row->keep_blanks)
            *span = coh_span_trim(*span);
        return 0;
    }
    if (t->n == 1) {
        *span = piece_text(&t->piece[0], row);
        return 0;
    }
    coh_text_clear(into);
    for (i = 0; i < t->n; i++) {
        struct coh_span s = piece_text(&t->piece[i], row);

        /* Text around a blank cell would look like a value. */
        if (!s.length && t->piece[i].kind != COH_PIECE_TEXT) {
            coh_text_clear(into);
            break;
        }
        if (coh_text_add(into, s.bytes, s.length, err))
            return -1;
    }
    *span = coh_text_span(into);
    return 0;
}

int
coh_template_is_fixed(const struct coh_template *t)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->piece[i].kind != COH_PIECE_TEXT)
            return 0;
    return 1;
}

void
coh_template_release(struct coh_template *t)
{
    size_t i;

    for (i = 0; i < t->n; i++) {
        if (t->piece[i].inner) {
            coh_template_release(t->piece[i].inner);
            coh_free(t->piece[i].inner);
        }
        coh_free((char *)t->piece[i].text);
    }
    coh_free(t->piece);
    *t = (struct coh_template)COH_TEMPLATE_INIT;
}
