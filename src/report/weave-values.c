/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What {{…}} stands for, and which blocks stand on others by it. */
#include <string.h>

#include "base/escape.h"
#include "report/reading.h"
#include "report/weave-internal.h"
#include "table/masked.h"

const struct coh_block *
coh_weave_find(const struct coh_weave *w, struct coh_span id)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (coh_span_is(id, w->block[i].id))
            return &w->block[i];
    return NULL;
}

int
coh_weave_no_block(const struct coh_weave *w, struct coh_span id,
                   struct coh_error *err)
{
    struct coh_span *known = coh_alloc_array(w->n, sizeof(*known), err);
    const struct coh_span *near = NULL;
    char shown[COH_QUOTE_SIZE];
    size_t i;

    if (!known)
        return -1;
    for (i = 0; i < w->n; i++)
        known[i] = coh_span_of(w->block[i].id);
    near = coh_nearest(known, w->n, id);
    coh_fail(err, COH_INPUT, "there is no block '%s'%s%s%s",
             coh_quote(id.bytes, id.length, shown),
             near ? "; the nearest is '" : "", near ? near->bytes : "",
             near ? "'" : "");
    coh_free(known);
    return -1;
}

/* The first of ids with commas between; *ids becomes the others. */
static struct coh_span
first_id(struct coh_span *ids)
{
    const char *comma = memchr(ids->bytes, ',', ids->length);
    size_t n = comma ? (size_t)(comma - ids->bytes) : ids->length;
    struct coh_span id = {ids->bytes, n};

    n += comma != NULL;
    ids->bytes += n;
    ids->length -= n;
    return coh_span_trim(id);
}

/* {{collect,decide:#rows}}: one that is not on the page, or had nothing to
 * judge, has none. */
static int
rows_of_several(const struct coh_weave *w, struct coh_span ids,
                struct coh_text *into, struct coh_error *err)
{
    const struct coh_block *b;
    struct coh_span id;
    size_t rows = 0;

    while (ids.length) {
        id = first_id(&ids);
        b = coh_weave_find(w, id);
        if (!b)
            return coh_weave_no_block(w, id, err);
        if ((w->share && b->private) || b->absent)
            continue;
        if (!b->ran || b->is_chart)
            return coh_fail(err, COH_INPUT, "block '%s' %s", b->id,
                            b->is_chart ? "is a chart: it has no rows"
                            : b->fault  ? "cannot be made"
                                        : "runs only later");
        rows += b->table.rows;
    }
    return coh_text_format(into, err, "%zu", rows);
}

static int
inline_value(const struct coh_weave *w, struct coh_span name, const char *colon,
             struct coh_text *into, int *hidden, struct coh_error *err)
{
    struct coh_span id = {name.bytes, (size_t)(colon - name.bytes)};
    struct coh_span want = {colon + 1, name.length - id.length - 1};
    const struct coh_block *b = coh_weave_find(w, coh_span_trim(id));

    if (!b && memchr(id.bytes, ',', id.length)) {
        *hidden = 0;
        return coh_span_is(coh_span_trim(want), "#rows")
                   ? rows_of_several(w, id, into, err)
                   : coh_fail(err, COH_INPUT,
                              "of several blocks only #rows can be told");
    }
    if (!b)
        return coh_weave_no_block(w, coh_span_trim(id), err);
    if (w->share && b->private && !w->inside)
        return coh_fail(err, COH_INPUT,
                        "block '%s' is left out of the shared page (share=no), "
                        "and so are its values",
                        b->id);
    if (b->skipped)
        return coh_fail(err, COH_INPUT,
                        "block '%s' was not run: '%s' has no data", b->id,
                        b->needs);
    if (!b->ran)
        return coh_fail(err, COH_INPUT, "block '%s' %s", b->id,
                        b->fault ? "cannot be made" : "runs only later");
    if (b->is_chart)
        return coh_fail(err, COH_INPUT,
                        "block '%s' is a chart: it has no "
                        "values",
                        b->id);
    return coh_reading_find(into, &b->table, coh_span_trim(want), b->digits,
                            hidden, err);
}

/* *hidden counts values that protect a small group: `into` has the words. */
static int
value_of(const struct coh_weave *w, struct coh_span name, struct coh_text *into,
         int *hidden, struct coh_error *err)
{
    const char *colon =
        name.length ? memchr(name.bytes, ':', name.length) : NULL;
    char shown[COH_QUOTE_SIZE];

    *hidden = 0;
    if (name.length > 5 && !memcmp(name.bytes, "word:", 5))
        return coh_weave_word(
            w, coh_span_trim((struct coh_span){colon + 1, name.length - 5}),
            into, err);
    if (!colon)
        return coh_parameters_get(&w->parameters, name, into, err);
    if (!inline_value(w, name, colon, into, hidden, err))
        return 0;
    coh_error_context(err,
                      "{{%s}}: ", coh_quote(name.bytes, name.length, shown));
    return -1;
}

int
coh_weave_plain(void *weave, struct coh_span name, struct coh_text *into,
                struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];
    int hidden;

    if (value_of(weave, name, into, &hidden, err))
        return -1;
    return hidden ? coh_fail(err, COH_INPUT,
                             "{{%s}}: the value is " COH_MASKED_TEXT,
                             coh_quote(name.bytes, name.length, shown))
                  : 0;
}

/* For people: a date is said in words, unless its name asks for ISO. */
static int
shown(void *weave, struct coh_span name, struct coh_text *into,
      struct coh_error *err)
{
    static const char iso[] = "-iso";
    const size_t n = sizeof(iso) - 1;
    struct coh_text plain = COH_TEXT_INIT;
    const struct coh_weave *w = weave;
    int hidden, rc = value_of(w, name, &plain, &hidden, err);

    if (!rc && name.length > n && !memcmp(name.bytes + name.length - n, iso, n))
        rc = coh_text_add(into, coh_text_get(&plain), plain.length, err);
    else if (!rc)
        rc = coh_weave_prose(w, name, &plain, into, err);
    coh_text_release(&plain);
    return rc;
}

static int
marked(void *weave, struct coh_span name, struct coh_text *into,
       struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = shown(weave, name, &plain, err);

    if (!rc)
        rc = coh_escape_markdown(into, coh_text_span(&plain), err);
    coh_text_release(&plain);
    return rc;
}

void
coh_weave_view_init(struct coh_weave_view *view, struct coh_weave *w)
{
    view->plain = (struct coh_expander){shown, w};
    view->marked = (struct coh_expander){marked, w};
    view->show =
        (struct coh_display){&view->plain, &view->marked, w->share, w->family};
}

/* Does the command of `b` stand on a value of `of`, as {{id:column}} or
 * {{id,id:#rows}}? */
static int
stands_on(const struct coh_block *b, const struct coh_block *of)
{
    const char *at = b->source.bytes, *colon;
    size_t left = b->source.length;
    struct coh_span ids;

    for (; left > 2; at++, left--) {
        colon = memcmp(at, "{{", 2) ? NULL : memchr(at, ':', left);
        if (!colon)
            continue;
        ids = (struct coh_span){at + 2, (size_t)(colon - at) - 2};
        while (ids.length)
            if (coh_span_is(first_id(&ids), of->id))
                return 1;
    }
    return 0;
}

size_t
coh_weave_stand(const struct coh_weave *w)
{
    size_t i, k;

    for (i = w->n; i > 0; i--)
        for (k = i; k < w->n; k++)
            if (stands_on(&w->block[k], &w->block[i - 1]))
                return i;
    return 0;
}
