/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/document.h"

#include <string.h>

struct scan {
    struct coh_span left;
    size_t line; /* number of the next line */
};

/* A fence: how many of which character, and what stands behind them. */
struct fence {
    char mark;
    size_t length;
    struct coh_span info;
};

/* The next line without its end; *whole with it. 0 at the end. */
static int
next_line(struct scan *s, struct coh_span *line, struct coh_span *whole)
{
    const char *end;

    if (!s->left.length)
        return 0;
    end = memchr(s->left.bytes, '\n', s->left.length);
    whole->bytes = line->bytes = s->left.bytes;
    whole->length = line->length =
        end ? (size_t)(end - s->left.bytes) : s->left.length;
    if (end)
        whole->length++;
    if (line->length && line->bytes[line->length - 1] == '\r')
        line->length--;
    s->left.bytes += whole->length;
    s->left.length -= whole->length;
    s->line++;
    return 1;
}

/* ---- front matter ---- */

static int
add_default(struct coh_document *d, struct coh_span line, size_t number,
            struct coh_error *err)
{
    const char *colon = memchr(line.bytes, ':', line.length);
    struct coh_default *new;
    size_t n;

    line = coh_span_trim(line);
    if (!line.length || line.bytes[0] == '#')
        return 0;
    if (!colon || colon == line.bytes)
        return coh_fail(err, COH_INPUT, "line %zu is not 'name: value'",
                        number);
    if (coh_reserve(&d->defaults, &d->default_capacity, d->n_defaults + 1,
                    sizeof(*new), err))
        return -1;
    n = (size_t)(colon - line.bytes);
    new = &d->defaults[d->n_defaults++];
    new->name = coh_span_trim((struct coh_span){line.bytes, n});
    new->value =
        coh_span_trim((struct coh_span){colon + 1, line.length - n - 1});
    new->line = number;
    /* YAML's quotes around a value are not part of it. */
    n = new->value.length;
    if (n > 1 && strchr("'\"", new->value.bytes[0]) &&
        new->value.bytes[n - 1] == new->value.bytes[0]) {
        new->value.bytes++;
        new->value.length -= 2;
    }
    return 0;
}

static int
front_matter(struct coh_document *d, struct scan *s, struct coh_error *err)
{
    struct scan start = *s;
    struct coh_span line, whole;

    if (!next_line(s, &line, &whole) ||
        !coh_span_is(coh_span_trim(line), "---")) {
        *s = start;
        return 0;
    }
    while (next_line(s, &line, &whole)) {
        if (coh_span_is(coh_span_trim(line), "---"))
            return 0;
        if (add_default(d, line, s->line - 1, err))
            return -1;
    }
    return coh_fail(err, COH_INPUT,
                    "line 1: no second '---' ends the front "
                    "matter");
}

/* ---- pieces ---- */

static int
is_fence(struct coh_span line, struct fence *f)
{
    size_t indent = 0, n = 0;

    *f = (struct fence){.length = 0};
    while (indent < line.length && line.bytes[indent] == ' ')
        indent++;
    if (indent > 3 || indent == line.length ||
        (line.bytes[indent] != '`' && line.bytes[indent] != '~'))
        return 0;
    f->mark = line.bytes[indent];
    while (indent + n < line.length && line.bytes[indent + n] == f->mark)
        n++;
    f->length = n;
    f->info = coh_span_trim(
        (struct coh_span){line.bytes + indent + n, line.length - indent - n});
    /* With a backtick behind them they open a code span. */
    return n >= 3 && !(f->mark == '`' && f->info.length &&
                       memchr(f->info.bytes, '`', f->info.length));
}

/* The words behind `cohort` in the info of a fence; 0 if it is another. */
static int
is_cohort(struct coh_span info, struct coh_span *rest)
{
    if (info.length < 6 || memcmp(info.bytes, "cohort", 6) ||
        (info.length > 6 && info.bytes[6] != ' ' && info.bytes[6] != '\t'))
        return 0;
    rest->bytes = info.bytes + 6;
    rest->length = info.length - 6;
    return 1;
}

/* By Markdown's rules a backtick behind the fence makes it no fence: the block
 * would be shown, and swallow what follows. */
static int
is_spoilt_block(struct coh_span line)
{
    struct coh_span rest;
    struct fence f;

    return !is_fence(line, &f) && f.mark == '`' && f.length >= 3 &&
           is_cohort(f.info, &rest);
}

/* A block within a list or a quotation would be shown instead of run. */
static int
is_hidden_block(struct coh_span line)
{
    struct fence f;
    struct coh_span rest;

    while (line.length && strchr(" \t>*+-.)0123456789", line.bytes[0]))
        line.bytes++, line.length--;
    return is_fence(line, &f) && is_cohort(f.info, &rest);
}

static struct coh_piece *
add_piece(struct coh_document *d, enum coh_piece_kind kind, size_t line,
          struct coh_error *err)
{
    if (coh_reserve(&d->piece, &d->capacity, d->n + 1, sizeof(*d->piece), err))
        return NULL;
    d->piece[d->n] = (struct coh_piece){.kind = kind, .line = line};
    return &d->piece[d->n++];
}

/* Text that follows text is one piece. */
static int
add_text(struct coh_document *d, struct coh_span whole, size_t line,
         struct coh_error *err)
{
    struct coh_piece *p = d->n ? &d->piece[d->n - 1] : NULL;

    if (!p || p->kind != COH_PIECE_TEXT) {
        p = add_piece(d, COH_PIECE_TEXT, line, err);
        if (!p)
            return -1;
        p->text.bytes = whole.bytes;
    }
    p->text.length += whole.length;
    return 0;
}

/* From the fence to its partner. */
static int
add_fenced(struct coh_document *d, struct scan *s, struct coh_span opening,
           const struct fence *f, struct coh_error *err)
{
    size_t number = s->line - 1;
    struct coh_span rest, line, whole, body = s->left;
    struct coh_piece *p;
    struct fence g;
    int ours = is_cohort(f->info, &rest);

    p = add_piece(d, ours ? COH_PIECE_BLOCK : COH_PIECE_VERBATIM, number, err);
    if (!p)
        return -1;
    while (next_line(s, &line, &whole)) {
        if (!is_fence(line, &g) || g.mark != f->mark || g.length < f->length ||
            g.info.length)
            continue;
        p->text.bytes = ours ? body.bytes : opening.bytes;
        p->text.length =
            (size_t)((ours ? line.bytes : s->left.bytes) - p->text.bytes);
        p->info = ours ? rest : f->info;
        return 0;
    }
    return coh_fail(err, COH_INPUT, "line %zu: no fence ends this block",
                    number);
}

int
coh_document_read(struct coh_document *d, struct coh_span text,
                  struct coh_error *err)
{
    struct scan s = {text, 1};
    struct coh_span line, whole;
    struct fence f;

    if (text.length >= 3 && !memcmp(text.bytes, "\xEF\xBB\xBF", 3)) {
        s.left.bytes += 3;
        s.left.length -= 3;
    }
    if (front_matter(d, &s, err))
        return -1;
    while (next_line(&s, &line, &whole)) {
        if (is_fence(line, &f)) {
            if (add_fenced(d, &s, whole, &f, err))
                return -1;
            continue;
        }
        if (is_spoilt_block(line))
            return coh_fail(err, COH_INPUT,
                            "line %zu: a block opened with backticks can have "
                            "none in its attributes: open it with ~~~",
                            s.line - 1);
        if (is_hidden_block(line))
            return coh_fail(err, COH_INPUT,
                            "line %zu: a cohort block starts at the left "
                            "margin",
                            s.line - 1);
        if (add_text(d, whole, s.line - 1, err))
            return -1;
    }
    return 0;
}

void
coh_document_release(struct coh_document *d)
{
    coh_free(d->defaults);
    coh_free(d->piece);
    *d = (struct coh_document)COH_DOCUMENT_INIT;
}
