/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/descriptor.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA "https://datapackage.org/profiles/2.0/"

static const char *const type_name[] = {
    [COH_TYPE_STRING] = "string",
    [COH_TYPE_NUMBER] = "number",
    [COH_TYPE_INTEGER] = "integer",
    [COH_TYPE_DATE] = "date",
};

struct coh_descriptor_file *
coh_descriptor_add(struct coh_descriptor *d, const char *name, const char *path,
                   struct coh_error *err)
{
    struct coh_descriptor_file *f;

    if (coh_reserve(&d->file, &d->file_capacity, d->files + 1, sizeof(*d->file),
                    err))
        return NULL;
    f = coh_alloc_array(1, sizeof(*f), err);
    if (!f)
        return NULL;
    f->name = name;
    f->path = path;
    d->file[d->files++] = f;
    return f;
}

int
coh_descriptor_column(struct coh_descriptor_file *f,
                      const struct coh_descriptor_column *column,
                      struct coh_error *err)
{
    if (coh_reserve(&f->column, &f->column_capacity, f->columns + 1,
                    sizeof(*f->column), err))
        return -1;
    f->column[f->columns++] = *column;
    return 0;
}

static enum coh_descriptor_type
type_of(const struct coh_field *f)
{
    if (f->list)
        return COH_TYPE_STRING;
    switch (f->kind) {
    case COH_VALUE_DATE:
        return COH_TYPE_DATE;
    case COH_VALUE_NUMBER:
        return COH_TYPE_NUMBER;
    case COH_VALUE_COUNT:
        return COH_TYPE_INTEGER;
    default:
        return COH_TYPE_STRING;
    }
}

int
coh_descriptor_fields(struct coh_descriptor_file *file, struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_FIELDS; i++) {
        const struct coh_field *f = &coh_field[i];
        const struct coh_descriptor_column column = {
            .name = f->name,
            .title = f->title,
            .description = f->help,
            .type = type_of(f),
            .word = f->words ? f->words->word : NULL,
            .list = f->list,
            .required = i == COH_FIELD_SOURCE_ID,
            .key = i == COH_FIELD_SOURCE_ID,
        };

        if (coh_descriptor_column(file, &column, err))
            return -1;
    }
    return 0;
}

int
coh_descriptor_name(struct coh_text *into, struct coh_span name,
                    struct coh_error *err)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t i;

    for (i = 0; i < name.length; i++) {
        char c = name.bytes[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (!memchr(allowed, c, sizeof(allowed) - 1))
            c = '-';
        if (coh_text_add(into, &c, 1, err))
            return -1;
    }
    return name.length ? 0 : coh_text_add_string(into, "team", err);
}

/* ---- JSON ---- */

/*
 * jansson answers -1 to whatever does not fit in memory, also to a NULL value;
 * `bad` gathers that, and one place tells of it.
 */
struct json {
    int bad;
};

static void
put(struct json *to, json_t *object, const char *key, json_t *value)
{
    to->bad |= json_object_set_new(object, key, value);
}

static void
put_text(struct json *to, json_t *object, const char *key, const char *text)
{
    if (text && *text)
        put(to, object, key, json_string(text));
}

static void
append(struct json *to, json_t *list, json_t *value)
{
    to->bad |= json_array_append_new(list, value);
}

/* `^(a|b)(;(a|b))*$`: words of vocabularies hold no other special characters
 * than '-'. */
static json_t *
list_pattern(const char *const *word, struct coh_error *err)
{
    struct coh_text one = COH_TEXT_INIT, all = COH_TEXT_INIT;
    json_t *pattern = NULL;
    size_t i;

    for (i = 0; word[i]; i++)
        if (coh_text_format(&one, err, "%s%s", i ? "|" : "", word[i]))
            goto out;
    if (!coh_text_format(&all, err, "^(%s)(;(%s))*$", coh_text_get(&one),
                         coh_text_get(&one)))
        pattern = json_string(coh_text_get(&all));
out:
    coh_text_release(&one);
    coh_text_release(&all);
    return pattern;
}

static json_t *
words(struct json *to, const char *const *word)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; word[i]; i++)
        append(to, list, json_string(word[i]));
    return list;
}

static json_t *
constraints(struct json *to, const struct coh_descriptor_column *c,
            struct coh_error *err)
{
    json_t *object = json_object();

    if (c->required)
        put(to, object, "required", json_true());
    if (c->word && c->list)
        put(to, object, "pattern", list_pattern(c->word, err));
    else if (c->word)
        put(to, object, "enum", words(to, c->word));
    return object;
}

static json_t *
field(struct json *to, const struct coh_descriptor_column *c,
      struct coh_error *err)
{
    json_t *object = json_object(), *rules = constraints(to, c, err);

    put_text(to, object, "name", c->name);
    put_text(to, object, "title", c->title);
    put_text(to, object, "description", c->description);
    put_text(to, object, "type", type_name[c->type]);
    if (c->word && !c->list)
        put(to, object, "categories", words(to, c->word));
    if (json_object_size(rules))
        put(to, object, "constraints", rules);
    else
        json_decref(rules);
    return object;
}

static json_t *
foreign_key(struct json *to, const struct coh_descriptor_column *c)
{
    json_t *object = json_object(), *reference = json_object();
    json_t *from = json_array(), *into = json_array();

    append(to, from, json_string(c->name));
    append(to, into, json_string(c->refers_column));
    put(to, object, "fields", from);
    put_text(to, reference, "resource", c->refers);
    put(to, reference, "fields", into);
    put(to, object, "reference", reference);
    return object;
}

static json_t *
schema(struct json *to, const struct coh_descriptor_file *f,
       struct coh_error *err)
{
    json_t *object = json_object(), *fields = json_array(), *key = json_array();
    json_t *foreign = json_array(), *missing = json_array();
    size_t i;

    for (i = 0; i < f->columns; i++) {
        append(to, fields, field(to, &f->column[i], err));
        if (f->column[i].key)
            append(to, key, json_string(f->column[i].name));
        if (f->column[i].refers)
            append(to, foreign, foreign_key(to, &f->column[i]));
    }
    append(to, missing, json_string(""));
    put_text(to, object, "$schema", SCHEMA "tableschema.json");
    put(to, object, "fields", fields);
    put(to, object, "missingValues", missing);
    if (json_array_size(key))
        put(to, object, "primaryKey", key);
    else
        json_decref(key);
    if (json_array_size(foreign))
        put(to, object, "foreignKeys", foreign);
    else
        json_decref(foreign);
    return object;
}

static json_t *
dialect(struct json *to)
{
    json_t *object = json_object();

    put_text(to, object, "$schema", SCHEMA "tabledialect.json");
    put_text(to, object, "delimiter", ",");
    put_text(to, object, "lineTerminator", "\n");
    put_text(to, object, "quoteChar", "\"");
    put(to, object, "doubleQuote", json_true());
    put(to, object, "header", json_true());
    put(to, object, "skipInitialSpace", json_false());
    return object;
}

static json_t *
resource(struct json *to, const struct coh_descriptor_file *f,
         struct coh_error *err)
{
    json_t *object = json_object();

    put_text(to, object, "name", f->name);
    put_text(to, object, "type", "table");
    put_text(to, object, "profile", "tabular-data-resource");
    put_text(to, object, "path", f->path);
    put_text(to, object, "title", f->title);
    put_text(to, object, "description", f->description);
    put_text(to, object, "format", "csv");
    put_text(to, object, "mediatype", "text/csv");
    put_text(to, object, "encoding", "utf-8");
    put(to, object, "bytes", json_integer((json_int_t)f->bytes));
    if (*f->sha256)
        put(to, object, "hash", json_sprintf("sha256:%s", f->sha256));
    if (f->guarded)
        put_text(to, object, "cohort:guarded",
                 "one apostrophe stands before text that a spreadsheet would "
                 "run, and before text that begins with one");
    put(to, object, "dialect", dialect(to));
    put(to, object, "schema", schema(to, f, err));
    return object;
}

int
coh_descriptor_json(const struct coh_descriptor *d, struct coh_text *into,
                    struct coh_error *err)
{
    json_t *object = json_object(), *resources = json_array();
    struct coh_text name = COH_TEXT_INIT;
    struct json to = {0};
    char day[COH_DATE_SIZE], *text = NULL;
    size_t i;
    int rc = -1;

    if (coh_descriptor_name(&name, coh_span_of(d->name), err))
        goto out;
    put_text(&to, object, "$schema", SCHEMA "datapackage.json");
    put_text(&to, object, "profile", "tabular-data-package");
    put_text(&to, object, "name", coh_text_get(&name));
    put_text(&to, object, "title", d->title);
    put_text(&to, object, "description", d->description);
    put(&to, object, "created",
        json_sprintf("%sT00:00:00Z", coh_date_text(d->created, day)));
    for (i = 0; i < d->files; i++)
        append(&to, resources, resource(&to, d->file[i], err));
    put(&to, object, "resources", json_incref(resources));
    text = to.bad ? NULL : json_dumps(object, JSON_INDENT(2));
    if (!text)
        coh_fail_memory(err);
    else if (!coh_text_add_string(into, text, err))
        rc = coh_text_add_string(into, "\n", err);
out:
    free(text);
    json_decref(resources);
    json_decref(object);
    coh_text_release(&name);
    return rc;
}

void
coh_descriptor_release(struct coh_descriptor *d)
{
    size_t i;

    for (i = 0; i < d->files; i++) {
        coh_free(d->file[i]->column);
        coh_free(d->file[i]);
    }
    coh_free(d->file);
    *d = (struct coh_descriptor)COH_DESCRIPTOR_INIT;
}
