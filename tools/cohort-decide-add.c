/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-decide-add: take a filled-in form as a decision of the team, whole or
 * not at all; with a number in it, as an amendment of that decision.
 *
 * Memory: holds the form, the inventory and the decisions.
 */
#include <string.h>

#include "base/program.h"
#include "cli/team.h"
#include "decision/evidence.h"
#include "flow/decision-check.h"
#include "flow/decision-form.h"
#include "flow/decision-view.h"
#include "report/pipeline-hash.h"
#include "store/decision.h"

struct args {
    const char *self;
    int dry_run, named;
};

/* A form on its way into the store. */
struct work {
    struct coh_run *run;
    const struct args *args;
    const char *path;
    struct coh_shelf shelf;
    struct coh_decisions all, made; /* made: the new entry alone */
    struct coh_form form;
    struct coh_form_faults faults;
};

/* Each result is had once more now: its hash is kept. What cannot
 * be run is no evidence. */
static int
run_results(struct work *w, struct coh_error *err)
{
    char folder[COH_PROGRAM_SIZE], hex[COH_SHA256_HEX];
    const struct coh_pipeline_place place = {folder, w->run->db, w->run->today};
    size_t i;

    coh_program_folder(w->args->self, folder);
    for (i = 0; i < w->form.n; i++) {
        const struct coh_form_item *item = &w->form.item[i];
        struct coh_error why = COH_ERROR_INIT;
        struct coh_evidence line;

        if (item->section != COH_MADE_EVIDENCE ||
            coh_evidence_read(&line, item->text) ||
            line.kind != COH_EVIDENCE_RESULT)
            continue;
        if (coh_pipeline_hash(line.ref, &place, hex, &why)) {
            if (coh_form_fault(&w->faults, &w->form, item->section, item->line,
                               err, "the command does not run: %.400s",
                               why.text))
                return -1;
        } else if (coh_decision_add(&w->made, &w->made.entry[0],
                                    "result_sha256", coh_span_of(hex), err)) {
            return -1;
        }
    }
    return 0;
}

static int
check_all(struct work *w, struct coh_error *err)
{
    struct coh_decision_check on = {
        .shelf = &w->shelf, .all = &w->all, .today = w->run->today};
    char *roles = NULL, *at;
    size_t n = 0;
    int rc = -1;

    if (coh_team_value("team", "roles", &roles, err))
        goto out;
    for (at = roles; at && *at; at++)
        if (*at == ',')
            *at = ';';
    on.roles = roles;
    if (coh_decision_check_made(&on, &w->form, &w->faults, &w->run->notes,
                                err) ||
        coh_decision_check_names(&w->shelf.store, &w->form, w->args->named,
                                 &w->made, &n, &w->run->notes, err))
        goto out;
    rc = n != 0;
out:
    coh_free(roles);
    return rc;
}

static int
say_done(struct work *w, const struct coh_decision_entry *e,
         struct coh_error *err)
{
    const struct coh_decision d = {.id = e->id, .now = e};

    coh_run_say(w->run, "decision %lld %s: to be reviewed on %s by the %s",
                (long long)e->id, w->form.id ? "amended" : "taken in",
                coh_decision_get(e, "review_on"),
                coh_decision_get(e, "owner_role"));
    return coh_decision_view_fact(w->run, &d, err);
}

static int
take_in(struct work *w, struct coh_error *err)
{
    struct coh_decision_entry *e = &w->made.entry[0];
    int named;

    if (coh_shelf_open(&w->shelf, w->run->db,
                       w->args->dry_run ? COH_STORE_READ : COH_STORE_WRITE,
                       err) ||
        coh_store_decisions_read(&w->shelf.store, &w->all, err) ||
        coh_decision_check_again(&w->all, e, w->form.id, err) ||
        (named = check_all(w, err)) < 0)
        return -1;
    if (w->faults.n) {
        coh_decision_form_refuse(w->run, w->path, &w->faults);
        return 0;
    }
    if (named) {
        coh_run_say(w->run, "nothing was taken in: decisions are shared and "
                            "their history stays; write groups and numbers, or "
                            "say --named if it is a word like any other");
        return 0;
    }
    if (w->args->dry_run) {
        coh_run_say(w->run, "the form is well; nothing was taken in");
        return 0;
    }
    e->id = w->form.id;
    e->kind = e->id ? COH_DECISION_AMENDED : COH_DECISION_MADE;
    e->day = w->run->today;
    if (coh_store_decision_add(&w->shelf.store, e, err) ||
        coh_store_commit(&w->shelf.store, err))
        return -1;
    return say_done(w, e, err);
}

static int
run_add(struct coh_run *run, void *context, struct coh_error *err)
{
    struct work w = {.run = run,
                     .args = context,
                     .path = run->operands.n ? run->operands.at[0] : NULL,
                     .shelf = COH_SHELF_INIT,
                     .form = COH_FORM_INIT(coh_sheet_amended)};
    int rc = -1;

    if (run->operands.n > 1)
        return coh_fail(err, COH_USAGE, "takes one FORM, not %zu",
                        run->operands.n);
    if ((!w.args->dry_run && coh_run_may_change(run, err)) ||
        coh_decision_form_read(run, w.path, &w.form, &w.faults, err) ||
        !coh_decisions_add(&w.made, err) ||
        coh_sheet_take(&w.form, &w.made, &w.made.entry[0], &w.faults, err))
        goto out;
    if (!run_results(&w, err))
        rc = take_in(&w, err);
out:
    coh_form_faults_release(&w.faults);
    coh_form_release(&w.form);
    coh_decisions_release(&w.made);
    coh_decisions_release(&w.all);
    coh_shelf_close(&w.shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.self = argc ? argv[0] : ""};
    const struct coh_option options[] = {
        COH_FLAG('n', "dry-run", &a.dry_run,
                 "only check the form, take nothing in"),
        COH_FLAG(0, "named", &a.named,
                 "take it though a word of it is a student's name or id"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-decide-add",
        "[FORM]",
        "Take a filled-in form as a decision of the team",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_add, &a);
}
