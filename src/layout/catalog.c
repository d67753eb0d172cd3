/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/catalog.h"

#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"

static const char folder[] = "layout/layouts/";

static struct coh_span
text_of(const struct coh_embedded *e)
{
    return (struct coh_span){(const char *)e->bytes, e->length};
}

int
coh_catalog_open(struct coh_catalog *c, struct coh_error *err)
{
    const struct coh_embedded *e;
    size_t n = 0;

    for (e = coh_embedded_first(folder); e; e = coh_embedded_next(e, folder))
        n++;
    c->layout = coh_alloc_array(n, sizeof(*c->layout), err);
    if (!c->layout)
        return -1;
    for (e = coh_embedded_first(folder); e; e = coh_embedded_next(e, folder)) {
        struct coh_layout *l = &c->layout[c->n++];

        *l = (struct coh_layout)COH_LAYOUT_INIT;
        if (coh_layout_parse(l, e->name + strlen(folder), text_of(e), err))
            return -1;
    }
    return 0;
}

const struct coh_layout *
coh_catalog_find(const struct coh_catalog *c, const char *name)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        if (!strcmp(c->layout[i].name, name))
            return &c->layout[i];
    return NULL;
}

struct coh_span
coh_catalog_text(const char *name)
{
    const struct coh_embedded *e;

    for (e = coh_embedded_first(folder); e; e = coh_embedded_next(e, folder)) {
        const char *file = e->name + strlen(folder);
        size_t n = strlen(name);

        if (!strncmp(file, name, n) && !strcmp(file + n, ".ini"))
            return text_of(e);
    }
    return coh_span_of("");
}

static int
fits_any(const struct coh_headings *names, const struct coh_layout_words *name,
         const struct coh_layout_patterns *like)
{
    const struct coh_header *h = names->header;
    size_t i, k;

    for (i = 0; i < name->n; i++)
        if (coh_headings_seek(names, coh_span_of(name->text[i])) < h->n)
            return 1;
    for (i = 0; i < like->n; i++)
        for (k = 0; k < h->n; k++)
            if (coh_pattern_match(like->at[i], h->name[k]))
                return 1;
    return 0;
}

/* For messages: the first of the names that would do. */
static const char *
words_of(const struct coh_layout_name *m)
{
    return m->name.n ? m->name.text[0] : "(by pattern)";
}

size_t
coh_layout_score(const struct coh_layout *layout,
                 const struct coh_headings *names, const char **missing)
{
    size_t i, score = 0;

    if (missing)
        *missing = NULL;
    for (i = 0; i < layout->matches; i++) {
        const struct coh_layout_name *m = &layout->match[i];

        if (fits_any(names, &m->name, &m->like)) {
            score++;
        } else if (m->required) {
            if (missing)
                *missing = words_of(m);
            return 0;
        }
    }
    return fits_any(names, &layout->forbidden, &layout->forbidden_like) ? 0
                                                                        : score;
}

struct coh_catalog_hit
coh_catalog_best(const struct coh_catalog *c, const struct coh_headings *names,
                 size_t depth)
{
    struct coh_catalog_hit hit = {NULL, NULL, 0, 0};
    size_t i, score;

    for (i = 0; i < c->n; i++) {
        const struct coh_layout *l = &c->layout[i];

        if (l->undetected || l->preamble < depth)
            continue;
        score = coh_layout_score(l, names, NULL);
        if (score > hit.score) {
            hit.rival = hit.layout;
            hit.rival_score = hit.score;
            hit.layout = l;
            hit.score = score;
        } else if (score > hit.rival_score) {
            hit.rival = l;
            hit.rival_score = score;
        }
    }
    return hit;
}

/* How many of its required names are there, of all of them. */
static size_t
required_there(const struct coh_layout *l, const struct coh_headings *names,
               size_t *all)
{
    size_t i, have = 0;

    *all = 0;
    for (i = 0; i < l->matches; i++) {
        if (!l->match[i].required)
            continue;
        ++*all;
        have += fits_any(names, &l->match[i].name, &l->match[i].like) != 0;
    }
    return have;
}

/* The layout of which most required names are there, and more than half; NULL
 * when none comes near. */
static const struct coh_layout *
nearest(const struct coh_catalog *c, const struct coh_headings *names)
{
    const struct coh_layout *best = NULL;
    size_t i, have, all, most = 1;

    for (i = 0; i < c->n; i++) {
        have = required_there(&c->layout[i], names, &all);
        if (!c->layout[i].undetected && have > most && 2 * have > all) {
            most = have;
            best = &c->layout[i];
        }
    }
    return best;
}

int
coh_catalog_refuse(const struct coh_catalog *c,
                   const struct coh_headings *names, struct coh_error *err)
{
    const struct coh_layout *best = nearest(c, names);
    const char *missing = NULL, *first;

    if (!best)
        return coh_fail(err, COH_INPUT,
                        "no layout knows these columns: draft one with "
                        "--suggest FILE, or name them with --column");
    coh_layout_score(best, names, &missing);
    first = missing             ? missing
            : best->forbidden.n ? best->forbidden.text[0]
                                : "";
    return coh_fail(err, COH_INPUT,
                    "no layout knows these columns; the nearest, %s, %s "
                    "'%.60s': draft one with --suggest FILE, or name them "
                    "with --column",
                    best->name, missing ? "needs" : "excludes", first);
}

/* Layouts whose name holds what was typed come first: canvas. */
static int
refuse_name(const char *name, struct coh_error *err)
{
    const struct coh_embedded *e;
    char quoted[COH_QUOTE_SIZE], close[160] = "";
    size_t n = 0;

    for (e = coh_embedded_first(folder); e && *name;
         e = coh_embedded_next(e, folder)) {
        const char *file = e->name + strlen(folder);
        size_t length = strcspn(file, ".");

        if (strstr(file, name) && n + length + 3 < sizeof(close))
            n += (size_t)snprintf(close + n, sizeof(close) - n, "%s%.*s",
                                  n ? ", " : "", (int)length, file);
    }
    return coh_fail(err, COH_USAGE,
                    "there is no layout '%s'; --list-layouts names %s%s",
                    coh_quote(name, strlen(name), quoted),
                    n ? "all, near it are " : "them", close);
}

int
coh_catalog_choose(const struct coh_catalog *c, const char *name,
                   struct coh_layout *own, const struct coh_layout **layout,
                   struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    *layout = coh_catalog_find(c, name);
    if (*layout)
        return 0;
    if (!strchr(name, '.') && !strchr(name, '/'))
        return refuse_name(name, err);
    if (!coh_file_read(name, &text, err) &&
        !coh_layout_parse(own, name, coh_text_span(&text), err)) {
        *layout = own;
        rc = 0;
    }
    coh_text_release(&text);
    return rc;
}

int
coh_catalog_write(const struct coh_catalog *c, struct coh_writer *w,
                  struct coh_error *err)
{
    static const char *const column[] = {"layout", "title", "main_scale",
                                         "verified"};
    size_t i;

    for (i = 0; i < 4; i++)
        if (coh_writer_column(w, coh_span_of(column[i]), COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < c->n; i++)
        if (coh_writer_string(w, c->layout[i].name, err) ||
            coh_writer_string(w, c->layout[i].title, err) ||
            coh_writer_string(w, c->layout[i].main_scale, err) ||
            coh_writer_string(w, c->layout[i].unverified ? "unverified" : "yes",
                              err) ||
            coh_writer_row(w, err))
            return -1;
    return 0;
}

int
coh_catalog_show(const char *name, struct coh_out *out, struct coh_error *err)
{
    struct coh_span text = coh_catalog_text(name);

    if (!text.length)
        return refuse_name(name, err);
    return coh_out_add(out, text.bytes, text.length, err);
}

void
coh_catalog_release(struct coh_catalog *c)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        coh_layout_release(&c->layout[i]);
    coh_free(c->layout);
    *c = (struct coh_catalog)COH_CATALOG_INIT;
}
