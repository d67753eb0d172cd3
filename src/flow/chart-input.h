/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_CHART_INPUT_H
#define COH_FLOW_CHART_INPUT_H

#include "chart/chart.h"
#include "cli/tool.h"

/*
 * What a chart is drawn from: the rows of the run's files, and the students
 * that stand out.
 *
 *     if (coh_chart_input_who(run, "00812,00930", &ids, &options, err)) ...
 *     chart.options = options;
 *     if (coh_chart_input_rows(run, &chart, err)) ...
 */

/* Into options.highlight the students of `who`: a CSV with the student column,
 * if a file is called that, else ids with commas between; an empty list is
 * nobody, NULL leaves it to the chart. The spans are those of `ids`, which
 * must outlive the chart. */
int coh_chart_input_who(struct coh_run *run, const char *who,
                        struct coh_names *ids, struct coh_chart_options *o,
                        struct coh_error *err) COH_MUST_CHECK;

/* Into options.cut, and of two numbers into options.cut_y as well: "14" or
 * "14,210"; NULL is no cut. COH_USAGE for what is none. */
int coh_chart_input_cuts(const char *text, struct coh_chart_options *o,
                         struct coh_error *err) COH_MUST_CHECK;

/* All rows, to the end of coh_chart_finish. COH_INPUT under --share, when they
 * are single results. */
int coh_chart_input_rows(struct coh_run *run, struct coh_chart *c,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
