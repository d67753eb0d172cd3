/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_REJECTS_H
#define COH_FLOW_REJECTS_H

#include "cli/tool.h"
#include "intake/kit.h"

/*
 * The folder of rejects: for each input of which records were set aside, a
 * file of them that can be mended and taken in as the input was (mend.h says
 * what stands in it).
 *
 *     struct coh_rejects rejects = COH_REJECTS_INIT;
 *     struct coh_keeper keeper = coh_rejects_keeper(&rejects);
 *     rejects.run = run; rejects.folder = "rejects";
 *     … for each file:
 *     if (coh_rejects_begin(&rejects, "map.csv", reader, err)) …
 *     … the keeper is given what is set aside …
 *     if (coh_rejects_end(&rejects, err)) …      now the file is there
 *     … the store takes the results in; if it cannot: coh_rejects_drop
 *     if (coh_rejects_say(&rejects, &command, err)) …
 *     coh_rejects_release(&rejects);
 *
 * The folder is made (mode 0700) when the first record asks for it, its files
 * have mode 0600 and are there whole or not at all. A file has the name of its
 * input, so that the pattern of an inventory entry fits both. No file of the
 * folder is ever written over or removed, for somebody may be mending it: the
 * next free name is taken, map-2.csv, unless a file of these very bytes is
 * there already. Without rejects no file is written.
 */

struct coh_rejects {
    const struct coh_run *run; /* the caller's, as folder and reader are */
    const char *folder;        /* NULL: nothing is kept */
    struct coh_text name;      /* of the file under way */
    const struct coh_reader *reader;
    size_t width, records;
    struct coh_text lines; /* not yet written */
    struct coh_out out;
    struct coh_text path; /* of the file that holds the rejects */
    int is_new;           /* it was not there before */
};

#define COH_REJECTS_INIT                    \
    {                                       \
        .folder = NULL, .out = COH_OUT_INIT \
    }

/* A new file under way, called `name` (without a folder; "standard input"
 * becomes standard-input.csv). */
int coh_rejects_begin(struct coh_rejects *r, const char *name,
                      const struct coh_reader *reader,
                      struct coh_error *err) COH_MUST_CHECK;

/* Its keeper; valid as long as `r`. */
struct coh_keeper coh_rejects_keeper(struct coh_rejects *r);

/* The file of rejects is complete: give it its name. Nothing happens without
 * rejects. COH_SYSTEM when it cannot be written. */
int
coh_rejects_end(struct coh_rejects *r, struct coh_error *err) COH_MUST_CHECK;

/* The input could not be taken in: nothing is left of its rejects. */
void coh_rejects_drop(struct coh_rejects *r);

/* What to type once it is mended, for the line that is said. */
struct coh_rejects_command {
    const struct coh_intake_wish *wish; /* as typed */
    enum coh_date_order date_order;     /* that the whole file told */
    const char *source;                 /* the entry; NULL: --stdout */
};

/* Say where the rejects are, and the command that takes them in. */
int coh_rejects_say(const struct coh_rejects *r,
                    const struct coh_rejects_command *command,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_rejects_release(struct coh_rejects *r);

#endif
