/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-export: the whole inventory, as a sheet that import takes
 * back unchanged, as a page to pin to the wall (Markdown, HTML), or with its
 * data as a Frictionless package.
 *
 * Memory: holds the inventory.
 */
#include "cli/team.h"
#include "cli/tool.h"
#include "flow/package.h"
#include "flow/standing.h"
#include "inventory/page.h"
#include "inventory/sheet.h"
#include "report/frame.h"
#include "store/inventory.h"

static int
write_sheet(struct coh_run *run, const struct coh_inventory *inv,
            struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(run, err);

    return w ? coh_sheet_write(inv, w, err) : -1;
}

/* The page in the frame that all pages have. */
static int
write_html(struct coh_run *run, const struct coh_wall *wall,
           struct coh_error *err)
{
    struct coh_out *out = coh_run_out(run, err);
    struct coh_text page = COH_TEXT_INIT, made = COH_TEXT_INIT;
    struct coh_frame frame = {
        .title = coh_span_of("Data inventory"),
        .stamp = run->share ? COH_FRAME_SHARED : COH_FRAME_INSIDE,
        .warning = run->share ? COH_FRAME_WARNING : NULL,
        .style = coh_page_style(),
    };
    int rc = -1;

    if (!out || coh_text_add_string(&made, "made ", err) ||
        coh_page_day(run->today, &made, err))
        goto out;
    frame.head = coh_text_span(&made);
    if (!coh_frame_begin(&frame, &page, err) &&
        !coh_page_html(wall, &page, err) && !coh_frame_end(&frame, &page, err))
        rc = coh_out_add(out, page.bytes, page.length, err);
out:
    coh_text_release(&page);
    coh_text_release(&made);
    return rc;
}

/* The folder is an operand: -o names a file. */
static int
write_package(struct coh_run *run, struct coh_shelf *shelf,
              struct coh_error *err)
{
    struct coh_package package = {.folder = run->operands.at[0],
                                  .today = run->today,
                                  .guarded = run->spreadsheet};
    char *team = NULL;
    int rc = -1;

    if (!coh_run_may_change(run, err) &&
        !coh_team_value("team", "name", &team, err)) {
        package.team = team ? team : "team";
        rc = coh_package_write(shelf, &package, &run->notes, err);
    }
    coh_free(team);
    return rc;
}

static int
write_any(struct coh_run *run, struct coh_shelf *shelf, struct coh_error *err)
{
    const struct coh_wall wall = {&shelf->inventory, &shelf->calendar,
                                  run->today, run->share};
    struct coh_out *out;

    if (run->format == COH_FORMAT_FRICTIONLESS)
        return write_package(run, shelf, err);
    if (run->format == COH_FORMAT_HTML)
        return write_html(run, &wall, err);
    if (run->format != COH_FORMAT_MARKDOWN)
        return write_sheet(run, &shelf->inventory, err);
    out = coh_run_out(run, err);
    return out ? coh_page_markdown(&wall, out, err) : -1;
}

static int
check(const struct coh_run *run, struct coh_error *err)
{
    if (run->format != COH_FORMAT_FRICTIONLESS && run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given",
                        run->operands.at[0]);
    if (run->format != COH_FORMAT_FRICTIONLESS)
        return 0;
    if (run->operands.n != 1 || !*run->operands.at[0] || run->output)
        return coh_fail(err, COH_USAGE,
                        "-f frictionless takes the DIR to make, and no -o");
    if (run->share)
        return coh_fail(err, COH_USAGE,
                        "a package holds children's records: share a page, "
                        "-f html");
    return 0;
}

static int
run_export(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_shelf shelf = COH_SHELF_INIT;
    size_t i;
    int rc = -1;

    (void)context;
    if (check(run, err))
        return -1;
    if (coh_shelf_open(&shelf, run->db, COH_STORE_READ, err) ||
        coh_shelf_derive(&shelf, run->today, err))
        goto out;
    for (i = 0; i < shelf.inventory.n; i++)
        if (coh_run_fact(
                run, "sources",
                coh_entry_get(&shelf.inventory.entry[i], COH_FIELD_SOURCE_ID),
                err))
            goto out;
    if (write_any(run, &shelf, err))
        goto out;
    if (!shelf.inventory.n &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "the inventory is empty: fill it with cohort inventory "
                      "import"))
        goto out;
    rc = coh_run_finish_standing(run, &shelf.store, NULL, err);
out:
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    const struct coh_option options[] = {COH_OPTIONS_END};
    const struct coh_tool tool = {
        "cohort-inventory-export",
        "[DIR]",
        "Write the inventory as a sheet, as a page or as a data package",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT | COH_TAKES_PAGE,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_export, NULL);
}
