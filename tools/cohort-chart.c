/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cohort-chart: draw rows as a histogram, boxes, bars or lines of growth.
 * Memory: holds a few numbers a row. */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "chart/chart.h"
#include "cli/tool.h"
#include "flow/head-count.h"
#include "table/table.h"

struct args {
    struct coh_chart chart;
    struct coh_chart_options o;
    const char *highlight, *output;
    int format, script;
    struct coh_names ids;
};

static const char *const formats[] = {"svg", "png", "pdf", "dumb", NULL};

/* The first operand is the kind; -f, -o or the terminal says which format. */
static int
check(struct args *a, struct coh_run *run, struct coh_error *err)
{
    int terminal = !a->output && !a->script && isatty(STDOUT_FILENO);
    const char *word = run->operands.n ? run->operands.at[0] : NULL;

    if (coh_chart_kind_find(word, &a->o.kind, err))
        return -1;
    run->operands.n--;
    memmove(run->operands.at, run->operands.at + 1,
            run->operands.n * sizeof(*run->operands.at));
    run->output = a->output;
    a->o.student = run->student;
    a->o.has_cut = isfinite(a->o.cut);
    a->o.has_goal = isfinite(a->o.goal);
    a->o.format = (enum coh_chart_format)a->format;
    if (a->format < 0 &&
        coh_chart_format_of(a->script ? NULL : a->output,
                            terminal ? COH_CHART_DUMB : COH_CHART_SVG,
                            &a->o.format, err))
        return -1;
    if (terminal &&
        (a->o.format == COH_CHART_PNG || a->o.format == COH_CHART_PDF))
        return coh_fail(err, COH_USAGE, "-f %s needs -o FILE",
                        formats[a->format]);
    return coh_chart_check(&a->o, err);
}

/* Ids from a CSV with the student column. */
static int
read_ids(struct args *a, struct coh_run *run, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, a->highlight, err);
    struct coh_table t = COH_TABLE_INIT;
    size_t column, i, at;
    int rc = -1;

    if (!reader || coh_table_read(&t, reader, &run->notes, err) ||
        coh_header_find(&t.header, coh_span_of(run->student), &column, err))
        goto out;
    for (i = 0; i < t.rows; i++)
        if (coh_names_add(&a->ids, coh_span_trim(coh_table_cell(&t, i, column)),
                          &at, err))
            goto out;
    rc = coh_run_reader_done(run, reader, err);
    reader = NULL;
out:
    coh_reader_free(reader);
    coh_table_release(&t);
    if (rc)
        coh_error_context(err, "--highlight: ");
    return rc;
}

/* --highlight is a file, if one is called that, else ids; an empty list: none.
 */
static int
take_highlight(struct args *a, struct coh_run *run, struct coh_error *err)
{
    static const struct coh_span nobody;
    struct coh_list list = COH_LIST_INIT;
    int rc = a->highlight && access(a->highlight, F_OK) == 0
                 ? read_ids(a, run, err)
                 : coh_list_parse(&list, a->highlight, err);
    size_t i, at;

    for (i = 0; !rc && i < list.n; i++)
        rc = coh_names_add(&a->ids, list.item[i], &at, err);
    coh_list_release(&list);
    a->o.highlight = a->ids.n ? a->ids.name : a->highlight ? &nobody : NULL;
    a->o.highlights = a->ids.n;
    return rc;
}

static int
read_rows(struct args *a, struct coh_run *run, struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_record rec;
    int rc = -1;

    if (coh_rows_open(&rows, run, err))
        goto out;
    if (coh_head_count_single(&rows, err) ||
        coh_chart_columns(&a->chart, &rows.header, err)) {
        if (err->code == COH_INPUT)
            coh_error_context(err, "%s: ", coh_rows_name(&rows));
        goto out;
    }
    while (!(rc = coh_rows_next(&rows, &rec, err)) && !rec.end)
        if ((rc = coh_chart_add(&a->chart, coh_rows_name(&rows), &rec,
                                &run->notes, err)))
            break;
    if (!rc)
        rc =
            coh_chart_finish(&a->chart, coh_rows_name(&rows), &run->notes, err);
out:
    coh_rows_release(&rows);
    return rc;
}

static int
run_chart(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_text script = COH_TEXT_INIT, picture = COH_TEXT_INIT;
    struct coh_text *result = a->script ? &script : &picture;
    struct coh_out *out;
    int rc = -1;

    gsl_set_error_handler_off();
    if (check(a, run, err) || take_highlight(a, run, err))
        goto out;
    a->chart.options = a->o;
    if (read_rows(a, run, err) || coh_chart_script(&a->chart, &script, err) ||
        (!a->script && coh_chart_draw(&a->chart, &script, &picture, err)))
        goto out;
    out = coh_run_out(run, err);
    if (!out || coh_out_add(out, result->bytes, result->length, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_text_release(&script);
    coh_text_release(&picture);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.chart = COH_CHART_INIT,
                     .o = {.level = 0.95, .cut = NAN, .goal = NAN},
                     .format = -1,
                     .ids = COH_NAMES_INIT};
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL", &a.o.value, "the values (score)"),
        COH_STRING('b', "by", "COL[,COL]", &a.o.by, "a row or panel for each"),
        COH_STRING(0, "date", "COL", &a.o.date, "growth: the day (date)"),
        COH_STRING(0, "label", "COL", &a.o.label,
                   "growth: text at a line's end (name, else the id)"),
        COH_STRING(0, "highlight", "WHO", &a.highlight,
                   "growth: FILE or ID,… in colour (all, up to 8)"),
        COH_FLAG(0, "trend", &a.o.trend, "growth: straight lines as well"),
        COH_FLAG(0, "count", &a.o.count, "bars: count rows"),
        COH_DOUBLE(0, "ci", "LEVEL", &a.o.level, "bars: of intervals (0.95)"),
        COH_DOUBLE(0, "cut", "X", &a.o.cut, "a line at a cut score"),
        COH_DOUBLE(0, "goal", "Y", &a.o.goal, "a line at a goal"),
        COH_STRING(0, "title", "TEXT", &a.o.title, "the finding"),
        COH_STRING(0, "subtitle", "TEXT", &a.o.subtitle, "what, who, when, n"),
        COH_STRING(0, "x-label", "TEXT", &a.o.x_label, "name of the x axis"),
        COH_STRING(0, "y-label", "TEXT", &a.o.y_label, "name of the y axis"),
        COH_CHOICE('f', "format", "FORMAT", &a.format, formats,
                   "svg png pdf dumb (by -o, else svg or dumb)"),
        COH_STRING('o', "output", "FILE", &a.output,
                   "write there, whole or not at all"),
        COH_FLAG(0, "script", &a.script, "print the gnuplot script instead"),
        COH_COUNT(0, "width", "PX", &a.o.width, "width (720)"),
        COH_COUNT(0, "height", "PX", &a.o.height, "height (by the data)"),
        COH_STRING(0, "id", "NAME", &a.o.id, "start of ids in an SVG (chart)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-chart",
        "histogram|box|growth|bars [FILE…]",
        "Draw rows, or a table of statistics, as a chart",
        COH_STEP_SHOW,
        COH_TAKES_ROWS,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_chart, &a);

    coh_chart_release(&a.chart);
    coh_names_release(&a.ids);
    return status;
}
