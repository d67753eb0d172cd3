/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_ENTRY_H
#define COH_INVENTORY_ENTRY_H

#include "base/date.h"
#include "inventory/field.h"

/*
 * An entry of the inventory: a source of data with what the team wrote down
 * about it, a value a field. And the inventory: all of them, by id.
 *
 *     struct coh_inventory inv = COH_INVENTORY_INIT;
 *     struct coh_entry *e = coh_inventory_add(&inv, id, &err);
 *     if (!e || coh_entry_set(e, COH_FIELD_TITLE, cell, &err)) ...
 *     coh_inventory_release(&inv);
 */

/* A value under a name that is no field: a column of the team's sheet. */
struct coh_own {
    char *name, *value; /* neither is blank */
};

struct coh_entry {
    char *value[COH_FIELDS]; /* the entry's own; NULL where blank */
    struct coh_own *own;     /* by name, in the order of bytes */
    size_t owns, own_capacity;
};

#define COH_ENTRY_INIT    \
    {                     \
        .value = { NULL } \
    }

/* Set a field to `value`, in the form in which it is kept (coh_field_keep);
 * a blank value clears it. What does not fit is taken as it stands. */
int coh_entry_set(struct coh_entry *e, enum coh_field_id id,
                  struct coh_span value, struct coh_error *err) COH_MUST_CHECK;

/* The value as text, "" where blank. It lives until the field is set. */
const char *coh_entry_get(const struct coh_entry *e, enum coh_field_id id);

/* The value of a field of dates; COH_DATE_NONE where blank or no date. */
coh_date coh_entry_date(const struct coh_entry *e, enum coh_field_id id);

/* Does this entry need the field? The conditional ones depend on data_type
 * and access_method, and are not needed while those are blank. Nothing but
 * the id is needed of a source that is retired, and of one for which there is
 * no tool only what it is to measure and in whom. Of research it needs what
 * makes it evidence: title, description, tier, construct, the questions, the
 * use, who may see it, the review, and its citation and appraisal; a location
 * if it is a file.
 */
int coh_entry_needs(const struct coh_entry *e, enum coh_field_id id);

/* Does the field belong to this entry's minimum form: the fields to fill in
 * first, which fit a screen? Of research those of its appraisal do, too. */
int coh_entry_is_first(const struct coh_entry *e, enum coh_field_id id);

/* Is the field needed, blank, and blank without a meaning? */
int coh_entry_lacks(const struct coh_entry *e, enum coh_field_id id);

/* How many fields the entry lacks; 0 is a complete entry. */
int coh_entry_gaps(const struct coh_entry *e);

/* Set the value under a name that is no field, trimmed; a blank one clears it.
 * COH_INPUT for a blank name, and a name or value with a zero byte. */
int
coh_entry_own_set(struct coh_entry *e, struct coh_span name,
                  struct coh_span value, struct coh_error *err) COH_MUST_CHECK;

/* The value under such a name, "" where there is none. */
const char *coh_entry_own_get(const struct coh_entry *e, struct coh_span name);

/* `copy`, blank before, becomes equal to `e`. */
int coh_entry_copy(struct coh_entry *copy, const struct coh_entry *e,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_entry_release(struct coh_entry *e);

struct coh_inventory {
    struct coh_entry *entry; /* in the order in which they were added */
    size_t n, capacity;
};

#define COH_INVENTORY_INIT \
    {                      \
        .entry = NULL      \
    }

/* A new entry with this id, all else blank. It may move when the next one is
 * added. NULL on failure; COH_INPUT when the id is there already. */
struct coh_entry *
coh_inventory_add(struct coh_inventory *inv, struct coh_span source_id,
                  struct coh_error *err) COH_MUST_CHECK;

/* The entry of an id (exact, as ids are); NULL when there is none. */
struct coh_entry *
coh_inventory_find(const struct coh_inventory *inv, struct coh_span source_id);

/* COH_INPUT, "no source 'X' in the inventory", with the nearest id. */
int
coh_inventory_fail_unknown(const struct coh_inventory *inv,
                           struct coh_span source_id, struct coh_error *err);

/* The names under which entries have values that are no fields: a list without
 * repeats, in the order of bytes. *names is the caller's to free, the texts are
 * the entries'. */
int coh_inventory_own(const struct coh_inventory *inv, struct coh_span **names,
                      size_t *n, struct coh_error *err) COH_MUST_CHECK;

void coh_inventory_release(struct coh_inventory *inv);

#endif
