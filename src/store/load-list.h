/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_LOAD_LIST_H
#define COH_STORE_LOAD_LIST_H

#include "store/load.h"
#include "table/writer.h"

/*
 * The loads as a table: columns load, day, source, layout, file, records,
 * used, by_rule, set_aside, added, changed, gone, back, unchanged, repeated,
 * kept_apart (how many ids of its current results belong to no student of the
 * roster), kept_ids (the first three of them), reasons (of what was set aside,
 * the first three), newer (a later load of the same file, by which this one was
 * overtaken), undone_by (the number of its undo), undoes (in the row of an
 * undo: the load that it took back), sha256; newest first. It declares the
 * columns and writes the rows.
 */
int coh_load_list_write(struct coh_store *store, struct coh_writer *writer,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
