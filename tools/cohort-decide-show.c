/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-decide-show: one decision, a row a field, or as a page to read; or
 * all that it ever was.
 *
 * Memory: holds the decisions.
 */
#include "flow/decision-form.h"
#include "flow/decision-page.h"
#include "flow/decision-table.h"
#include "flow/standing.h"

struct args {
    int history;
};

static int
write_page(struct coh_decision_view *v, struct coh_run *run,
           const struct coh_decision *d, struct coh_error *err)
{
    struct coh_out *out = coh_run_out(run, err);
    struct coh_text page = COH_TEXT_INIT;
    int rc = -1;

    if (out && !coh_decision_page(v, d, run->today, COH_DECISION_MARKDOWN, 1,
                                  &page, err))
        rc = coh_out_add(out, page.bytes, page.length, err);
    coh_text_release(&page);
    return rc;
}

static int
write_any(struct coh_decision_view *v, struct coh_run *run,
          const struct args *a, const struct coh_decision *d,
          struct coh_error *err)
{
    if (a->history)
        return coh_decision_history_write(v, run, d, err);
    if (run->format == COH_FORMAT_MARKDOWN)
        return write_page(v, run, d, err);
    return coh_decision_show_write(v, run, d, err);
}

static int
run_show(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_decision_view v = COH_DECISION_VIEW_INIT;
    struct coh_decision d;
    int64_t id;
    int rc = -1;

    if (run->operands.n != 1)
        return coh_fail(err, COH_USAGE, "takes the number of one decision");
    if (coh_decision_number(run->operands.at[0], &id, err) ||
        coh_decision_view_open(&v, run, err))
        goto out;
    if (!coh_decisions_find(&v.all, id, &d))
        rc = coh_decisions_fail_unknown(&v.all, id, err);
    else if (!write_any(&v, run, context, &d, err) &&
             !coh_decision_view_fact(run, &d, err) &&
             !coh_decision_view_end(&v, run, err))
        rc = coh_run_finish_standing(run, &v.shelf.store, NULL, err);
out:
    coh_decision_view_close(&v);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {0};
    const struct coh_option options[] = {
        COH_FLAG(0, "history", &a.history,
                 "every entry of it, the earlier ones too"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-decide-show",
        "ID",
        "Show one decision with its reasons",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_show, &a);
}
