/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Margin notes: what they rest on, and their steps as Markdown. */
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "report/reading.h"
#include "report/weave-internal.h"

int
coh_weave_stale(const struct coh_block *b, struct coh_text *into,
                struct coh_error *err)
{
    size_t i, k, n = 0;

    for (i = 0; i < b->trail.n; i++)
        for (k = 0; k < b->trail.step[i].facts; k++) {
            const struct coh_trail_fact *f = &b->trail.step[i].fact[k];

            if (strcmp(f->key, "stale") != 0)
                continue;
            if ((n++ && coh_text_add_string(into, "; ", err)) ||
                coh_reading_words(into, coh_span_of(f->value), 0, b->words,
                                  err))
                return -1;
        }
    return 0;
}

/* Nothing came out of it, or nothing went into the picture. */
static int
has_no_data(const struct coh_block *b)
{
    return coh_block_is_empty(b) ||
           (b->is_chart && b->trail.n && b->trail.step[0].gave_none);
}

/* What stands on the page for the data that `b` does not have yet: its own
 * words, or those of the block that it needs. NULL: none. */
static const char *
words_for_none(const struct coh_weave *w, const struct coh_block *b)
{
    size_t i;

    for (i = 0; b && b->absent && i < w->n; i++) {
        if (*b->missing)
            return b->missing;
        b = b->needs ? coh_weave_find(w, coh_span_of(b->needs)) : NULL;
    }
    return NULL;
}

static int
check_block(const struct coh_weave *w, const struct coh_block *b,
            struct coh_error *err)
{
    const struct coh_span why = coh_block_why(b);

    if (w->share && b->private)
        return coh_fail(err, COH_INPUT,
                        "a note rests on block '%s', which is left out of the "
                        "shared page (share=no): take the note out, too",
                        b->id);
    if (b->skipped)
        return coh_fail(err, COH_INPUT,
                        "a note rests on block '%s', which was not run: '%s' "
                        "has no data",
                        b->id, b->needs);
    if (!b->ran)
        return coh_fail(err, COH_INPUT,
                        "a note rests on block '%s', which was not run", b->id);
    if (has_no_data(b))
        return coh_fail(err, COH_INPUT,
                        "a note rests on block '%s', which has no data%s%.*s%s"
                        ": take them in, or take the note out",
                        b->id, why.length ? " (" : "", (int)why.length,
                        why.length ? why.bytes : "", why.length ? ")" : "");
    if (!b->is_chart && coh_reading_all_hidden(&b->table, coh_block_rows(b)))
        return coh_fail(err, COH_INPUT,
                        "a note rests on block '%s', of which every number is "
                        "hidden on the shared page: take the note out",
                        b->id);
    return 0;
}

static int
check_stale(struct coh_weave_note *note, struct coh_error *err)
{
    struct coh_text stale = COH_TEXT_INIT;
    int rc = coh_weave_stale(note->block, &stale, err);

    note->stale = stale.length > 0;
    if (!rc && note->stale && !note->why.although.bytes)
        rc = coh_fail(err, COH_INPUT,
                      "a note rests on block '%s', whose data are overdue "
                      "(%.80s): collect them, or say in the note why it holds: "
                      "| although: REASON",
                      note->block->id, coh_text_get(&stale));
    coh_text_release(&stale);
    return rc;
}

int
coh_weave_note_check(const struct coh_weave *w, struct coh_weave_note *note,
                     struct coh_error *err)
{
    note->block = coh_weave_find(w, note->why.block);
    if (!note->block)
        return coh_weave_no_block(w, note->why.block, err);
    /* What leaves the team is finished, or it is not made. */
    if (!w->share && !w->family)
        note->waits = words_for_none(w, note->block);
    if (note->waits)
        return 0;
    return check_block(w, note->block, err) ? -1 : check_stale(note, err);
}

static int
put_step(struct coh_weave *w, const char *before, const char *name,
         struct coh_span text, struct coh_text *into, struct coh_error *err)
{
    if (coh_text_format(into, err, "%s**%s:** ", before, name) ||
        coh_weave_fill(w, text, into, err))
        return -1;
    return coh_text_add_string(into, "\n", err);
}

/* A blank line within: of a quotation it has its mark. */
static int
put_gap(const char *before, struct coh_text *into, struct coh_error *err)
{
    int n = (int)strlen(before);

    return coh_text_format(into, err, "%.*s\n",
                           n && strchr(before, '>') ? n - 1 : 0, before);
}

static int
put_although(struct coh_weave *w, const struct coh_weave_note *note,
             const char *before, struct coh_text *into, struct coh_error *err)
{
    struct coh_text stale = COH_TEXT_INIT;
    int rc = -1;

    if (put_gap(before, into, err) || coh_weave_stale(note->block, &stale, err))
        goto out;
    if (coh_text_format(into, err, "%s**Although** it is overdue (", before) ||
        coh_escape_markdown(into, coh_text_span(&stale), err) ||
        coh_text_add_string(into, "): ", err) ||
        coh_weave_fill(w, note->why.although, into, err))
        goto out;
    rc = coh_text_add_string(into, "\n", err);
out:
    coh_text_release(&stale);
    return rc;
}

int
coh_weave_note_steps(struct coh_weave *w, const struct coh_weave_note *note,
                     const char *before, struct coh_text *into,
                     struct coh_error *err)
{
    if (note->waits)
        return coh_text_format(into, err,
                               "%s**Finding** and **move** wait: ", before) ||
                       coh_weave_fill(w, coh_span_of(note->waits), into, err)
                   ? -1
                   : coh_text_add_string(into, "\n\n", err);
    if (put_step(w, before, "Finding", note->why.finding, into, err) ||
        put_gap(before, into, err) ||
        put_step(w, before, "Move", note->why.move, into, err) ||
        (note->stale && put_although(w, note, before, into, err)))
        return -1;
    return coh_text_add_string(into, "\n", err);
}
