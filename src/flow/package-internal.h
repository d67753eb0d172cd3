/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PACKAGE_INTERNAL_H
#define COH_FLOW_PACKAGE_INTERNAL_H

#include "base/file.h"
#include "flow/package.h"
#include "inventory/descriptor.h"
#include "table/writer.h"

/*
 * What the files of package.h share; nobody else includes this. A package is
 * made in a folder beside the one that it becomes, and gets its name last.
 */

/* A package under way, in a folder beside the one that it becomes. */
struct coh_package_making {
    struct coh_shelf *shelf;
    const struct coh_package *package;
    struct coh_notes *notes;
    struct coh_descriptor descriptor;
    struct coh_text folder; /* the temporary one */
    struct coh_text path;   /* of the file in hand */
    struct coh_arena arena; /* names that the descriptor borrows */
    struct coh_text made;   /* paths to take away again, each with a NUL */
    int has_data;           /* the folder data/ is there */
};

/* The file in hand. */
struct coh_package_sheet {
    struct coh_package_making *m;
    struct coh_out out;
    struct coh_writer *writer;
    struct coh_descriptor_file *file;
};

/* A new folder beside the package's, mode 0700; its data/, once; its name, when
 * all is written; and all that was made gone again, unless it has its name. */
int coh_package_folder_make(struct coh_package_making *m,
                            struct coh_error *err) COH_MUST_CHECK;
int coh_package_folder_data(struct coh_package_making *m,
                            struct coh_error *err) COH_MUST_CHECK;
int coh_package_folder_name(struct coh_package_making *m,
                            struct coh_error *err) COH_MUST_CHECK;
void coh_package_folder_remove(struct coh_package_making *m);

/* The path of a file of the package, until the next call; NULL on failure. */
const char *coh_package_path(struct coh_package_making *m, const char *name,
                             struct coh_error *err) COH_MUST_CHECK;

/* A file that is about to be made. */
int coh_package_remember(struct coh_package_making *m, const char *path,
                         struct coh_error *err) COH_MUST_CHECK;

/* A table of the package; then its columns, from the descriptor; its end. */
int coh_package_sheet_open(struct coh_package_sheet *s,
                           struct coh_package_making *m, const char *name,
                           const char *path, const char *title,
                           struct coh_error *err) COH_MUST_CHECK;
int coh_package_sheet_columns(struct coh_package_sheet *s,
                              struct coh_error *err) COH_MUST_CHECK;
int coh_package_sheet_close(struct coh_package_sheet *s,
                            struct coh_error *err) COH_MUST_CHECK;
void coh_package_sheet_release(struct coh_package_sheet *s);

/* The results of a source; a note when it has none. */
int coh_package_data(struct coh_package_making *m, const struct coh_entry *e,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
