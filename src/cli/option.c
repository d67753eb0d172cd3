/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "table/columns.h"

struct parse {
    const struct coh_option *const *tables;
    size_t n;
    char **argv;
    int argc, at;
    struct coh_strings seen; /* names of the options that take one value */
    struct coh_error *err;
};

int
coh_strings_add(struct coh_strings *s, const char *word, struct coh_error *err)
{
    if (coh_reserve(&s->at, &s->capacity, s->n + 1, sizeof(*s->at), err))
        return -1;
    s->at[s->n++] = word;
    return 0;
}

void
coh_strings_release(struct coh_strings *s)
{
    coh_free(s->at);
    *s = (struct coh_strings)COH_STRINGS_INIT;
}

static const struct coh_option *
find_name(const struct parse *p, struct coh_span name)
{
    const struct coh_option *o;
    size_t i;

    for (i = 0; i < p->n; i++)
        for (o = p->tables[i]; o->name; o++)
            if (coh_span_is(name, o->name))
                return o;
    return NULL;
}

static const struct coh_option *
find_letter(const struct parse *p, char letter)
{
    const struct coh_option *o;
    size_t i;

    for (i = 0; i < p->n; i++)
        for (o = p->tables[i]; o->name; o++)
            if (o->letter && o->letter == letter)
                return o;
    return NULL;
}

static int
refuse_name(const struct parse *p, struct coh_span name)
{
    struct coh_span word[100];
    const struct coh_option *o;
    const struct coh_span *near;
    char quoted[COH_QUOTE_SIZE];
    size_t n = 0, i;

    for (i = 0; i < p->n; i++)
        for (o = p->tables[i]; o->name && n < 100; o++)
            word[n++] = coh_span_of(o->name);
    near = coh_nearest(word, n, name);
    coh_quote(name.bytes, name.length, quoted);
    if (near)
        return coh_fail(p->err, COH_USAGE,
                        "there is no option '--%s'; the nearest is '--%s'",
                        quoted, near->bytes);
    return coh_fail(p->err, COH_USAGE, "there is no option '--%s'; see --help",
                    quoted);
}

static int
set_choice(const struct coh_option *o, const char *value, struct coh_error *err)
{
    struct coh_text words = COH_TEXT_INIT;
    int i;

    for (i = 0; o->choices[i]; i++)
        if (!strcmp(o->choices[i], value)) {
            *(int *)o->target = i;
            return 0;
        }
    for (i = 0; o->choices[i]; i++)
        if (coh_text_format(&words, err, " %s", o->choices[i]))
            break;
    coh_fail(err, COH_USAGE, "--%s: '%.40s' is not one of%s", o->name, value,
             coh_text_get(&words));
    coh_text_release(&words);
    return -1;
}

static int
set_count(const struct coh_option *o, const char *value, struct coh_error *err)
{
    struct coh_decimal d;

    if (coh_decimal_parse(coh_span_of(value), &d) != COH_NUMBER_EXACT ||
        d.scale != 0 || d.mantissa < 0 || d.mantissa > 1000000000000)
        return coh_fail(err, COH_USAGE,
                        "--%s: '%.40s' is not a whole number from 0 up",
                        o->name, value);
    *(long *)o->target = (long)d.mantissa;
    return 0;
}

/* Of two values one would be dropped in silence. */
static int
take_once(struct parse *p, const struct coh_option *o)
{
    size_t i;

    if (o->kind == COH_KIND_FLAG || o->kind == COH_KIND_MANY)
        return 0;
    for (i = 0; i < p->seen.n; i++)
        if (!strcmp(p->seen.at[i], o->name))
            return coh_fail(p->err, COH_USAGE,
                            "--%s is given twice: it takes one value", o->name);
    return coh_strings_add(&p->seen, o->name, p->err);
}

static int
set_value(const struct coh_option *o, const char *value, struct coh_error *err)
{
    switch (o->kind) {
    case COH_KIND_FLAG:
        *(int *)o->target = 1;
        return 0;
    case COH_KIND_STRING:
    case COH_KIND_OPTIONAL:
        *(const char **)o->target = value;
        return 0;
    case COH_KIND_COUNT:
        return set_count(o, value, err);
    case COH_KIND_DOUBLE:
        if (coh_double_parse(value, o->target))
            return coh_fail(err, COH_USAGE, "--%s: '%.40s' is not a number",
                            o->name, value);
        return 0;
    case COH_KIND_CHOICE:
        return set_choice(o, value, err);
    case COH_KIND_MANY:
        break;
    }
    return coh_strings_add(o->target, value, err);
}

static int
set(struct parse *p, const struct coh_option *o, const char *value)
{
    return take_once(p, o) || set_value(o, value, p->err) ? -1 : 0;
}

/* The value is what follows in the word, else the next word. */
static int
take_value(struct parse *p, const struct coh_option *o, const char *inside)
{
    if (!inside) {
        if (p->at + 1 >= p->argc)
            return coh_fail(p->err, COH_USAGE, "--%s needs %s", o->name,
                            o->argument);
        inside = p->argv[++p->at];
    }
    return set(p, o, inside);
}

static int
long_option(struct parse *p, const char *word)
{
    const char *equals = strchr(word, '=');
    struct coh_span name = coh_span_of(word);
    const struct coh_option *o;

    if (equals)
        name.length = (size_t)(equals - word);
    o = find_name(p, name);
    if (!o)
        return refuse_name(p, name);
    if (o->kind == COH_KIND_OPTIONAL)
        return set(p, o, equals ? equals + 1 : "");
    if (o->kind != COH_KIND_FLAG)
        return take_value(p, o, equals ? equals + 1 : NULL);
    if (equals)
        return coh_fail(p->err, COH_USAGE, "--%s takes no value", o->name);
    return set(p, o, NULL);
}

static int
short_options(struct parse *p, const char *letters)
{
    const struct coh_option *o;

    for (; *letters; letters++) {
        o = find_letter(p, *letters);
        if (!o)
            return coh_fail(p->err, COH_USAGE,
                            "there is no option '-%c'; see --help", *letters);
        if (o->kind != COH_KIND_FLAG && o->kind != COH_KIND_OPTIONAL)
            return take_value(p, o, letters[1] ? letters + 1 : NULL);
        if (set(p, o, ""))
            return -1;
    }
    return 0;
}

int
coh_option_parse(const struct coh_option *const *tables, size_t n, int argc,
                 char **argv, struct coh_strings *operands,
                 struct coh_error *err)
{
    struct parse p = {tables, n, argv, argc, 1, COH_STRINGS_INIT, err};
    int ended = 0, rc = 0;

    for (; !rc && p.at < argc; p.at++) {
        const char *word = argv[p.at];

        if (ended || word[0] != '-' || !word[1])
            rc = coh_strings_add(operands, word, err);
        else if (!strcmp(word, "--"))
            rc = 0, ended = 1;
        else if (word[1] == '-')
            rc = long_option(&p, word + 2);
        else
            rc = short_options(&p, word + 1);
    }
    coh_strings_release(&p.seen);
    return rc ? -1 : 0;
}
