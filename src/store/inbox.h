/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_INBOX_H
#define COH_STORE_INBOX_H

#include "base/memory.h"
#include "store/store.h"

/*
 * The files that wait in the inbox: those in the folder `inbox` beside the
 * store whose content no load that stands took in. A file that was changed
 * since waits again. Files that begin with a dot and folders are passed over;
 * so is what cannot be read, for nobody could take it in.
 *
 *     struct coh_inbox inbox = COH_INBOX_INIT;
 *     if (coh_inbox_look(&inbox, &store, err)) ...
 *     ... inbox.name[0] ...
 *     coh_inbox_release(&inbox);
 */

struct coh_inbox {
    const char **name; /* without the folder; in the order of names */
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_INBOX_INIT \
    {                  \
        .name = NULL   \
    }

/* No such folder is an empty one. */
int coh_inbox_look(struct coh_inbox *inbox, struct coh_store *store,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_inbox_release(struct coh_inbox *inbox);

#endif
