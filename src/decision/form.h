/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DECISION_FORM_H
#define COH_DECISION_FORM_H

#include <stdint.h>

#include "base/text.h"

/*
 * A form in Markdown: headings, and under each what somebody wrote. It knows
 * the sections by a table, not what they mean.
 *
 *     # A decision of the team
 *
 *     ## Question
 *     > One sentence that ends with a question mark.
 *     What do the 41 students below 70 % need next?
 *
 * A line that begins with ">" is a hint and never an answer. The first heading
 * of one "#" is the title; every other heading of one or two must be a section
 * (case, a colon and stars around it do not count), a deeper one may be part
 * of an answer. "id: 7" may stand above the sections, and nothing else.
 */

enum coh_form_kind {
    COH_FORM_TEXT,  /* paragraphs: one item, a paragraph a line of it */
    COH_FORM_LIST,  /* an item a line, with or without "- ", which may go on in
                       the line below */
    COH_FORM_PAIRS, /* "key: value", an item a line */
};

struct coh_form_section {
    const char *heading; /* "Whom it concerns" */
    const char *guide;   /* lines of hints, each printed behind "> " */
    enum coh_form_kind kind;
    int needed;
};

enum { COH_FORM_SECTIONS = 16, COH_FORM_SIZE_MAX = 1 << 20 };

/* Something written under a heading; never blank. */
struct coh_form_item {
    size_t section, line; /* its place in the table; the line it starts in */
    const char *text;     /* the form's own */
};

struct coh_form {
    const struct coh_form_section *section; /* ends with a NULL heading */
    struct coh_form_item *item;             /* in the order of the form */
    size_t n, capacity;
    size_t heading[COH_FORM_SECTIONS]; /* its line; 0: it is not there */
    int64_t id;                        /* 0: none */
    size_t lines;
    struct coh_arena arena;
};

/* `table`: ends with a row whose heading is NULL. */
#define COH_FORM_INIT(table) \
    {                        \
        .section = table     \
    }

/* What is wrong with a form, in the order in which it was found. */
struct coh_form_fault {
    size_t line;         /* 0: of the form as a whole */
    const char *section; /* its heading, or NULL */
    const char *text;    /* what is wrong, and what to do */
};

struct coh_form_faults {
    struct coh_form_fault *at;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_FORM_FAULTS_INIT \
    {                        \
        .at = NULL           \
    }

/* One more fault, found in `line` under section `section` of `form`, or under
 * none (COH_FORM_SECTIONS). 0, or -1 when out of memory. */
int coh_form_fault(struct coh_form_faults *faults, const struct coh_form *form,
                   size_t section, size_t line, struct coh_error *err,
                   const char *format, ...) COH_PRINTF(6, 7) COH_MUST_CHECK;

/* By line, those of the whole form first; equal lines as they came. */
void coh_form_faults_sort(struct coh_form_faults *faults);
void coh_form_faults_release(struct coh_form_faults *faults);

/* Read `text`. Faults: an unknown or repeated heading, text above the first
 * section, a needed section that is missing or blank. COH_INPUT for what is no
 * text of a form at all: a zero byte, more than COH_FORM_SIZE_MAX, nothing. A
 * text that is not UTF-8 is read as Windows-1252. */
int coh_form_read(struct coh_form *form, struct coh_span text,
                  struct coh_form_faults *faults,
                  struct coh_error *err) COH_MUST_CHECK;

/* The first item of a section, or NULL. */
const struct coh_form_item *
coh_form_first(const struct coh_form *form, size_t section);

/* One more item, as if it had been written there (of line 0): for what comes
 * from options. Blank text is none. */
int coh_form_add(struct coh_form *form, size_t section, size_t line,
                 struct coh_span text, struct coh_error *err) COH_MUST_CHECK;

/* Write the form with the hints and what it holds so far. `title` without
 * "# "; `hints` are lines that stand above the first section. Reading it gives
 * the same items. */
int coh_form_write(const struct coh_form *form, const char *title,
                   const char *hints, struct coh_text *into,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_form_release(struct coh_form *form);

#endif
