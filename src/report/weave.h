/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_WEAVE_H
#define COH_REPORT_WEAVE_H

#include "base/notes.h"
#include "report/block.h"
#include "report/parameter.h"

/*
 * A page: Markdown whose blocks are pipelines, woven into HTML and Markdown.
 *
 *     struct coh_weave w = COH_WEAVE_INIT;
 *     w.folder = folder; w.parameters.today = today;
 *     if (coh_weave_read(&w, "weekly.md", "team.ini", err) ||
 *         coh_weave_run(&w, err) || coh_weave_html(&w, &page, err)) …
 *     coh_weave_release(&w);
 *
 * The page is made in memory, from the same blocks for both forms; nothing is
 * written here. Errors name the file, the line and the block.
 */

struct coh_weave {
    const char *folder; /* of the tools; the caller's */
    struct coh_parameters parameters;
    const char *path; /* of the source; the caller's */
    int share;        /* the page leaves the team: see share.h; the caller's */
    const char *ledger; /* tables of a shared page are judged with; may be NULL;
                           the caller's */
    int is_kept;        /* the ledger holds what left the team before */
    const char *store;  /* beside which results are kept from one weaving to the
                           next; NULL: they are not; the caller's */
    /* A page about some students: their ids as table/only.h has them, for the
     * blocks that are not of=class; NULL: of everybody. Then `student` is the
     * one, NULL when there are several. All three are the caller's. */
    const char *only, *student;
    size_t students;
    const struct coh_text *roster; /* see naming.h; NULL: it is asked for */
    int family; /* `for: family`, or not said: its family reads it, and `share`
                   is 1, too */
    struct coh_lexicon words; /* of `language` and `words` */
    struct coh_text language, stamp;
    int go_on; /* a block that cannot be made does not stop it; the caller's */
    char sha256[COH_SHA256_HEX], team_sha256[COH_SHA256_HEX]; /* "": none */
    struct coh_text source;
    struct coh_document document;
    struct coh_block *block;
    size_t n, capacity;
    struct coh_memo memo;    /* what stages gave that others share */
    unsigned char *gone;     /* by line: its heading is left out; or NULL */
    int inside;              /* the block that runs now is private */
    struct coh_notes *notes; /* the caller's, may be NULL */
};

#define COH_WEAVE_INIT                                                \
    {                                                                 \
        .parameters = COH_PARAMETERS_INIT, .words = COH_LEXICON_INIT, \
    }

/* Read the source and the parameters: those set before win, then `team` (a
 * path; no such file: nothing), then the front matter, in which {{…}} may
 * name what stands before. COH_USAGE for one that was set and is not used. */
int coh_weave_read(struct coh_weave *w, const char *path, const char *team,
                   struct coh_error *err) COH_MUST_CHECK;

/* Of a page about some students: run the blocks that come out the same for each
 * of them, those of=class that name neither {{student}} nor another block. */
int
coh_weave_run_class(struct coh_weave *w, struct coh_error *err) COH_MUST_CHECK;

/* Run all blocks from top to bottom, but those that ran. A stage that ends with
 * 2 to 4 stops it; a block whose needs= names one without data is not run. Of a
 * shared page blocks with share=no are left out, and with them a heading of
 * which nothing else is left; COH_INPUT for another block that cannot be
 * shared. */
int coh_weave_run(struct coh_weave *w, struct coh_error *err) COH_MUST_CHECK;

/* Note the blocks with something to look at: once the page, which tells of
 * them, stands. */
int
coh_weave_tell(const struct coh_weave *w, struct coh_error *err) COH_MUST_CHECK;

/* The whole page, self-contained: no script, nothing that is fetched. Raw
 * HTML of the source is left out and noted. COH_INPUT for an inline value
 * that is not there, and for a block without rows and without empty=. */
int coh_weave_html(struct coh_weave *w, struct coh_text *page,
                   struct coh_error *err) COH_MUST_CHECK;

/* The twin. Charts are images NAME-ID.svg: see coh_weave_chart. */
int
coh_weave_markdown(struct coh_weave *w, const char *name, struct coh_text *page,
                   struct coh_error *err) COH_MUST_CHECK;

/* The next block that is a chart, from *at on; NULL when there is none. */
const struct coh_block *coh_weave_chart(const struct coh_weave *w, size_t *at);

/* Charts of a Markdown page `path`: its first `stem` bytes, then -ID.svg. */
int coh_weave_write_charts(const struct coh_weave *w, const char *path,
                           size_t stem, struct coh_error *err) COH_MUST_CHECK;

void coh_weave_release(struct coh_weave *w);

#endif
