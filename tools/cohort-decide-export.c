/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-decide-export: all decisions with their reasons, as a sheet or as a
 * page (Markdown, HTML).
 *
 * Memory: holds the decisions and the page.
 */
#include "flow/decision-page.h"
#include "flow/decision-table.h"
#include "flow/standing.h"
#include "report/frame.h"

#define TITLE "Decisions of the team"

static int
add_decisions(struct coh_decision_view *v, struct coh_run *run,
              enum coh_decision_form form, struct coh_text *page,
              struct coh_error *err)
{
    struct coh_decision d;
    size_t at = 0;

    while (coh_decisions_next(&v->all, &at, &d))
        if (coh_decision_page(v, &d, run->today, form, 2, page, err) ||
            coh_decision_view_fact(run, &d, err))
            return -1;
    return v->all.n ? 0
                    : coh_text_add_string(page,
                                          form == COH_DECISION_HTML
                                              ? "<p>There is no decision "
                                                "yet.</p>\n"
                                              : "There is no decision yet.\n",
                                          err);
}

static int
make_html(struct coh_decision_view *v, struct coh_run *run,
          struct coh_text *page, struct coh_error *err)
{
    char day[COH_DATE_SIZE];
    struct coh_text head = COH_TEXT_INIT;
    struct coh_frame frame = {
        .title = coh_span_of(TITLE),
        .stamp = run->share ? "may be shared" : "inside the team",
        .warning = run->share ? "What names a student or speaks of few was "
                                "left out; readers who know the children may "
                                "know more."
                              : NULL,
    };
    int rc = -1;

    if (!coh_text_format(&head, err, "made %s",
                         coh_date_text(run->today, day))) {
        frame.head = coh_text_span(&head);
        if (!coh_frame_begin(&frame, page, err) &&
            !coh_text_add_string(page, "<h1>" TITLE "</h1>\n", err) &&
            !add_decisions(v, run, COH_DECISION_HTML, page, err))
            rc = coh_frame_end(&frame, page, err);
    }
    coh_text_release(&head);
    return rc;
}

static int
make_markdown(struct coh_decision_view *v, struct coh_run *run,
              struct coh_text *page, struct coh_error *err)
{
    char day[COH_DATE_SIZE];

    if (coh_text_format(page, err, "# " TITLE "\n\nMade %s, %s.\n\n",
                        coh_date_text(run->today, day),
                        run->share ? "may be shared" : "inside the team"))
        return -1;
    return add_decisions(v, run, COH_DECISION_MARKDOWN, page, err);
}

static int
write_any(struct coh_decision_view *v, struct coh_run *run,
          struct coh_error *err)
{
    const int html = run->format == COH_FORMAT_HTML;
    struct coh_text page = COH_TEXT_INIT;
    struct coh_out *out;
    int rc = -1;

    if (!html && run->format != COH_FORMAT_MARKDOWN)
        return coh_decision_sheet_write(v, run, err);
    out = coh_run_out(run, err);
    if (out && !(html ? make_html(v, run, &page, err)
                      : make_markdown(v, run, &page, err)))
        rc = coh_out_add(out, page.bytes, page.length, err);
    coh_text_release(&page);
    return rc;
}

static int
run_export(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_decision_view v = COH_DECISION_VIEW_INIT;
    int rc = -1;

    (void)context;
    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given",
                        run->operands.at[0]);
    if (run->format == COH_FORMAT_FRICTIONLESS)
        return coh_fail(err, COH_USAGE,
                        "decisions are no data package: csv, tsv, json, jsonl, "
                        "markdown, table, xlsx or html");
    if (!coh_decision_view_open(&v, run, err) && !write_any(&v, run, err) &&
        !coh_decision_view_end(&v, run, err))
        rc = coh_run_finish_standing(run, &v.shelf.store, NULL, err);
    coh_decision_view_close(&v);
    return rc;
}

int
main(int argc, char **argv)
{
    const struct coh_option options[] = {COH_OPTIONS_END};
    const struct coh_tool tool = {
        "cohort-decide-export",
        "",
        "Write all decisions with their reasons, as a sheet or a page",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT | COH_TAKES_PAGE,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_export, NULL);
}
