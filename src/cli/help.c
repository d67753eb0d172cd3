/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/run.h"

static const char *const step_name[] = {
    "Set up", "Take in", "Analyse", "Group", "Show and decide", "",
};

static int
put_option(struct coh_text *t, const struct coh_option *o,
           struct coh_error *err)
{
    struct coh_text left = COH_TEXT_INIT;
    int rc = -1;

    if (coh_text_format(&left, err, "  %c%c%s--%s%s%s", o->letter ? '-' : ' ',
                        o->letter ? o->letter : ' ', o->letter ? ", " : "  ",
                        o->name, o->argument && *o->argument != '[' ? " " : "",
                        o->argument ? o->argument : "") ||
        coh_text_format(t, err, "%-30s %s\n", coh_text_get(&left), o->help))
        goto out;
    rc = 0;
out:
    coh_text_release(&left);
    return rc;
}

static int
help_text(struct coh_text *t, const struct coh_run *run,
          const struct coh_option *const *tables, size_t n,
          struct coh_error *err)
{
    const struct coh_tool *tool = run->tool;
    const struct coh_option *o;
    size_t i;

    if (coh_text_format(t, err, "Usage: %s [OPTION…] %s\n%s.\n\n", tool->name,
                        tool->operands, tool->summary))
        return -1;
    for (i = 0; i < n; i++)
        for (o = tables[i]; o->name; o++)
            if (put_option(t, o, err))
                return -1;
    return coh_text_add_string(
        t,
        "\nExit status: 0 done; 1 done, but look at what was said; 2 wrong "
        "usage;\n3 the input cannot be used; 4 the system failed.\n",
        err);
}

/* For lint (against the manual pages), for completion and for the front. */
static int
dump_text(struct coh_text *t, const struct coh_run *run,
          const struct coh_option *const *tables, size_t n,
          struct coh_error *err)
{
    const struct coh_option *o;
    size_t i;

    if (coh_text_format(t, err, "%d\t%s\t%s\n", (int)run->tool->step,
                        step_name[run->tool->step], run->tool->summary))
        return -1;
    for (i = 0; i < n; i++)
        for (o = tables[i]; o->name; o++)
            if (coh_text_format(t, err, "%c\t%s\t%s\n",
                                o->letter ? o->letter : '-', o->name,
                                o->argument ? o->argument : ""))
                return -1;
    return 0;
}

int
coh_help_print(const struct coh_run *run,
               const struct coh_option *const *tables, size_t n,
               struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (run->version ? coh_text_format(&t, err, "%s (Cohort) %s\n",
                                       run->tool->name, COH_VERSION)
        : run->dump  ? dump_text(&t, run, tables, n, err)
                     : help_text(&t, run, tables, n, err))
        goto out;
    rc = coh_file_write(NULL, coh_text_span(&t), err);
out:
    coh_text_release(&t);
    return rc;
}
