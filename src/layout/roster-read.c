/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/seen.h"
#include "layout/roster-layout.h"
#include "layout/roster-name.h"

/* A column of what comes of it: by the layout, or one of the file as it is. */
struct column {
    struct coh_span name;
    const struct coh_roster_column *rule; /* or NULL: */
    size_t at;
    struct coh_span system; /* of a list of ids; or empty */
};

struct reading {
    const struct coh_roster_layout *layout;
    const struct coh_table *table;
    struct column *column;
    size_t columns;
    char *used; /* one a column of the file */
    struct coh_span *cell;
    struct coh_text *text; /* of cells put together, one a column */
    struct coh_seen seen;
    struct coh_arena arena; /* of names that were made */
    struct coh_notes *notes;
};

enum { SYSTEMS = 16 }; /* of ids in one list; more are passed over */

/* ---- columns ---- */

/* All columns that `from` names are there; they count as used then. */
static int
use(struct reading *r, const char *from)
{
    const struct coh_header *h = &r->table->header;
    struct coh_span s = coh_span_of(from), before, name;
    size_t at = 0, i, found = 0, braces = 0;

    if (!strchr(from, '{')) {
        i = coh_roster_name_seek(h, s);
        if (i < h->n)
            r->used[i] = 1;
        return i < h->n;
    }
    while (coh_roster_name_next(s, &at, &before, &name)) {
        found += coh_roster_name_seek(h, name) < h->n;
        braces++;
    }
    for (at = 0;
         found == braces && coh_roster_name_next(s, &at, &before, &name);)
        r->used[coh_roster_name_seek(h, name)] = 1;
    return found == braces;
}

static void
add_column(struct reading *r, struct coh_span name,
           const struct coh_roster_column *rule, size_t at)
{
    r->column[r->columns++] = (struct column){name, rule, at, {NULL, 0}};
}

static void
add_ruled(struct reading *r)
{
    size_t i, k;

    for (i = 0; i < r->layout->columns; i++) {
        const struct coh_roster_column *c = &r->layout->column[i];
        int there = 0;

        for (k = 0; k < c->from.n; k++)
            there = use(r, c->from.text[k]) || there;
        if (there)
            add_column(r, coh_span_of(c->name), c, 0);
    }
}

static int
is_never(const struct coh_roster_layout *l, struct coh_span name)
{
    size_t i;

    for (i = 0; i < l->never.n; i++)
        if (coh_roster_name_in(coh_span_of(l->never.text[i]), name))
            return 1;
    return 0;
}

static int
add_asked(struct reading *r, const struct coh_roster_asked *asked,
          struct coh_error *err)
{
    const struct coh_header *h = &r->table->header;
    char quoted[COH_QUOTE_SIZE];
    size_t i, at;

    for (i = 0; i < asked->n; i++) {
        at = coh_roster_name_seek(h, asked->name[i]);
        if (at == h->n)
            continue;
        if (is_never(r->layout, h->name[at]))
            return coh_fail(
                err, COH_INPUT, "'%s' is never taken in",
                coh_quote(h->name[at].bytes, h->name[at].length, quoted));
        asked->found[i] = 1;
        if (!r->used[at])
            add_column(r, asked->name[i], NULL, at);
        r->used[at] = 1;
    }
    return 0;
}

/* "LDAP" → "ldap_id" */
static int
name_system(struct reading *r, struct coh_span system, struct coh_span *name,
            struct coh_error *err)
{
    char *text = coh_arena_alloc(&r->arena, system.length + 3, err);
    size_t i;

    if (!text)
        return -1;
    for (i = 0; i < system.length; i++) {
        char c = system.bytes[i];

        text[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    memcpy(text + i, "_id", 3);
    *name = (struct coh_span){text, i + 3};
    return 0;
}

/* A column for the system, unless there is one of its name. */
static int
add_system(struct reading *r, size_t at, struct coh_span system,
           size_t *systems, struct coh_error *err)
{
    struct coh_span name;
    size_t i;

    for (i = 0; i < r->columns; i++)
        if (coh_span_equal(r->column[i].system, system))
            return 0;
    if (*systems == SYSTEMS || name_system(r, system, &name, err))
        return *systems == SYSTEMS ? 0 : -1;
    for (i = 0; i < r->columns; i++)
        if (coh_span_equal(r->column[i].name, name))
            return 0;
    add_column(r, name, NULL, at);
    r->column[r->columns - 1].system = system;
    ++*systems;
    return 0;
}

static int
add_lists(struct reading *r, struct coh_error *err)
{
    struct coh_span system, id;
    size_t i, row, at, column, systems = 0;

    for (i = 0; i < r->layout->ids.n; i++) {
        column = coh_roster_name_seek(&r->table->header,
                                      coh_span_of(r->layout->ids.text[i]));
        for (row = 0; column < r->table->header.n && row < r->table->rows;
             row++)
            for (at = 0;
                 coh_roster_name_pair(coh_table_cell(r->table, row, column),
                                      &at, &system, &id);) {
                r->used[column] = 1;
                if (add_system(r, column, system, &systems, err))
                    return -1;
            }
    }
    return 0;
}

static struct coh_span
read_list(const struct reading *r, size_t row, const struct column *c)
{
    struct coh_span system, id;
    size_t at = 0;

    while (coh_roster_name_pair(coh_table_cell(r->table, row, c->at), &at,
                                &system, &id))
        if (coh_span_equal(system, c->system))
            return id;
    return coh_span_of("");
}

static int
is_left(const struct coh_roster_layout *l, struct coh_span name)
{
    size_t i;

    for (i = 0; i < l->leaves; i++)
        if (coh_pattern_match(l->leave[i], name))
            return 1;
    return !l->others || !name.length;
}

static int
note_left(struct reading *r, const char *what, const struct coh_text *left,
          struct coh_error *err)
{
    return left->length ? coh_notes_add(r->notes, COH_NOTE_FACT, NULL, err,
                                        "read as %s; %s: %s", r->layout->name,
                                        what, coh_text_get(left))
                        : 0;
}

/* The others become attributes or are named. */
static int
add_others(struct reading *r, struct coh_error *err)
{
    const struct coh_header *h = &r->table->header;
    struct coh_text left = COH_TEXT_INIT, never = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < h->n; i++) {
        struct coh_span name = h->name[i];
        struct coh_text *into = is_never(r->layout, name) ? &never : &left;

        if (r->used[i])
            continue;
        if (into == &left && !is_left(r->layout, name))
            add_column(r, name, NULL, i);
        else
            rc = coh_text_format(into, err, "%s'%s'", into->length ? ", " : "",
                                 coh_quote(name.bytes, name.length, quoted));
    }
    rc = rc ||
         note_left(r, "not taken in unless --attribute names it", &left, err) ||
         note_left(r, "never taken in", &never, err);
    coh_text_release(&left);
    coh_text_release(&never);
    return rc ? -1 : 0;
}

/* A name of the file that stands twice must not decide by luck. */
static int
check_columns(const struct reading *r, struct coh_error *err)
{
    const struct coh_header *h = &r->table->header;
    char quoted[COH_QUOTE_SIZE];
    size_t i, k;

    for (i = 0; i < h->n; i++)
        for (k = i + 1; r->used[i] && h->name[i].length && k < h->n; k++)
            if (coh_span_equal(h->name[i], h->name[k]))
                return coh_fail(
                    err, COH_INPUT, "the column '%s' stands twice",
                    coh_quote(h->name[i].bytes, h->name[i].length, quoted));
    return 0;
}

static int
make_header(struct reading *r, struct coh_table *into, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < r->columns; i++)
        r->cell[i] = r->column[i].name;
    return coh_header_copy(&into->header, r->cell, r->columns, err);
}

/* ---- rows ---- */

static struct coh_span
cell_of(const struct reading *r, size_t row, struct coh_span name)
{
    const struct coh_header *h = &r->table->header;
    size_t at = coh_roster_name_seek(h, name);

    return at < h->n ? coh_span_trim(coh_table_cell(r->table, row, at))
                     : coh_span_of("");
}

/* What `from` gives; blank when a column before the first brace is, for
 * ", Ada" is no name. */
static int
fill(struct reading *r, size_t row, const char *from, struct coh_text *text,
     struct coh_span *value, struct coh_error *err)
{
    struct coh_span s = coh_span_of(from), before, name, cell;
    size_t at = 0;

    if (!strchr(from, '{')) {
        *value = cell_of(r, row, s);
        return 0;
    }
    coh_text_clear(text);
    *value = coh_span_of("");
    while (coh_roster_name_next(s, &at, &before, &name)) {
        if (coh_roster_name_seek(&r->table->header, name) == r->table->header.n)
            return 0;
        cell = cell_of(r, row, name);
        if (!cell.length && !text->length)
            return 0;
        if (coh_text_add(text, before.bytes, before.length, err) ||
            coh_text_add(text, cell.bytes, cell.length, err))
            return -1;
    }
    *value = coh_span_trim(coh_text_span(text));
    return 0;
}

static int
counts(struct reading *r, size_t row, int *out, struct coh_error *err)
{
    char place[40];
    size_t i, k;

    *out = 0;
    for (i = 0; i < r->layout->filters && !*out; i++) {
        const struct coh_roster_rows *f = &r->layout->rows[i];

        for (k = 0; k < f->from.n; k++) {
            size_t at = coh_roster_name_seek(&r->table->header,
                                             coh_span_of(f->from.text[k]));

            if (at < r->table->header.n)
                *out = coh_span_is_caseless(
                           cell_of(r, row, coh_span_of(f->from.text[k])),
                           f->value) == f->not_it;
        }
        snprintf(place, sizeof(place), "line %zu", r->table->line[row]);
        if (*out &&
            coh_notes_add(r->notes, COH_NOTE_FACT, place, err, "%s", f->said))
            return -1;
    }
    return 0;
}

/* The id that comes first is blank, and another one stands for it. */
static int
note_other_id(struct reading *r, size_t row, const struct column *c, size_t k,
              struct coh_error *err)
{
    const struct coh_header *h = &r->table->header;
    char place[40];
    size_t i = 0;

    while (i < k &&
           coh_roster_name_seek(h, coh_span_of(c->rule->from.text[i])) == h->n)
        i++;
    if (i == k || !coh_span_is(c->name, "student_id"))
        return 0;
    snprintf(place, sizeof(place), "line %zu", r->table->line[row]);
    return coh_notes_add(r->notes, COH_NOTE_FACT, place, err,
                         "'%s' is blank: '%s' is the student_id",
                         c->rule->from.text[i], c->rule->from.text[k]);
}

static int
read_ruled(struct reading *r, size_t row, size_t i, struct coh_error *err)
{
    const struct column *c = &r->column[i];
    size_t k;

    for (k = 0; k < c->rule->from.n; k++) {
        if (fill(r, row, c->rule->from.text[k], &r->text[i], &r->cell[i], err))
            return -1;
        if (r->cell[i].length)
            return note_other_id(r, row, c, k, err);
    }
    return 0;
}

static int
read_cells(struct reading *r, size_t row, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < r->columns; i++) {
        const struct column *c = &r->column[i];

        r->cell[i] = coh_span_of("");
        if (c->system.length)
            r->cell[i] = read_list(r, row, c);
        else if (!c->rule)
            r->cell[i] = coh_span_trim(coh_table_cell(r->table, row, c->at));
        else if (read_ruled(r, row, i, err))
            return -1;
    }
    return 0;
}

static int
is_repeat(struct reading *r, size_t *times, struct coh_error *err)
{
    uint64_t hash = 1;
    size_t i;

    for (i = 0; i < r->columns; i++) {
        hash = coh_hash64(hash, r->cell[i].bytes, r->cell[i].length);
        hash = coh_hash64(hash, "\x1F", 1);
    }
    return coh_seen_add(&r->seen, hash, times, err);
}

static int
read_row(struct reading *r, size_t row, struct coh_table *into,
         struct coh_error *err)
{
    struct coh_record rec = {
        .n = r->columns, .cell = r->cell, .line = r->table->line[row]};
    char place[40];
    size_t times;
    int out;

    if (counts(r, row, &out, err))
        return -1;
    if (out)
        return 0;
    if (read_cells(r, row, err) || is_repeat(r, &times, err))
        return -1;
    snprintf(place, sizeof(place), "line %zu", rec.line);
    return times ? coh_notes_add(r->notes, COH_NOTE_FACT, place, err,
                                 "rows that say the same as an earlier one")
                 : coh_table_add(into, &rec, err);
}

static const char *
find_unruled(const struct reading *r)
{
    size_t i, k;

    for (i = 0; i < r->layout->filters; i++) {
        const struct coh_roster_rows *f = &r->layout->rows[i];

        for (k = 0; k < f->from.n; k++)
            if (use((struct reading *)r, f->from.text[k]))
                break;
        if (k == f->from.n)
            return f->name;
    }
    return NULL;
}

static int
read_all(struct reading *r, const struct coh_roster_asked *asked,
         struct coh_table *into, const char **unruled, struct coh_error *err)
{
    size_t row;

    int of_students = r->layout->kind == COH_ROSTER_STUDENTS ||
                      r->layout->kind == COH_ROSTER_EXTRA;

    *unruled = find_unruled(r);
    add_ruled(r);
    if (add_lists(r, err))
        return -1;
    if ((of_students && (add_asked(r, asked, err) || add_others(r, err))) ||
        check_columns(r, err) || make_header(r, into, err))
        return -1;
    for (row = 0; row < r->table->rows; row++)
        if (read_row(r, row, into, err))
            return -1;
    return 0;
}

int
coh_roster_layout_read(const struct coh_roster_layout *layout,
                       const struct coh_table *table,
                       const struct coh_roster_asked *asked,
                       struct coh_table *into, const char **unruled,
                       struct coh_notes *notes, struct coh_error *err)
{
    struct reading r = {.layout = layout, .table = table, .notes = notes};
    size_t most = layout->columns + table->header.n + asked->n + SYSTEMS, i;
    int rc = -1;

    r.seen = (struct coh_seen)COH_SEEN_INIT;
    r.arena = (struct coh_arena)COH_ARENA_INIT;
    if ((r.column = coh_alloc_array(most, sizeof(*r.column), err)) &&
        (r.used = coh_alloc_array(table->header.n, 1, err)) &&
        (r.cell = coh_alloc_array(most, sizeof(*r.cell), err)) &&
        (r.text = coh_alloc_array(most, sizeof(*r.text), err)))
        rc = read_all(&r, asked, into, unruled, err);
    for (i = 0; r.text && i < most; i++)
        coh_text_release(&r.text[i]);
    coh_free(r.text);
    coh_free(r.column);
    coh_free(r.used);
    coh_free(r.cell);
    coh_seen_release(&r.seen);
    coh_arena_release(&r.arena);
    return rc;
}
