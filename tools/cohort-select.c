/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-select: results, as tidy rows or a row a student, or notes, out of the
 * store.
 *
 * Memory: streams; holds the roster with --with, and the selection with
 * --complete or --wide.
 */
#include "cli/only.h"
#include "flow/select-notes.h"
#include "flow/standing.h"
#include "store/show.h"
#include "store/snapshot.h"

struct args {
    struct coh_strings assessment, student;
    const char *measure, *scale, *source, *since, *until, *as_of, *with, *wide,
        *snapshot;
    int items, latest, complete, everyone, gone, list;
    struct coh_select_notes notes;
};

/* What the arguments come to; it owns the words and the list. */
struct request {
    struct coh_show show;
    struct coh_span *words; /* the assessments, then the students */
    struct coh_list with;
    struct coh_snapshot snapshot;
};

static int
read_day(const char *text, const char *option, coh_date *day,
         struct coh_error *err)
{
    if (text && coh_date_parse(coh_span_of(text), day))
        return coh_fail(err, COH_USAGE,
                        "--%s: '%.40s' is not a date as 2026-03-06", option,
                        text);
    return 0;
}

static int
read_words(struct request *r, const struct args *a, struct coh_error *err)
{
    struct coh_select *q = &r->show.query;
    size_t i;

    r->words =
        coh_alloc_array(a->assessment.n + a->student.n, sizeof(*r->words), err);
    if (!r->words)
        return -1;
    for (i = 0; i < a->assessment.n; i++)
        r->words[i] = coh_span_of(a->assessment.at[i]);
    for (i = 0; i < a->student.n; i++)
        r->words[a->assessment.n + i] = coh_span_of(a->student.at[i]);
    q->assessment = r->words;
    q->assessments = a->assessment.n;
    q->student = r->words + a->assessment.n;
    q->students = a->student.n;
    return 0;
}

static int
read_args(struct request *r, const struct args *a, const struct coh_run *run,
          struct coh_error *err)
{
    struct coh_select *q = &r->show.query;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE, "takes no FILE");
    if (a->gone && (a->complete || a->wide))
        return coh_fail(err, COH_USAGE, "--gone goes with tidy rows only");
    q->measure = coh_span_of(a->measure);
    q->scale = coh_span_of(a->scale);
    q->source = coh_span_of(a->source);
    q->items = a->items;
    q->latest = a->latest;
    q->everyone = a->everyone;
    q->gone = a->gone;
    r->show.complete = a->complete;
    if (read_words(r, a, err) || read_day(a->since, "since", &q->since, err) ||
        read_day(a->until, "until", &q->until, err) ||
        read_day(a->as_of, "as-of", &q->as_of, err) ||
        read_day(a->snapshot, "snapshot", &r->snapshot.asked, err) ||
        coh_list_parse(&r->with, a->with, err) ||
        (a->wide && coh_show_wide(&r->show, a->wide, err)) ||
        coh_select_notes_check(&a->notes, &r->show, err))
        return -1;
    q->day = a->as_of ? q->as_of : run->today;
    r->show.with = r->with.item;
    r->show.withs = r->with.n;
    r->snapshot.shared = run->share;
    r->snapshot.with = r->with.item;
    r->snapshot.withs = r->with.n;
    return 0;
}

static int
keep_fact(void *context, const char *key, const char *value,
          struct coh_error *err)
{
    return coh_run_fact(context, key, value, err);
}

static int
run_select(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct request r = {.show.query = COH_SELECT_INIT,
                        .snapshot.asked = COH_DATE_NONE};
    struct coh_store store = COH_STORE_INIT;
    struct coh_trace trace = COH_TRACE_INIT;
    struct coh_writer *w;
    int rc = -1;

    if ((a->list && coh_only_refuse(run, "--list", err)) ||
        coh_only_ask(run, &a->student, err) || read_args(&r, a, run, err) ||
        coh_store_open(&store, run->db, COH_STORE_READ, err) ||
        !(w = coh_run_writer(run, err)))
        goto out;
    if (!a->list && coh_snapshot_choose(&store, &r.snapshot, &r.show.query.day,
                                        &run->notes, err))
        goto out;
    if (a->list ? coh_show_held(w, &store, r.show.query.as_of, err)
        : a->notes.notes
            ? coh_select_notes_run(run, &a->notes, &r.show, &store, w, &trace,
                                   err)
            : coh_show_run(&store, &r.show, w, &trace, &run->notes, err))
        goto out;
    if (coh_trace_facts(&trace, &store, keep_fact, run, err) ||
        (!a->everyone && !a->student.n && !a->list &&
         coh_trace_expected(&store, r.show.query.day, keep_fact, run, err)))
        goto out;
    rc = coh_run_finish_standing(run, &store, a->list ? NULL : &trace, err);
out:
    coh_trace_release(&trace);
    coh_store_close(&store);
    coh_list_release(&r.with);
    coh_free(r.words);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.measure = NULL};
    const struct coh_option options[] = {
        COH_MANY(0, "assessment", "NAME", &a.assessment,
                 "results of this assessment"),
        COH_STRING(0, "measure", "NAME", &a.measure,
                   "this measure, or all (overall)"),
        COH_FLAG(0, "items", &a.items, "the item rows"),
        COH_STRING(0, "scale", "NAME", &a.scale,
                   "this scale, or all (the main one)"),
        COH_STRING(0, "source", "ID", &a.source, "only from this source"),
        COH_MANY(0, "student", "ID", &a.student, "only this student"),
        COH_STRING(0, "since", "DATE", &a.since, "from this day on"),
        COH_STRING(0, "until", "DATE", &a.until, "up to this day"),
        COH_FLAG(0, "latest", &a.latest, "the newest of each student"),
        COH_STRING(0, "with", "NAME[,NAME]", &a.with,
                   "add name, section, ids, … of the student"),
        COH_FLAG(0, "complete", &a.complete,
                 "a row for who has no result, or no note"),
        COH_OPTIONAL(0, "wide", "[=COL[,COL]]", &a.wide,
                     "a row a student, a column a value of COL"),
        COH_FLAG(0, "everyone", &a.everyone,
                 "also who is not active or on no roster"),
        COH_STRING(0, "as-of", "DATE", &a.as_of,
                   "as the store knew it at the end of that day"),
        COH_STRING(0, "snapshot", "DATE", &a.snapshot,
                   "the students as the roster had them on that day"),
        COH_FLAG(0, "gone", &a.gone, "also what is gone from its export"),
        COH_FLAG(0, "notes", &a.notes.notes, "notes instead of results"),
        COH_MANY(0, "code", "CODE", &a.notes.code, "notes with this code"),
        COH_MANY(0, "note", "REF", &a.notes.note, "this note, as SOURCE:17"),
        COH_FLAG(0, "no-text", &a.notes.no_text,
                 "notes without their texts, to be counted"),
        COH_FLAG(0, "list", &a.list, "what the store holds"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-select",
        "",
        "Results or notes out of the store, as tables",
        COH_STEP_ANALYSE,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_select, &a);

    coh_strings_release(&a.assessment);
    coh_strings_release(&a.student);
    coh_strings_release(&a.notes.code);
    coh_strings_release(&a.notes.note);
    return status;
}
