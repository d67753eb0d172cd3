/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/layout-key.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

/* inih keeps 49 bytes of a section's name, and would cut the rest. */
enum { LONGEST_SECTION = 49, LARGEST = 256 * 1024 };

/* A result begins with what [common] says of all. */
static int
open_result(struct coh_layout_parse *p, const char *name)
{
    struct coh_layout *l = p->layout;
    const struct coh_layout_result *common = &l->common;
    struct coh_layout_result *r;

    if (coh_reserve(&l->result, &l->result_capacity, l->results + 1,
                    sizeof(*l->result), p->err))
        return 0;
    r = &l->result[l->results++];
    *r = (struct coh_layout_result){.manner = common->manner};
    if (coh_reserve(&r->code, &r->code_capacity, common->codes,
                    sizeof(*r->code), p->err) ||
        coh_reserve(&r->value, &r->value_capacity, common->values,
                    sizeof(*r->value), p->err))
        return 0;
    if (common->codes)
        memcpy(r->code, common->code, common->codes * sizeof(*r->code));
    if (common->values)
        memcpy(r->value, common->value, common->values * sizeof(*r->value));
    r->codes = r->inherited = common->codes;
    r->values = common->values;
    return coh_layout_set_text(p, &r->name, name);
}

static int
open_record(struct coh_layout_parse *p, const char *name)
{
    struct coh_layout *l = p->layout;

    if (coh_reserve(&l->record, &l->record_capacity, l->records + 1,
                    sizeof(*l->record), p->err))
        return 0;
    l->record[l->records] = (struct coh_layout_record){.name = NULL};
    return coh_layout_set_text(p, &l->record[l->records++].name, name);
}

static int
open_lookup(struct coh_layout_parse *p, const char *name)
{
    struct coh_layout *l = p->layout;

    if (coh_reserve(&l->lookup, &l->lookup_capacity, l->lookups + 1,
                    sizeof(*l->lookup), p->err))
        return 0;
    l->lookup[l->lookups] = (struct coh_layout_lookup){.name = NULL};
    return coh_layout_set_text(p, &l->lookup[l->lookups++].name, name);
}

static int
open_names(struct coh_layout_parse *p, const char *name)
{
    struct coh_layout *l = p->layout;

    if (coh_reserve(&l->names, &l->names_capacity, l->n_names + 1,
                    sizeof(*l->names), p->err))
        return 0;
    l->names[l->n_names] = (struct coh_layout_names){.name = NULL};
    return coh_layout_set_text(p, &l->names[l->n_names++].name, name);
}

static int
on_key(void *context, const char *section, const char *key, const char *value)
{
    static const struct {
        const char *name;
        int (*open)(struct coh_layout_parse *, const char *); /* [name NAME] */
        coh_layout_set *set;
    } part[] = {
        {"layout", NULL, coh_layout_key_layout},
        {"match", NULL, coh_layout_key_match},
        {"student", NULL, coh_layout_key_student},
        {"common", NULL, coh_layout_key_common},
        {"result", open_result, coh_layout_key_result},
        {"note", open_result, coh_layout_key_result},
        {"record", open_record, coh_layout_key_record},
        {"lookup", open_lookup, coh_layout_key_lookup},
        {"names", open_names, coh_layout_key_names},
    };
    struct coh_layout_parse *p = context;
    int is_new = strcmp(section, p->section) != 0;
    size_t i;

    snprintf(p->section, sizeof(p->section), "%s", section);
    for (i = 0; i < sizeof(part) / sizeof(*part); i++) {
        size_t n = strlen(part[i].name);

        if (strncmp(section, part[i].name, n) != 0 ||
            section[n] != (part[i].open ? ' ' : '\0'))
            continue;
        if (is_new && part[i].open && !part[i].open(p, section + n + 1))
            return 0;
        return part[i].set(p, key, value);
    }
    return coh_layout_fail(p, "there is no section", section);
}

/* inih would read a line that is longer than its buffer as two, and cut a
 * section's name: both are refused. */
static int
check_line(struct coh_layout_parse *p, struct coh_span line, int size)
{
    const char *close;

    if (line.length + 1 > (size_t)size)
        return coh_fail(p->err, COH_INPUT, "%s: line %d: longer than %d bytes",
                        p->where, p->line, size - 2);
    if (!line.length || line.bytes[0] != '[')
        return 0;
    p->section[0] = '\0'; /* a part of the same name is a new one */
    close = memchr(line.bytes, ']', line.length);
    if (close && close - line.bytes - 1 > LONGEST_SECTION)
        return coh_fail(p->err, COH_INPUT,
                        "%s: line %d: a section's name has at most %d bytes",
                        p->where, p->line, LONGEST_SECTION);
    return 0;
}

/* inih's line reader over a text in memory, counting lines. Blanks before a
 * key go, for inih would take the line for more of the value above it. */
static char *
read_line(char *into, int size, void *context)
{
    struct coh_layout_parse *p = context;
    struct coh_span line = p->rest;
    const char *end;

    if (!p->rest.length || p->err->code)
        return NULL;
    end = memchr(line.bytes, '\n', line.length);
    if (end)
        line.length = (size_t)(end - line.bytes) + 1;
    p->rest.bytes += line.length;
    p->rest.length -= line.length;
    p->line++;
    while (line.length && (*line.bytes == ' ' || *line.bytes == '\t'))
        line.bytes++, line.length--;
    if (check_line(p, line, size))
        return NULL;
    memcpy(into, line.bytes, line.length);
    into[line.length] = '\0';
    return into;
}

static int
check_results(const struct coh_layout *l, const char *where,
              struct coh_error *err)
{
    size_t i;

    for (i = 0; i < l->results; i++) {
        const struct coh_layout_result *r = &l->result[i];

        if (r->when_like && !r->column && !r->field[COH_FIELD_WHEN].n)
            return coh_fail(err, COH_INPUT,
                            "%s: [result %s] has when_like without `when`",
                            where, r->name);
        if (!r->column && (r->left || r->above))
            return coh_fail(err, COH_INPUT,
                            "%s: [result %s]: left and above go with column",
                            where, r->name);
        if (l->is == COH_LAYOUT_NOTES && !r->column &&
            !r->field[COH_FIELD_TEXT].n && !r->field[COH_FIELD_CODES].n)
            return coh_fail(err, COH_INPUT,
                            "%s: [note %s] needs a text, codes or a column "
                            "pattern",
                            where, r->name);
        if (l->is != COH_LAYOUT_NOTES && !r->column &&
            !r->field[COH_RESULT_SCORE].n && !r->field[COH_RESULT_LEVEL].n &&
            !r->field[COH_RESULT_RESPONSE].n)
            return coh_fail(err, COH_INPUT,
                            "%s: [result %s] needs a score, a level, a "
                            "response or a column pattern",
                            where, r->name);
    }
    return 0;
}

static int
check_parts(const struct coh_layout *l, const char *where,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < l->records; i++)
        if (!l->record[i].any && !l->record[i].blank &&
            !(l->record[i].column.n + l->record[i].text.n &&
              l->record[i].pattern))
            return coh_fail(err, COH_INPUT,
                            "%s: [record %s] needs a column and a pattern, "
                            "any, or blank",
                            where, l->record[i].name);
    for (i = 0; i < l->lookups; i++)
        if (!l->lookup[i].file || !l->lookup[i].key || !l->lookup[i].on)
            return coh_fail(err, COH_INPUT,
                            "%s: [lookup %s] needs file, key and on", where,
                            l->lookup[i].name);
    for (i = 0; i < l->n_names; i++)
        if (!l->names[i].on || !l->names[i].values)
            return coh_fail(err, COH_INPUT,
                            "%s: [names %s] needs `on` and a name", where,
                            l->names[i].name);
    return 0;
}

static int
check(const struct coh_layout *l, const char *where, struct coh_error *err)
{
    int has_id = l->id.n || l->id_like.n || l->row_ids || l->student_name.n;

    if (!l->name || !*l->name)
        return coh_fail(err, COH_INPUT, "%s: [layout] needs a name", where);
    if (!l->matches ||
        (l->is != COH_LAYOUT_COMPANION && (!l->results || !has_id)))
        return coh_fail(err, COH_INPUT,
                        "%s: a layout needs [match], an id or a name in "
                        "[student] and a [result NAME]",
                        where);
    if ((l->repeats > COH_REPEATS_DROP) != (l->repeats_by != NULL))
        return coh_fail(err, COH_INPUT,
                        "%s: repeats = first or last go with repeats_by",
                        where);
    return check_results(l, where, err) || check_parts(l, where, err) ? -1 : 0;
}

static int
check_text(struct coh_span text, const char *where, struct coh_error *err)
{
    if (text.length > LARGEST)
        return coh_fail(err, COH_INPUT, "%s: larger than %d bytes: no layout",
                        where, LARGEST);
    if (text.length && (memchr(text.bytes, '\0', text.length) ||
                        coh_utf8_valid(text.bytes, text.length) < text.length))
        return coh_fail(err, COH_INPUT, "%s: not a text in UTF-8", where);
    return 0;
}

int
coh_layout_parse(struct coh_layout *layout, const char *where,
                 struct coh_span text, struct coh_error *err)
{
    struct coh_error own = COH_ERROR_INIT;
    struct coh_layout_parse p = {
        .layout = layout, .where = where, .rest = text, .err = &own};
    int line;

    if (check_text(text, where, err))
        return -1;
    line = ini_parse_stream(read_line, &p, on_key, &p);
    if (own.code) {
        if (err)
            *err = own;
        return -1;
    }
    if (line)
        return coh_fail(err, COH_INPUT,
                        "%s: line %d: neither [section] nor key = value", where,
                        line);
    return check(layout, where, err);
}

/* ---- all patterns of a layout ---- */

typedef int use_pattern(struct coh_pattern *p, struct coh_error *err);

static int
each_of(const struct coh_layout_patterns *patterns, use_pattern *use,
        struct coh_error *err)
{
    size_t i;

    for (i = 0; i < patterns->n; i++)
        if (use(patterns->at[i], err))
            return -1;
    return 0;
}

static int
each_of_result(const struct coh_layout_result *r, use_pattern *use,
               struct coh_error *err)
{
    size_t i;

    for (i = r->inherited; i < r->codes; i++)
        if (use(r->code[i].like, err))
            return -1;
    return use(r->column, err) || use(r->left, err) || use(r->above, err) ||
                   use(r->when_like, err) || use(r->skip_max, err) ||
                   use(r->cells, err) || use(r->not_cells, err)
               ? -1
               : 0;
}

static int
each_pattern(const struct coh_layout *l, use_pattern *use,
             struct coh_error *err)
{
    size_t i;

    for (i = 0; i < l->matches; i++)
        if (each_of(&l->match[i].like, use, err))
            return -1;
    for (i = 0; i < l->records; i++)
        if (use(l->record[i].pattern, err) || use(l->record[i].any, err))
            return -1;
    for (i = 0; i < l->results; i++)
        if (each_of_result(&l->result[i], use, err))
            return -1;
    return each_of_result(&l->common, use, err) ||
                   each_of(&l->forbidden_like, use, err) ||
                   each_of(&l->ignore, use, err) ||
                   each_of(&l->id_like, use, err) || use(l->id_part, err)
               ? -1
               : 0;
}

static int
check_pattern(struct coh_pattern *p, struct coh_error *err)
{
    return coh_pattern_check(p, err);
}

static int
free_pattern(struct coh_pattern *p, struct coh_error *err)
{
    (void)err;
    coh_pattern_free(p);
    return 0;
}

int
coh_layout_check_patterns(const struct coh_layout *l, struct coh_error *err)
{
    if (!each_pattern(l, check_pattern, err))
        return 0;
    coh_error_context(err, "layout %s: ", l->name);
    return -1;
}

static void
release_result(struct coh_layout_result *r)
{
    size_t k;

    for (k = 0; k < COH_LAYOUT_FIELDS; k++)
        coh_free(r->field[k].text);
    coh_free(r->code);
    coh_free(r->value);
}

void
coh_layout_release(struct coh_layout *l)
{
    size_t i;

    if (each_pattern(l, free_pattern, NULL))
        return; /* cannot be: freeing never fails */
    for (i = 0; i < l->matches; i++) {
        coh_free(l->match[i].name.text);
        coh_free(l->match[i].like.at);
    }
    for (i = 0; i < l->records; i++) {
        coh_free(l->record[i].column.text);
        coh_free(l->record[i].text.text);
    }
    for (i = 0; i < l->results; i++)
        release_result(&l->result[i]);
    release_result(&l->common);
    coh_free(l->forbidden.text);
    coh_free(l->id.text);
    coh_free(l->student_name.text);
    coh_free(l->forbidden_like.at);
    coh_free(l->ignore.at);
    coh_free(l->id_like.at);
    coh_free(l->match);
    coh_free(l->lookup);
    for (i = 0; i < l->n_names; i++)
        coh_free(l->names[i].value);
    coh_free(l->names);
    coh_free(l->record);
    coh_free(l->result);
    coh_arena_release(&l->arena);
    *l = (struct coh_layout)COH_LAYOUT_INIT;
}
