/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/press.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "report/naming.h"

/* Where the ending of a file's name starts. */
static size_t
stem(const char *path)
{
    const char *dot = strrchr(path, '.');
    const int ends = dot && !strchr(dot, '/') && dot > path;

    return ends ? (size_t)(dot - path) : strlen(path);
}

enum coh_press_form
coh_press_form_of(const char *output)
{
    return output && !strcasecmp(output + stem(output), ".md")
               ? COH_PRESS_MARKDOWN
               : COH_PRESS_HTML;
}

/* The Markdown page that `path` (NULL: standard output) will hold. */
static int
make_markdown(struct coh_weave *w, const char *path, struct coh_text *page,
              struct coh_error *err)
{
    const char *base = path ? strrchr(path, '/') : NULL;
    struct coh_text name = COH_TEXT_INIT;
    size_t at = 0;
    int rc = -1;

    base = base ? base + 1 : path;
    if (!path && coh_weave_chart(w, &at))
        return coh_fail(err, COH_USAGE,
                        "the charts of a Markdown page stand beside it: "
                        "-o PAGE.md says where");
    if (!coh_text_add(&name, base ? base : "", base ? stem(base) : 0, err))
        rc = coh_weave_markdown(w, coh_text_get(&name), page, err);
    coh_text_release(&name);
    return rc;
}

/* Beside a page on standard output there are none. */
static int
write_charts(const struct coh_weave *w, const char *path, struct coh_error *err)
{
    return path ? coh_weave_write_charts(w, path, stem(path), err) : 0;
}

/* *left: something may have left the program. */
static int
write_made(struct coh_run *run, const struct coh_press *p,
           const struct coh_weave *w, const struct coh_text *page,
           const struct coh_text *twin, int *left, struct coh_error *err)
{
    struct coh_out *out = coh_run_out(run, err);

    *left = !p->output;
    if (!out || coh_out_add(out, page->bytes, page->length, err))
        return -1;
    *left |= p->twin || p->form == COH_PRESS_MARKDOWN;
    if (p->form == COH_PRESS_MARKDOWN && write_charts(w, p->output, err))
        return -1;
    if (p->twin && (write_charts(w, p->twin, err) ||
                    coh_file_write(p->twin, coh_text_span(twin), err)))
        return -1;
    return coh_run_finish(run, err);
}

int
coh_press_write(const struct coh_press *p, struct coh_run *run,
                struct coh_weave *w, struct coh_ledger_loan *loan,
                struct coh_error *err)
{
    struct coh_text page = COH_TEXT_INIT, twin = COH_TEXT_INIT;
    const char *file[3] = {p->output, p->twin, NULL};
    int rc = -1, left;

    if (!file[0]) {
        file[0] = file[1];
        file[1] = NULL;
    }

    if (p->form == COH_PRESS_HTML ? coh_weave_html(w, &page, err)
                                  : make_markdown(w, p->output, &page, err))
        goto out;
    if ((p->twin && make_markdown(w, p->twin, &twin, err)) ||
        ((w->share || w->only) &&
         coh_naming_guard(w, &page, &twin, file, err)) ||
        coh_ledger_take(loan, err))
        goto out;
    run->output = p->output;
    rc = write_made(run, p, w, &page, &twin, &left, err);
    if (rc && !left && coh_ledger_undo(loan, NULL))
        coh_error_context(
            err, "%s holds tables of a page that was not made: ", p->ledger);
out:
    coh_text_release(&page);
    coh_text_release(&twin);
    return rc;
}
