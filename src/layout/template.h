/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_TEMPLATE_H
#define COH_LAYOUT_TEMPLATE_H

#include "layout/cut.h"
#include "layout/headings.h"
#include "layout/layout.h"
#include "layout/preamble.h"

/*
 * A value of a layout, bound to the header of one file: fixed text and cells.
 * `Goal {n}` with the capture n = 3 becomes the text "Goal 3"; `{Goal{n}Name}`
 * becomes the cell of the column Goal3Name. In braces stand:
 *
 *     {n}            a capture of the patterns that matched
 *     {Name}         the cell of that column
 *     {>Name}        of the nearest column of that name right of the one that
 *                    matched; {<Name} left of it; {>1} {<2} by distance
 *     {#} {#>1}      the name of the column that matched, of the next one
 *     {^Due Date}    the value of that label above the header
 *     {lines.title}  of the companion file `lines`, its column title
 *     {part}         which part of a packed cell this is
 *     {Name|each 3}  that part of another cell; {Name|on |} {Name|on space}
 *     {exam}         what the layout's [names exam] make of its value
 *     {index}        the how-manieth column of its rule this is, from 1
 *     {file}         the file's name without folder and ending
 *
 *     struct coh_template t = COH_TEMPLATE_INIT;
 *     struct coh_template_scope scope = {.names = &names};
 *     if (coh_template_bind(&t, "{Quiz Name}", &scope, &bound, err)) …
 *     if (bound) coh_template_fill(&t, &row, &text, &span, err);
 *     coh_template_release(&t);
 */

enum coh_template_kind {
    COH_PIECE_TEXT,
    COH_PIECE_CELL,
    COH_PIECE_ABOVE,  /* text: the label */
    COH_PIECE_LOOKUP, /* column of the lookup's current row */
    COH_PIECE_PART,
    COH_PIECE_CUT,   /* the part of a cell: as `text` says, each 3 or on | */
    COH_PIECE_NAMED, /* what the value of `inner` stands for */
};

struct coh_template_piece {
    enum coh_template_kind kind;
    const char *text; /* the template's own, or NULL */
    size_t length, column, lookup;
    struct coh_cut cut;
    struct coh_template *inner;
    const struct coh_layout_names *names;
};

struct coh_template {
    struct coh_template_piece *piece;
    size_t n, capacity;
    int from_file; /* {file} is in it */
};

#define COH_TEMPLATE_INIT \
    {                     \
        .piece = NULL     \
    }

/* A companion file by its name, with the names of its columns. */
struct coh_template_table {
    const char *name;
    const struct coh_headings *names; /* NULL: the file is not there */
};

/* What the braces may speak of. */
struct coh_template_scope {
    const struct coh_headings *names;
    const struct coh_pattern *match[3]; /* with their captures; NULL: none */
    size_t column, index; /* of the column that matched; index 0: none did */
    const struct coh_preamble *above; /* NULL: nothing is above */
    const struct coh_template_table *lookup;
    size_t lookups;
    const struct coh_layout *layout; /* for its [names]; may be NULL */
    struct coh_span file;            /* "" when it has no name */
    const char *const *instead; /* --column: for each field the column that it
                                   is read from, or NULL; may be NULL */
};

/* What a template is filled from: one record. */
struct coh_template_row {
    const struct coh_span *cell;
    struct coh_span part; /* its name */
    size_t part_number;   /* from 1; 0: the cell is not packed */
    const struct coh_preamble *above;
    const struct coh_span *const *lookup; /* NULL entries: no row fits */
    int keep_blanks; /* do not trim a template that is a single cell */
    int *says_file;  /* set when {file} was filled in; or NULL */
};

/* The place of the column that a layout reads by `name`; header->n if there
 * is none. COH_INPUT when the name stands twice: which of them is meant must
 * not be guessed. */
int coh_template_seek(const struct coh_headings *names, struct coh_span name,
                      size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* One cell and nothing else: column `at`. */
int coh_template_cell(struct coh_template *t, size_t at,
                      struct coh_error *err) COH_MUST_CHECK;

/* Bind `text`. *bound is 0 when a column, label or companion that it names is
 * not there. COH_INPUT for a brace without its partner or with nothing in it,
 * and for a column whose name stands twice. */
int coh_template_bind(struct coh_template *t, const char *text,
                      const struct coh_template_scope *scope, int *bound,
                      struct coh_error *err) COH_MUST_CHECK;

/* The text for one record: cells are trimmed. `into` is cleared first. When
 * the template is a single piece, *span points to where that stands and
 * nothing is copied. */
int
coh_template_fill(const struct coh_template *t,
                  const struct coh_template_row *row, struct coh_text *into,
                  struct coh_span *span, struct coh_error *err) COH_MUST_CHECK;

/* Is it nothing but fixed text? */
int coh_template_is_fixed(const struct coh_template *t);

void coh_template_release(struct coh_template *t);

#endif
