/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/lookup.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe or a device of that name could keep us waiting for ever. */
static int
is_there(const char *path)
{
    struct stat st;

    return !stat(path, &st) && !S_ISFIFO(st.st_mode) && !S_ISCHR(st.st_mode) &&
           !S_ISBLK(st.st_mode) && !access(path, R_OK);
}

/* The companion's path: the same folder, its own name. */
static int
path_of(const char *path, const char *file, struct coh_text *out,
        struct coh_error *err)
{
    const char *slash = strrchr(path, '/');

    return coh_text_add(out, path, slash ? (size_t)(slash - path) + 1 : 0,
                        err) ||
                   coh_text_add_string(out, file, err)
               ? -1
               : 0;
}

static int
index_rows(struct coh_lookup *l, const struct coh_layout_lookup *rule,
           struct coh_notes *notes, struct coh_error *err)
{
    size_t i, key, known, column;

    if (coh_headings_make(&l->names, &l->table.header, err) ||
        coh_template_seek(&l->names, coh_span_of(rule->key), &column, err))
        return -1;
    if (column == l->table.header.n)
        return coh_fail(err, COH_INPUT, "%s: no column '%s'", rule->file,
                        rule->key);
    l->keys.width = 1;
    l->row_of_key = coh_alloc_array(l->table.rows, sizeof(size_t), err);
    if (!l->row_of_key)
        return -1;
    for (i = 0; i < l->table.rows; i++) {
        struct coh_span cell =
            coh_span_trim(coh_table_cell(&l->table, i, column));

        if (!cell.length) /* of no record: a blank is not one of another */
            continue;
        known = l->keys.n;
        if (coh_keys_index(&l->keys, &cell, &key, err))
            return -1;
        if (key == known)
            l->row_of_key[key] = i;
        else if (coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                               "%s: the same %s again, its first record "
                               "counts",
                               rule->file, rule->key))
            return -1;
    }
    return 0;
}

static int
read_one(struct coh_lookup *l, const struct coh_layout_lookup *rule,
         const char *path, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_reader *reader = coh_reader_open(path, NULL, err);
    int rc;

    if (!reader)
        return -1;
    rc = coh_table_read(&l->table, reader, notes, err) ||
         index_rows(l, rule, notes, err);
    coh_reader_free(reader);
    return rc ? -1 : 0;
}

static int
open_one(struct coh_lookups *lookups, size_t i, const char *path,
         struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_layout_lookup *rule = &lookups->layout->lookup[i];
    struct coh_lookup *l = &lookups->lookup[i];
    struct coh_text companion = COH_TEXT_INIT;
    int rc = -1;

    l->keys.width = 1;
    l->names = (struct coh_headings)COH_HEADINGS_INIT;
    lookups->table[i].name = rule->name;
    if (path && path_of(path, rule->file, &companion, err))
        goto out;
    if (!path || !is_there(coh_text_get(&companion))) {
        rc = coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                           "%s is not beside this file: what it says of each "
                           "record is not known",
                           rule->file);
        goto out;
    }
    if (read_one(l, rule, coh_text_get(&companion), notes, err))
        goto out;
    lookups->table[i].names = &l->names;
    rc = 0;
out:
    coh_text_release(&companion);
    return rc;
}

int
coh_lookups_open(struct coh_lookups *lookups, const struct coh_layout *layout,
                 const char *path, struct coh_notes *notes,
                 struct coh_error *err)
{
    size_t i, n = layout->lookups;

    lookups->layout = layout;
    lookups->lookup = coh_alloc_array(n, sizeof(*lookups->lookup), err);
    lookups->table = coh_alloc_array(n, sizeof(*lookups->table), err);
    lookups->row = coh_alloc_array(n, sizeof(struct coh_span *), err);
    if (!lookups->lookup || !lookups->table || !lookups->row)
        return -1;
    lookups->n = n;
    for (i = 0; i < n; i++)
        if (open_one(lookups, i, path, notes, err))
            return -1;
    return 0;
}

int
coh_lookups_bind(struct coh_lookups *lookups,
                 const struct coh_template_scope *scope, struct coh_error *err)
{
    size_t i;
    int bound;

    for (i = 0; i < lookups->n; i++) {
        if (!lookups->table[i].names)
            continue;
        if (coh_template_bind(&lookups->lookup[i].on,
                              lookups->layout->lookup[i].on, scope, &bound,
                              err))
            return -1;
        if (!bound)
            lookups->table[i].names = NULL;
    }
    return 0;
}

int
coh_lookups_seek(struct coh_lookups *lookups,
                 const struct coh_template_row *row, struct coh_text *text,
                 struct coh_error *err)
{
    struct coh_span on;
    size_t i, key;

    for (i = 0; i < lookups->n; i++) {
        const struct coh_lookup *l = &lookups->lookup[i];

        lookups->row[i] = NULL;
        if (!lookups->table[i].names)
            continue;
        if (coh_template_fill(&l->on, row, text, &on, err))
            return -1;
        key = coh_keys_find(&l->keys, &on);
        if (key < l->keys.n)
            lookups->row[i] =
                &l->table.cell[l->row_of_key[key] * l->table.header.n];
    }
    return 0;
}

void
coh_lookups_release(struct coh_lookups *lookups)
{
    size_t i;

    for (i = 0; i < lookups->n; i++) {
        struct coh_lookup *l = &lookups->lookup[i];

        coh_template_release(&l->on);
        coh_headings_release(&l->names);
        coh_keys_release(&l->keys);
        coh_free(l->row_of_key);
        coh_table_release(&l->table);
    }
    coh_free(lookups->lookup);
    coh_free(lookups->table);
    coh_free(lookups->row);
    *lookups = (struct coh_lookups)COH_LOOKUPS_INIT;
}
