/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_PAGE_H
#define COH_INVENTORY_PAGE_H

#include "base/file.h"
#include "inventory/due.h"

/*
 * The inventory as a page to pin to the wall: what needs a person first, then
 * one table of all sources by kind (what, why, how often, last and next, who
 * can open it, how sensitive), then a section a source with all that is known
 * of it, and by name what is blank though it is needed.
 *
 *     struct coh_wall wall = {&inventory, &calendar, today, 0};
 *     if (coh_page_markdown(&wall, out, err)) …
 */

struct coh_wall {
    const struct coh_inventory *inventory; /* derived fields as they stand */
    const struct coh_calendar *calendar;   /* may be empty, not NULL */
    coh_date today;
    /* The page may leave the team: how to get in, whom to ask, notes and the
     * columns of the team's own are left out. */
    int share;
};

/* The page in Markdown; `out` stays open. */
int coh_page_markdown(const struct coh_wall *wall, struct coh_out *out,
                      struct coh_error *err) COH_MUST_CHECK;

/* The body of the page as HTML: tables with captions and scopes, every text
 * escaped; and the style that it needs beside that of all pages. */
int coh_page_html(const struct coh_wall *wall, struct coh_text *into,
                  struct coh_error *err) COH_MUST_CHECK;
struct coh_span coh_page_style(void);

/* ---- what both forms share ---- */

/* The parts of the table, in the order in which they stand. */
enum coh_wall_part {
    COH_WALL_LEARNING,
    COH_WALL_PERCEPTIONS,
    COH_WALL_PROCESSES,
    COH_WALL_DEMOGRAPHICS,
    COH_WALL_UNSAID,   /* the kind of measure is blank */
    COH_WALL_RESEARCH, /* tier research */
    COH_WALL_MISSING,  /* not collected yet, or there is no tool */
    COH_WALL_RETIRED,
    COH_WALL_PARTS
};

enum coh_wall_part coh_page_part(const struct coh_entry *e);
const char *coh_page_part_title(enum coh_wall_part part);

/* The columns of the table. */
enum coh_wall_column {
    COH_WALL_WHAT,
    COH_WALL_WHY, /* the questions; else the purposes */
    COH_WALL_OFTEN,
    COH_WALL_LAST,
    COH_WALL_NEXT,
    COH_WALL_WHO,
    COH_WALL_SENSITIVE,
    COH_WALL_COLUMNS
};

const char *coh_page_column_title(enum coh_wall_column column);

/* Add the cell as plain text: "not said yet" where a needed field is blank,
 * nothing where nothing is to be said. */
int coh_page_cell(const struct coh_wall *wall, const struct coh_entry *e,
                  enum coh_wall_column column, struct coh_text *t,
                  struct coh_error *err) COH_MUST_CHECK;

/* Add the value of a field for people: words without hyphens, lists with
 * commas, codes with their meaning, days as "27 Jan 2026". */
int coh_page_value(const struct coh_entry *e, enum coh_field_id id,
                   struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* Add "6 Mar 2026". */
int coh_page_day(coh_date day, struct coh_text *t,
                 struct coh_error *err) COH_MUST_CHECK;

/* Is the field left out of a page that leaves the team? */
int coh_page_is_inside(enum coh_field_id id);

/* The title of a group of fields: "When". */
const char *coh_page_group_title(enum coh_field_group group);

/* Add what needs a person, a line each: what is overdue, and what is blank.
 * *lines is how many; 0 when all is well. */
int coh_page_needs(const struct coh_wall *wall, struct coh_text *t,
                   size_t *lines, struct coh_error *err) COH_MUST_CHECK;

/* Add the titles of the fields that the entry lacks, those of the minimum form
 * first, split by ", ". */
int coh_page_lacking(const struct coh_entry *e, struct coh_text *t,
                     struct coh_error *err) COH_MUST_CHECK;

/* What people call it: its title, else its id. */
struct coh_span coh_page_name(const struct coh_entry *e);

/* Add `s` to `t` with what Markdown would take for its own marks escaped and
 * line ends and other control characters as blanks: for headings. */
int coh_page_escape(struct coh_text *t, struct coh_span s,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
