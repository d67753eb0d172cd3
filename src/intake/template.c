/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/template.h"

#include <string.h>

/* The capture called `name`, or 0. */
static int
capture(const struct coh_pattern *match, struct coh_span name,
        struct coh_span *text)
{
    const char *called;
    size_t i;

    if (!match)
        return 0;
    for (i = 0; coh_pattern_capture(match, i, &called, text); i++)
        if (coh_span_is(name, called))
            return 1;
    return 0;
}

/* A column's name with its captures put in. */
static int
expand(struct coh_text *out, struct coh_span s, const struct coh_pattern *match,
       struct coh_error *err)
{
    const char *text = s.bytes, *end = s.bytes + s.length;

    while (text < end) {
        const char *close = memchr(text, '}', (size_t)(end - text));
        struct coh_span value;

        if (*text == '{' && close &&
            capture(match,
                    (struct coh_span){text + 1, (size_t)(close - text) - 1},
                    &value)) {
            if (coh_text_add(out, value.bytes, value.length, err))
                return -1;
            text = close + 1;
            continue;
        }
        if (coh_text_add(out, text++, 1, err))
            return -1;
    }
    return 0;
}

static int
add_piece(struct coh_template *t, struct coh_span text, size_t column,
          struct coh_error *err)
{
    struct coh_template_piece piece = {NULL, 0, column};

    if (text.bytes) {
        piece.text = coh_arena_text(&t->arena, text.bytes, text.length, err);
        piece.length = text.length;
        if (!piece.text)
            return -1;
    }
    if (coh_reserve(&t->piece, &t->capacity, t->n + 1, sizeof(piece), err))
        return -1;
    t->piece[t->n++] = piece;
    return 0;
}

/* The brace that closes the one at `open`, or NULL. */
static const char *
closing(const char *open)
{
    int depth = 0;

    for (; *open; open++) {
        depth += (*open == '{') - (*open == '}');
        if (depth == 0)
            return open;
    }
    return NULL;
}

int
coh_template_seek(const struct coh_header *header, struct coh_span name,
                  size_t *at, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    *at = coh_header_seek(header, name);
    for (i = *at + 1; i < header->n; i++)
        if (coh_span_equal(header->name[i], name))
            return coh_fail(err, COH_INPUT,
                            "column '%s' is to be read and stands twice "
                            "(columns %zu and %zu): give one another name",
                            coh_quote(name.bytes, name.length, quoted), *at + 1,
                            i + 1);
    return 0;
}

int
coh_template_cell(struct coh_template *t, size_t at, struct coh_error *err)
{
    return add_piece(t, (struct coh_span){NULL, 0}, at, err);
}

/* What stands in one pair of braces: a capture, or a column whose name may
 * hold captures. What captures bring in is never read as braces again. */
static int
add_reference(struct coh_template *t, struct coh_span inside,
              const struct coh_pattern *match, const struct coh_header *header,
              int *bound, struct coh_error *err)
{
    struct coh_text name = COH_TEXT_INIT;
    struct coh_span value;
    size_t column;
    int rc = -1;

    if (capture(match, inside, &value))
        return add_piece(t, value, 0, err);
    if (expand(&name, inside, match, err))
        goto out;
    if (coh_template_seek(header, coh_text_span(&name), &column, err))
        goto out;
    *bound = column < header->n;
    if (*bound && coh_template_cell(t, column, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&name);
    return rc;
}

int
coh_template_bind(struct coh_template *t, const char *s,
                  const struct coh_pattern *match,
                  const struct coh_header *header, int *bound,
                  struct coh_error *err)
{
    *bound = 1;
    while (*s && *bound) {
        size_t n = strcspn(s, "{}");
        const char *close;

        if (n && add_piece(t, (struct coh_span){s, n}, 0, err))
            return -1;
        s += n;
        if (!*s)
            break;
        close = *s == '{' ? closing(s) : NULL;
        if (close == s + 1)
            return coh_fail(err, COH_INPUT, "'%.80s': braces without a name",
                            s);
        if (!close)
            return coh_fail(err, COH_INPUT,
                            "'%.80s': a brace without its partner", s);
        if (add_reference(t, (struct coh_span){s + 1, (size_t)(close - s) - 1},
                          match, header, bound, err))
            return -1;
        s = close + 1;
    }
    return 0;
}

int
coh_template_fill(const struct coh_template *t, const struct coh_span *cell,
                  struct coh_text *into, struct coh_span *span,
                  struct coh_error *err)
{
    size_t i;

    if (t->n == 1) {
        *span = t->piece[0].text
                    ? (struct coh_span){t->piece[0].text, t->piece[0].length}
                    : coh_span_trim(cell[t->piece[0].column]);
        return 0;
    }
    coh_text_clear(into);
    for (i = 0; i < t->n; i++) {
        const struct coh_template_piece *p = &t->piece[i];
        struct coh_span s = {p->text, p->length};

        if (!p->text) {
            s = coh_span_trim(cell[p->column]);
            /* Text around a blank cell would look like a value. */
            if (!s.length) {
                coh_text_clear(into);
                break;
            }
        }
        if (coh_text_add(into, s.bytes, s.length, err))
            return -1;
    }
    *span = coh_text_span(into);
    return 0;
}

void
coh_template_release(struct coh_template *t)
{
    coh_free(t->piece);
    coh_arena_release(&t->arena);
    *t = (struct coh_template)COH_TEMPLATE_INIT;
}
