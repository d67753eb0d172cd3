/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/template.h"

#include <stdio.h>
#include <string.h>

/* The capture called `name`, or 0. */
static int
capture(const struct coh_template_scope *scope, struct coh_span name,
        struct coh_span *text)
{
    const char *called;
    size_t i, k;

    for (k = 0; k < 3; k++)
        for (i = 0; scope->match[k] &&
                    coh_pattern_capture(scope->match[k], i, &called, text);
             i++)
            if (coh_span_is(name, called))
                return 1;
    return 0;
}

/* A column's name with its captures put in. */
static int
expand(struct coh_text *out, struct coh_span s,
       const struct coh_template_scope *scope, struct coh_error *err)
{
    const char *text = s.bytes, *end = s.bytes + s.length;

    while (text < end) {
        const char *close = memchr(text, '}', (size_t)(end - text));
        struct coh_span value;

        if (*text == '{' && close &&
            capture(scope,
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
add_piece(struct coh_template *t, struct coh_template_piece piece,
          struct coh_error *err)
{
    if (coh_reserve(&t->piece, &t->capacity, t->n + 1, sizeof(piece), err))
        return -1;
    /* There are several templates to each column of a wide file: each text is
     * as large as it is, not a block of an arena. */
    if (piece.text) {
        piece.text = coh_copy_text(piece.text, piece.length, err);
        if (!piece.text)
            return -1;
    }
    t->piece[t->n++] = piece;
    return 0;
}

static int
add_text(struct coh_template *t, enum coh_template_kind kind,
         struct coh_span text, struct coh_error *err)
{
    const struct coh_template_piece piece = {
        .kind = kind, .text = text.bytes, .length = text.length};

    return add_piece(t, piece, err);
}

/* A capture or a column's own name: runs of blanks and line ends, which a
 * header may hold, are one blank. */
static int
add_clean(struct coh_template *t, struct coh_span s, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    s = coh_span_trim(s);
    for (i = 0; i < s.length && !rc; i++) {
        int blank = strchr(" \t\r\n", s.bytes[i]) != NULL && s.bytes[i];

        if (!blank || !strchr(" \t\r\n", s.bytes[i - 1]))
            rc = coh_text_add(&text, blank ? " " : s.bytes + i, 1, err);
    }
    if (!rc)
        rc = add_text(t, COH_PIECE_TEXT,
                      (struct coh_span){coh_text_get(&text), text.length}, err);
    coh_text_release(&text);
    return rc;
}

int
coh_template_cell(struct coh_template *t, size_t at, struct coh_error *err)
{
    const struct coh_template_piece piece = {.kind = COH_PIECE_CELL,
                                             .column = at};

    return add_piece(t, piece, err);
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
coh_template_seek(const struct coh_headings *names, struct coh_span name,
                  size_t *at, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t again;

    *at = coh_headings_seek(names, name);
    if (*at == names->header->n)
        return 0;
    again = coh_headings_again(names, *at);
    if (again < names->header->n)
        return coh_fail(err, COH_INPUT,
                        "column '%s' is to be read and stands twice "
                        "(columns %zu and %zu): give one another name",
                        coh_quote(name.bytes, name.length, quoted), *at + 1,
                        again + 1);
    return 0;
}

/* ---- what stands in braces ---- */

/* `>1`, `<12`: the column that far away; header->n when there is none. */
static int
by_distance(const struct coh_template_scope *scope, struct coh_span inside,
            size_t *at)
{
    size_t i, far = 0, n = scope->names->header->n;

    if (inside.length < 2 || inside.length > 4)
        return 0;
    for (i = 1; i < inside.length; i++) {
        if (inside.bytes[i] < '0' || inside.bytes[i] > '9')
            return 0;
        far = far * 10 + (size_t)(inside.bytes[i] - '0');
    }
    *at = inside.bytes[0] == '>' ? scope->column + far
          : far <= scope->column ? scope->column - far
                                 : n;
    if (*at > n)
        *at = n;
    return 1;
}

/* The column beside the one that matched. */
static size_t
beside(const struct coh_template_scope *scope, struct coh_span inside)
{
    const struct coh_span name = {inside.bytes + 1, inside.length - 1};
    size_t at;

    if (!scope->index)
        return scope->names->header->n;
    if (by_distance(scope, inside, &at))
        return at;
    return inside.bytes[0] == '>'
               ? coh_headings_right(scope->names, scope->column, name)
               : coh_headings_left(scope->names, scope->column, name);
}

/* `lines.title`: of a companion that the layout declares. */
static int
is_lookup(const struct coh_template_scope *scope, struct coh_span inside,
          size_t *lookup, struct coh_span *column)
{
    size_t i, n;

    for (i = 0; i < scope->lookups; i++) {
        n = strlen(scope->lookup[i].name);
        if (inside.length > n + 1 && inside.bytes[n] == '.' &&
            !memcmp(inside.bytes, scope->lookup[i].name, n)) {
            *lookup = i;
            *column =
                (struct coh_span){inside.bytes + n + 1, inside.length - n - 1};
            return 1;
        }
    }
    return 0;
}

static int
add_lookup(struct coh_template *t, const struct coh_template_scope *scope,
           size_t lookup, struct coh_span name, int *bound,
           struct coh_error *err)
{
    const struct coh_headings *names = scope->lookup[lookup].names;
    struct coh_template_piece piece = {.kind = COH_PIECE_LOOKUP,
                                       .lookup = lookup};

    if (!names)
        return *bound = 0;
    if (coh_template_seek(names, name, &piece.column, err))
        return -1;
    *bound = piece.column < names->header->n;
    return *bound ? add_piece(t, piece, err) : 0;
}

static int
add_column(struct coh_template *t, const struct coh_template_scope *scope,
           size_t column, int name_only, int *bound, struct coh_error *err)
{
    *bound = column < scope->names->header->n;
    if (!*bound)
        return 0;
    return name_only ? add_clean(t, scope->names->header->name[column], err)
                     : coh_template_cell(t, column, err);
}

/* What needs no captures put in: *known is 0 when it is something else. */
static int
add_special(struct coh_template *t, struct coh_span inside,
            const struct coh_template_scope *scope, int *bound, int *known,
            struct coh_error *err)
{
    const struct coh_span rest = {inside.bytes + 1, inside.length - 1};
    char index[24];

    *known = 1;
    if (coh_span_is(inside, "part"))
        return add_text(t, COH_PIECE_PART, coh_span_of(""), err);
    if (coh_span_is(inside, "index") && scope->index) {
        snprintf(index, sizeof(index), "%zu", scope->index);
        return add_text(t, COH_PIECE_TEXT, coh_span_of(index), err);
    }
    if (coh_span_is(inside, "file")) {
        *bound = scope->file.length > 0;
        t->from_file |= *bound;
        return *bound ? add_text(t, COH_PIECE_TEXT, scope->file, err) : 0;
    }
    if (inside.bytes[0] == '#' && scope->index &&
        (!rest.length || *rest.bytes == '>' || *rest.bytes == '<'))
        return add_column(t, scope,
                          rest.length ? beside(scope, rest) : scope->column, 1,
                          bound, err);
    if (inside.bytes[0] == '^' && rest.length) {
        *bound = scope->above && coh_preamble_has(scope->above, rest);
        return *bound ? add_text(t, COH_PIECE_ABOVE, rest, err) : 0;
    }
    return *known = 0;
}

/* `Name|each 3`: part of another cell. *known is 0 when it is no such thing. */
static int
add_cut(struct coh_template *t, struct coh_span inside,
        const struct coh_template_scope *scope, int *bound, int *known,
        struct coh_error *err)
{
    struct coh_template_piece piece = {.kind = COH_PIECE_CUT};
    size_t bar = inside.length;

    while (bar && inside.bytes[bar - 1] != '|')
        bar--;
    piece.text = inside.bytes + bar;
    piece.length = inside.length - bar;
    *known =
        bar > 1 &&
        !coh_cut_read((struct coh_span){piece.text, piece.length}, &piece.cut);
    if (!*known)
        return 0;
    inside.length = bar - 1;
    if (coh_template_seek(scope->names, inside, &piece.column, err))
        return -1;
    *bound = piece.column < scope->names->header->n;
    if (!*bound)
        return 0;
    if (add_piece(t, piece, err))
        return -1;
    /* Its separator points into the text, which was copied. */
    piece = t->piece[t->n - 1];
    return coh_cut_read((struct coh_span){piece.text, piece.length},
                        &t->piece[t->n - 1].cut);
}

/* A value is one cell or one text: more than that is no key to a name. */
static int
check_named(const struct coh_template_piece *piece, struct coh_error *err)
{
    return piece->inner->n == 1
               ? 0
               : coh_fail(err, COH_INPUT,
                          "[names %.60s]: `on` is one reference, as {Code}, "
                          "not '%.60s'",
                          piece->names->name, piece->names->on);
}

/* `exam`: what the layout's [names exam] make of a value. */
static int
add_named(struct coh_template *t, struct coh_span inside,
          const struct coh_template_scope *scope, int *bound, int *known,
          struct coh_error *err)
{
    struct coh_template_piece piece = {.kind = COH_PIECE_NAMED};
    const struct coh_layout *l = scope->layout;
    struct coh_template_scope plain = *scope;
    size_t i;

    *known = 0;
    for (i = 0; l && i < l->n_names && !*known; i++) {
        piece.names = &l->names[i];
        *known = coh_span_is(inside, piece.names->name);
    }
    if (!*known)
        return 0;
    piece.inner = coh_alloc_array(1, sizeof(*piece.inner), err);
    if (!piece.inner)
        return -1;
    *piece.inner = (struct coh_template)COH_TEMPLATE_INIT;
    plain.layout = NULL; /* names of names would have no end */
    if (coh_template_bind(piece.inner, piece.names->on, &plain, bound, err) ||
        (*bound && check_named(&piece, err)) ||
        (*bound && add_piece(t, piece, err)) || !*bound) {
        coh_template_release(piece.inner);
        coh_free(piece.inner);
        return *bound ? -1 : 0;
    }
    return 0;
}

/* What stands in one pair of braces. What captures bring in is never read as
 * braces again. */
static int
add_reference(struct coh_template *t, struct coh_span inside,
              const struct coh_template_scope *scope, int *bound,
              struct coh_error *err)
{
    struct coh_text name = COH_TEXT_INIT;
    struct coh_span value;
    size_t column, lookup;
    int rc = -1, known;

    if (capture(scope, inside, &value))
        return add_clean(t, value, err);
    if (add_special(t, inside, scope, bound, &known, err))
        return -1;
    if (known)
        return 0;
    if (expand(&name, inside, scope, err))
        goto out;
    inside = coh_text_span(&name);
    if (add_named(t, inside, scope, bound, &known, err) ||
        (!known && add_cut(t, inside, scope, bound, &known, err)))
        goto out;
    if (known) {
        rc = 0;
        goto out;
    }
    if (is_lookup(scope, inside, &lookup, &value)) {
        rc = add_lookup(t, scope, lookup, value, bound, err);
        goto out;
    }
    if (inside.length > 1 && (*inside.bytes == '>' || *inside.bytes == '<'))
        column = beside(scope, inside);
    else if (coh_template_seek(scope->names, inside, &column, err))
        goto out;
    rc = add_column(t, scope, column, 0, bound, err);
out:
    coh_text_release(&name);
    return rc;
}

int
coh_template_bind(struct coh_template *t, const char *s,
                  const struct coh_template_scope *scope, int *bound,
                  struct coh_error *err)
{
    *bound = 1;
    while (*s && *bound) {
        size_t n = strcspn(s, "{}");
        const char *close;

        if (n && add_text(t, COH_PIECE_TEXT, (struct coh_span){s, n}, err))
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
                          scope, bound, err))
            return -1;
        s = close + 1;
    }
    return 0;
}
