/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure.h"

#include <string.h>

#include "report/block.h"
#include "table/masked.h"

/* An element of the head of a picture: whole, and what stands within. */
struct element {
    struct coh_span whole, tag, content;
};

static int
starts(struct coh_span s, size_t at, const char *with)
{
    size_t n = strlen(with);

    return at + n <= s.length && memcmp(s.bytes + at, with, n) == 0;
}

static size_t
find(struct coh_span s, size_t at, const char *what)
{
    while (at < s.length && !starts(s, at, what))
        at++;
    return at;
}

/* The first element `open`, as "<desc", that ends in `close`; 0 if there is
 * none. */
static int
find_element(struct coh_span s, const char *open, const char *close,
             struct element *e)
{
    size_t at, from, to, n = strlen(open);

    for (at = find(s, 0, open); at < s.length; at = find(s, at + 1, open)) {
        if (at + n >= s.length || !strchr(" \t\r\n>", s.bytes[at + n]))
            continue;
        from = find(s, at, ">") + 1;
        to = find(s, at, close);
        if (from > to || to >= s.length)
            return 0;
        e->tag = (struct coh_span){s.bytes + at, from - at};
        e->content = (struct coh_span){s.bytes + from, to - from};
        e->whole = (struct coh_span){s.bytes + at, to + strlen(close) - at};
        return 1;
    }
    return 0;
}

/* XML's five entities are all that cohort chart writes. */
static int
unescape(struct coh_text *into, struct coh_span s, struct coh_error *err)
{
    static const char *const known[][2] = {{"&lt;", "<"},
                                           {"&gt;", ">"},
                                           {"&amp;", "&"},
                                           {"&quot;", "\""},
                                           {"&apos;", "'"}};
    enum { KNOWN = sizeof(known) / sizeof(*known) };
    size_t i = 0, k;

    while (i < s.length) {
        for (k = 0; k < KNOWN && !starts(s, i, known[k][0]); k++)
            ;
        if (coh_text_add(into, k < KNOWN ? known[k][1] : s.bytes + i, 1, err))
            return -1;
        i += k < KNOWN ? strlen(known[k][0]) : 1;
    }
    return 0;
}

static int
read_alt(struct coh_figure *f, struct coh_span svg, struct coh_error *err)
{
    struct element e;

    if (!find_element(svg, "<desc", "</desc>", &e))
        return 0;
    return unescape(&f->alt, coh_span_trim(e.content), err);
}

/* Is it our data, and not what another program says of its picture? */
static int
is_data(const struct element *e)
{
    size_t at = find(e->tag, 0, "-data\"");

    return find(e->tag, 0, " id=\"") < at && at < e->tag.length;
}

static int
read_data(struct coh_figure *f, const struct element *e, struct coh_error *err)
{
    struct coh_text csv = COH_TEXT_INIT;
    int rc = unescape(&csv, e->content, err);

    if (!rc && coh_span_trim(coh_text_span(&csv)).length)
        rc = coh_block_table(&f->data, coh_text_span(&csv), err);
    if (rc)
        coh_error_context(err, "the data of the picture: ");
    coh_text_release(&csv);
    return rc;
}

int
coh_figure_read(struct coh_figure *f, struct coh_span svg,
                struct coh_error *err)
{
    struct element e;
    size_t before;

    if (read_alt(f, svg, err))
        return -1;
    if (!find_element(svg, "<metadata", "</metadata>", &e) || !is_data(&e))
        return coh_text_add(&f->svg, svg.bytes, svg.length, err);
    before = (size_t)(e.whole.bytes - svg.bytes);
    if (read_data(f, &e, err) || coh_text_add(&f->svg, svg.bytes, before, err))
        return -1;
    return coh_text_add(&f->svg, e.whole.bytes + e.whole.length,
                        svg.length - before - e.whole.length, err);
}

int
coh_figure_hides(const struct coh_figure *f)
{
    size_t i, k;

    for (i = 0; i < f->data.rows; i++)
        for (k = 0; k < f->data.header.n; k++)
            if (coh_span_is(coh_table_cell(&f->data, i, k), COH_MASKED_MARK))
                return 1;
    return 0;
}

void
coh_figure_release(struct coh_figure *f)
{
    coh_text_release(&f->svg);
    coh_text_release(&f->alt);
    coh_table_release(&f->data);
    *f = (struct coh_figure)COH_FIGURE_INIT;
}
