/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/weave.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/ahead.h"
#include "report/share-source.h"
#include "report/weave-internal.h"
#include "report/world.h"

/* ---- reading ---- */

static int
read_source(struct coh_weave *w, const char *path, struct coh_error *err)
{
    w->path = path;
    if (coh_file_read(path, &w->source, err))
        return -1;
    if (!coh_span_trim(coh_text_span(&w->source)).length)
        return coh_fail(err, COH_INPUT, "%s: the file is empty", path);
    coh_sha256_of(coh_text_get(&w->source), w->source.length, w->sha256);
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
        coh_sha256_of(coh_text_get(&text), text.length, w->team_sha256);
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
    const struct coh_expander x = {coh_weave_plain, w};
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
        b->words = &w->words;
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
        coh_weave_audience(w, err) || read_defaults(w, err))
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
    other = coh_weave_find(w, coh_span_of(b->needs));
    if (!other)
        return coh_weave_no_block(w, coh_span_of(b->needs), err);
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

/* What block `b` runs in; without one, most of the page. */
static struct coh_block_surroundings
surroundings(struct coh_weave *w, const struct coh_expander *x,
             const struct coh_block *b)
{
    const int of_class = b && b->of_class;

    return (struct coh_block_surroundings){
        .folder = w->folder,
        .expander = x,
        .today = w->parameters.today,
        .share = w->only ? of_class : w->share && !(b && b->private),
        .ledger = w->ledger,
        .memo = w->only ? NULL : &w->memo,
        .only = of_class ? NULL : w->only,
        .family = w->family,
        .words = &w->words,
    };
}

/* What a family reads of the class is a release. One that is another for each
 * child, as of the own section, is not judged with those of the others: the
 * whole less theirs would be a small group. */
static int
check_class(const struct coh_weave *w, const struct coh_block *b,
            struct coh_error *err)
{
    if (!w->family || !b->of_class || w->is_kept || !coh_weave_differs(w, b))
        return 0;
    return coh_fail(err, COH_INPUT,
                    "of=class that stands on {{student}} or another block is "
                    "another figure for each family, and small groups stand "
                    "in the difference: --ledger FILE judges them together");
}

static int
run_block(struct coh_weave *w, struct coh_block *b, struct coh_error *err)
{
    const struct coh_expander x = {coh_weave_plain, w};
    const struct coh_block_surroundings around = surroundings(w, &x, b);

    if (b->ran)
        return 0;
    b->left_out = w->share && b->private;
    if (b->left_out && !is_needed(w, b))
        return 0;
    w->inside = b->left_out;
    if (check_need(w, b, err) || check_class(w, b, err))
        return -1;
    return b->skipped ? 0 : coh_block_run(b, &around, err);
}

/* What failed for good is the block's own affair where the page goes on. */
static int
pass_over(const struct coh_weave *w, struct coh_block *b, struct coh_error *err)
{
    if (!w->go_on || !err || err->code == COH_SYSTEM)
        return -1;
    b->fault = coh_copy_text(err->text, strlen(err->text), NULL);
    b->ran = 0;
    *err = (struct coh_error)COH_ERROR_INIT;
    return b->fault ? 0 : coh_fail_memory(err);
}

/* Blocks from `from` on, up to `to`. On a page about students nothing is run
 * ahead: its blocks are not of the same rows. */
static int
run_blocks(struct coh_weave *w, size_t from, size_t to, struct coh_error *err)
{
    const struct coh_expander x = {coh_weave_plain, w};
    const struct coh_block_surroundings around = surroundings(w, &x, NULL);
    size_t i;

    if (!w->only && coh_ahead_run(w->block + from, to - from, &around, err))
        return -1;
    for (i = from; i < to; i++)
        if (run_block(w, &w->block[i], err) && pass_over(w, &w->block[i], err))
            return coh_weave_blame(w, &w->block[i], err);
    return 0;
}

int
coh_weave_run_class(struct coh_weave *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        if (w->block[i].of_class && !w->block[i].needs &&
            !coh_weave_differs(w, &w->block[i]) &&
            run_block(w, &w->block[i], err) && pass_over(w, &w->block[i], err))
            return coh_weave_blame(w, &w->block[i], err);
    w->inside = 0;
    return 0;
}

int
coh_weave_run(struct coh_weave *w, struct coh_error *err)
{
    /* First those whose values others need, so that none waits alone. */
    const size_t stand = coh_weave_stand(w);

    if (coh_weave_recall(w, err) || run_blocks(w, 0, stand, err) ||
        run_blocks(w, stand, w->n, err))
        return -1;
    w->inside = 0;
    coh_world_keep(w->memo.world, &w->memo);
    return w->share ? coh_weave_find_gone(w, err) : 0;
}

void
coh_weave_release(struct coh_weave *w)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        coh_block_release(&w->block[i]);
    coh_free(w->block);
    coh_free(w->gone);
    coh_world_free(w->memo.world);
    coh_memo_release(&w->memo);
    coh_document_release(&w->document);
    coh_text_release(&w->source);
    coh_text_release(&w->language);
    coh_text_release(&w->stamp);
    coh_lexicon_release(&w->words);
    coh_parameters_release(&w->parameters);
    *w = (struct coh_weave)COH_WEAVE_INIT;
}
