/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/layout-key.h"

#include <string.h>

#include "base/decimal.h"

int
coh_layout_field_find(struct coh_span name)
{
    static const struct {
        const char *name;
        int field;
    } of_note[] = {
        {"author_role", COH_FIELD_AUTHOR_ROLE},
        {"text", COH_FIELD_TEXT},
        {"codes", COH_FIELD_CODES},
        {"shareable", COH_FIELD_SHAREABLE},
    };
    size_t i;

    for (i = 0; i < sizeof(of_note) / sizeof(*of_note); i++)
        if (coh_span_is(name, of_note[i].name))
            return of_note[i].field;
    return coh_result_column_find(name);
}

/* A field of a result by its key, or -1. A student is found by [student]. */
static int
field_of(const char *key)
{
    static const struct {
        const char *key;
        int field;
    } own[] = {
        {"form", COH_FIELD_FORM},
        {"term_year", COH_FIELD_TERM_YEAR},
        {"status_in", COH_FIELD_STATUS_IN},
        {"when", COH_FIELD_WHEN},
    };
    size_t i;

    for (i = 0; i < sizeof(own) / sizeof(*own); i++)
        if (!strcmp(key, own[i].key))
            return own[i].field;
    return coh_layout_field_find(coh_span_of(key));
}

/* `code = N/A not_assigned`: the last word is the status. */
static int
add_code(struct coh_layout_parse *p, struct coh_layout_result *r,
         const char *value, int is_pattern)
{
    const char *blank = strrchr(value, ' ');
    struct coh_layout_code code = {.like = NULL};
    const char *text;
    int status;

    if (!blank || blank == value)
        return coh_layout_fail(p, "write `code = TEXT STATUS`, not", value);
    code.is_blank = !strcmp(blank + 1, "blank");
    status = code.is_blank ? COH_STATUS_MISSING
                           : coh_status_find(coh_span_of(blank + 1));
    if (status < 0)
        return coh_layout_fail(p, "there is no status", blank + 1);
    code.status = (enum coh_status)status;
    code.text =
        coh_span_trim((struct coh_span){value, (size_t)(blank - value)});
    text = coh_arena_text(&p->layout->arena, code.text.bytes, code.text.length,
                          p->err);
    if (!text || coh_reserve(&r->code, &r->code_capacity, r->codes + 1,
                             sizeof(*r->code), p->err))
        return 0;
    code.text.bytes = text;
    if (is_pattern && !coh_layout_set_pattern(p, &code.like, text))
        return 0;
    r->code[r->codes++] = code;
    return 1;
}

/* `value = + 1` */
static int
add_value(struct coh_layout_parse *p, struct coh_layout_result *r,
          const char *value)
{
    struct coh_decimal number;

    if (!coh_layout_add_value(p, &r->value, &r->values, &r->value_capacity,
                              value))
        return 0;
    return coh_decimal_parse(coh_span_of(r->value[r->values - 1].number),
                             &number) == COH_NUMBER_EXACT
               ? 1
               : coh_layout_fail(p, "write `value = TEXT NUMBER`, not", value);
}

static int
set_packed(struct coh_layout_parse *p, struct coh_cut *packed,
           const char *value)
{
    const char *text;

    if (!coh_layout_set_text(p, &text, value))
        return 0;
    return coh_cut_read(coh_span_of(text), packed)
               ? coh_layout_fail(
                     p, "write `each N`, `on SEPARATOR` or `on space`, not",
                     value)
               : 1;
}

static int
set_unscored(struct coh_layout_parse *p, int *into, const char *value)
{
    *into = coh_status_find(coh_span_of(value));
    return *into >= 0 && *into != COH_STATUS_SCORED
               ? 1
               : coh_layout_fail(p, "there is no such reason:", value);
}

/* `right = +`: the response is worth 1 point, of 1. */
static int
add_judgement(struct coh_layout_parse *p, struct coh_layout_result *r,
              const char *value, const char *number)
{
    struct coh_layout_value v = {{value, strlen(value)}, number};

    v.text.bytes =
        coh_arena_text(&p->layout->arena, value, v.text.length, p->err);
    if (!v.text.bytes || coh_reserve(&r->value, &r->value_capacity,
                                     r->values + 1, sizeof(v), p->err))
        return 0;
    r->value[r->values++] = v;
    return r->manner.judged = 1;
}

/* Keys that are one of a few words. */
static int
choice_key(struct coh_layout_parse *p, struct coh_layout_manner *m,
           const char *key, const char *value, int *known)
{
    static const char *const blank[] = {"missing", "skip"};
    static const char *const from[] = {"cell", "row"};
    static const char *const words[] = {"own", "common"};
    static const char *const grades[] = {"no", "level"};
    static const char *const cell[] = {"score", "level", "response"};
    static const char *const range[] = {"no", "low", "high"};
    static const char *const by[] = {"cell", "key"};
    static const char *const once[] = {"no", "yes"};
    int what = 0, end = 0;
    const struct {
        const char *key;
        int *into;
        const char *const *word;
        size_t n;
    } choice[] = {
        {"blank", &m->skip_blank, blank, 2},
        {"max_score_from", &m->max_from_row, from, 2},
        {"words", &m->words, words, 2},
        {"grades", &m->grades, grades, 2},
        {"score_by", &m->by_key, by, 2},
        {"once", &m->once, once, 2},
        {"cell", &what, cell, 3},
        {"range", &end, range, 3},
    };
    size_t i;

    for (i = 0; i < 8 && strcmp(key, choice[i].key) != 0; i++)
        ;
    *known = i < 8;
    if (i == 8 || !coh_layout_set_choice(p, choice[i].into, value,
                                         choice[i].word, choice[i].n))
        return 0;
    if (choice[i].into == &what)
        m->cell = (enum coh_layout_cell)what;
    if (choice[i].into == &end)
        m->range = (enum coh_layout_end)end;
    return 1;
}

static int
result_key(struct coh_layout_parse *p, struct coh_layout_result *r,
           const char *key, const char *value)
{
    struct coh_layout_manner *m = &r->manner;
    int known, set, field;

    set = choice_key(p, m, key, value, &known);
    if (known)
        return set;
    if (!strcmp(key, "suffix"))
        return coh_layout_set_text(p, &m->suffix, value);
    if (!strcmp(key, "packed"))
        return set_packed(p, &m->packed, value);
    if (!strcmp(key, "part_names"))
        return coh_layout_set_text(p, &m->part_names, value);
    if (!strcmp(key, "value"))
        return add_value(p, r, value);
    if (!strcmp(key, "right") || !strcmp(key, "wrong"))
        return add_judgement(p, r, value, *key == 'r' ? "1" : "0");
    if (!strcmp(key, "unscored"))
        return set_unscored(p, &m->unscored, value);
    if (!strcmp(key, "code") || !strcmp(key, "code_like"))
        return add_code(p, r, value, key[4] != '\0');
    field = field_of(key);
    if (field < 0 || field == COH_RESULT_STUDENT_ID)
        return coh_layout_fail(p, "a result has no key", key);
    return coh_layout_add_word(p, &r->field[field], value);
}

int
coh_layout_key_common(struct coh_layout_parse *p, const char *key,
                      const char *value)
{
    if (p->layout->results)
        return coh_layout_fail(p, "[common] stands before the results:", key);
    return result_key(p, &p->layout->common, key, value);
}

int
coh_layout_key_result(struct coh_layout_parse *p, const char *key,
                      const char *value)
{
    struct coh_layout_result *r = &p->layout->result[p->layout->results - 1];

    const struct {
        const char *key;
        struct coh_pattern **into;
    } pattern[] = {
        {"column", &r->column},       {"left", &r->left},
        {"above", &r->above},         {"when_like", &r->when_like},
        {"skip_max", &r->skip_max},   {"cells", &r->cells},
        {"not_cells", &r->not_cells},
    };
    size_t i;

    for (i = 0; i < sizeof(pattern) / sizeof(*pattern); i++)
        if (!strcmp(key, pattern[i].key))
            return coh_layout_set_pattern(p, pattern[i].into, value);
    if (!strcmp(key, "unless") && r->unless)
        return coh_layout_fail(p, "a second `unless`:", value);
    if (!strcmp(key, "unless"))
        return coh_layout_set_text(p, &r->unless, value);
    return result_key(p, r, key, value);
}
