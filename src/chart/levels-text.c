/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/levels-text.h"

#include <math.h>

#include "chart/label.h"
#include "chart/shade.h"

enum { LINES_MOST = 4, NAME_WIDTH = 180 };

const char *
coh_chart_levels_block(size_t place)
{
    static const char *const blocks[] = {"\xE2\x96\x91", "\xE2\x96\x92",
                                         "\xE2\x96\x93", "\xE2\x96\x88"};

    return blocks[place % 4];
}

size_t
coh_chart_levels_parts(
    const struct coh_chart_levels *l, size_t group,
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1])
{
    double at = 0;
    size_t i, n = 0, hidden = 0;

    for (i = 0; i < l->levels; i++) {
        const struct coh_grid_cell *cell = coh_chart_levels_cell(l, group, i);
        double share = coh_chart_levels_share(l, group, i);

        hidden += cell && cell->hidden;
        if (!(share > 0))
            continue;
        part[n++] = (struct coh_chart_levels_part){i, at, fmin(at + share, 1)};
        at = part[n - 1].to;
    }
    if (hidden && at < 1 - 1e-9)
        part[n++] = (struct coh_chart_levels_part){l->levels, at, 1};
    return n;
}

/* ---- words ---- */

/* A level's name, as wide as one may be. */
static int
add_name(const struct coh_page *p, const struct coh_chart_levels *l,
         size_t place, struct coh_text *t)
{
    return coh_label_cut(coh_chart_levels_name(l, place),
                         p->dumb ? 24 : NAME_WIDTH, p->dumb ? 0 : 12, t,
                         p->err);
}

/* "hidden: Below, Exceeded" */
static int
add_hidden(const struct coh_page *p, const struct coh_chart_levels *l,
           size_t group, struct coh_text *t)
{
    const char *between = ": ";
    size_t i;

    if (coh_text_add_string(
            t, coh_chart_word(p->options, COH_CHART_WORD_HIDDEN), p->err))
        return -1;

    for (i = 0; i < l->levels; i++) {
        const struct coh_grid_cell *cell = coh_chart_levels_cell(l, group, i);

        if (!cell || !cell->hidden)
            continue;
        if (coh_text_add_string(t, between, p->err) || add_name(p, l, i, t))
            return -1;
        between = ", ";
    }
    return 0;
}

/* "Met: 11 (41 %)", or what is hidden, behind the others. */
static int
add_item(const struct coh_page *p, const struct coh_chart_levels *l,
         size_t group, size_t place, struct coh_text *t)
{
    int hidden = place == l->levels;

    if (t->length && coh_text_add_string(t, hidden ? "; " : ", ", p->err))
        return -1;
    if (hidden)
        return add_hidden(p, l, group, t);
    if (add_name(p, l, place, t) || coh_text_add_string(t, ":\xC2\xA0", p->err))
        return -1;
    return coh_chart_levels_number(p->options, l, group, place, t, p->err);
}

/* What stands in the second line of a part. */
static int
make_number(const struct coh_page *p, const struct coh_chart_levels *l,
            size_t group, size_t place, struct coh_text *t)
{
    coh_text_clear(t);
    return place == l->levels ? add_hidden(p, l, group, t)
                              : coh_chart_levels_number(p->options, l, group,
                                                        place, t, p->err);
}

/* ---- in the bar ---- */

static double
room_of(const struct coh_chart_levels_part *part, double width)
{
    return (part->to - part->from) * width - 8;
}

/* Does all that is to be said of the part fit into it? `t` becomes its
 * number. */
static int
fits(struct coh_page *p, const struct coh_chart_levels *l, size_t group,
     const struct coh_chart_levels_part *part, double width, struct coh_text *t)
{
    double room = room_of(part, width), name = 0;

    if (!p->failed)
        p->failed = make_number(p, l, group, part->place, t);
    if (p->dumb)
        return 0;
    if (part->place < l->levels)
        name = coh_page_text_width(p, COH_PAGE_CELL_BLACK,
                                   coh_chart_levels_name(l, part->place));
    return fmax(name, coh_page_text_width(p, COH_PAGE_TINY_BLACK,
                                          coh_text_span(t))) <= room;
}

/* Characters of the part, its count in their middle. */
static void
write_blocks(struct coh_page *p, const struct coh_chart_levels *l,
             const struct coh_chart_levels_part *part,
             const struct coh_chart_levels_place *at, struct coh_span count)
{
    int from = (int)lround(part->from * at->width);
    int to = (int)lround(part->to * at->width), i;
    int room = to - from, middle = (room - (int)count.length) / 2;
    struct coh_text t = COH_TEXT_INIT;

    if ((int)count.length + 2 > room)
        middle = room;
    for (i = 0; i < room && !p->failed; i++) {
        if (i == middle && count.length) {
            p->failed = coh_text_add(&t, count.bytes, count.length, p->err);
            i += (int)count.length - 1;
            continue;
        }
        p->failed = coh_text_add_string(
            &t,
            part->place == l->levels ? "?"
                                     : coh_chart_levels_block(part->place),
            p->err);
    }
    coh_page_text(p, at->x + from, at->y, 'l', COH_PAGE_TEXT, p->width,
                  coh_text_span(&t));
    coh_text_release(&t);
}

/* The number without its share. */
static struct coh_span
count_of(const struct coh_text *t)
{
    struct coh_span s = coh_text_span(t);
    size_t n = 0;

    while (n < s.length && s.bytes[n] != '\xC2' && s.bytes[n] != ':')
        n++;
    s.length = n;
    return s;
}

void
coh_chart_levels_write(struct coh_page *p, const struct coh_chart_levels *l,
                       size_t group, const struct coh_chart_levels_part *part,
                       const struct coh_chart_levels_place *at)
{
    int hidden = part->place == l->levels;
    int white =
        !hidden &&
        coh_shade_white(coh_shade(coh_chart_levels_part(l, part->place)));
    enum coh_page_style tiny =
        white ? COH_PAGE_TINY_WHITE : COH_PAGE_TINY_BLACK;
    double x = at->x + (part->from + part->to) / 2 * at->width;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_span s;
    int whole = fits(p, l, group, part, at->width, &t);

    s = whole ? coh_text_span(&t) : count_of(&t);
    if (p->dumb) {
        write_blocks(p, l, part, at, s);
    } else if (whole && !hidden) {
        coh_page_text(p, x, at->y - 7, 'c',
                      white ? COH_PAGE_CELL_WHITE : COH_PAGE_CELL_BLACK,
                      p->width, coh_chart_levels_name(l, part->place));
        coh_page_text(p, x, at->y + 9, 'c', tiny, p->width, s);
    } else {
        if (coh_page_text_width(p, tiny, coh_text_span(&t)) <=
            room_of(part, at->width))
            s = coh_text_span(&t);
        if (coh_page_text_width(p, tiny, s) <= room_of(part, at->width))
            coh_page_text(p, x, at->y, 'c', tiny, p->width, s);
    }
    coh_text_release(&t);
}

/* ---- below the bar ---- */

int
coh_chart_levels_below(struct coh_page *p, const struct coh_chart_levels *l,
                       size_t group, double width,
                       const struct coh_chart_levels_place *at)
{
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1];
    struct coh_text t = COH_TEXT_INIT, number = COH_TEXT_INIT;
    size_t n = coh_chart_levels_parts(l, group, part), i;
    struct coh_span rest, now;
    int lines, most = at ? at->lines : LINES_MOST;

    for (i = 0; i < n && !p->failed; i++)
        if (!fits(p, l, group, &part[i], width, &number) && !p->failed)
            p->failed = add_item(p, l, group, part[i].place, &t);
    rest = coh_text_span(&t);
    for (lines = 0; rest.length && lines < most; lines++) {
        now = rest;
        if (lines + 1 < most)
            now = coh_label_line(rest, width, p->dumb ? 0 : 12, &rest);
        else
            rest.length = 0;
        if (at)
            coh_page_text(p, at->x, at->y + (lines + 0.5) * at->line, 'l',
                          COH_PAGE_TINY_BLACK, width, now);
    }
    coh_text_release(&t);
    coh_text_release(&number);
    return lines;
}
