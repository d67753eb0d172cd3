/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/weave.h"

#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "report/reading.h"
#include "report/share-source.h"
#include "report/weave-internal.h"
#include "table/masked.h"

/* ---- what {{…}} stands for ---- */

static const struct coh_block *
find_block(const struct coh_weave *w, struct coh_span id)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (coh_span_is(id, w->block[i].id))
            return &w->block[i];
    return NULL;
}

static int
no_block(const struct coh_weave *w, struct coh_span id, struct coh_error *err)
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

static int
inline_value(const struct coh_weave *w, struct coh_span name, const char *colon,
             struct coh_text *into, int *hidden, struct coh_error *err)
{
    struct coh_span id = {name.bytes, (size_t)(colon - name.bytes)};
    struct coh_span want = {colon + 1, name.length - id.length - 1};
    const struct coh_block *b = find_block(w, coh_span_trim(id));

    if (!b)
        return no_block(w, coh_span_trim(id), err);
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
        return coh_fail(err, COH_INPUT, "block '%s' runs only later", b->id);
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
    if (!colon)
        return coh_parameters_get(&w->parameters, name, into, err);
    if (!inline_value(w, name, colon, into, hidden, err))
        return 0;
    coh_error_context(err,
                      "{{%s}}: ", coh_quote(name.bytes, name.length, shown));
    return -1;
}

/* For pipelines and parameters, which cannot count with words. */
static int
plain_value(void *weave, struct coh_span name, struct coh_text *into,
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
    int hidden, rc = value_of(weave, name, &plain, &hidden, err);

    if (!rc && name.length > n && !memcmp(name.bytes + name.length - n, iso, n))
        rc = coh_text_add(into, coh_text_get(&plain), plain.length, err);
    else if (!rc)
        rc = coh_reading_words(into, coh_text_span(&plain), 1, err);
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
    view->show = (struct coh_display){&view->plain, &view->marked, w->share};
}

/* ---- reading ---- */

static int
read_source(struct coh_weave *w, const char *path, struct coh_error *err)
{
    struct coh_sha256 hash;

    w->path = path;
    if (coh_file_read(path, &w->source, err))
        return -1;
    if (!coh_span_trim(coh_text_span(&w->source)).length)
        return coh_fail(err, COH_INPUT, "%s: the file is empty", path);
    coh_sha256_init(&hash);
    coh_sha256_add(&hash, coh_text_get(&w->source), w->source.length);
    coh_sha256_hex(&hash, w->sha256);
    if (coh_utf8_valid(coh_text_get(&w->source), w->source.length) <
        w->source.length)
        return coh_fail(err, COH_INPUT, "%s: is not UTF-8", path);
    if (!coh_document_read(&w->document, coh_text_span(&w->source), err))
        return 0;
    coh_error_context(err, "%s: ", path);
    return -1;
}

static int
read_team(struct coh_weave *w, const char *team, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    if (!team || access(team, F_OK))
        return 0;
    if (!coh_file_read(team, &text, err)) {
        rc = coh_parameters_team(&w->parameters, coh_text_span(&text), err);
        if (rc)
            coh_error_context(err, "%s: ", team);
    }
    coh_text_release(&text);
    return rc;
}

/* Defaults may name parameters, but no block has run yet. */
static int
read_defaults(struct coh_weave *w, struct coh_error *err)
{
    const struct coh_expander x = {plain_value, w};
    struct coh_text value = COH_TEXT_INIT;
    int rc = 0;
    size_t i;

    for (i = 0; !rc && i < w->document.n_defaults; i++) {
        const struct coh_default *d = &w->document.defaults[i];

        coh_text_clear(&value);
        rc = coh_expand(d->value, &x, &value, err);
        if (!rc)
            rc = coh_parameters_default(&w->parameters, d->name,
                                        coh_text_span(&value), err);
        if (rc)
            coh_error_context(err, "%s: line %zu: ", w->path, d->line);
    }
    coh_text_release(&value);
    return rc;
}

static int
read_blocks(struct coh_weave *w, struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < w->document.n; i++) {
        const struct coh_piece *piece = &w->document.piece[i];
        struct coh_block *b;

        if (piece->kind != COH_PIECE_BLOCK)
            continue;
        if (coh_reserve(&w->block, &w->capacity, w->n + 1, sizeof(*b), err))
            return -1;
        b = &w->block[w->n++];
        *b = (struct coh_block)COH_BLOCK_INIT;
        if (coh_block_read(b, piece, w->n, err))
            return coh_weave_blame(w, b, err);
        for (k = 0; k + 1 < w->n; k++)
            if (!strcmp(w->block[k].id, b->id)) {
                coh_fail(err, COH_INPUT, "line %zu has that id too",
                         w->block[k].line);
                return coh_weave_blame(w, b, err);
            }
    }
    return 0;
}

int
coh_weave_read(struct coh_weave *w, const char *path, const char *team,
               struct coh_error *err)
{
    if (read_source(w, path, err) || read_team(w, team, err) ||
        read_defaults(w, err))
        return -1;
    return read_blocks(w, err) || (w->share && coh_share_links(w, err)) ||
                   coh_parameters_used(&w->parameters,
                                       coh_text_span(&w->source), err)
               ? -1
               : 0;
}

/* ---- running ---- */

int
coh_weave_blame(const struct coh_weave *w, const struct coh_block *b,
                struct coh_error *err)
{
    if (b && b->id)
        coh_error_context(err, "%s: line %zu: block '%s': ", w->path, b->line,
                          b->id);
    else if (b)
        coh_error_context(err, "%s: line %zu: ", w->path, b->line);
    else
        coh_error_context(err, "%s: ", w->path);
    return -1;
}

/* Without the data of the block that it needs, a block is not run. */
static int
check_need(const struct coh_weave *w, struct coh_block *b,
           struct coh_error *err)
{
    const struct coh_block *other;

    if (!b->needs)
        return 0;
    other = find_block(w, coh_span_of(b->needs));
    if (!other)
        return no_block(w, coh_span_of(b->needs), err);
    if (!other->ran)
        return coh_fail(err, COH_INPUT, "needs=%s runs only later", other->id);
    b->absent = b->skipped = b->ran = other->absent;
    return 0;
}

/* Does a block that is shown need this private one? Then it runs, inside, to
 * see whether there is anything. */
static int
is_needed(const struct coh_weave *w, const struct coh_block *b)
{
    const struct coh_block *other;

    for (other = b + 1; other < w->block + w->n; other++)
        if (other->needs && !strcmp(other->needs, b->id) &&
            (!other->private || is_needed(w, other)))
            return 1;
    return 0;
}

static int
run_block(struct coh_weave *w, struct coh_block *b, struct coh_error *err)
{
    const struct coh_expander x = {plain_value, w};
    const struct coh_block_surroundings around = {
        .folder = w->folder,
        .expander = &x,
        .today = w->parameters.today,
        .share = w->share && !b->private,
        .ledger = w->ledger,
    };

    b->left_out = w->share && b->private;
    if (b->left_out && !is_needed(w, b))
        return 0;
    w->inside = b->left_out;
    if (check_need(w, b, err))
        return -1;
    return b->skipped ? 0 : coh_block_run(b, &around, err);
}

int
coh_weave_run(struct coh_weave *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (run_block(w, &w->block[i], err))
            return coh_weave_blame(w, &w->block[i], err);
    w->inside = 0;
    return w->share ? coh_weave_find_gone(w, err) : 0;
}

int
coh_weave_tell(const struct coh_weave *w, struct coh_error *err)
{
    static const char inside[] =
        "blocks with something to look at, told on the page";
    static const char shared[] =
        "blocks with something to look at: the page without --share tells it";
    size_t i;

    if (w->share && coh_weave_tell_hidden(w, err))
        return -1;
    for (i = 0; i < w->n; i++)
        if (!w->block[i].left_out && coh_block_look(&w->block[i]) &&
            coh_notes_add(w->notes, COH_NOTE_LOOK, w->block[i].id, err, "%s",
                          w->share ? shared : inside))
            return -1;
    return 0;
}

/* ---- the text around blocks ---- */

/* One line with {{…}} filled. A backslash holds what follows it, braces too. */
static int
fill_line(struct coh_span line, const struct coh_expander *x,
          struct coh_text *into, struct coh_error *err)
{
    size_t take, i;

    while (line.length) {
        take = line.bytes[0] == '\\' && line.length > 1 ? 2 : 1;
        if (line.length > 1 && !memcmp(line.bytes, "{{", 2)) {
            for (i = 2; i + 1 < line.length &&
                        (line.bytes[i] != '}' || line.bytes[i + 1] != '}');
                 i++)
                ;
            take = i + 1 < line.length ? i + 2 : line.length;
            if (coh_expand((struct coh_span){line.bytes, take}, x, into, err))
                return -1;
        } else if (coh_text_add(into, line.bytes, take, err)) {
            return -1;
        }
        line.bytes += take;
        line.length -= take;
    }
    return 0;
}

/* Fill {{…}} in text; an error names the line that it stands in. */
static int
fill(struct coh_weave *w, const struct coh_piece *piece, struct coh_text *into,
     struct coh_error *err)
{
    const struct coh_expander x = {marked, w};
    struct coh_span left = piece->text;
    size_t line = piece->line, n;

    for (; left.length; left.bytes += n, left.length -= n, line++) {
        const char *end = memchr(left.bytes, '\n', left.length);

        n = end ? (size_t)(end - left.bytes) + 1 : left.length;
        if (w->gone && w->gone[line])
            continue;
        if (fill_line((struct coh_span){left.bytes, n}, &x, into, err)) {
            coh_error_context(err, "%s: line %zu: ", w->path, line);
            return -1;
        }
    }
    return 0;
}

/* Exactly one blank line behind what stands there. */
static int
end_paragraph(struct coh_text *into, struct coh_error *err)
{
    while (into->length && into->bytes[into->length - 1] == '\n')
        into->length--;
    return into->length ? coh_text_add_string(into, "\n\n", err) : 0;
}

static int
put_piece(struct coh_weave *w, const struct coh_piece *piece,
          struct coh_text *into, struct coh_error *err)
{
    struct coh_piece rest = *piece;
    size_t from;

    if (piece->kind == COH_PIECE_VERBATIM && w->gone && w->gone[piece->line])
        return 0;
    if (piece->kind == COH_PIECE_VERBATIM)
        return coh_text_add(into, piece->text.bytes, piece->text.length, err);
    /* Blank lines behind a block are there already. */
    while (into->length > 1 && rest.text.length &&
           into->bytes[into->length - 2] == '\n' &&
           rest.text.bytes[0] == '\n') {
        rest.text.bytes++;
        rest.text.length--;
        rest.line++;
    }
    from = into->length;
    if (fill(w, &rest, into, err))
        return -1;
    if (!w->share || !coh_share_comments(into, from, err))
        return 0;
    coh_error_context(err, "%s: line %zu or below: ", w->path, rest.line);
    return -1;
}

int
coh_weave_text(struct coh_weave *w, struct coh_text *into,
               int (*put)(void *context, const struct coh_block *b,
                          struct coh_text *into, struct coh_error *err),
               void *context, struct coh_error *err)
{
    size_t i, k = 0;

    for (i = 0; i < w->document.n; i++) {
        const struct coh_piece *piece = &w->document.piece[i];
        const struct coh_block *b;

        if (piece->kind != COH_PIECE_BLOCK) {
            if (put_piece(w, piece, into, err))
                return -1;
            continue;
        }
        b = &w->block[k++];
        if (end_paragraph(into, err) || put(context, b, into, err))
            return coh_weave_blame(w, b, err);
    }
    return end_paragraph(into, err);
}

void
coh_weave_release(struct coh_weave *w)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        coh_block_release(&w->block[i]);
    coh_free(w->block);
    coh_free(w->gone);
    coh_document_release(&w->document);
    coh_text_release(&w->source);
    coh_parameters_release(&w->parameters);
    *w = (struct coh_weave)COH_WEAVE_INIT;
}
