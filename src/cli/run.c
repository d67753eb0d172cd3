/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run.h"
#include "base/interrupt.h"
#include "cli/only.h"
#include "cli/talk.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
add(struct coh_option table[COH_SHARED_OPTIONS], size_t *n,
    struct coh_option option)
{
    table[(*n)++] = option;
}

static void
add_output(struct coh_run *run, struct coh_option t[COH_SHARED_OPTIONS],
           size_t *n)
{
    const char *formats = run->tool->takes & COH_TAKES_PAGE
                              ? "csv tsv json … xlsx; html; frictionless"
                              : "csv tsv json jsonl markdown table xlsx";

    add(t, n,
        (struct coh_option)COH_STRING('f', "format", "FORMAT",
                                      &run->format_name, formats));
    add(t, n,
        (struct coh_option)COH_STRING('o', "output", "FILE", &run->output,
                                      "write there, whole or not at all"));
    add(t, n,
        (struct coh_option)COH_COUNT(0, "digits", "N", &run->digits_given,
                                     "decimals of numbers"));
    add(t, n,
        (struct coh_option)COH_FLAG(0, "spreadsheet", &run->spreadsheet,
                                    "text that no spreadsheet runs"));
    add(t, n,
        (struct coh_option)COH_FLAG(0, "share", &run->share,
                                    "what is shown may leave the team"));
}

void
coh_run_options(struct coh_run *run, struct coh_option t[COH_SHARED_OPTIONS])
{
    unsigned takes = run->tool->takes;
    size_t n = 0;

    if (takes & (COH_TAKES_ROWS | COH_TAKES_WHERE))
        add(t, &n,
            (struct coh_option)COH_MANY(0, "where", "'COL<VALUE'", &run->where,
                                        "only rows that fit (= != < <= > >=)"));
    if (takes & COH_TAKES_ROWS) {
        add(t, &n,
            (struct coh_option)COH_STRING(0, "students", "FILE", &run->students,
                                          "only the students of this CSV"));
        add(t, &n,
            (struct coh_option)COH_STRING(0, "student", "COL", &run->student,
                                          "the student column (student_id)"));
    }
    if (takes & (COH_TAKES_ROWS | COH_TAKES_WHERE | COH_TAKES_MAX_CELL))
        add(t, &n,
            (struct coh_option)COH_COUNT(0, "max-cell", "BYTES", &run->max_cell,
                                         "longest cell to read (1048576)"));
    if (takes & COH_TAKES_STORE)
        add(t, &n,
            (struct coh_option)COH_STRING(0, "db", "FILE", &run->db,
                                          "the store ($COHORT_DB, cohort.db)"));
    if (takes & COH_TAKES_TODAY)
        add(t, &n,
            (struct coh_option)COH_STRING(
                0, "today", "DATE", &run->today_text,
                "what today is ($COHORT_TODAY, the clock)"));
    if (takes & COH_TAKES_SEED)
        add(t, &n,
            (struct coh_option)COH_COUNT(0, "seed", "N", &run->seed,
                                         "seed of random choices (1)"));
    if (takes & COH_TAKES_OUTPUT)
        add_output(run, t, &n);
    add(t, &n,
        (struct coh_option)COH_FLAG('q', "quiet", &run->quiet,
                                    "say only what needs a look"));
    add(t, &n,
        (struct coh_option)COH_FLAG('h', "help", &run->help, "this help"));
    add(t, &n,
        (struct coh_option)COH_FLAG(0, "version", &run->version,
                                    "print the version"));
    add(t, &n, (struct coh_option)COH_OPTIONS_END);
}

static int
resolve_today(struct coh_run *run, struct coh_error *err)
{
    const char *text = run->today_text;
    const char *from = "--today";

    if (!text) {
        text = getenv("COHORT_TODAY");
        from = "$COHORT_TODAY";
    }
    if (!text || !*text) {
        run->today = coh_date_of_clock();
        return 0;
    }
    if (coh_date_parse(coh_span_of(text), &run->today))
        return coh_fail(err, COH_USAGE,
                        "%s: '%.40s' is not a date as 2026-03-06", from, text);
    return 0;
}

/* Rows that run over the terminal themselves show how far it is. */
static int
streams_to_terminal(const struct coh_run *run)
{
    return (run->tool->takes & COH_TAKES_OUTPUT) && !run->output &&
           isatty(STDOUT_FILENO) && run->format != COH_FORMAT_TABLE &&
           run->format != COH_FORMAT_MARKDOWN && run->format != COH_FORMAT_HTML;
}

/* Is a page asked for, of a tool that writes one? */
static int
wants_page(const struct coh_run *run)
{
    const char *dot = run->output ? strrchr(run->output, '.') : NULL;

    if (!(run->tool->takes & COH_TAKES_PAGE))
        return 0;
    return run->format_name ? !strcmp(run->format_name, "html")
                            : dot && !strcmp(dot, ".html");
}

static int
wants_package(const struct coh_run *run)
{
    return run->tool->takes & COH_TAKES_PAGE && run->format_name &&
           !strcmp(run->format_name, "frictionless");
}

int
coh_run_resolve(struct coh_run *run, struct coh_error *err)
{
    const char *db = getenv("COHORT_DB");
    const char *share = getenv("COHORT_SHARE");

    if (share && *share)
        run->share = 1;
    if (wants_page(run)) {
        run->format = COH_FORMAT_HTML;
    } else if (wants_package(run)) {
        run->format = COH_FORMAT_FRICTIONLESS;
    } else if (run->format_name) {
        if (coh_format_parse(run->format_name, &run->format, err))
            return -1;
    } else {
        if ((run->tool->takes & COH_TAKES_OUTPUT) &&
            coh_format_check_path(run->output, err))
            return -1;
        run->format = coh_format_of_path(run->output);
        if (run->format == COH_FORMAT_AUTO)
            run->format = !run->output && isatty(STDOUT_FILENO)
                              ? COH_FORMAT_TABLE
                              : COH_FORMAT_CSV;
    }
    if (run->format == COH_FORMAT_XLSX &&
        (!run->output || !strcmp(run->output, "-")))
        return coh_fail(err, COH_USAGE,
                        "a workbook needs a file: -f xlsx -o FILE.xlsx");
    if (run->digits_given > 12)
        return coh_fail(err, COH_USAGE, "--digits takes 0 to 12");
    run->digits = (int)run->digits_given;
    if (!run->db)
        run->db = db && *db ? db : "cohort.db";
    if (run->quiet || !isatty(STDERR_FILENO) || streams_to_terminal(run))
        run->progress = NULL;
    return resolve_today(run, err) || coh_only_resolve(run, err) ? -1 : 0;
}

/* ---- inputs ---- */

static int
is_same_file(const char *a, const char *b)
{
    struct stat x, y;

    return a && b && stat(a, &x) == 0 && stat(b, &y) == 0 &&
           S_ISREG(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static int
folder_of(const char *path, struct stat *st)
{
    char folder[4096];
    int n = snprintf(folder, sizeof(folder), "%.*s.",
                     (int)(coh_base_name(path) - path), path);

    return n >= 0 && (size_t)n < sizeof(folder) ? stat(folder, st) : -1;
}

/* Would writing both leave one file? Neither need be there yet. */
static int
is_same_place(const char *a, const char *b)
{
    struct stat x, y;

    if (!strcmp(a, b) || is_same_file(a, b))
        return 1;
    return !strcmp(coh_base_name(a), coh_base_name(b)) && !folder_of(a, &x) &&
           !folder_of(b, &y) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

struct coh_reader *
coh_run_reader(const struct coh_run *run, const char *path,
               struct coh_error *err)
{
    struct coh_reader_options options = {.max_cell = (size_t)run->max_cell};
    struct coh_reader *reader;

    /* What is read must not be what is written: it would be gone. */
    if (is_same_file(run->output, path)) {
        coh_fail(err, COH_USAGE, "%s: -o would overwrite its own input", path);
        return NULL;
    }
    if ((!path || !strcmp(path, "-")) && isatty(STDIN_FILENO))
        coh_run_say(run, "reading from the terminal: end with Ctrl-D");
    reader = coh_reader_open(path, &options, err);
    if (!reader)
        return NULL;
    coh_reader_set_only(reader, run->only, run->student);
    coh_interrupt_defer(1);
    coh_progress_start(run->progress, reader);
    return reader;
}

int
coh_run_reader_done(struct coh_run *run, struct coh_reader *reader,
                    struct coh_error *err)
{
    struct coh_input *input;
    const char *name;
    int rc = -1;

    if (!reader)
        return 0;
    coh_progress_clear(run->progress);
    coh_interrupt_defer(0);
    name = coh_reader_name(reader);
    if (coh_reserve(&run->input, &run->input_capacity, run->inputs + 1,
                    sizeof(*run->input), err))
        goto out;
    input = &run->input[run->inputs];
    *input = (struct coh_input){.name = coh_copy_text(name, strlen(name), err)};
    if (!input->name)
        goto out;
    run->inputs++;
    memcpy(input->sha256, coh_reader_sha256(reader), COH_SHA256_HEX);
    input->records = coh_reader_counts(reader)->records;
    input->aside = coh_reader_counts(reader)->aside;
    rc = coh_reader_say(reader, &run->notes, err);
out:
    coh_reader_free(reader);
    return rc;
}

/* ---- output ---- */

int
coh_run_is_woven(void)
{
    const char *woven = getenv("COHORT_WOVEN");

    return woven && *woven;
}

int
coh_run_may_change(const struct coh_run *run, struct coh_error *err)
{
    if (!coh_run_is_woven())
        return 0;
    return coh_fail(err, COH_USAGE,
                    "a page's pipeline may change nothing: run %s before "
                    "weaving",
                    run->tool->name);
}

int
coh_run_may_write(const struct coh_run *run, const char *path,
                  struct coh_error *err)
{
    size_t i;

    if (!path)
        return 0;
    if (coh_run_may_change(run, err))
        return -1;
    for (i = 0; i < run->operands.n; i++)
        if (is_same_file(path, run->operands.at[i]))
            return coh_fail(err, COH_USAGE,
                            "%s: would be written over, and is an input", path);
    for (i = 0; i < run->inputs; i++)
        if (is_same_file(path, run->input[i].name))
            return coh_fail(err, COH_USAGE,
                            "%s: would be written over, and is an input", path);
    if (path != run->output && !run->output && !strcmp(path, "-") &&
        run->tool->takes & COH_TAKES_OUTPUT)
        return coh_fail(err, COH_USAGE,
                        "two outputs cannot both go to standard output: give "
                        "one a file");
    if (path != run->output && run->output && is_same_place(path, run->output))
        return coh_fail(err, COH_USAGE, "%s: two outputs cannot be one file",
                        path);
    return 0;
}

struct coh_out *
coh_run_out(struct coh_run *run, struct coh_error *err)
{
    if (run->output && coh_run_is_woven()) {
        coh_fail(err, COH_USAGE,
                 "a page's pipeline writes no file: leave -o out");
        return NULL;
    }
    if (!run->out.buffer && coh_out_open(&run->out, run->output, err))
        return NULL;
    return &run->out;
}

struct coh_writer *
coh_run_writer(struct coh_run *run, struct coh_error *err)
{
    const char *columns = getenv("COLUMNS");

    if (run->writer || !coh_run_out(run, err))
        return run->writer;
    run->writer = coh_writer_new(&run->out, run->format, run->digits, err);
    if (run->writer && run->spreadsheet)
        coh_writer_guard(run->writer);
    if (run->writer && columns)
        coh_writer_fit(run->writer, strtoul(columns, NULL, 10));
    return run->writer;
}

int
coh_run_finish(struct coh_run *run, struct coh_error *err)
{
    if (run->writer && coh_writer_end(run->writer, err))
        return -1;
    return run->out.buffer ? coh_out_close(&run->out, err) : 0;
}

void
coh_run_say(const struct coh_run *run, const char *format, ...)
{
    va_list ap;
    char line[2048], *next, *end;

    if (run->quiet)
        return;
    coh_progress_clear(run->progress);
    va_start(ap, format);
    vsnprintf(line, sizeof(line), format, ap);
    va_end(ap);
    for (next = line; next; next = end) {
        end = strchr(next, '\n');
        if (end)
            *end++ = '\0';
        coh_talk("%s", next);
    }
}

void
coh_run_failed(struct coh_run *run, const struct coh_error *err)
{
    coh_progress_clear(run->progress);
    coh_talk("%s: %s", run->tool->name, err->text);
    if (err->code > run->worst)
        run->worst = err->code;
}

int
coh_run_fact(struct coh_run *run, const char *key, const char *value,
             struct coh_error *err)
{
    struct coh_fact fact;

    if (coh_reserve(&run->fact, &run->fact_capacity, run->facts + 1,
                    sizeof(*run->fact), err))
        return -1;
    fact.key = coh_copy_text(key, strlen(key), err);
    fact.value = fact.key ? coh_copy_text(value, strlen(value), err) : NULL;
    if (!fact.value) {
        coh_free(fact.key);
        return -1;
    }
    run->fact[run->facts++] = fact;
    return 0;
}

void
coh_run_release(struct coh_run *run)
{
    size_t i;

    coh_writer_free(run->writer);
    coh_out_release(&run->out);
    for (i = 0; i < run->inputs; i++)
        coh_free(run->input[i].name);
    coh_free(run->input);
    for (i = 0; i < run->facts; i++) {
        coh_free(run->fact[i].key);
        coh_free(run->fact[i].value);
    }
    coh_free(run->fact);
    coh_strings_release(&run->operands);
    coh_strings_release(&run->where);
    coh_notes_release(&run->notes);
    coh_only_end(run);
}
