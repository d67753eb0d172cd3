/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_DESCRIPTOR_H
#define COH_INVENTORY_DESCRIPTOR_H

#include "base/date.h"
#include "base/hash.h"
#include "inventory/field.h"

/*
 * The descriptor of a Frictionless Data Package, datapackage.json: which files
 * a package has, what their columns mean and may hold. It is a hybrid that
 * readers of both versions of the standard take: the profiles of version 1, and
 * of version 2 `$schema`, `type` of a table and `categories`; blank text alone
 * is missing, every column has a type, keys are arrays.
 *
 *     struct coh_descriptor d = COH_DESCRIPTOR_INIT;
 *     struct coh_descriptor_file *f;
 *     d.name = "maple"; d.created = today;
 *     if (!(f = coh_descriptor_add(&d, "inventory", "inventory.csv", err)) ||
 *         coh_descriptor_column(&d, f, &column, err) || … ||
 *         coh_descriptor_json(&d, &text, err)) …
 *     coh_descriptor_release(&d);
 *
 * Text that is handed in must outlive the descriptor.
 */

enum coh_descriptor_type {
    COH_TYPE_STRING,
    COH_TYPE_NUMBER,
    COH_TYPE_INTEGER,
    COH_TYPE_DATE,
};

struct coh_descriptor_column {
    const char *name, *title, *description; /* the last two may be NULL */
    enum coh_descriptor_type type;
    const char *const *word; /* what it may hold, ends with NULL; or NULL */
    int list;                /* several of them, split by `;` */
    int required;
    int key;                   /* part of the primary key */
    const char *refers;        /* the file whose … */
    const char *refers_column; /* … column holds its values; or NULL */
};

struct coh_descriptor_file {
    const char *name, *path, *title, *description;
    int guarded; /* text is guarded against formulas: --spreadsheet */
    unsigned long long bytes;
    char sha256[COH_SHA256_HEX];
    struct coh_descriptor_column *column;
    size_t columns, column_capacity;
};

struct coh_descriptor {
    const char *name; /* made lower case, with - for what may not be in it */
    const char *title, *description;
    coh_date created;
    struct coh_descriptor_file **file;
    size_t files, file_capacity;
};

#define COH_DESCRIPTOR_INIT \
    {                       \
        .file = NULL        \
    }

/* Another file of the package; the descriptor's. NULL when out of memory. */
struct coh_descriptor_file *
coh_descriptor_add(struct coh_descriptor *d, const char *name, const char *path,
                   struct coh_error *err) COH_MUST_CHECK;

/* Another column (the struct is copied). */
int coh_descriptor_column(struct coh_descriptor_file *file,
                          const struct coh_descriptor_column *column,
                          struct coh_error *err) COH_MUST_CHECK;

/* All fields of the inventory as columns of `file`, in the sheet's order. */
int coh_descriptor_fields(struct coh_descriptor_file *file,
                          struct coh_error *err) COH_MUST_CHECK;

/* A name as the standard wants it: lower case letters, digits, '.', '_', '-';
 * all else becomes '-'. */
int coh_descriptor_name(struct coh_text *into, struct coh_span name,
                        struct coh_error *err) COH_MUST_CHECK;

int coh_descriptor_json(const struct coh_descriptor *d, struct coh_text *into,
                        struct coh_error *err) COH_MUST_CHECK;

void coh_descriptor_release(struct coh_descriptor *d);

#endif
