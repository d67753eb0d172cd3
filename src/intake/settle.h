/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_SETTLE_H
#define COH_INTAKE_SETTLE_H

#include "intake/cell.h"
#include "intake/emit.h"

/*
 * Settling one result: what its cells say, as a score, a level and a status
 * that do not contradict each other. A room of intake; emit.c gathers the
 * texts and hands over what comes of them.
 *
 *     struct coh_settle s = {.job = job, .r = r, .line = rec->line, …};
 *     … s.score, s.response, s.key, s.out …
 *     if (coh_settle(&s, err)) …
 *     if (!s.nothing) … s.out is the result, s.cell.status its status
 */

struct coh_settle {
    struct coh_intake_job *job;
    const struct coh_plan_result *r;
    size_t line;
    struct coh_span score, response, key;     /* as the cells have them */
    struct coh_span field[COH_LAYOUT_FIELDS]; /* form and term year */
    size_t parts;   /* of a packed cell; 0: it is none */
    int unreadable; /* a packed cell that cannot be cut */
    /* What came of it. */
    struct coh_result out;
    struct coh_cell cell;
    int nothing; /* blank, and the rule says that this is no result */
    /* Texts that must live until the sink has taken the result. */
    char period[16], iso[COH_DATE_SIZE], term[64], attempt[COH_NUMBER_SIZE];
    char max_score[COH_NUMBER_SIZE], sem[COH_NUMBER_SIZE];
    char percentile[COH_NUMBER_SIZE], range[2][COH_NUMBER_SIZE];
    char plain[COH_PLAIN_SIZE], level[COH_PLAIN_SIZE], raw[160];
};

/* Does a code of the rule say that the text counts as a blank cell? */
int
coh_settle_is_blank(const struct coh_layout_result *rule, struct coh_span text);

int coh_settle(struct coh_settle *s, struct coh_error *err) COH_MUST_CHECK;

/* ---- what its two rooms share; for settle.c and settle-companion.c ---- */

/* Note a cell of the result's column, with its line. */
int coh_settle_note(const struct coh_settle *s, struct coh_span cell,
                    enum coh_note_level level, const char *what,
                    struct coh_error *err) COH_MUST_CHECK;

/* A status by the rule's codes, or by plain English words where it asks; -1
 * when the text is none. */
int coh_settle_code(const struct coh_settle *s, struct coh_span text,
                    enum coh_status *status) COH_MUST_CHECK;

/* The column's decimal mark; where it has none, what the text itself shows. */
enum coh_mark coh_settle_mark(const struct coh_settle *s, struct coh_span text);

/* What stands beside a score: its day; a maximum or standard error, into
 * `text`; its percentile rank. What is none is left blank and said. */
int coh_settle_date(struct coh_settle *s, struct coh_error *err) COH_MUST_CHECK;
int
coh_settle_number(struct coh_settle *s, int field, char text[COH_NUMBER_SIZE],
                  struct coh_error *err) COH_MUST_CHECK;
int coh_settle_percentile(struct coh_settle *s,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
