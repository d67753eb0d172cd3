/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/layout.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

/* inih keeps 49 bytes of a section's name, and would cut the rest. */
enum { LONGEST_SECTION = 49, LARGEST = 256 * 1024 };

struct parse {
    struct coh_layout *layout;
    const char *where;
    char section[100];
    int line; /* inih does not tell: counted by the line reader */
    struct coh_span rest;
    struct coh_error *err;
};

static int
fail(struct parse *p, const char *what, const char *word)
{
    coh_fail(p->err, COH_INPUT, "%s: line %d: %s '%.60s'", p->where, p->line,
             what, word);
    return 0; /* inih's way of saying no */
}

static const char *
keep(struct parse *p, const char *text)
{
    return coh_arena_text(&p->layout->arena, text, strlen(text), p->err);
}

static int
set_text(struct parse *p, const char **into, const char *value)
{
    *into = keep(p, value);
    return *into != NULL;
}

static int
add_word(struct parse *p, struct coh_layout_words *w, const char *value)
{
    const char *copy = keep(p, value);

    if (!copy ||
        coh_reserve(&w->text, &w->capacity, w->n + 1, sizeof(*w->text), p->err))
        return 0;
    w->text[w->n++] = copy;
    return 1;
}

static int
set_pattern(struct parse *p, struct coh_pattern **into, const char *value)
{
    if (*into)
        return fail(p, "a second pattern", value);
    *into = coh_pattern_new(value, p->err);
    if (!*into)
        coh_error_context(p->err, "%s: line %d: ", p->where, p->line);
    return *into != NULL;
}

/* One of two words: the second sets the flag. */
static int
set_flag(struct parse *p, int *flag, const char *value, const char *off,
         const char *on)
{
    if (strcmp(value, off) != 0 && strcmp(value, on) != 0)
        return fail(p, "neither of the two words that go here:", value);
    *flag = !strcmp(value, on);
    return 1;
}

static int
set_date_order(struct parse *p, const char *value)
{
    if (!strcmp(value, "mdy"))
        p->layout->date_order = COH_ORDER_MDY;
    else if (!strcmp(value, "dmy"))
        p->layout->date_order = COH_ORDER_DMY;
    else
        return fail(p, "a date order is mdy or dmy, not", value);
    return 1;
}

static int
layout_key(struct parse *p, const char *key, const char *value)
{
    struct coh_layout *l = p->layout;

    if (!strcmp(key, "name"))
        return set_text(p, &l->name, value);
    if (!strcmp(key, "title"))
        return set_text(p, &l->title, value);
    if (!strcmp(key, "main_scale"))
        return set_text(p, &l->main_scale, value);
    if (!strcmp(key, "date_order"))
        return set_date_order(p, value);
    if (!strcmp(key, "short_rows"))
        return set_flag(p, &l->pad_short, value, "aside", "pad");
    if (!strcmp(key, "repeats"))
        return set_flag(p, &l->drop_repeats, value, "keep", "drop");
    if (!strcmp(key, "attempts"))
        return set_flag(p, &l->number_attempts, value, "given", "number");
    return fail(p, "[layout] has no key", key);
}

static int
add_ignore(struct parse *p, const char *value)
{
    struct coh_layout *l = p->layout;

    if (coh_reserve(&l->ignore, &l->ignore_capacity, l->ignores + 1,
                    sizeof(struct coh_pattern *), p->err))
        return 0;
    l->ignore[l->ignores] = NULL;
    return set_pattern(p, &l->ignore[l->ignores++], value);
}

static int
match_key(struct parse *p, const char *key, const char *value)
{
    struct coh_layout *l = p->layout;
    struct coh_layout_name name = {.required = !strcmp(key, "required")};

    if (!strcmp(key, "forbidden"))
        return add_word(p, &l->forbidden, value);
    if (!strcmp(key, "ignore"))
        return add_ignore(p, value);
    if (!strcmp(key, "or") && l->matches)
        return add_word(p, &l->match[l->matches - 1].name, value);
    if (!name.required && strcmp(key, "optional") != 0)
        return fail(p, "[match] has no key", key);
    if (coh_reserve(&l->match, &l->match_capacity, l->matches + 1,
                    sizeof(*l->match), p->err))
        return 0;
    l->match[l->matches++] = name;
    return add_word(p, &l->match[l->matches - 1].name, value);
}

static int
student_key(struct parse *p, const char *key, const char *value)
{
    if (!strcmp(key, "id"))
        return add_word(p, &p->layout->id, value);
    if (!strcmp(key, "name"))
        return add_word(p, &p->layout->student_name, value);
    return fail(p, "[student] has no key", key);
}

static int
record_key(struct parse *p, const char *key, const char *value)
{
    struct coh_layout_record *r = &p->layout->record[p->layout->records - 1];

    if (!strcmp(key, "column"))
        return add_word(p, &r->column, value);
    if (!strcmp(key, "text"))
        return add_word(p, &r->text, value);
    if (!strcmp(key, "pattern"))
        return set_pattern(p, &r->pattern, value);
    if (!strcmp(key, "any"))
        return set_pattern(p, &r->any, value);
    if (!strcmp(key, "role"))
        return set_flag(p, &r->is_max, value, "skip", "max_score");
    return fail(p, "[record] has no key", key);
}

/* A field of a result by its key, or -1. */
static int
field_of(const char *key)
{
    if (!strcmp(key, "form"))
        return COH_FIELD_FORM;
    return coh_result_column_find(coh_span_of(key));
}

static int
common_key(struct parse *p, const char *key, const char *value)
{
    int field = field_of(key);

    if (field < 0)
        return fail(p, "a result has no field", key);
    return add_word(p, &p->layout->common[field], value);
}

/* `code = N/A not_assigned`: the last word is the status. */
static int
code_key(struct parse *p, struct coh_layout_result *r, const char *value)
{
    const char *blank = strrchr(value, ' ');
    const char *copy;
    int status;

    if (!blank || blank == value)
        return fail(p, "write `code = TEXT STATUS`, not", value);
    status = coh_status_find(coh_span_of(blank + 1));
    if (status < 0)
        return fail(p, "there is no status", blank + 1);
    copy = keep(p, value);
    if (!copy || coh_reserve(&r->code, &r->code_capacity, r->codes + 1,
                             sizeof(*r->code), p->err))
        return 0;
    r->code[r->codes].text =
        coh_span_trim((struct coh_span){copy, (size_t)(blank - value)});
    r->code[r->codes++].status = (enum coh_status)status;
    return 1;
}

static int
result_key(struct parse *p, const char *key, const char *value)
{
    struct coh_layout_result *r = &p->layout->result[p->layout->results - 1];
    int field;

    if (!strcmp(key, "column"))
        return set_pattern(p, &r->column, value);
    if (!strcmp(key, "blank"))
        return set_flag(p, &r->skip_blank, value, "missing", "skip");
    if (!strcmp(key, "max_score_from"))
        return set_flag(p, &r->max_from_row, value, "cell", "row");
    if (!strcmp(key, "suffix"))
        return set_text(p, &r->suffix, value);
    if (!strcmp(key, "skip_max"))
        return set_pattern(p, &r->skip_max, value);
    if (!strcmp(key, "code"))
        return code_key(p, r, value);
    field = field_of(key);
    if (field < 0)
        return fail(p, "a result has no key", key);
    return add_word(p, &r->field[field], value);
}

/* `[result NAME]` and `[record NAME]` open a new part. */
static int
open_part(struct parse *p, const char *section)
{
    struct coh_layout *l = p->layout;

    snprintf(p->section, sizeof(p->section), "%s", section);
    if (!strncmp(section, "result ", 7)) {
        if (coh_reserve(&l->result, &l->result_capacity, l->results + 1,
                        sizeof(*l->result), p->err))
            return 0;
        l->result[l->results] = (struct coh_layout_result){.name = NULL};
        return set_text(p, &l->result[l->results++].name, section + 7);
    }
    if (!strncmp(section, "record ", 7)) {
        if (coh_reserve(&l->record, &l->record_capacity, l->records + 1,
                        sizeof(*l->record), p->err))
            return 0;
        l->record[l->records] = (struct coh_layout_record){.name = NULL};
        return set_text(p, &l->record[l->records++].name, section + 7);
    }
    return 1;
}

static int
on_key(void *context, const char *section, const char *key, const char *value)
{
    static const struct {
        const char *name;
        int (*set)(struct parse *, const char *, const char *);
    } part[] = {
        {"layout", layout_key},   {"match", match_key},
        {"student", student_key}, {"common", common_key},
        {"result", result_key},   {"record", record_key},
    };
    struct parse *p = context;
    size_t i;

    if (strcmp(section, p->section) != 0 && !open_part(p, section))
        return 0;
    for (i = 0; i < sizeof(part) / sizeof(*part); i++) {
        size_t n = strlen(part[i].name);

        if (!strncmp(section, part[i].name, n) &&
            (section[n] == (i < 4 ? '\0' : ' ')))
            return part[i].set(p, key, value);
    }
    return fail(p, "there is no section", section);
}

/* inih would read a line that is longer than its buffer as two, and cut a
 * section's name: both are refused. */
static int
check_line(struct parse *p, struct coh_span line, int size)
{
    const char *close;

    if (line.length + 1 > (size_t)size)
        return coh_fail(p->err, COH_INPUT, "%s: line %d: longer than %d bytes",
                        p->where, p->line, size - 2);
    if (!line.length || line.bytes[0] != '[')
        return 0;
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
    struct parse *p = context;
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
check(const struct coh_layout *l, const char *where, struct coh_error *err)
{
    size_t i;

    if (!l->name || !*l->name)
        return coh_fail(err, COH_INPUT, "%s: [layout] needs a name", where);
    if (!l->matches || !l->results || (!l->id.n && !l->student_name.n))
        return coh_fail(err, COH_INPUT,
                        "%s: a layout needs [match], an id or a name in "
                        "[student] and a [result NAME]",
                        where);
    for (i = 0; i < l->results; i++)
        if (!l->result[i].column && !l->result[i].field[COH_RESULT_SCORE].n)
            return coh_fail(err, COH_INPUT,
                            "%s: [result %s] needs a score or a column pattern",
                            where, l->result[i].name);
    for (i = 0; i < l->records; i++)
        if (!l->record[i].any &&
            !(l->record[i].column.n + l->record[i].text.n &&
              l->record[i].pattern))
            return coh_fail(err, COH_INPUT,
                            "%s: [record %s] needs a column and a pattern, or "
                            "any",
                            where, l->record[i].name);
    return 0;
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
    struct parse p = {
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

int
coh_layout_check_patterns(const struct coh_layout *l, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < l->records; i++)
        if (coh_pattern_check(l->record[i].pattern, err) ||
            coh_pattern_check(l->record[i].any, err))
            goto out;
    for (i = 0; i < l->results; i++)
        if (coh_pattern_check(l->result[i].column, err) ||
            coh_pattern_check(l->result[i].skip_max, err))
            goto out;
    for (i = 0; i < l->ignores; i++)
        if (coh_pattern_check(l->ignore[i], err))
            goto out;
    return 0;
out:
    coh_error_context(err, "layout %s: ", l->name);
    return -1;
}

static void
release_words(struct coh_layout_words *w)
{
    coh_free(w->text);
}

void
coh_layout_release(struct coh_layout *l)
{
    size_t i, k;

    for (i = 0; i < l->matches; i++)
        release_words(&l->match[i].name);
    for (i = 0; i < l->records; i++) {
        release_words(&l->record[i].column);
        release_words(&l->record[i].text);
        coh_pattern_free(l->record[i].pattern);
        coh_pattern_free(l->record[i].any);
    }
    for (i = 0; i < l->results; i++) {
        for (k = 0; k < COH_LAYOUT_FIELDS; k++)
            release_words(&l->result[i].field[k]);
        coh_pattern_free(l->result[i].column);
        coh_pattern_free(l->result[i].skip_max);
        coh_free(l->result[i].code);
    }
    for (k = 0; k < COH_LAYOUT_FIELDS; k++)
        release_words(&l->common[k]);
    for (i = 0; i < l->ignores; i++)
        coh_pattern_free(l->ignore[i]);
    coh_free(l->ignore);
    release_words(&l->forbidden);
    release_words(&l->id);
    release_words(&l->student_name);
    coh_free(l->match);
    coh_free(l->record);
    coh_free(l->result);
    coh_arena_release(&l->arena);
    *l = (struct coh_layout)COH_LAYOUT_INIT;
}
