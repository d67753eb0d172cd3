/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a page names somebody: the line of its source, or the block. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "report/naming.h"
#include "report/weave-internal.h"

static const char named[] =
    "a student's name or id stands in the page: take it out";

/* The first line that names somebody, with what follows it; 0: none does. */
static int
find_line(const struct coh_naming *names, struct coh_span left, size_t *line,
          struct coh_error *err)
{
    size_t n, at = 1;

    for (*line = 0; left.length; left.bytes += n, left.length -= n, at++) {
        const char *end = memchr(left.bytes, '\n', left.length);
        int hit;

        n = end ? (size_t)(end - left.bytes) + 1 : left.length;
        if (coh_naming_in(names, (struct coh_span){left.bytes, n}, &hit, err))
            return -1;
        if (hit) {
            *line = at;
            return 0;
        }
    }
    return 0;
}

static int
block_names(const struct coh_naming *names, const struct coh_block *b, int *hit,
            struct coh_error *err)
{
    size_t row, k;

    *hit = 0;
    if (b->is_chart)
        return coh_naming_in_html(names, coh_text_span(&b->svg), hit, err);
    for (row = 0; row < b->table.rows && !*hit; row++)
        for (k = 0; k < b->table.header.n && !*hit; k++)
            if (coh_naming_in(names, coh_table_cell(&b->table, row, k), hit,
                              err))
                return -1;
    return 0;
}

static int
refuse(const struct coh_naming *names, const struct coh_weave *w,
       struct coh_error *err)
{
    size_t line, i;
    int hit;

    if (find_line(names, coh_text_span(&w->source), &line, err))
        return -1;
    if (line)
        return coh_fail(err, COH_INPUT, "%s: line %zu: %s", w->path, line,
                        named);
    for (i = 0; i < w->n; i++) {
        if (w->block[i].left_out)
            continue;
        if (block_names(names, &w->block[i], &hit, err))
            return -1;
        if (hit) {
            coh_fail(err, COH_INPUT, "%s", named);
            return coh_weave_blame(w, &w->block[i], err);
        }
    }
    return coh_fail(err, COH_INPUT, "%s: %s; it may come from a parameter",
                    w->path, named);
}

int
coh_naming_check(const struct coh_naming *names, const struct coh_weave *w,
                 struct coh_span html, struct coh_span markdown,
                 struct coh_error *err)
{
    const struct coh_block *b;
    size_t at = 0;
    int hit = 0;

    if (html.length && coh_naming_in_html(names, html, &hit, err))
        return -1;
    if (!hit && coh_naming_in(names, markdown, &hit, err))
        return -1;
    while (!hit && (b = coh_weave_chart(w, &at)))
        if (coh_naming_in_html(names, coh_text_span(&b->svg), &hit, err))
            return -1;
    return hit ? refuse(names, w, err) : 0;
}

/* The name of a file goes where the page goes. */
static int
check_files(const struct coh_naming *names, const char *const *file,
            struct coh_error *err)
{
    int hit = 0;

    for (; file && *file; file++) {
        if (coh_naming_in(names, coh_span_of(coh_base_name(*file)), &hit, err))
            return -1;
        if (hit)
            return coh_fail(err, COH_INPUT,
                            "a student's name or id stands in the name of the "
                            "page's file: take another");
    }
    return 0;
}

/* Inside the team, what was said of several children may be read. */
static int
may_stay(const struct coh_weave *w, int rc, struct coh_error *err)
{
    char why[sizeof(err->text)];

    if (!rc || w->share || !err || err->code != COH_INPUT)
        return rc;
    snprintf(why, sizeof(why), "%s", err->text);
    *err = (struct coh_error)COH_ERROR_INIT;
    return coh_notes_add(w->notes, COH_NOTE_LOOK, NULL, err,
                         "another student is named on the page: %s", why);
}

/* The roster that the page was given, or that there is. */
static int
find_roster(struct coh_naming *names, const struct coh_weave *w, int *known,
            struct coh_error *err)
{
    struct coh_only only = COH_ONLY_INIT;
    struct coh_text list = COH_TEXT_INIT;
    int rc = -1;

    if ((w->roster || !coh_naming_list(&list, w->folder, err)) &&
        (!w->only || !coh_only_read(&only, coh_span_of(w->only), err)))
        rc = coh_naming_roster(names,
                               coh_text_span(w->roster ? w->roster : &list),
                               w->only ? &only : NULL, known, err);
    coh_only_release(&only);
    coh_text_release(&list);
    return rc;
}

int
coh_naming_guard(const struct coh_weave *w, const struct coh_text *page,
                 const struct coh_text *twin, const char *const *file,
                 struct coh_error *err)
{
    static const char doctype[] = "<!DOCTYPE";
    const size_t n = sizeof(doctype) - 1;
    const int is_html = page->length > n && !memcmp(page->bytes, doctype, n);
    const struct coh_span none = coh_span_of("");
    struct coh_naming names = COH_NAMING_INIT;
    int known, rc = find_roster(&names, w, &known, err);

    if (!rc && !known)
        rc = coh_notes_add(w->notes, COH_NOTE_FACT, NULL, err,
                           "no roster here: names of students could not be "
                           "looked for in the page");
    if (!rc)
        rc = coh_naming_check(&names, w, is_html ? coh_text_span(page) : none,
                              coh_text_span(is_html ? twin : page), err);
    if (!rc && w->only)
        rc = check_files(&names, file, err);
    coh_naming_release(&names);
    return may_stay(w, rc, err);
}
