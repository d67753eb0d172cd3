/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_TOOL_H
#define COH_CLI_TOOL_H

#include "base/date.h"
#include "base/notes.h"
#include "cli/option.h"
#include "cli/progress.h"
#include "table/reader.h"
#include "table/where.h"
#include "table/writer.h"

/*
 * What every tool does alike: options, help, inputs, the output, notes, the
 * evidence line, the exit status. A tool is a table of options and a run()
 * that reads like a recipe:
 *
 *     static int
 *     run(struct coh_run *run, void *context, struct coh_error *err)
 *     {
 *         struct args *a = context;
 *         struct coh_rows rows = COH_ROWS_INIT;
 *         struct coh_record rec;
 *         struct coh_writer *w;
 *         int rc = -1;
 *
 *         if (coh_rows_open(&rows, run, err) ||
 *             !(w = coh_run_writer(run, err)))
 *             goto out;
 *         … coh_writer_column(w, …), coh_rows_next(&rows, &rec, err) …
 *         rc = coh_run_finish(run, err);
 *     out:
 *         coh_rows_release(&rows);
 *         return rc;
 *     }
 *
 *     int
 *     main(int argc, char **argv)
 *     {
 *         struct args a = {.ci = 0.95};
 *         const struct coh_option options[] = {…, COH_OPTIONS_END};
 *         const struct coh_tool tool = {
 *             "cohort-summary", "[FILE…]", "Summary statistics of …",
 *             COH_STEP_ANALYSE, COH_TAKES_ROWS | COH_TAKES_OUTPUT, options};
 *
 *         return coh_tool_main(&tool, argc, argv, run, &a);
 *     }
 *
 * Nothing but this folder prints help, notes or errors.
 */

/* The step of the flow that a tool serves; the front lists tools by it. */
enum coh_step {
    COH_STEP_SET_UP,
    COH_STEP_TAKE_IN,
    COH_STEP_ANALYSE,
    COH_STEP_GROUP,
    COH_STEP_SHOW,
    COH_STEP_FRONT, /* the front itself: not listed */
};

/* Options that many tools share; a tool says which it takes. */
enum {
    COH_TAKES_OUTPUT = 1,    /* -f -o --digits --spreadsheet --share */
    COH_TAKES_ROWS = 2,      /* --where, --students, --student; FILE operands */
    COH_TAKES_SEED = 4,      /* --seed */
    COH_TAKES_STORE = 8,     /* --db */
    COH_TAKES_TODAY = 16,    /* --today */
    COH_TAKES_MAX_CELL = 32, /* --max-cell (implied by COH_TAKES_ROWS) */
    COH_TAKES_PAGE = 128,    /* of COH_TAKES_OUTPUT: -f html, -f frictionless */
    COH_TAKES_WHERE = 64,    /* of COH_TAKES_ROWS all but the students */
};

struct coh_tool {
    const char *name;     /* "cohort-inventory-check" */
    const char *operands; /* "[FILE…]" */
    const char *summary;  /* one line, no full stop */
    enum coh_step step;
    unsigned takes;
    const struct coh_option *options;
};

/* A file that was read, for the evidence. */
struct coh_input {
    char *name;
    char sha256[COH_SHA256_HEX];
    size_t records, aside;
};

/* One run of a tool. Tools read the first part and leave the rest alone. */
struct coh_run {
    const struct coh_tool *tool;
    struct coh_strings operands;
    struct coh_notes notes;
    const char *db;         /* --db, else $COHORT_DB, else cohort.db */
    coh_date today;         /* --today, else $COHORT_TODAY, else the clock */
    long seed;              /* --seed (1) */
    const char *student;    /* --student (student_id) */
    const char *output;     /* -o, or NULL */
    int digits;             /* --digits, or -1 */
    enum coh_format format; /* what -f, -o and the terminal come to */
    int quiet;
    int share;       /* --share, or $COHORT_SHARE: may leave the team */
    int spreadsheet; /* --spreadsheet: guard text cells against formulas */
    struct coh_progress *progress; /* NULL: none is shown */
    struct coh_only *only; /* $COHORT_ONLY: cli/only.h; NULL: everybody */

    enum coh_code worst; /* of the files that failed by themselves */
    struct coh_strings where;
    const char *students, *format_name, *today_text;
    long digits_given, max_cell;
    int help, version, dump;
    struct coh_out out;
    struct coh_writer *writer;
    struct coh_input *input;
    size_t inputs, input_capacity;
    struct coh_fact *fact;
    size_t facts, fact_capacity;
    size_t rows_used, rows_filtered;
    int argc;
    char **argv;
};

/* Parse, run, print notes and errors, write the evidence line, map to the
 * exit status (0 done, 1 look, 2 usage, 3 input, 4 system). */
int coh_tool_main(const struct coh_tool *tool, int argc, char **argv,
                  int (*run)(struct coh_run *run, void *context,
                             struct coh_error *err),
                  void *context);

/* ---- inputs ---- */

/* A reader on `path` (NULL or "-": standard input; on a terminal one line
 * says that it waits). */
struct coh_reader *coh_run_reader(const struct coh_run *run, const char *path,
                                  struct coh_error *err) COH_MUST_CHECK;

/* Take the reader's name, hash and counts into the evidence, and free it
 * (NULL is fine). Call it after the last record. */
int coh_run_reader_done(struct coh_run *run, struct coh_reader *reader,
                        struct coh_error *err) COH_MUST_CHECK;

/* All of a small text that is no table, such as a form, from `path` (as
 * above), added to `into`; its name and hash go into the evidence. COH_INPUT
 * beyond 64 MiB. */
int coh_run_text(struct coh_run *run, const char *path, struct coh_text *into,
                 struct coh_error *err) COH_MUST_CHECK;

/* The rows of all FILE operands, or of standard input, one after the other;
 * --where and --students are applied. All files have the same header. */
struct coh_rows {
    struct coh_header header;
    size_t student; /* place of the --student column; header.n if none */
    int all;        /* the caller's wish: rows that do not fit come too */
    int fits;       /* does the last row fit? */
    struct coh_run *run;
    struct coh_reader *reader;
    struct coh_where where;
    struct coh_roster_ids *ids; /* of --students */
    size_t next_operand;
    int said_none;
};

#define COH_ROWS_INIT                                      \
    {                                                      \
        .header = COH_HEADER_INIT, .where = COH_WHERE_INIT \
    }

int coh_rows_open(struct coh_rows *rows, struct coh_run *run,
                  struct coh_error *err) COH_MUST_CHECK;

/* The places of a column list; an error names the file. */
int coh_rows_columns(struct coh_rows *rows, const char *list,
                     struct coh_columns *columns,
                     struct coh_error *err) COH_MUST_CHECK;

/* The next row that fits, or, with rows->all, the next row; rec->end at the
 * end of the last file. */
int coh_rows_next(struct coh_rows *rows, struct coh_record *rec,
                  struct coh_error *err) COH_MUST_CHECK;

/* The name of the file that the last row came from, for messages. */
const char *coh_rows_name(const struct coh_rows *rows);

/* All rows in memory, for tools that must see them together. */
struct coh_table;
int coh_rows_table(struct coh_rows *rows, struct coh_table *table,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_rows_release(struct coh_rows *rows);

/* ---- output ---- */

/* The run's one writer, made at the first call. */
struct coh_writer *
coh_run_writer(struct coh_run *run, struct coh_error *err) COH_MUST_CHECK;

/* Or the bare output, for what is no table (a page, a chart). */
struct coh_out *
coh_run_out(struct coh_run *run, struct coh_error *err) COH_MUST_CHECK;

/* End the writer, if any, and close the output: now it is there as a whole.
 * Without it nothing appears under the -o name. */
int coh_run_finish(struct coh_run *run, struct coh_error *err) COH_MUST_CHECK;

/* Is this a stage of a page? cohort weave sets $COHORT_WOVEN for them, and
 * keeps what they say from the page that it shares. */
int coh_run_is_woven(void);

/* For tools that change the store: COH_USAGE inside a woven page, where a
 * pipeline may read but change nothing (so may no -o there). */
int coh_run_may_change(const struct coh_run *run,
                       struct coh_error *err) COH_MUST_CHECK;

/* For a file that a tool writes beside its output (a report, a twin): COH_USAGE
 * inside a woven page, and when `path` is an operand, a file that the run has
 * read so far, or its output. Ask early, so that nobody waits in vain, and
 * again when all is read. NULL is fine. */
int coh_run_may_write(const struct coh_run *run, const char *path,
                      struct coh_error *err) COH_MUST_CHECK;

/* What an interval speaks of: two different doubts, never to be mixed up. */
enum coh_about {
    COH_ABOUT_STUDENTS,    /* which students: those here stand for others */
    COH_ABOUT_MEASUREMENT, /* how well a score tells what a student knows */
};

/* Intervals of this kind, at the confidence `level`, are in the output: the
 * notes say what they speak of, once a kind. */
int coh_run_intervals(struct coh_run *run, enum coh_about about, double level,
                      struct coh_error *err) COH_MUST_CHECK;

/* One line of talk on standard error, unless -q. */
void coh_run_say(const struct coh_run *run, const char *format, ...)
    COH_PRINTF(2, 3);

/* One of several files cannot be used: say so now, remember the status, and
 * let the caller go on with the next. */
void coh_run_failed(struct coh_run *run, const struct coh_error *err);

/* Does $COHORT_EVIDENCE ask for a line? What costs something to find out and
 * stands nowhere else need not be found out without. */
int coh_run_has_evidence(void);

/* Add `value` to the list `key` of the evidence line ("sources", "loads"). */
int coh_run_fact(struct coh_run *run, const char *key, const char *value,
                 struct coh_error *err) COH_MUST_CHECK;

#endif
