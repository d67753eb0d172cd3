/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_ROSTER_LAYOUT_H
#define COH_LAYOUT_ROSTER_LAYOUT_H

#include "base/notes.h"
#include "layout/layout.h"
#include "table/table.h"

/*
 * Rosters as other systems write them: which of their columns say who a
 * student is. What a file means stands in src/layout/rosters, compiled in:
 *
 *     [roster]
 *     name = oneroster-users
 *     title = OneRoster users
 *     kind = students        ; or enrollments, classes, roles, extra
 *     others = attribute     ; else a column that is not named is left out
 *     leave = (?i)birth      ; pattern of columns left out all the same
 *     [match]
 *     required = sourcedId   ; all of these, or one of those behind `or`
 *     or = Source ID
 *     [rows role]            ; which rows count, where the column is there
 *     from = role
 *     is = student           ; or not = …; without regard to case
 *     said = users of another role
 *     [column name]          ; a column of the table that comes of it
 *     from = {familyName}, {givenName}
 *     from = name            ; the first whose columns are there, not blank
 *     [ids]                  ; cells such as {LDAP:12},{LTI:15}: each system
 *     from = userIds         ; becomes a column, ldap_id and lti_id
 *     [never]
 *     column = password      ; not even when asked for
 *
 * Names of columns are compared by their letters and digits alone, without
 * regard to case: `Student ID`, `student_id` and `StudentID` are one name.
 *
 *     struct coh_roster_layouts all = COH_ROSTER_LAYOUTS_INIT;
 *     const struct coh_roster_layout *l;
 *
 *     if (coh_roster_layouts_open(&all, err)) …
 *     l = coh_roster_layout_find(&all, &table.header);
 *     if (l && coh_roster_layout_read(l, &table, &asked, &into, notes, err)) …
 */

enum coh_roster_file {
    COH_ROSTER_STUDENTS,    /* student_id, name, … as roster.csv has them */
    COH_ROSTER_ENROLLMENTS, /* person, class, from, to */
    COH_ROSTER_CLASSES,     /* class, title, code, type */
    COH_ROSTER_ROLES,       /* person */
    COH_ROSTER_EXTRA,       /* person, and what was asked for */
};

struct coh_roster_rows { /* which rows count */
    const char *name, *value, *said;
    struct coh_layout_words from;
    int not_it;
};

struct coh_roster_column {
    const char *name;
    struct coh_layout_words from;
};

struct coh_roster_layout {
    const char *name, *title;
    enum coh_roster_file kind;
    int others; /* become attributes */
    struct coh_pattern **leave;
    size_t leaves, leave_capacity;
    struct coh_layout_words *match; /* alternatives, of which one must be */
    size_t matches, match_capacity;
    struct coh_roster_rows *rows;
    size_t filters, rows_capacity;
    struct coh_roster_column *column;
    size_t columns, column_capacity;
    struct coh_layout_words ids, never;
};

struct coh_roster_layouts {
    struct coh_roster_layout *layout;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_ROSTER_LAYOUTS_INIT                 \
    {                                           \
        .layout = NULL, .arena = COH_ARENA_INIT \
    }

/* COH_INPUT for a text that is none: a fault of the build. */
int coh_roster_layouts_open(struct coh_roster_layouts *all,
                            struct coh_error *err) COH_MUST_CHECK;
void coh_roster_layouts_release(struct coh_roster_layouts *all);

/* The layout all of whose names are there, with the most of them; NULL: none
 * is. */
const struct coh_roster_layout *
coh_roster_layout_find(const struct coh_roster_layouts *all,
                       const struct coh_header *header);

/* Is a file with this header a roster and nothing else? A spreadsheet is one
 * only when a layout knows each of its columns, for an export of scores has
 * ids and names as well. When memory runs out, 0. */
int coh_roster_layout_fits(const struct coh_header *header);

/* Columns that somebody asks for by name, and which of them were found. */
struct coh_roster_asked {
    const struct coh_span *name;
    size_t n;
    char *found; /* one each */
};

/* Read `table` by the layout into `into`: the layout's columns, then what was
 * asked for, then the others, if they become attributes. Rows that do not
 * count are noted with how many they are, and so is, by name, each column that
 * is left out. Of classes, roles and enrolments only the layout's columns are
 * of use. A row that comes to the same as an earlier one counts once.
 * *unruled gets the name of a [rows …] whose column is not there, or NULL. */
int coh_roster_layout_read(const struct coh_roster_layout *layout,
                           const struct coh_table *table,
                           const struct coh_roster_asked *asked,
                           struct coh_table *into, const char **unruled,
                           struct coh_notes *notes,
                           struct coh_error *err) COH_MUST_CHECK;

#endif
