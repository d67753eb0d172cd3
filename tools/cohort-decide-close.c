/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-decide-close: what came of a decision, beside what was expected; by a
 * form or by options. The decision stays as it was.
 *
 * Memory: holds the form and the decisions.
 */
#include <string.h>

#include "decision/sheet.h"
#include "flow/decision-check.h"
#include "flow/decision-form.h"
#include "flow/decision-view.h"
#include "store/decision.h"

struct args {
    const char *form;
    const char *text[COH_CLOSED_STEP + 1]; /* by section */
    int again, named;
};

struct work {
    struct coh_run *run;
    const struct args *args;
    int64_t id;
    struct coh_store store;
    struct coh_decisions all, made; /* made: the new entry alone */
    struct coh_form form;
    struct coh_form_faults faults;
};

static int
check(const struct args *a, const struct coh_run *run, int64_t *id,
      struct coh_error *err)
{
    const char *const *t = a->text;
    size_t k, n = 0;

    if (run->operands.n != 1)
        return coh_fail(err, COH_USAGE, "takes the number of one decision");
    for (k = 0; k <= COH_CLOSED_STEP; k++)
        n += t[k] != NULL;
    if (a->form && n)
        return coh_fail(err, COH_USAGE,
                        "--form says it all: leave the other options out");
    if (!a->form && (!t[COH_CLOSED_OUTCOME] || !t[COH_CLOSED_LEARNED]))
        return coh_fail(err, COH_USAGE,
                        "--form FORM, or at least --outcome, --actual, "
                        "--learned and --next: cohort decide new --close %.20s "
                        "prints the form",
                        run->operands.at[0]);
    return coh_decision_number(run->operands.at[0], id, err) ||
                   coh_run_may_change(run, err)
               ? -1
               : 0;
}

/* The form, or one made of the options. */
static int
read_form(struct work *w, struct coh_error *err)
{
    size_t k;

    if (w->args->form)
        return coh_decision_form_read(w->run, w->args->form, &w->form,
                                      &w->faults, err);
    for (k = 0; k <= COH_CLOSED_STEP; k++) {
        if (coh_form_add(&w->form, k, 0, coh_span_of(w->args->text[k]), err))
            return -1;
        if (w->form.section[k].needed && !coh_form_first(&w->form, k) &&
            coh_form_fault(&w->faults, &w->form, k, 0, err,
                           "is not said, and is needed"))
            return -1;
    }
    return 0;
}

static int
check_open(struct work *w, struct coh_decision *d, struct coh_error *err)
{
    char day[COH_DATE_SIZE];

    if (!coh_decisions_find(&w->all, w->id, d))
        return coh_decisions_fail_unknown(&w->all, w->id, err);
    if (!d->outcome || w->args->again)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "decision %lld was closed on %s: --again adds another "
                    "outcome, and the first one stays",
                    (long long)w->id, coh_date_text(d->outcome->day, day));
}

static int
take_in(struct work *w, struct coh_error *err)
{
    struct coh_decision_entry *e = &w->made.entry[0];
    struct coh_decision d;
    size_t n = 0;
    int rc = -1;

    if (coh_store_open(&w->store, w->run->db, COH_STORE_WRITE, err) ||
        coh_store_begin(&w->store, err) ||
        coh_store_decisions_read(&w->store, &w->all, err) ||
        check_open(w, &d, err) ||
        coh_decision_check_names(&w->store, &w->form, w->args->named, &w->made,
                                 &n, &w->run->notes, err))
        return -1;
    rc = 0;
    if (w->faults.n) {
        coh_decision_form_refuse(
            w->run, w->args->form ? w->args->form : "the options", &w->faults);
    } else if (n) {
        coh_run_say(w->run, "nothing was taken in: say --named if it is a word "
                            "like any other");
    } else if (coh_decision_check_outcome(&d, e, &w->run->notes, err) ||
               coh_store_decision_add(&w->store, e, err) ||
               coh_store_commit(&w->store, err)) {
        rc = -1;
    } else {
        coh_run_say(w->run, "decision %lld closed: expected %s; %s",
                    (long long)w->id, coh_decision_get(d.now, "expected"),
                    coh_decision_get(e, "outcome"));
        rc = coh_decision_view_fact(w->run, &d, err);
    }
    return rc;
}

static int
run_close(struct coh_run *run, void *context, struct coh_error *err)
{
    struct work w = {.run = run,
                     .args = context,
                     .store = COH_STORE_INIT,
                     .form = COH_FORM_INIT(coh_sheet_closed)};
    struct coh_decision_entry *e;
    int rc = -1;

    if (check(w.args, run, &w.id, err) || read_form(&w, err) ||
        !(e = coh_decisions_add(&w.made, err)))
        goto out;
    e->id = w.id;
    e->kind = COH_DECISION_CLOSED;
    e->day = run->today;
    if (!coh_sheet_take_outcome(&w.form, &w.made, e, &w.faults, err))
        rc = take_in(&w, err);
out:
    coh_form_faults_release(&w.faults);
    coh_form_release(&w.form);
    coh_decisions_release(&w.made);
    coh_decisions_release(&w.all);
    coh_store_close(&w.store);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.form = NULL};
    const struct coh_option options[] = {
        COH_STRING(0, "form", "FORM", &a.form,
                   "a filled-in form (- for input)"),
        COH_STRING(0, "actual", "TEXT", &a.text[COH_CLOSED_ACTUAL],
                   "what happened, the number first"),
        COH_STRING(0, "outcome", "WORD[: WHY]", &a.text[COH_CLOSED_OUTCOME],
                   "met, partly, not met, cannot tell, withdrawn"),
        COH_STRING(0, "learned", "TEXT", &a.text[COH_CLOSED_LEARNED],
                   "what the team learned"),
        COH_STRING(0, "next", "WORD", &a.text[COH_CLOSED_NEXT],
                   "keep, change or end"),
        COH_STRING(0, "step", "TEXT", &a.text[COH_CLOSED_STEP],
                   "the next step: who, what, by when"),
        COH_FLAG(0, "again", &a.again, "another outcome of a closed decision"),
        COH_FLAG(0, "named", &a.named,
                 "take it though a word of it is a student's name or id"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-decide-close",
        "ID",
        "Keep what came of a decision, beside what was expected",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_close, &a);
}
