/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_NOTE_CODES_H
#define COH_FLOW_NOTE_CODES_H

#include "base/keys.h"
#include "cli/tool.h"

/*
 * The codes that notes were given, and the team's scheme of them: a file with
 * the columns code and, where the team has them, meaning and group. Codes that
 * differ in case alone are one.
 *
 *     struct coh_note_codes codes = COH_NOTE_CODES_INIT;
 *     if (coh_note_codes_scheme(&codes, run, "scheme.csv", err) ||
 *         coh_note_codes_find(&codes, cell, &at, err)) …
 *     coh_note_codes_release(&codes);
 */

struct coh_note_code {
    struct coh_span text;           /* as it was first written */
    struct coh_span meaning, group; /* of the scheme, or "" */
    int in_scheme;
    int varies;   /* written in other cases, too */
    size_t notes; /* that have it: counted by the caller */
};

struct coh_note_codes {
    struct coh_keys key; /* folded */
    struct coh_note_code *code;
    size_t n, capacity;
    int has_scheme;
    struct coh_text fold; /* scratch */
    struct coh_arena arena;
};

#define COH_NOTE_CODES_INIT                          \
    {                                                \
        .key = {.width = 1}, .arena = COH_ARENA_INIT \
    }

/* Read the scheme; NULL: there is none. COH_INPUT when it has no column code;
 * a code that stands twice is noted. */
int
coh_note_codes_scheme(struct coh_note_codes *codes, struct coh_run *run,
                      const char *path, struct coh_error *err) COH_MUST_CHECK;

/* The place of a code, a new one if need be. */
int coh_note_codes_find(struct coh_note_codes *codes, struct coh_span text,
                        size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* The places in the order of a table: as the scheme has them, then by the
 * number of notes, most first, then by the text. `order` holds codes->n. */
int coh_note_codes_order(const struct coh_note_codes *codes, size_t **order,
                         struct coh_error *err) COH_MUST_CHECK;

/* Note codes that are written in several cases, that look alike (accents,
 * blanks and punctuation apart, or but for one letter of six or more), and
 * those that the scheme does not have. */
int
coh_note_codes_say(const struct coh_note_codes *codes, struct coh_notes *notes,
                   struct coh_error *err) COH_MUST_CHECK;

/* Columns code and, with a scheme, meaning and code_group; the cells of one
 * code. */
int
coh_note_codes_columns(const struct coh_note_codes *codes, struct coh_writer *w,
                       struct coh_error *err) COH_MUST_CHECK;
int coh_note_codes_cells(const struct coh_note_codes *codes, size_t at,
                         struct coh_writer *w,
                         struct coh_error *err) COH_MUST_CHECK;

void coh_note_codes_release(struct coh_note_codes *codes);

#endif
