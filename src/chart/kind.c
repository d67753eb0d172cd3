/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/interval.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "chart/heatmap.h"
#include "chart/levels.h"
#include "stat/interval.h"
#include "stat/sample.h"

static const struct coh_chart_kind kinds[] = {
    {.name = "histogram",
     .takes = COH_CHART_TAKES_BY,
     .draw = coh_chart_histogram,
     .sheet = coh_chart_histogram_sheet},
    {.name = "box",
     .takes = COH_CHART_TAKES_BY,
     .draw = coh_chart_box,
     .sheet = coh_chart_box_sheet},
    {.name = "growth",
     .takes = COH_CHART_NEEDS_DATE,
     .draw = coh_chart_growth,
     .sheet = coh_chart_growth_sheet},
    {.name = "bars",
     .takes = COH_CHART_TAKES_BY | COH_CHART_TAKES_TABLE,
     .draw = coh_chart_bars,
     .sheet = coh_chart_bars_sheet},
    {.name = "strip",
     .takes = COH_CHART_TAKES_BY,
     .draw = coh_chart_strip,
     .describe = coh_chart_strip_describe,
     .sheet = coh_chart_strip_sheet},
    {.name = "scatter",
     .takes = COH_CHART_TAKES_BY | COH_CHART_TAKES_CUTS,
     .draw = coh_chart_scatter,
     .columns = coh_chart_scatter_columns,
     .add = coh_chart_scatter_add,
     .finish = coh_chart_scatter_finish,
     .caption = coh_chart_scatter_caption,
     .describe = coh_chart_scatter_describe,
     .sheet = coh_chart_scatter_sheet,
     .release = coh_chart_scatter_release},
    {.name = "groups",
     .takes = COH_CHART_TAKES_BY,
     .draw = coh_chart_grouping_draw,
     .columns = coh_chart_grouping_columns,
     .add = coh_chart_grouping_add,
     .finish = coh_chart_grouping_finish,
     .caption = coh_chart_grouping_caption,
     .describe = coh_chart_grouping_describe,
     .sheet = coh_chart_grouping_sheet,
     .release = coh_chart_grouping_release},
    {.name = "heatmap",
     .takes = COH_CHART_TAKES_BY,
     .draw = coh_chart_heatmap_draw,
     .columns = coh_chart_heatmap_columns,
     .add = coh_chart_heatmap_add,
     .finish = coh_chart_heatmap_finish,
     .caption = coh_chart_heatmap_caption,
     .describe = coh_chart_heatmap_describe,
     .sheet = coh_chart_heatmap_sheet,
     .release = coh_chart_heatmap_release},
    {.name = "levels",
     .takes = COH_CHART_TAKES_BY,
     .draw = coh_chart_levels_draw,
     .columns = coh_chart_levels_columns,
     .add = coh_chart_levels_add,
     .finish = coh_chart_levels_finish,
     .caption = coh_chart_levels_caption,
     .describe = coh_chart_levels_describe,
     .sheet = coh_chart_levels_sheet,
     .release = coh_chart_levels_release},
    {.name = "interval",
     .takes = COH_CHART_TAKES_BY | COH_CHART_TAKES_TABLE,
     .draw = coh_chart_interval,
     .columns = coh_chart_interval_columns,
     .add = coh_chart_interval_add,
     .finish = coh_chart_interval_finish,
     .describe = coh_chart_interval_describe,
     .sheet = coh_chart_interval_sheet,
     .release = coh_chart_interval_release},
};

enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

int
coh_chart_kind_find(const char *name, const struct coh_chart_kind **kind,
                    struct coh_error *err)
{
    struct coh_text all = COH_TEXT_INIT;
    size_t i;

    for (i = 0; i < KINDS; i++)
        if (name && !strcmp(kinds[i].name, name)) {
            *kind = &kinds[i];
            return 0;
        }
    for (i = 0; i < KINDS; i++)
        if (coh_text_format(&all, err, "%s%s", i ? ", " : "", kinds[i].name))
            goto out;
    if (name)
        coh_fail(err, COH_USAGE, "there is no chart '%.40s': there are %s",
                 name, coh_text_get(&all));
    else
        coh_fail(err, COH_USAGE, "say which chart: %s", coh_text_get(&all));
out:
    coh_text_release(&all);
    return -1;
}

int
coh_chart_format_of(const char *path, enum coh_chart_format otherwise,
                    enum coh_chart_format *format, struct coh_error *err)
{
    static const char *const ends[] = {".svg", ".png", ".pdf", ".txt"};
    const char *name = path ? strrchr(path, '/') : NULL;
    const char *end = path ? strrchr(name ? name : path, '.') : NULL;
    int i;

    *format = otherwise;
    if (!end)
        return 0;
    for (i = 0; i < COH_CHART_FORMATS; i++)
        if (!strcasecmp(end, ends[i])) {
            *format = (enum coh_chart_format)i;
            return 0;
        }
    return coh_fail(err, COH_USAGE,
                    "'%.20s' is no format of a chart: a file ends in .svg, "
                    ".png, .pdf or .txt (characters), or -f says which",
                    end);
}

/* An id stands in HTML beside others. */
static int
is_id(const char *id)
{
    size_t i;

    if (!isalpha((unsigned char)*id))
        return 0;
    for (i = 1; id[i]; i++)
        if (!isalnum((unsigned char)id[i]) && id[i] != '-' && id[i] != '_')
            return 0;
    return 1;
}

int
coh_chart_check(const struct coh_chart_options *o, struct coh_error *err)
{
    long least = o->format == COH_CHART_DUMB ? 60 : 320;

    if (o->id && !is_id(o->id))
        return coh_fail(err, COH_USAGE,
                        "--id takes letters, digits, - and _, a letter first");
    if (o->width && (o->width < least || o->width > 4000))
        return coh_fail(err, COH_USAGE, "--width goes from %ld to 4000", least);
    if (o->height > 20000)
        return coh_fail(err, COH_USAGE, "--height goes to 20000");
    if (o->has_cut_y && !(o->kind->takes & COH_CHART_TAKES_CUTS))
        return coh_fail(err, COH_USAGE,
                        "--cut: %s takes one number; two are for scatter",
                        o->kind->name);
    if (!(o->level > 0 && o->level < 1))
        return coh_fail(err, COH_USAGE, "--ci lies between 0 and 1");
    return 0;
}

static void
take(double x, double *low, double *high)
{
    if (!isfinite(x))
        return;
    *low = isfinite(*low) ? fmin(*low, x) : x;
    *high = isfinite(*high) ? fmax(*high, x) : x;
}

void
coh_chart_range(const struct coh_chart *c, int intervals, double *low,
                double *high)
{
    size_t i;

    *low = *high = NAN;
    for (i = 0; i < c->rows; i++) {
        take(c->row[i].value, low, high);
        if (intervals) {
            take(c->row[i].low, low, high);
            take(c->row[i].high, low, high);
        }
    }
    if (c->options.has_cut)
        take(c->options.cut, low, high);
    if (c->options.has_goal)
        take(c->options.goal, low, high);
    if (!isfinite(*low)) {
        *low = 0;
        *high = 1;
    }
}

/* The mean by exact moments where the values allow it. */
static int
mean_of(const struct coh_chart *c, const struct coh_chart_group *g,
        struct coh_chart_bar *bar, struct coh_error *err)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_interval ci = {NAN, NAN};
    struct coh_error why = COH_ERROR_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < g->n; i++)
        if (coh_sample_add_double(&s, c->row[g->first + i].value, err))
            goto out;
    if (coh_sample_finish(&s, err))
        goto out;
    bar->value = coh_sample_mean(&s);
    bar->n = (double)g->n;
    /* An interval needs two scores that are one a child. */
    if (!g->repeats && coh_sample_interval(&s, c->options.level, &ci, &why) &&
        why.code == COH_SYSTEM) {
        if (err)
            *err = why;
        goto out;
    }
    bar->low = ci.low;
    bar->high = ci.high;
    rc = 0;
out:
    coh_sample_release(&s);
    return rc;
}

int
coh_chart_bar(const struct coh_chart *c, const struct coh_chart_group *g,
              struct coh_chart_bar *bar, struct coh_error *err)
{
    const struct coh_chart_row *row = c->row + g->first;

    *bar = (struct coh_chart_bar){NAN, NAN, NAN, NAN, 0, NULL};
    if (c->input == COH_CHART_COUNTS)
        bar->value = bar->n = (double)g->n;
    else if (c->input == COH_CHART_VALUES)
        return g->n ? mean_of(c, g, bar, err) : 0;
    else if (g->n)
        *bar = (struct coh_chart_bar){row->value, row->low,    row->high,
                                      row->n,     row->hidden, row->band};
    return 0;
}

const char *
coh_chart_number(const struct coh_chart *c, double x, char out[COH_NUMBER_SIZE])
{
    int decimals = c->input == COH_CHART_VALUES   ? c->decimals + 1
                   : c->input == COH_CHART_COUNTS ? 0
                   : fabs(x) < 10                 ? 2
                                                  : 1;

    /* What mask rounded is not to look finer. */
    if (c->input == COH_CHART_TABLE && c->suppressed < c->width &&
        decimals > c->decimals)
        decimals = c->decimals;

    if (!c->percent)
        return coh_double_fixed(x, decimals > 3 ? 3 : decimals, out);
    coh_double_fixed(x * 100, 0, out);
    if (*out)
        strncat(out, " %", COH_NUMBER_SIZE - strlen(out) - 1);
    return out;
}
