/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/plan-field.h"

#include <string.h>

#include "base/blank.h"

static void
mark(struct coh_plan *plan, const struct coh_template *t)
{
    size_t i;

    for (i = 0; i < t->n; i++) {
        if (t->piece[i].kind == COH_PIECE_CELL ||
            t->piece[i].kind == COH_PIECE_CUT)
            plan->named[t->piece[i].column] = 1;
        if (t->piece[i].inner)
            mark(plan, t->piece[i].inner);
    }
}

/* Room for `n` alternatives more. */
int
coh_plan_make_room(struct coh_plan_field *field, size_t n,
                   struct coh_error *err)
{
    struct coh_template *at =
        coh_alloc_array(field->n + n, sizeof(*field->at), err);

    if (!at)
        return -1;
    if (field->n)
        memcpy(at, field->at, field->n * sizeof(*at));
    coh_free(field->at);
    field->at = at;
    return 0;
}

/* One alternative more, if its columns are there. There is room for it. */
static int
add_text(struct coh_plan *plan, struct coh_plan_field *field, const char *text,
         const struct coh_template_scope *scope, struct coh_error *err)
{
    struct coh_template *t = &field->at[field->n];
    int bound;

    *t = (struct coh_template)COH_TEMPLATE_INIT;
    if (coh_template_bind(t, text, scope, &bound, err)) {
        coh_template_release(t);
        return -1;
    }
    if (!bound) {
        coh_template_release(t);
        return 0;
    }
    mark(plan, t);
    field->n++;
    return 0;
}

/* Bind all alternatives whose columns are there. */
int
coh_plan_bind_words(struct coh_plan *plan, const struct coh_layout_words *words,
                    const struct coh_template_scope *scope,
                    struct coh_plan_field *field, struct coh_error *err)
{
    size_t i;

    if (coh_plan_make_room(field, words->n, err))
        return -1;
    for (i = 0; i < words->n; i++)
        if (add_text(plan, field, words->text[i], scope, err))
            return -1;
    return 0;
}

void
coh_plan_release_field(struct coh_plan_field *field)
{
    size_t i;

    for (i = 0; i < field->n; i++)
        coh_template_release(&field->at[i]);
    coh_free(field->at);
    *field = (struct coh_plan_field){NULL, 0};
}

/* One alternative more: the cell of one column. There is room for it. */
int
coh_plan_add_cell(struct coh_plan *plan, struct coh_plan_field *field,
                  size_t column, struct coh_error *err)
{
    struct coh_template *t = &field->at[field->n];

    *t = (struct coh_template)COH_TEMPLATE_INIT;
    if (coh_template_cell(t, column, err)) {
        coh_template_release(t);
        return -1;
    }
    field->n++;
    plan->named[column] = 1;
    return 0;
}

/* Columns by their names, as alternatives; a text with braces is a template. */
int
coh_plan_bind_columns(struct coh_plan *plan,
                      const struct coh_layout_words *words,
                      const struct coh_template_scope *scope,
                      struct coh_plan_field *field, struct coh_error *err)
{
    size_t i, at;

    if (coh_plan_make_room(field, words->n, err))
        return -1;
    for (i = 0; i < words->n; i++) {
        at = coh_headings_seek(scope->names, coh_span_of(words->text[i]));
        if (at == plan->header->n && strchr(words->text[i], '{')) {
            if (add_text(plan, field, words->text[i], scope, err))
                return -1;
            continue;
        }
        if (coh_template_seek(scope->names, coh_span_of(words->text[i]), &at,
                              err) ||
            (at < plan->header->n && coh_plan_add_cell(plan, field, at, err)))
            return -1;
    }
    return 0;
}

/* Read before the others: what the result is read from. */
static int
is_of_the_cell(int field)
{
    return field == COH_RESULT_SCORE || field == COH_RESULT_RESPONSE ||
           field == COH_RESULT_KEY || field == COH_FIELD_STATUS_IN ||
           field == COH_FIELD_WHEN;
}

/* The text that the field has in every record, if that is known. */
static int
is_fixed(const struct coh_plan_field *f, const char *set,
         struct coh_span *fixed)
{
    *fixed = coh_span_of(set);
    if (set || !f->n)
        return 1;
    if (f->at[0].n != 1 || f->at[0].piece[0].kind != COH_PIECE_TEXT ||
        f->at[0].from_file) /* that it is read from the file is said */
        return 0;
    *fixed =
        (struct coh_span){f->at[0].piece[0].text, f->at[0].piece[0].length};
    /* Of a word for nothing it depends on the field whether it counts. */
    return fixed->length && !coh_blank_is_word(*fixed);
}

void
coh_plan_fix(struct coh_plan *plan, const char *const *set)
{
    struct coh_plan_result *r = plan->result;
    size_t i;
    int k;

    for (i = 0; i < plan->results; i++, r++) {
        r->varies = 0;
        for (k = 0; k < COH_LAYOUT_FIELDS; k++) {
            r->fixed[k] = coh_span_of("");
            if (is_of_the_cell(k) ||
                is_fixed(&r->field[k], set[k], &r->fixed[k]))
                continue;
            r->fixed[k] = coh_span_of("");
            r->varying[r->varies++] = k;
        }
    }
}

int
coh_plan_field_value(const struct coh_plan_field *f,
                     const struct coh_template_row *row, struct coh_text *text,
                     struct coh_span *value, struct coh_error *err)
{
    size_t i;

    *value = coh_span_of("");
    for (i = 0; i < f->n && !value->length; i++)
        if (coh_template_fill(&f->at[i], row, text, value, err))
            return -1;
    return 0;
}
