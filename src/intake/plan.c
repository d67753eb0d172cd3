/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/plan.h"

#include <string.h>

static void
mark(struct coh_plan *plan, const struct coh_template *t)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (!t->piece[i].text)
            plan->named[t->piece[i].column] = 1;
}

/* Bind one more alternative, if its columns are there. There is room. */
static int
bind_word(struct coh_plan *plan, const char *word,
          const struct coh_pattern *match, struct coh_plan_field *field,
          struct coh_error *err)
{
    struct coh_template *t = &field->at[field->n];
    int bound;

    *t = (struct coh_template)COH_TEMPLATE_INIT;
    if (coh_template_bind(t, word, match, plan->header, &bound, err)) {
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

static int
bind_words(struct coh_plan *plan, const struct coh_layout_words *words,
           const struct coh_pattern *match, struct coh_plan_field *field,
           struct coh_error *err)
{
    size_t i;

    field->at = coh_alloc_array(words->n, sizeof(*field->at), err);
    if (!field->at)
        return -1;
    for (i = 0; i < words->n; i++)
        if (bind_word(plan, words->text[i], match, field, err))
            return -1;
    return 0;
}

static void
release_field(struct coh_plan_field *field)
{
    size_t i;

    for (i = 0; i < field->n; i++)
        coh_template_release(&field->at[i]);
    coh_free(field->at);
    *field = (struct coh_plan_field){NULL, 0};
}

/* One alternative more: the cell of one column. There is room for it. */
static int
add_cell(struct coh_plan *plan, struct coh_plan_field *field, size_t column,
         struct coh_error *err)
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

/* A pattern's own column is its score, unless the layout says another. */
static int
bind_own_column(struct coh_plan *plan, struct coh_plan_result *r, size_t column,
                struct coh_error *err)
{
    struct coh_plan_field *field = &r->field[COH_RESULT_SCORE];
    size_t at;

    release_field(field);
    field->at = coh_alloc_array(1, sizeof(*field->at), err);
    if (!field->at ||
        coh_template_seek(plan->header, plan->header->name[column], &at, err))
        return -1;
    return add_cell(plan, field, column, err);
}

static int
bind_fields(struct coh_plan *plan, struct coh_plan_result *r,
            struct coh_error *err)
{
    const struct coh_layout *l = plan->layout;
    int i;

    for (i = 0; i < COH_LAYOUT_FIELDS; i++) {
        const struct coh_layout_words *words =
            r->rule->field[i].n ? &r->rule->field[i] : &l->common[i];

        if (bind_words(plan, words, r->rule->column, &r->field[i], err))
            return -1;
    }
    return 0;
}

static void
release_result(struct coh_plan_result *r)
{
    int i;

    for (i = 0; i < COH_LAYOUT_FIELDS; i++)
        release_field(&r->field[i]);
    coh_free(r->max_score);
}

/* The column that the score is read from first; the rule, if from none. */
static struct coh_span
score_title(const struct coh_plan *plan, const struct coh_plan_result *r)
{
    const struct coh_plan_field *f = &r->field[COH_RESULT_SCORE];
    size_t i;

    for (i = 0; f->n && i < f->at[0].n; i++)
        if (!f->at[0].piece[i].text)
            return plan->header->name[f->at[0].piece[i].column];
    return coh_span_of(r->rule->name);
}

/* One result from `rule`, read from `column` (header->n: from no one column).
 * It is dropped again when no score column is there. */
static int
add_result(struct coh_plan *plan, const struct coh_layout_result *rule,
           size_t column, struct coh_error *err)
{
    struct coh_plan_result *r;

    if (plan->results == COH_PLAN_RESULTS)
        return coh_fail(err, COH_INPUT,
                        "layout %s: more than %d results in one record",
                        plan->layout->name, COH_PLAN_RESULTS);
    if (coh_reserve(&plan->result, &plan->capacity, plan->results + 1,
                    sizeof(*plan->result), err))
        return -1;
    r = &plan->result[plan->results++];
    *r = (struct coh_plan_result){.rule = rule};
    if (bind_fields(plan, r, err))
        return -1;
    r->title = score_title(plan, r);
    if (column < plan->header->n) {
        r->title = plan->header->name[column];
        if (!rule->field[COH_RESULT_SCORE].n &&
            bind_own_column(plan, r, column, err))
            return -1;
    }
    if (!r->field[COH_RESULT_SCORE].n) {
        release_result(r);
        plan->results--;
    }
    return 0;
}

static int
bind_results(struct coh_plan *plan, struct coh_error *err)
{
    const struct coh_layout *l = plan->layout;
    size_t i, k;

    for (i = 0; i < l->results; i++) {
        const struct coh_layout_result *rule = &l->result[i];

        if (!rule->column && add_result(plan, rule, plan->header->n, err))
            return -1;
        for (k = 0; rule->column && k < plan->header->n; k++)
            if (coh_pattern_match(rule->column, plan->header->name[k]) &&
                add_result(plan, rule, k, err))
                return -1;
    }
    return 0;
}

/* Where a rule for records looks: its columns, then its texts. */
static int
bind_record(struct coh_plan *plan, struct coh_plan_record *r,
            struct coh_error *err)
{
    const struct coh_layout_words *name = &r->rule->column;
    size_t i, at;

    if (r->rule->text.n)
        return bind_words(plan, &r->rule->text, NULL, &r->field, err);
    r->field.at = coh_alloc_array(name->n, sizeof(*r->field.at), err);
    if (!r->field.at)
        return -1;
    for (i = 0; i < name->n; i++)
        if (coh_template_seek(plan->header, coh_span_of(name->text[i]), &at,
                              err) ||
            (at < plan->header->n && add_cell(plan, &r->field, at, err)))
            return -1;
    return 0;
}

static int
bind_records(struct coh_plan *plan, struct coh_error *err)
{
    const struct coh_layout *l = plan->layout;

    plan->record = coh_alloc_array(l->records, sizeof(*plan->record), err);
    if (!plan->record)
        return -1;
    while (plan->records < l->records) {
        struct coh_plan_record *r = &plan->record[plan->records];

        r->rule = &l->record[plan->records++];
        if (bind_record(plan, r, err))
            return -1;
    }
    return 0;
}

static void
mark_words(struct coh_plan *plan, const struct coh_layout_words *words)
{
    size_t i, at;

    for (i = 0; i < words->n; i++) {
        at = coh_header_seek(plan->header, coh_span_of(words->text[i]));
        if (at < plan->header->n)
            plan->named[at] = 1;
    }
}

static int
bind_ids(struct coh_plan *plan, struct coh_error *err)
{
    const struct coh_layout_words *id = &plan->layout->id;
    size_t i, at;

    plan->id = coh_alloc_array(id->n, sizeof(*plan->id), err);
    if (!plan->id)
        return -1;
    for (i = 0; i < id->n; i++) {
        if (coh_template_seek(plan->header, coh_span_of(id->text[i]), &at, err))
            return -1;
        if (at < plan->header->n)
            plan->id[plan->ids++] = at;
    }
    if (id->n ? !plan->ids : !plan->name.n)
        return coh_fail(err, COH_INPUT,
                        "layout %s: none of its %s columns is there ('%.60s')",
                        plan->layout->name, id->n ? "id" : "name",
                        id->n ? id->text[0]
                              : plan->layout->student_name.text[0]);
    return 0;
}

/* Names of columns, and templates of several. */
static int
bind_names(struct coh_plan *plan, struct coh_error *err)
{
    const struct coh_layout_words *name = &plan->layout->student_name;
    struct coh_plan_field *field = &plan->name;
    size_t i, at;

    field->at = coh_alloc_array(name->n, sizeof(*field->at), err);
    if (!field->at)
        return -1;
    for (i = 0; i < name->n; i++) {
        if (strchr(name->text[i], '{')) {
            if (bind_word(plan, name->text[i], NULL, field, err))
                return -1;
            continue;
        }
        at = coh_header_seek(plan->header, coh_span_of(name->text[i]));
        if (at < plan->header->n && add_cell(plan, field, at, err))
            return -1;
    }
    return 0;
}

int
coh_plan_make(struct coh_plan *plan, const struct coh_layout *layout,
              const struct coh_header *header, struct coh_error *err)
{
    size_t i;

    plan->layout = layout;
    plan->header = header;
    plan->named = coh_alloc_array(header->n, 1, err);
    if (!plan->named || bind_names(plan, err) || bind_ids(plan, err) ||
        bind_results(plan, err) || bind_records(plan, err))
        return -1;
    mark_words(plan, &layout->id);
    for (i = 0; i < layout->matches; i++)
        mark_words(plan, &layout->match[i].name);
    if (!plan->results)
        return coh_fail(err, COH_INPUT,
                        "layout %s: no column of this file is a result",
                        layout->name);
    return 0;
}

int
coh_plan_field_value(const struct coh_plan_field *f,
                     const struct coh_span *cell, struct coh_text *text,
                     struct coh_span *value, struct coh_error *err)
{
    size_t i;

    *value = coh_span_of("");
    for (i = 0; i < f->n && !value->length; i++)
        if (coh_template_fill(&f->at[i], cell, text, value, err))
            return -1;
    return 0;
}

int
coh_plan_value(const struct coh_plan_result *result, int field,
               const struct coh_span *cell, struct coh_text *text,
               struct coh_span *value, struct coh_error *err)
{
    return coh_plan_field_value(&result->field[field], cell, text, value, err);
}

void
coh_plan_release(struct coh_plan *plan)
{
    size_t i;

    for (i = 0; i < plan->records; i++)
        release_field(&plan->record[i].field);
    coh_free(plan->record);
    release_field(&plan->name);
    for (i = 0; i < plan->results; i++)
        release_result(&plan->result[i]);
    coh_free(plan->result);
    coh_free(plan->id);
    coh_free(plan->named);
    *plan = (struct coh_plan)COH_PLAN_INIT;
}
