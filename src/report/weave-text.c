/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text around blocks: {{…}} filled, margin notes taken out and put behind
 * the paragraph that they explain. */
#include <string.h>

#include "report/share-source.h"
#include "report/weave-internal.h"

/* The text of a piece on its way. */
struct filling {
    struct coh_weave *weave;
    struct coh_expander x;
    const struct coh_weave_put *put;
    struct coh_text *into;
    size_t line;               /* of the source */
    size_t start;              /* in `into`: of the line that is written */
    int noted;                 /* a note stood in this line */
    struct coh_weave_note *at; /* notes that wait for their paragraph's end */
    size_t n, capacity;
    int indent; /* of the paragraph's text, in a list */
};

static int
blame_line(const struct filling *f, size_t line, struct coh_error *err)
{
    coh_error_context(err, "%s: line %zu: ", f->weave->path, line);
    return -1;
}

/* ---- notes ---- */

/* Where the text of the list's item begins that this line opens, 0: none. */
static int
item_indent(struct coh_span line)
{
    size_t i = 0, marks, to;

    while (i < line.length && line.bytes[i] == ' ')
        i++;
    marks = i;
    while (marks < line.length && marks < i + 9 && line.bytes[marks] >= '0' &&
           line.bytes[marks] <= '9')
        marks++;
    if (marks == line.length ||
        !strchr(marks > i ? ".)" : "-+*", line.bytes[marks]))
        return 0;
    for (to = ++marks; to < line.length && line.bytes[to] == ' '; to++)
        ;
    if (to == marks)
        return 0;
    return (int)(to - marks <= 4 ? to : marks + 1);
}

/* How far a line's text stands from the margin; `before`, unless it opens an
 * item or stands further in. */
static int
indent_of(struct coh_span line, int before)
{
    size_t i = 0;

    if (item_indent(line))
        return item_indent(line);
    while (i < line.length && line.bytes[i] == ' ')
        i++;
    return i && i < line.length ? (int)i : before;
}

/* The notes of the paragraph that ends here, one blank line around them. */
static int
put_notes(struct filling *f, struct coh_error *err)
{
    size_t n = f->n;

    f->n = 0;
    if (!n)
        return 0;
    return coh_weave_end_paragraph(f->into, err) ||
                   f->put->notes(f->put->context, f->at, n, f->indent, f->into,
                                 err)
               ? -1
               : 0;
}

static int
take_note(struct filling *f, struct coh_span s, size_t *taken,
          struct coh_error *err)
{
    struct coh_weave_note *note;
    size_t i, line = f->line;

    if (coh_reserve(&f->at, &f->capacity, f->n + 1, sizeof(*f->at), err))
        return -1;
    note = &f->at[f->n];
    *note = (struct coh_weave_note){.line = line};
    if (coh_why_read(s, &note->why, taken, err) ||
        coh_weave_note_check(f->weave, note, err))
        return blame_line(f, line, err);
    for (i = 0; i < *taken; i++)
        f->line += s.bytes[i] == '\n';
    f->n++;
    f->noted = 1;
    return 0;
}

/* ---- lines ---- */

/* The length of the {{…}} that starts here. */
static size_t
value_length(struct coh_span s)
{
    size_t i;

    for (i = 2; i + 1 < s.length && s.bytes[i] != '\n'; i++)
        if (s.bytes[i] == '}' && s.bytes[i + 1] == '}')
            return i + 2;
    return i + 1 < s.length ? i : s.length;
}

/* Behind a line: one that held but a note is not there; behind a blank one, or
 * a heading, the paragraph is over. */
static int
end_line(struct filling *f, struct coh_error *err)
{
    struct coh_text *t = f->into;
    struct coh_span line = {t->bytes + f->start, t->length - f->start};
    int blank = !coh_span_trim(line).length;

    if (f->noted) {
        while (t->length > f->start &&
               strchr(" \t\r\n", t->bytes[t->length - 1]))
            t->length--;
        if (!blank && coh_text_add(t, "\n", 1, err))
            return -1;
    }
    if (!blank)
        f->indent = indent_of(line, f->indent);
    if (f->n && ((blank && !f->noted) || coh_weave_heading(line)) &&
        put_notes(f, err))
        return -1;
    if (blank && !f->noted)
        f->indent = 0;
    f->noted = 0;
    f->start = t->length;
    f->line++;
    return 0;
}

/* One thing of the text: a note, a value, what a backslash holds, a byte. */
static int
fill_next(struct filling *f, struct coh_span s, size_t *taken,
          struct coh_error *err)
{
    if (coh_why_starts(s))
        return take_note(f, s, taken, err);
    *taken = s.bytes[0] == '\\' && s.length > 1 && s.bytes[1] != '\n' ? 2 : 1;
    if (s.length > 1 && !memcmp(s.bytes, "{{", 2)) {
        *taken = value_length(s);
        return coh_expand((struct coh_span){s.bytes, *taken}, &f->x, f->into,
                          err)
                   ? blame_line(f, f->line, err)
                   : 0;
    }
    if (coh_text_add(f->into, s.bytes, *taken, err))
        return -1;
    return s.bytes[*taken - 1] == '\n' ? end_line(f, err) : 0;
}

static int
next_paragraph(struct filling *f, struct coh_error *err)
{
    if (put_notes(f, err))
        return -1;
    f->start = f->into->length;
    return 0;
}

/* Fill {{…}} in text; an error names the line that it stands in. */
static int
fill(struct filling *f, struct coh_span left, struct coh_error *err)
{
    const struct coh_weave *w = f->weave;
    size_t n;

    f->start = f->into->length;
    for (; left.length; left.bytes += n, left.length -= n) {
        const char *end = memchr(left.bytes, '\n', left.length);

        n = end ? (size_t)(end - left.bytes) + 1 : left.length;
        if (f->start == f->into->length && !f->noted) {
            if (w->gone && w->gone[f->line]) {
                f->line++;
                continue;
            }
            /* The next item of a list ends the paragraph of this one. */
            if (f->n && item_indent((struct coh_span){left.bytes, n}) &&
                next_paragraph(f, err))
                return -1;
        }
        if (fill_next(f, left, &n, err))
            return -1;
    }
    if (f->into->length > f->start || f->noted)
        return end_line(f, err);
    return 0;
}

int
coh_weave_fill(struct coh_weave *w, struct coh_span text, struct coh_text *into,
               struct coh_error *err)
{
    struct coh_weave_view view;
    struct coh_span left = text;
    size_t taken;

    coh_weave_view_init(&view, w);
    for (; left.length; left.bytes += taken, left.length -= taken) {
        taken =
            left.bytes[0] == '\\' && left.length > 1 && left.bytes[1] != '\n'
                ? 2
                : 1;
        if (left.length > 1 && !memcmp(left.bytes, "{{", 2)) {
            taken = value_length(left);
            if (coh_expand((struct coh_span){left.bytes, taken}, &view.marked,
                           into, err))
                return -1;
        } else if (strchr("\r\n", left.bytes[0])
                       ? coh_text_add(into, " ", 1, err)
                       : coh_text_add(into, left.bytes, taken, err)) {
            return -1;
        }
    }
    return 0;
}

/* ---- pieces ---- */

int
coh_weave_end_paragraph(struct coh_text *into, struct coh_error *err)
{
    while (into->length && into->bytes[into->length - 1] == '\n')
        into->length--;
    return into->length ? coh_text_add_string(into, "\n\n", err) : 0;
}

static int
put_piece(struct filling *f, const struct coh_piece *piece,
          struct coh_error *err)
{
    struct coh_weave *w = f->weave;
    struct coh_piece rest = *piece;
    size_t from;

    if (piece->kind == COH_PIECE_VERBATIM && w->gone && w->gone[piece->line])
        return 0;
    if (piece->kind == COH_PIECE_VERBATIM)
        return coh_text_add(f->into, piece->text.bytes, piece->text.length,
                            err);
    /* Blank lines behind a block are there already. */
    while (f->into->length > 1 && rest.text.length &&
           f->into->bytes[f->into->length - 2] == '\n' &&
           rest.text.bytes[0] == '\n') {
        rest.text.bytes++;
        rest.text.length--;
        rest.line++;
    }
    from = f->into->length;
    f->line = rest.line;
    f->indent = 0;
    if (fill(f, rest.text, err) || put_notes(f, err))
        return -1;
    if (!w->share || !coh_share_comments(f->into, from, err))
        return 0;
    coh_error_context(err, "%s: line %zu or below: ", w->path, rest.line);
    return -1;
}

static int
put_pieces(struct filling *f, struct coh_error *err)
{
    struct coh_weave *w = f->weave;
    size_t i, k = 0;

    for (i = 0; i < w->document.n; i++) {
        const struct coh_piece *piece = &w->document.piece[i];
        const struct coh_block *b;

        if (piece->kind != COH_PIECE_BLOCK) {
            if (put_piece(f, piece, err))
                return -1;
            continue;
        }
        b = &w->block[k++];
        if (coh_weave_end_paragraph(f->into, err) ||
            f->put->block(f->put->context, b, f->into, err))
            return coh_weave_blame(w, b, err);
    }
    return coh_weave_end_paragraph(f->into, err);
}

int
coh_weave_text(struct coh_weave *w, struct coh_text *into,
               const struct coh_weave_put *put, struct coh_error *err)
{
    struct coh_weave_view view;
    struct filling f = {.weave = w, .put = put, .into = into};
    int rc;

    coh_weave_view_init(&view, w);
    f.x = view.marked;
    rc = put_pieces(&f, err);
    coh_free(f.at);
    return rc;
}
