/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STORE_H
#define COH_STORE_STORE_H

#include "base/error.h"

/*
 * The store: one SQLite file with what the team holds. This module opens and
 * closes it and keeps its schema; loads, roster, select and inventory each
 * have a module of their own on top of it.
 *
 *     struct coh_store store = COH_STORE_INIT;
 *
 *     if (coh_store_open(&store, "cohort.db", COH_STORE_READ, err))
 *         return -1;
 *     ...
 *     coh_store_close(&store);
 *
 * The journal is SQLite's rollback journal (DELETE), not a write-ahead log: a
 * log needs to write beside the store even to read it, and would leave pupils'
 * data in a second file. With it a program that is killed leaves the store as
 * it was before its transaction; the next opening puts that right. SQLite
 * gives the journal the mode of the store itself, whatever the umask: 0600, or
 * 0660 in a group's folder (coh_file_mode). What is deleted is overwritten
 * with zeros (secure_delete).
 *
 * A store that comes from elsewhere is data, not program: its schema may call
 * no function with side effects and hold no view, nothing is loaded, and the
 * limits of SQLite are lowered. Damage is found where it is met (each page is
 * checked when it is read); the whole file is checked (quick_check) by CREATE
 * and before a migration only, for that reads all of it.
 */

/* The longest text, and row, in bytes: a whole file of notes. A longer one is
 * COH_INPUT. */
enum { COH_STORE_TEXT_MAX = 64 << 20 };

enum coh_store_mode {
    COH_STORE_READ,   /* must exist; nothing can be changed */
    COH_STORE_TRY,    /* as WRITE, to take everything back: an older schema is
                         refused as with READ */
    COH_STORE_WRITE,  /* must exist; an older schema is brought up to date */
    COH_STORE_CREATE, /* as WRITE, made when it does not exist; the whole file
                         is checked for damage */
};

/* Of one thread at a time. */
struct coh_store {
    struct sqlite3 *db; /* NULL: closed */
    char *path;
};

#define COH_STORE_INIT           \
    {                            \
        .db = NULL, .path = NULL \
    }

/* Open the store at `path`. Fails with COH_INPUT when there is no store, when
 * the file is something else, or when a newer Cohort made it; with COH_SYSTEM
 * when it cannot be read, or is held by another program for five seconds. */
int
coh_store_open(struct coh_store *store, const char *path,
               enum coh_store_mode mode, struct coh_error *err) COH_MUST_CHECK;

/* Closes and undoes what was not committed; fine on a closed store. */
void coh_store_close(struct coh_store *store);

/* One transaction for several changes, for writing from the start, so that
 * two programs cannot wait for each other. */
int
coh_store_begin(struct coh_store *store, struct coh_error *err) COH_MUST_CHECK;
int
coh_store_commit(struct coh_store *store, struct coh_error *err) COH_MUST_CHECK;
void coh_store_rollback(struct coh_store *store); /* fine when none is open */

#endif
