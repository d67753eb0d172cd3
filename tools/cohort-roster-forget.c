/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cohort-roster-forget: remove students for good, and name the files of the
 * team's folder that still hold them.
 * Memory: holds the roster, and one file at a time. */
#include <stdio.h>
#include <string.h>

#include "base/cache.h"
#include "base/file.h"
#include "cli/tool.h"
#include "flow/traces.h"
#include "store/decision-redact.h"
#include "store/student_forget.h"

struct args {
    const char *left_before;
    int unknown, dry_run;
};

struct work {
    struct coh_run *run;
    struct coh_traces traces;             /* for files: whole names */
    struct coh_mention mention;           /* for decisions: words of them */
    size_t results, notes, students, ids; /* ids: of no roster */
    int dry_run;
};

/* So many ids that are on no roster are named, the hundreds more counted. */
enum { NAMED = 20 };

static int
check(const struct coh_run *run, const struct args *a, struct coh_forget *f,
      struct coh_error *err)
{
    f->left_before = COH_DATE_NONE;
    f->unknown = a->unknown;
    f->dry_run = a->dry_run;
    if (!run->operands.n && !a->unknown && !a->left_before)
        return coh_fail(err, COH_USAGE,
                        "whom? an ID, --unknown or --left-before DATE");
    if (a->left_before &&
        coh_date_parse(coh_span_of(a->left_before), &f->left_before))
        return coh_fail(err, COH_USAGE,
                        "--left-before: '%.40s' is not a date as 2026-03-06",
                        a->left_before);
    return a->dry_run ? 0 : coh_run_may_change(run, err);
}

static int
say(void *context, const struct coh_forget_row *row, struct coh_error *err)
{
    struct work *w = context;
    char id[COH_QUOTE_SIZE], name[COH_QUOTE_SIZE], notes[40] = "";

    (void)err;
    w->students += row->on_roster != 0;
    w->ids += !row->on_roster;
    w->results += row->results + row->earlier;
    w->notes += row->notes;
    if (w->ids > NAMED && !row->on_roster)
        return 0;
    if (row->notes)
        snprintf(notes, sizeof(notes), ", %zu note%s", row->notes,
                 row->notes == 1 ? "" : "s");
    coh_run_say(w->run, "%s%s%s: %zu result%s%s, %zu earlier value%s%s",
                coh_quote(row->id.bytes, row->id.length, id),
                row->name.length ? " " : "",
                coh_quote(row->name.bytes, row->name.length, name),
                row->results, row->results == 1 ? "" : "s", notes, row->earlier,
                row->earlier == 1 ? "" : "s",
                row->on_roster ? "" : ", on no roster");
    return 0;
}

static int
trace(void *context, struct coh_span text, int is_name, struct coh_error *err)
{
    struct work *w = context;

    if (is_name ? coh_mention_add_name(&w->mention, text, err)
                : coh_mention_add_id(&w->mention, text, err))
        return -1;
    return coh_traces_add(&w->traces, text, is_name, err);
}

static int
redact(void *context, struct coh_store *store, struct coh_error *err)
{
    struct work *w = context;

    return coh_store_decisions_redact(store, &w->mention, w->run->today,
                                      w->dry_run, &w->run->notes, err);
}

/* The folder that the store lies in is the team's. */
static int
look_for_traces(struct work *w, struct coh_error *err)
{
    const size_t n = (size_t)(coh_base_name(w->run->db) - w->run->db);
    char *folder = coh_copy_text(n ? w->run->db : ".", n > 1 ? n - 1 : 1, err);
    int rc =
        folder ? coh_traces_look(&w->traces, folder, &w->run->notes, err) : -1;

    coh_free(folder);
    return rc;
}

/* "1 student and 3 ids on no roster forgotten, with 14 results" */
static int
say_sum(const struct work *w, const char *what, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char notes[40] = "";
    int rc = 0;

    if (w->notes)
        snprintf(notes, sizeof(notes), " and %zu note%s", w->notes,
                 w->notes == 1 ? "" : "s");
    if (w->ids > NAMED)
        coh_run_say(w->run, "… and %zu more ids on no roster", w->ids - NAMED);
    if (w->students || !w->ids)
        rc =
            coh_text_format(&t, err, "%zu student%s%s", w->students,
                            w->students == 1 ? "" : "s", w->ids ? " and " : "");
    if (!rc && w->ids)
        rc = coh_text_format(&t, err, "%zu id%s on no roster", w->ids,
                             w->ids == 1 ? "" : "s");
    if (!rc)
        coh_run_say(w->run, "%s %s, with %zu result%s%s%s", coh_text_get(&t),
                    what, w->results, w->results == 1 ? "" : "s", notes,
                    w->students + w->ids ? "" : ": nothing to forget");
    coh_text_release(&t);
    return rc;
}

static int
forget_them(struct work *w, struct coh_forget *f, struct coh_error *err)
{
    const struct coh_strings *o = &w->run->operands;
    struct coh_store store = COH_STORE_INIT;
    struct coh_span *who = coh_alloc_array(o->n, sizeof(*who), err);
    size_t i, forgotten = 0;
    int left = 0, rc = -1;

    if (!who ||
        coh_store_open(&store, w->run->db,
                       f->dry_run ? COH_STORE_READ : COH_STORE_WRITE, err))
        goto out;
    for (i = 0; i < o->n; i++)
        who[i] = coh_span_trim(coh_span_of(o->at[i]));
    f->who = who, f->n = o->n;
    w->dry_run = f->dry_run;
    if (coh_student_forget(&store, f, &forgotten, &w->run->notes, err) ||
        (!f->dry_run && coh_cache_empty(w->run->db, &left, err)) ||
        (left && coh_notes_add(&w->run->notes, COH_NOTE_LOOK, NULL, err,
                               COH_CACHE_FOLDER
                               " is somebody else's, and may "
                               "hold their results: who has it deletes it")))
        goto out;
    rc = say_sum(w, f->dry_run ? "would be forgotten" : "forgotten", err) ||
         look_for_traces(w, err);
out:
    coh_store_close(&store);
    coh_free(who);
    return rc;
}

static int
run_forget(struct coh_run *run, void *context, struct coh_error *err)
{
    struct work w = {
        .run = run, .traces = COH_TRACES_INIT, .mention = COH_MENTION_INIT};
    struct coh_forget f = {
        .say = say, .trace = trace, .also = redact, .context = &w};
    int rc = check(run, context, &f, err) || forget_them(&w, &f, err);

    coh_traces_release(&w.traces);
    coh_mention_release(&w.mention);
    return rc ? -1 : 0;
}

int
main(int argc, char **argv)
{
    struct args a = {NULL, 0, 0};
    const struct coh_option options[] = {
        COH_FLAG(0, "unknown", &a.unknown,
                 "also all that is kept apart, on no roster"),
        COH_STRING(0, "left-before", "DATE", &a.left_before,
                   "also who was active last before this day"),
        COH_FLAG('n', "dry-run", &a.dry_run, "only say it, change nothing"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-roster-forget", "[ID…]",         "Remove students for good",
        COH_STEP_TAKE_IN,       COH_TAKES_STORE, options,
    };

    return coh_tool_main(&tool, argc, argv, run_forget, &a);
}
