/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_DESK_H
#define COH_STORE_DESK_H

#include "base/notes.h"
#include "inventory/entry.h"
#include "result/roster.h"
#include "result/sink.h"
#include "store/load.h"

/*
 * The desk at which files are taken in, one after the other: it knows the
 * store, the roster and the inventory, and finds for each file the inventory
 * entry that its load belongs to. What reads the file hands its results to
 * the desk's sink.
 *
 *     struct coh_desk desk = COH_DESK_INIT;
 *     struct coh_desk_file file = {.name = "map-fall.csv", .today = today};
 *     struct coh_load_outcome outcome;
 *
 *     if (coh_desk_open(&desk, "cohort.db", &notes, err))
 *         goto out;
 *     sink = coh_desk_sink(&desk, &file);
 *     … begin, results, records set aside …
 *     if (coh_desk_end(&desk, &account, &outcome, err)) …
 * out:
 *     coh_desk_release(&desk);
 *
 * A file that fails before its end is dropped with coh_desk_drop: the store is
 * as it was before that file.
 */

struct coh_desk_file {
    const char *name;   /* without its folder */
    const char *source; /* the inventory entry, or NULL: find it */
    coh_date today;
    int dry_run;
    int again; /* put a content back that later loads changed */
};

struct coh_desk {
    struct coh_store store;
    struct coh_roster roster;
    struct coh_inventory inventory;
    int64_t version; /* of the store that they are of; -1: of none */
    struct coh_load load;
    const struct coh_desk_file *file; /* the one under way */
    int dry_run; /* set before coh_desk_open: no file is kept, so that an older
                    store is refused and not brought up to date */
    const char *rows;        /* of the last load: "results" or "notes" */
    struct coh_text source;  /* the entry of the last load */
    struct coh_text name;    /* of its file */
    struct coh_notes *notes; /* the caller's, or NULL */
};

#define COH_DESK_INIT                                                         \
    {                                                                         \
        .store = COH_STORE_INIT, .roster = COH_ROSTER_INIT,                   \
        .inventory = COH_INVENTORY_INIT, .load = COH_LOAD_INIT, .version = -1 \
    }

/* Open the store for writing and read roster and inventory. What somebody
 * should look at goes into `notes`, which may be NULL. */
int
coh_desk_open(struct coh_desk *desk, const char *path, struct coh_notes *notes,
              struct coh_error *err) COH_MUST_CHECK;

/* Where the results of `file` go; it stays the caller's until coh_desk_end or
 * coh_desk_drop. The load begins with the sink's begin, which finds the entry:
 * file->source, else the one whose location fits the name, else one called as
 * the layout; COH_INPUT when the locations of two entries fit. What somebody
 * else changed meanwhile is read again there, so that the desk's roster may
 * hold other students after it; nobody can change it before the end. */
struct coh_result_sink
coh_desk_sink(struct coh_desk *desk, const struct coh_desk_file *file);

/* As coh_load_end. */
int coh_desk_end(struct coh_desk *desk, const struct coh_load_account *account,
                 struct coh_load_outcome *outcome,
                 struct coh_error *err) COH_MUST_CHECK;

/* Undo the file under way, if there is one. */
void coh_desk_drop(struct coh_desk *desk);

/* What became of the last file, for the line that is said of it, added to
 * `text`: "; 5 new, 1 changed, 2 gone, 106 unchanged", or "; nothing changed:
 * load 3 had this very content". That another source has these results too, so
 * that they stand twice, becomes a note that asks to look; so does an earlier
 * content whose values took the place of newer ones. */
int coh_desk_words(const struct coh_desk *desk,
                   const struct coh_load_outcome *outcome,
                   struct coh_text *text, struct coh_error *err) COH_MUST_CHECK;

void coh_desk_release(struct coh_desk *desk);

#endif
