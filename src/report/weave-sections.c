/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes with the blocks that a shared page leaves out: a heading of which
 * nothing else would be left, and its text. */
#include <string.h>

#include "report/weave-internal.h"

/* A heading up to the next one; what stands before the first is one, too. */
struct section {
    int level; /* 0: of no heading */
    int text;  /* words of its own */
    int shown, left_out;
    int stays;
    size_t from, to; /* lines of text, to is behind the last */
};

struct sections {
    struct section *at;
    size_t n, capacity;
};

int
coh_weave_heading(struct coh_span line)
{
    size_t i = 0, marks = 0;

    while (i < 3 && i < line.length && line.bytes[i] == ' ')
        i++;
    for (; i < line.length && line.bytes[i] == '#'; i++)
        marks++;
    return marks && marks <= 6 &&
                   (i == line.length || strchr(" \t\r\n", line.bytes[i]))
               ? (int)marks
               : 0;
}

static int
add_section(struct sections *s, int level, size_t line, struct coh_error *err)
{
    if (coh_reserve(&s->at, &s->capacity, s->n + 1, sizeof(*s->at), err))
        return -1;
    if (s->n)
        s->at[s->n - 1].to = line;
    s->at[s->n++] = (struct section){.level = level, .from = line};
    return 0;
}

static int
read_text(struct sections *s, const struct coh_piece *piece,
          struct coh_error *err)
{
    struct coh_span left = piece->text, line;
    size_t at = piece->line;

    for (; left.length; at++) {
        const char *end = memchr(left.bytes, '\n', left.length);
        size_t n = end ? (size_t)(end - left.bytes) + 1 : left.length;
        int level;

        line = (struct coh_span){left.bytes, n};
        left = (struct coh_span){left.bytes + n, left.length - n};
        level = coh_weave_heading(line);
        if (level && add_section(s, level, at, err))
            return -1;
        if (!level && coh_span_trim(line).length)
            s->at[s->n - 1].text = 1;
    }
    return 0;
}

static int
read_sections(struct sections *s, const struct coh_weave *w,
              struct coh_error *err)
{
    size_t i, k = 0;

    if (add_section(s, 0, 0, err))
        return -1;
    for (i = 0; i < w->document.n; i++) {
        const struct coh_piece *piece = &w->document.piece[i];
        struct section *last = &s->at[s->n - 1];

        if (piece->kind == COH_PIECE_TEXT) {
            if (read_text(s, piece, err))
                return -1;
        } else if (piece->kind == COH_PIECE_VERBATIM) {
            last->text = 1;
        } else if (w->block[k++].shape != COH_SHAPE_VALUE) {
            last->left_out |= w->block[k - 1].left_out;
            last->shown |= !w->block[k - 1].left_out;
        }
    }
    return 0;
}

/* The title stays, and what stands before it. A heading without words of its
 * own stays for those below it, if there are any. */
static void
judge(struct sections *s)
{
    size_t i, k;

    for (i = s->n; i-- > 0;) {
        struct section *a = &s->at[i];
        int below = 0;

        a->stays = i < 2 || a->shown || (a->text && !a->left_out);
        for (k = i + 1; k < s->n && s->at[k].level > a->level; k++) {
            below = 1;
            a->stays |= s->at[k].stays;
        }
        if (!below && !a->text && !a->left_out)
            a->stays = 1;
    }
}

int
coh_weave_find_gone(struct coh_weave *w, struct coh_error *err)
{
    struct sections s = {.at = NULL};
    struct coh_span source = coh_text_span(&w->source);
    size_t i, line, lines = 2;
    int rc = -1;

    for (i = 0; i < source.length; i++)
        lines += source.bytes[i] == '\n';
    coh_free(w->gone);
    w->gone = coh_alloc_array(lines, 1, err);
    if (!w->gone || read_sections(&s, w, err))
        goto out;
    s.at[s.n - 1].to = lines;
    judge(&s);
    for (i = 0; i < s.n; i++)
        for (line = s.at[i].from; line < s.at[i].to && line < lines; line++)
            w->gone[line] = !s.at[i].stays;
    rc = 0;
out:
    coh_free(s.at);
    return rc;
}
