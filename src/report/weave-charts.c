/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include "report/weave.h"

const struct coh_block *
coh_weave_chart(const struct coh_weave *w, size_t *at)
{
    const struct coh_block *b;

    while (*at < w->n) {
        b = &w->block[(*at)++];
        if (b->is_chart && !b->absent && !b->left_out)
            return b;
    }
    return NULL;
}

int
coh_weave_write_charts(const struct coh_weave *w, const char *path, size_t stem,
                       struct coh_error *err)
{
    struct coh_text name = COH_TEXT_INIT;
    const struct coh_block *b;
    size_t at = 0;
    int rc = 0;

    while (!rc && (b = coh_weave_chart(w, &at))) {
        coh_text_clear(&name);
        rc = coh_text_format(&name, err, "%.*s-%s.svg", (int)stem, path, b->id);
        if (!rc)
            rc = coh_file_write(name.bytes, coh_text_span(&b->svg), err);
    }
    coh_text_release(&name);
    return rc;
}
