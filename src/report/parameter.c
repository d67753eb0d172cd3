/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/parameter.h"

#include <ini.h>
#include <string.h>

#include "report/trail.h"
#include "table/columns.h"

/* inih cuts a longer line without a word. */
enum { LONGEST_LINE = 196, MOST_WEEKS = 520 };

/* ---- built in ---- */

/* N of "N-weeks-ago", or -1. */
static int
weeks_ago(struct coh_span name)
{
    static const char tail[] = "-weeks-ago";
    size_t digits = 0;
    int n = 0;

    while (digits < name.length && name.bytes[digits] >= '0' &&
           name.bytes[digits] <= '9' && n <= MOST_WEEKS)
        n = n * 10 + (name.bytes[digits++] - '0');
    if (!digits || n > MOST_WEEKS)
        return -1;
    name.bytes += digits;
    name.length -= digits;
    return coh_span_is(name, tail) ? n : -1;
}

/* The day that a built-in name means; *in_words: not as ISO. */
static int
built_in(const struct coh_parameters *p, struct coh_span name, coh_date *day,
         int *in_words)
{
    *in_words = coh_span_is(name, "today") || coh_span_is(name, "monday");
    *day = p->today;
    if (coh_span_is(name, "today") || coh_span_is(name, "today-iso"))
        return 1;
    if (weeks_ago(name) >= 0) {
        *day -= 7 * weeks_ago(name);
        return 1;
    }
    *day = coh_date_monday(p->today);
    return coh_span_is(name, "monday") || coh_span_is(name, "monday-iso");
}

/* ---- filling ---- */

static const struct coh_parameter *
seek(const struct coh_parameters *p, struct coh_span name)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (coh_span_equal(p->parameter[i].name, name))
            return &p->parameter[i];
    return NULL;
}

static int
keep(struct coh_parameters *p, struct coh_span s, struct coh_span *copy,
     struct coh_error *err)
{
    copy->bytes = coh_arena_text(&p->arena, s.bytes, s.length, err);
    copy->length = s.length;
    return copy->bytes ? 0 : -1;
}

int
coh_parameters_default(struct coh_parameters *p, struct coh_span name,
                       struct coh_span value, struct coh_error *err)
{
    struct coh_parameter *new;

    if (coh_parameters_know(p, name))
        return 0;
    if (coh_reserve(&p->parameter, &p->capacity, p->n + 1, sizeof(*new), err))
        return -1;
    new = &p->parameter[p->n];
    new->set = 0;
    if (keep(p, name, &new->name, err) || keep(p, value, &new->value, err))
        return -1;
    p->n++;
    return 0;
}

static int
is_name(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (!s.bytes[i] || !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
                                   "qrstuvwxyz0123456789_-",
                                   s.bytes[i]))
            return 0;
    return s.length > 0;
}

int
coh_parameters_set(struct coh_parameters *p, const char *text,
                   struct coh_error *err)
{
    const char *equals = strchr(text, '=');
    struct coh_span name = {text, equals ? (size_t)(equals - text) : 0};

    if (!is_name(name))
        return coh_fail(err, COH_USAGE, "--set '%.40s' is not NAME=VALUE",
                        text);
    if (coh_span_is(name, "student"))
        return coh_fail(err, COH_USAGE,
                        "--set: {{student}} is the student of --only ID");
    if (coh_parameters_know(p, name))
        return coh_fail(err, COH_USAGE,
                        "--set: '%.*s' is built in or set twice",
                        (int)name.length, name.bytes);
    if (coh_parameters_default(p, name, coh_span_of(equals + 1), err))
        return -1;
    p->parameter[p->n - 1].set = 1;
    return 0;
}

struct filling {
    struct coh_parameters *p;
    struct coh_error *err;
    int failed;
};

/* inih's handler: 1 is good. */
static int
take_line(void *context, const char *section, const char *name,
          const char *value)
{
    struct filling *f = context;

    if (!strcmp(section, "team") && !strcmp(name, "name"))
        name = "team";
    else if (strcmp(section, "weave"))
        return 1;
    if (coh_parameters_default(f->p, coh_span_of(name), coh_span_of(value),
                               f->err))
        f->failed = 1;
    return !f->failed;
}

/* What inih would cut, or take as more of the value before, is refused. */
static int
check_line(struct coh_span line, size_t number, struct coh_error *err)
{
    if (line.length > LONGEST_LINE)
        return coh_fail(err, COH_INPUT, "line %zu is longer than %d bytes",
                        number, LONGEST_LINE);
    if (coh_span_trim(line).length && strchr(" \t", line.bytes[0]))
        return coh_fail(err, COH_INPUT, "line %zu starts with a blank", number);
    return 0;
}

static int
check_lines(struct coh_span text, struct coh_error *err)
{
    size_t number = 1, n;

    for (; text.length; text.bytes += n, text.length -= n, number++) {
        const char *end = memchr(text.bytes, '\n', text.length);

        n = end ? (size_t)(end - text.bytes) + 1 : text.length;
        if (check_line((struct coh_span){text.bytes, n}, number, err))
            return -1;
    }
    return 0;
}

int
coh_parameters_team(struct coh_parameters *p, struct coh_span text,
                    struct coh_error *err)
{
    struct filling f = {.p = p, .err = err};
    char *copy;
    int line;

    if (check_lines(text, err))
        return -1;
    copy = coh_copy_text(text.bytes, text.length, err);
    if (!copy)
        return -1;
    line = ini_parse_string(copy, take_line, &f);
    coh_free(copy);
    if (f.failed)
        return -1;
    if (line)
        return coh_fail(err, COH_INPUT, "line %d is not NAME = VALUE", line);
    return 0;
}

/* ---- asking ---- */

int
coh_parameters_know(const struct coh_parameters *p, struct coh_span name)
{
    coh_date day;
    int in_words;

    return built_in(p, name, &day, &in_words) || seek(p, name) != NULL;
}

static int
unknown(const struct coh_parameters *p, struct coh_span name,
        struct coh_error *err)
{
    static const char *const always[] = {"today", "today-iso", "monday",
                                         "monday-iso"};
    struct coh_span *known = coh_alloc_array(p->n + 4, sizeof(*known), err);
    const struct coh_span *near;
    char shown[COH_QUOTE_SIZE];
    size_t i;

    if (!known)
        return -1;
    if (coh_span_is(name, "student")) {
        coh_free(known);
        return coh_fail(err, COH_INPUT,
                        "{{student}} is the student of a page of one: --only "
                        "ID, or --each student");
    }
    for (i = 0; i < p->n; i++)
        known[i] = p->parameter[i].name;
    for (i = 0; i < 4; i++)
        known[p->n + i] = coh_span_of(always[i]);
    near = coh_nearest(known, p->n + 4, name);
    coh_fail(err, COH_INPUT, "{{%s}} is unknown%s%.*s%s",
             coh_quote(name.bytes, name.length, shown),
             near ? "; the nearest is {{" : "", near ? (int)near->length : 0,
             near ? near->bytes : "",
             near ? "}}"
                  : "; write it under [weave] in team.ini, or --set "
                    "gives it a value");
    coh_free(known);
    return -1;
}

/* The next {{name}} of `page` from *at on; 0 when there is none. A value of a
 * block, {{id:column}}, is none. */
static int
next_name(struct coh_span page, size_t *at, struct coh_span *name)
{
    size_t i = *at, end;

    for (; i + 1 < page.length; i++) {
        if (memcmp(page.bytes + i, "{{", 2))
            continue;
        for (end = i + 2; end < page.length && !strchr("{}\n", page.bytes[end]);
             end++)
            ;
        *name =
            coh_span_trim((struct coh_span){page.bytes + i + 2, end - i - 2});
        if (is_name(*name)) {
            *at = end;
            return 1;
        }
    }
    return 0;
}

/* Names, in order; `at` is freed by whom they were listed for. */
struct names {
    struct coh_span *at;
    size_t n, capacity;
};

static int
add_name(struct names *names, struct coh_span name, struct coh_error *err)
{
    if (coh_reserve(&names->at, &names->capacity, names->n + 1,
                    sizeof(*names->at), err))
        return -1;
    names->at[names->n++] = name;
    return 0;
}

static int
list_names(struct coh_span page, struct names *names, struct coh_error *err)
{
    static const char *const always[] = {"title", "team", "for", "language",
                                         "words"};
    struct coh_span name;
    size_t at = 0, i;

    for (i = 0; i < sizeof(always) / sizeof(*always); i++)
        if (add_name(names, coh_span_of(always[i]), err))
            return -1;
    while (next_name(page, &at, &name))
        if (add_name(names, name, err))
            return -1;
    return 0;
}

static int
unused(const struct names *used, struct coh_span name, struct coh_error *err)
{
    const struct coh_span *near = coh_nearest(used->at, used->n, name);

    return coh_fail(
        err, COH_USAGE, "--set: the page never uses {{%.*s}}%s%.*s%s",
        (int)name.length, name.bytes, near ? "; the nearest is {{" : "",
        near ? (int)near->length : 0, near ? near->bytes : "",
        near ? "}}" : "");
}

int
coh_parameters_used(const struct coh_parameters *p, struct coh_span page,
                    struct coh_error *err)
{
    struct names used = {.at = NULL};
    int rc = list_names(page, &used, err);
    size_t i, k;

    for (i = 0; !rc && i < p->n; i++) {
        if (!p->parameter[i].set)
            continue;
        for (k = 0;
             k < used.n && !coh_span_equal(used.at[k], p->parameter[i].name);
             k++)
            ;
        if (k == used.n)
            rc = unused(&used, p->parameter[i].name, err);
    }
    coh_free(used.at);
    return rc;
}

int
coh_parameters_list_used(const struct coh_parameters *p, struct coh_span page,
                         const struct coh_parameter ***list, size_t *n,
                         struct coh_error *err)
{
    struct names used = {.at = NULL};
    int rc = -1;
    size_t i, k;

    *n = 0;
    *list = coh_alloc_array(p->n, sizeof(**list), err);
    if (!*list || list_names(page, &used, err))
        goto out;
    for (i = 0; i < p->n; i++) {
        const struct coh_parameter *one = &p->parameter[i];

        for (k = 0; k < used.n && !coh_span_equal(used.at[k], one->name); k++)
            ;
        /* The first of a name is the one that counts. */
        if (k < used.n && seek(p, one->name) == one)
            (*list)[(*n)++] = one;
    }
    rc = 0;
out:
    coh_free(used.at);
    return rc;
}

int
coh_parameters_get(const struct coh_parameters *p, struct coh_span name,
                   struct coh_text *into, struct coh_error *err)
{
    const struct coh_parameter *found;
    char iso[COH_DATE_SIZE];
    coh_date day;
    int in_words;

    if (built_in(p, name, &day, &in_words)) {
        coh_date_text(day, iso);
        return in_words
                   ? coh_lexicon_day(into, p->words, coh_span_of(iso), 1, err)
                   : coh_text_add_string(into, iso, err);
    }
    found = seek(p, name);
    if (!found)
        return unknown(p, name, err);
    return coh_text_add(into, found->value.bytes, found->value.length, err);
}

void
coh_parameters_release(struct coh_parameters *p)
{
    coh_free(p->parameter);
    coh_arena_release(&p->arena);
    *p = (struct coh_parameters)COH_PARAMETERS_INIT;
}
