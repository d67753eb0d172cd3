/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/plan-field.h"

#include <string.h>

#include "base/blank.h"

/* ---- results ---- */

static void
release_result(struct coh_plan_result *r)
{
    int i;

    for (i = 0; i < COH_LAYOUT_FIELDS; i++)
        coh_plan_release_field(&r->field[i]);
    coh_free(r->max_score);
    coh_free(r->key);
}

/* What the matched column is when no field names it. */
static int
own_field(const struct coh_layout *l, const struct coh_layout_result *rule)
{
    if (l->is == COH_LAYOUT_NOTES)
        return COH_FIELD_TEXT;
    if (rule->manner.cell == COH_CELL_LEVEL)
        return COH_RESULT_LEVEL;
    if (rule->manner.cell == COH_CELL_RESPONSE || rule->manner.by_key ||
        rule->manner.judged || rule->manner.unscored >= 0)
        return COH_RESULT_RESPONSE;
    return COH_RESULT_SCORE;
}

/* The column that the user named, whatever the layout says. */
static int
bind_instead(struct coh_plan *plan, struct coh_plan_field *field,
             const char *column, struct coh_error *err)
{
    size_t at;

    return coh_header_find(plan->header, coh_span_of(column), &at, err) ||
                   coh_plan_make_room(field, 1, err) ||
                   coh_plan_add_cell(plan, field, at, err)
               ? -1
               : 0;
}

static int
bind_fields(struct coh_plan *plan, struct coh_plan_result *r,
            const struct coh_template_scope *scope, struct coh_error *err)
{
    const struct coh_layout *l = plan->layout;
    int i, own = r->rule->column ? own_field(l, r->rule) : -1;

    for (i = 0; i < COH_LAYOUT_FIELDS; i++) {
        const struct coh_layout_words *words = &r->rule->field[i];

        if (scope->instead && scope->instead[i]) {
            if (bind_instead(plan, &r->field[i], scope->instead[i], err))
                return -1;
            continue;
        }
        if (!words->n && i == own) {
            if (coh_plan_make_room(&r->field[i], 1, err) ||
                coh_plan_add_cell(plan, &r->field[i], r->column, err))
                return -1;
            continue;
        }
        if (!words->n)
            words = &l->common.field[i];
        if (coh_plan_bind_words(plan, words, scope, &r->field[i], err))
            return -1;
    }
    return 0;
}

/* Is there anything that it could be read from? */
static int
is_result(const struct coh_layout *l, const struct coh_plan_result *r)
{
    const struct coh_layout_manner *m = &r->rule->manner;

    if (l->is == COH_LAYOUT_NOTES)
        return r->field[COH_FIELD_TEXT].n || r->field[COH_FIELD_CODES].n;
    if (r->field[COH_RESULT_SCORE].n)
        return 1;
    if (r->rule->field[COH_RESULT_SCORE].n)
        return 0; /* it has a score, and that is not there */
    return r->field[COH_RESULT_LEVEL].n ||
           (r->field[COH_RESULT_RESPONSE].n &&
            (m->by_key || m->judged || m->unscored >= 0));
}

/* The column that the result is read from first; the rule, if from none. */
static struct coh_span
title_of(const struct coh_plan *plan, const struct coh_plan_result *r)
{
    static const int field[] = {COH_RESULT_SCORE, COH_RESULT_LEVEL,
                                COH_RESULT_RESPONSE};
    size_t i, k;

    if (r->column < plan->header->n)
        return plan->header->name[r->column];
    for (k = 0; k < 3; k++) {
        const struct coh_plan_field *f = &r->field[field[k]];

        for (i = 0; f->n && i < f->at[0].n; i++)
            if (f->at[0].piece[i].kind == COH_PIECE_CELL)
                return plan->header->name[f->at[0].piece[i].column];
    }
    return coh_span_of(r->rule->name);
}

/* Is the column there that would make the rule needless? */
static int
is_needless(const struct coh_layout_result *rule,
            const struct coh_template_scope *scope, int *needless,
            struct coh_error *err)
{
    struct coh_template t = COH_TEMPLATE_INIT;
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    *needless = 0;
    if (!rule->unless)
        return 0;
    if (coh_text_format(&text, err, "{%s}", rule->unless) ||
        coh_template_bind(&t, coh_text_get(&text), scope, needless, err))
        goto out;
    rc = 0;
out:
    coh_template_release(&t);
    coh_text_release(&text);
    return rc;
}

/* One result more, or none when no column of it is there. */
static int
add_result(struct coh_plan *plan, const struct coh_layout_result *rule,
           const struct coh_template_scope *scope, struct coh_error *err)
{
    struct coh_plan_result *r;
    int needless;

    if (is_needless(rule, scope, &needless, err))
        return -1;
    if (needless)
        return 0;
    if (plan->results == COH_PLAN_RESULTS)
        return coh_fail(err, COH_INPUT,
                        "layout %s: more than %d results in one record",
                        plan->layout->name, COH_PLAN_RESULTS);
    if (coh_reserve(&plan->result, &plan->capacity, plan->results + 1,
                    sizeof(*plan->result), err))
        return -1;
    r = &plan->result[plan->results++];
    *r = (struct coh_plan_result){.rule = rule, .column = scope->column};
    if (bind_fields(plan, r, scope, err))
        return -1;
    r->title = title_of(plan, r);
    if (!is_result(plan->layout, r) ||
        (rule->field[COH_FIELD_WHEN].n && !r->field[COH_FIELD_WHEN].n)) {
        release_result(r);
        plan->results--;
    }
    return 0;
}

/* The nearest column to the left that fits. Columns are asked for from left to
 * right: those before *tried are known, and the last of them that fits ends at
 * *behind (0: none does), so that no name is looked at for each column. */
static int
match_left(const struct coh_layout_result *rule,
           const struct coh_template_scope *scope, size_t *tried,
           size_t *behind)
{
    const struct coh_span *name = scope->names->header->name;
    size_t k = scope->column;

    while (k > *tried)
        if (coh_pattern_match(rule->left, name[--k])) {
            *tried = scope->column;
            *behind = k + 1;
            return 1;
        }
    *tried = scope->column;
    return *behind && coh_pattern_match(rule->left, name[*behind - 1]);
}

/* One result for each column that fits, with what its neighbours add. */
static int
bind_pattern(struct coh_plan *plan, const struct coh_layout_result *rule,
             struct coh_template_scope scope, struct coh_error *err)
{
    size_t k, tried = 0, behind = 0;

    scope.match[0] = rule->column;
    scope.match[1] = rule->left;
    scope.match[2] = rule->above;
    scope.index = 0;
    for (k = 0; k < plan->header->n; k++) {
        if (!coh_pattern_match(rule->column, plan->header->name[k]))
            continue;
        scope.column = k;
        if ((rule->left && !match_left(rule, &scope, &tried, &behind)) ||
            (rule->above && (!scope.above ||
                             !coh_preamble_match(scope.above, k, rule->above))))
            continue;
        scope.index++;
        if (add_result(plan, rule, &scope, err))
            return -1;
    }
    return 0;
}

static int
bind_results(struct coh_plan *plan, const struct coh_template_scope *scope,
             struct coh_error *err)
{
    const struct coh_layout *l = plan->layout;
    size_t i;

    for (i = 0; i < l->results; i++)
        if (l->result[i].column ? bind_pattern(plan, &l->result[i], *scope, err)
                                : add_result(plan, &l->result[i], scope, err))
            return -1;
    return 0;
}

/* ---- names that stand twice ---- */

static int
same_template(const struct coh_template *a, const struct coh_template *b);

static int
same_piece(const struct coh_template_piece *a,
           const struct coh_template_piece *b)
{
    if (a->kind != b->kind || a->column != b->column ||
        a->lookup != b->lookup || a->names != b->names)
        return 0;
    if (a->inner)
        return same_template(a->inner, b->inner);
    return coh_span_equal((struct coh_span){a->text, a->length},
                          (struct coh_span){b->text, b->length});
}

static int
same_template(const struct coh_template *a, const struct coh_template *b)
{
    size_t k;

    for (k = 0; k < a->n && a->n == b->n; k++)
        if (!same_piece(&a->piece[k], &b->piece[k]))
            return 0;
    return a->n == b->n;
}

static int
same_field(const struct coh_plan_field *a, const struct coh_plan_field *b)
{
    size_t i;

    for (i = 0; i < a->n && a->n == b->n; i++)
        if (!same_template(&a->at[i], &b->at[i]))
            return 0;
    return a->n == b->n;
}

/* Would both be the same result of a record? */
static int
same_result(const struct coh_plan_result *a, const struct coh_plan_result *b)
{
    static const int key[] = {COH_RESULT_ASSESSMENT, COH_RESULT_MEASURE,
                              COH_RESULT_ITEM,       COH_RESULT_DATE,
                              COH_RESULT_TERM,       COH_RESULT_ATTEMPT,
                              COH_RESULT_SCALE};
    size_t i;

    for (i = 0; i < sizeof(key) / sizeof(*key); i++)
        if (!same_field(&a->field[key[i]], &b->field[key[i]]))
            return 0;
    return 1;
}

static int
refuse_twins(const struct coh_plan_result *a, const struct coh_plan_result *b,
             struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "columns %zu and %zu are both '%s' and would give the same "
                    "result: give one another name",
                    a->column + 1, b->column + 1,
                    coh_quote(a->title.bytes, a->title.length, quoted));
}

/* Two columns of one name are fine when their results differ. */
static int
check_twins(const struct coh_plan *plan, const struct coh_headings *names,
            struct coh_error *err)
{
    size_t i, k, n = plan->header->n;

    for (i = 0; i < plan->results; i++) {
        const struct coh_plan_result *a = &plan->result[i], *b = a + 1;
        size_t again = a->column < n ? coh_headings_again(names, a->column) : n;

        for (k = i + 1; again < n && k < plan->results; k++, b++) {
            if (b->rule != a->rule)
                break;
            while (again < b->column) /* a twin that is no result here */
                again = coh_headings_again(names, again);
            if (b->column == again && same_result(a, b))
                return refuse_twins(a, b, err);
        }
    }
    return 0;
}

/* ---- records and ids ---- */

static int
bind_record(struct coh_plan *plan, struct coh_plan_record *r,
            const struct coh_template_scope *scope, struct coh_error *err)
{
    r->blank = plan->header->n;
    if (r->rule->blank) {
        if (coh_template_seek(scope->names, coh_span_of(r->rule->blank),
                              &r->blank, err))
            return -1;
        if (r->blank < plan->header->n)
            plan->named[r->blank] = 1;
    }
    return r->rule->text.n ? coh_plan_bind_words(plan, &r->rule->text, scope,
                                                 &r->field, err)
                           : coh_plan_bind_columns(plan, &r->rule->column,
                                                   scope, &r->field, err);
}

static int
bind_records(struct coh_plan *plan, const struct coh_template_scope *scope,
             struct coh_error *err)
{
    const struct coh_layout *l = plan->layout;

    plan->record = coh_alloc_array(l->records, sizeof(*plan->record), err);
    if (!plan->record)
        return -1;
    while (plan->records < l->records) {
        struct coh_plan_record *r = &plan->record[plan->records];

        r->rule = &l->record[plan->records++];
        if (bind_record(plan, r, scope, err))
            return -1;
    }
    return 0;
}

static int
add_id(struct coh_plan *plan, size_t at, struct coh_error *err)
{
    if (coh_reserve(&plan->id, &plan->id_capacity, plan->ids + 1,
                    sizeof(*plan->id), err))
        return -1;
    plan->id[plan->ids++] = at;
    plan->named[at] = 1;
    return 0;
}

static int
bind_ids(struct coh_plan *plan, const struct coh_template_scope *scope,
         struct coh_error *err)
{
    const struct coh_layout *l = plan->layout;
    const struct coh_headings *names = scope->names;
    const struct coh_layout_words *wanted;
    size_t i, k, at;
    int by_name;

    if (scope->instead && scope->instead[COH_RESULT_STUDENT_ID])
        return coh_header_find(
                   plan->header,
                   coh_span_of(scope->instead[COH_RESULT_STUDENT_ID]), &at,
                   err) ||
                       add_id(plan, at, err)
                   ? -1
                   : 0;

    for (i = 0; i < l->id.n; i++)
        if (coh_template_seek(names, coh_span_of(l->id.text[i]), &at, err) ||
            (at < plan->header->n && add_id(plan, at, err)))
            return -1;
    for (i = 0; i < l->id_like.n; i++)
        for (k = 0; k < plan->header->n; k++)
            if (coh_pattern_match(l->id_like.at[i], plan->header->name[k]) &&
                add_id(plan, k, err))
                return -1;
    if (plan->ids || l->row_ids || (plan->name.n && !l->id.n && !l->id_like.n))
        return 0;
    by_name = !l->id.n && !l->id_like.n;
    wanted = by_name ? &l->student_name : &l->id;
    return coh_fail(err, COH_INPUT,
                    "layout %s: none of its %s columns is here ('%.60s'): name "
                    "the one that holds the ids, --column student_id=COLUMN",
                    l->name, by_name ? "name" : "id",
                    wanted->n ? wanted->text[0] : "by pattern");
}

/* Columns that speak for the layout by name are known, whether a rule reads
 * them or not. A pattern may fit more than any rule reads: those are said. */
static void
mark_matches(struct coh_plan *plan, const struct coh_headings *names)
{
    const struct coh_layout *l = plan->layout;
    size_t i, k, at;

    for (i = 0; i < l->matches; i++) {
        const struct coh_layout_name *match = &l->match[i];

        for (k = 0; k < match->name.n; k++) {
            at = coh_headings_seek(names, coh_span_of(match->name.text[k]));
            if (at < plan->header->n)
                plan->named[at] = 1;
        }
    }
}

int
coh_plan_make(struct coh_plan *plan, const struct coh_layout *layout,
              const struct coh_template_scope *scope, struct coh_error *err)
{
    const struct coh_layout_words by = {(const char **)&layout->repeats_by,
                                        layout->repeats_by != NULL, 0};
    struct coh_template_scope own = *scope;

    plan->layout = layout;
    plan->header = scope->names->header;
    own.layout = layout;
    own.column = plan->header->n;
    plan->named = coh_alloc_array(plan->header->n, 1, err);
    if (!plan->named ||
        coh_plan_bind_columns(plan, &layout->student_name, &own, &plan->name,
                              err) ||
        bind_ids(plan, &own, err) ||
        coh_plan_bind_words(plan, &by, &own, &plan->repeats_by, err) ||
        bind_results(plan, &own, err) || bind_records(plan, &own, err) ||
        check_twins(plan, own.names, err))
        return -1;
    mark_matches(plan, own.names);
    if (!plan->results)
        return coh_fail(err, COH_INPUT,
                        "layout %s: no column of this file is a result",
                        layout->name);
    return 0;
}

int
coh_plan_value(const struct coh_plan_result *result, int field,
               const struct coh_template_row *row, struct coh_text *text,
               struct coh_span *value, struct coh_error *err)
{
    const struct coh_plan_field *f = &result->field[field];
    /* Here the words for no value are as good as a blank. */
    int words = field == COH_RESULT_DATE || field == COH_RESULT_LEVEL ||
                field == COH_RESULT_PERCENTILE;
    size_t i;

    *value = coh_span_of("");
    for (i = 0; i < f->n && !value->length; i++) {
        if (coh_template_fill(&f->at[i], row, text, value, err))
            return -1;
        if (words && coh_blank_is_word(*value))
            *value = coh_span_of("");
        if (value->length && f->at[i].from_file && row->says_file)
            *row->says_file = 1;
    }
    return 0;
}

void
coh_plan_release(struct coh_plan *plan)
{
    size_t i;

    for (i = 0; i < plan->records; i++)
        coh_plan_release_field(&plan->record[i].field);
    coh_free(plan->record);
    for (i = 0; i < plan->results; i++)
        release_result(&plan->result[i]);
    coh_free(plan->result);
    coh_plan_release_field(&plan->name);
    coh_plan_release_field(&plan->repeats_by);
    coh_free(plan->id);
    coh_free(plan->named);
    *plan = (struct coh_plan)COH_PLAN_INIT;
}
