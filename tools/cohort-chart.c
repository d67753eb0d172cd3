/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cohort-chart: draw rows, or a table of statistics, as one of the charts
 * of chart/kind.c.
 * Memory: holds a few numbers a row. */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "chart/word.h"
#include "flow/chart-input.h"
#include "table/lexicon.h"

struct args {
    struct coh_chart chart;
    struct coh_chart_options o;
    const char *highlight, *cuts, *output;
    int format, script, alt, data;
    struct coh_names ids;
    struct coh_lexicon lexicon;
    const char *words[COH_CHART_WORDS]; /* NULL: stays English */
};

static const char *const formats[] = {"svg", "png", "pdf", "dumb", NULL};

/* The first operand is the kind; -f, -o or the terminal says which format. */
static int
check(struct args *a, struct coh_run *run, struct coh_error *err)
{
    int words = a->script + a->alt + a->data;
    int terminal = !a->output && !words && isatty(STDOUT_FILENO);
    const char *word = run->operands.n ? run->operands.at[0] : NULL;

    if (coh_chart_kind_find(word, &a->o.kind, err))
        return -1;
    if (words > 1)
        return coh_fail(err, COH_USAGE,
                        "choose one of --script, --alt and --data");
    run->operands.n--;
    memmove(run->operands.at, run->operands.at + 1,
            run->operands.n * sizeof(*run->operands.at));
    run->output = a->output;
    a->o.student = run->student;
    a->o.has_goal = isfinite(a->o.goal);
    if (coh_chart_input_cuts(a->cuts, &a->o, err))
        return -1;
    a->o.format = (enum coh_chart_format)a->format;
    if (a->format < 0 &&
        coh_chart_format_of(words ? NULL : a->output,
                            terminal ? COH_CHART_DUMB : COH_CHART_SVG,
                            &a->o.format, err))
        return -1;
    if (terminal &&
        (a->o.format == COH_CHART_PNG || a->o.format == COH_CHART_PDF))
        return coh_fail(err, COH_USAGE, "-f %s needs -o FILE",
                        formats[a->format]);
    return coh_chart_check(&a->o, err);
}

/* The words of the page that the chart stands on. */
static int
read_words(struct args *a, struct coh_error *err)
{
    int k;

    if (coh_lexicon_from_page(&a->lexicon, err))
        return -1;
    for (k = 0; k < COH_CHART_WORDS; k++)
        a->words[k] = coh_lexicon_text(
            &a->lexicon, coh_chart_word_key((enum coh_chart_word)k));
    a->o.words = a->words;
    return 0;
}

/* The picture, or what is asked for in its place. */
static int
make(const struct args *a, struct coh_text *out, struct coh_error *err)
{
    struct coh_text script = COH_TEXT_INIT;
    int rc;

    if (a->data)
        return coh_chart_data(&a->chart, out, err);
    if (a->alt)
        return coh_chart_describe(&a->chart, out, err) ||
               coh_text_add(out, "\n", 1, err);
    if (a->script)
        return coh_chart_script(&a->chart, out, err);
    rc = coh_chart_script(&a->chart, &script, err) ||
         coh_chart_draw(&a->chart, &script, out, err);
    coh_text_release(&script);
    return rc;
}

static int
run_chart(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_text result = COH_TEXT_INIT;
    struct coh_out *out;
    int rc = -1;

    gsl_set_error_handler_off();
    if (check(a, run, err) || read_words(a, err) ||
        coh_chart_input_who(run, a->highlight, &a->ids, &a->o, err))
        goto out;
    a->chart.options = a->o;
    if (coh_chart_input_rows(run, &a->chart, err) || make(a, &result, err))
        goto out;
    out = coh_run_out(run, err);
    if (out && !coh_out_add(out, result.bytes, result.length, err))
        rc = coh_run_finish(run, err);
out:
    coh_text_release(&result);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.chart = COH_CHART_INIT,
                     .o = {.level = 0.95, .goal = NAN},
                     .format = -1,
                     .ids = COH_NAMES_INIT,
                     .lexicon = COH_LEXICON_INIT};
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL", &a.o.value, "the values (score)"),
        COH_STRING('b', "by", "COL[,COL]", &a.o.by, "a row or panel for each"),
        COH_STRING(0, "date", "COL", &a.o.date, "growth: the day (date)"),
        COH_STRING(0, "label", "COL", &a.o.label,
                   "growth: text at a line's end (name, else the id)"),
        COH_STRING(0, "highlight", "WHO", &a.highlight,
                   "growth, scatter: FILE or ID,… to name"),
        COH_STRING(0, "order", "LEVEL[,LEVEL]", &a.o.order,
                   "levels: from lowest to highest"),
        COH_FLAG(0, "trend", &a.o.trend, "growth: straight lines as well"),
        COH_FLAG(0, "count", &a.o.count, "bars: count rows"),
        COH_DOUBLE(0, "ci", "LEVEL", &a.o.level,
                   "bars, strip, scatter: of intervals (0.95)"),
        COH_STRING(0, "cut", "X[,Y]", &a.cuts, "a line at a cut score"),
        COH_DOUBLE(0, "goal", "Y", &a.o.goal, "a line at a goal"),
        COH_STRING(0, "title", "TEXT", &a.o.title, "the finding"),
        COH_STRING(0, "subtitle", "TEXT", &a.o.subtitle, "what, who, when, n"),
        COH_STRING(0, "foot", "TEXT", &a.o.foot,
                   "in the place of how to read it"),
        COH_STRING(0, "x-label", "TEXT", &a.o.x_label, "name of the x axis"),
        COH_STRING(0, "y-label", "TEXT", &a.o.y_label, "name of the y axis"),
        COH_CHOICE('f', "format", "FORMAT", &a.format, formats,
                   "svg png pdf dumb (by -o, else svg or dumb)"),
        COH_STRING('o', "output", "FILE", &a.output,
                   "write there, whole or not at all"),
        COH_FLAG(0, "script", &a.script, "print the gnuplot script instead"),
        COH_FLAG(0, "alt", &a.alt, "print the picture in words instead"),
        COH_FLAG(0, "data", &a.data, "print its data table (CSV) instead"),
        COH_COUNT(0, "width", "PX", &a.o.width, "width (720)"),
        COH_COUNT(0, "height", "PX", &a.o.height, "height (by the data)"),
        COH_STRING(0, "id", "NAME", &a.o.id, "start of ids in an SVG (chart)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-chart",
        ("histogram|box|strip|bars|interval|levels|heatmap|\n"
         "       growth|scatter|groups [FILE…]"),
        "Draw rows, or a table of statistics, as a chart",
        COH_STEP_SHOW,
        COH_TAKES_ROWS,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_chart, &a);

    coh_chart_release(&a.chart);
    coh_names_release(&a.ids);
    coh_lexicon_release(&a.lexicon);
    return status;
}
