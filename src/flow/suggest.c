/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/suggest.h"

#include "draft/suggest.h"
#include "layout/catalog.h"

/* A file that a layout knows needs no draft; it may still be wanted. */
static int
say_known(struct coh_run *run, const char *name, const struct coh_suggestion *s,
          struct coh_error *err)
{
    struct coh_catalog catalog = COH_CATALOG_INIT;
    struct coh_headings names = COH_HEADINGS_INIT;
    struct coh_catalog_hit hit;
    int rc = coh_catalog_open(&catalog, err) ||
             coh_headings_make(&names, &s->profile.header, err);

    if (!rc) {
        hit = coh_catalog_best(&catalog, &names, s->profile.above);
        if (hit.score > hit.rival_score)
            coh_run_say(run,
                        "%s: layout %s knows this file: it is taken in "
                        "without a draft",
                        name, hit.layout->name);
    }
    coh_headings_release(&names);
    coh_catalog_release(&catalog);
    return rc ? -1 : 0;
}

static int
draft(struct coh_run *run, struct coh_reader *reader, struct coh_error *err)
{
    struct coh_suggestion s = COH_SUGGESTION_INIT;
    struct coh_text ini = COH_TEXT_INIT;
    const char *name = coh_base_name(coh_reader_name(reader));
    struct coh_out *out;
    int rc = -1;

    if (coh_suggest_read(&s, reader, err) ||
        coh_suggest_write(&s, name, &ini, err) || say_known(run, name, &s, err))
        goto out;
    if (s.profile.aside &&
        coh_notes_add(&run->notes, COH_NOTE_LOOK, NULL, err,
                      "%s: %zu record%s cannot be parsed: nothing of them is "
                      "in the draft",
                      name, s.profile.aside, s.profile.aside == 1 ? "" : "s"))
        goto out;
    out = coh_run_out(run, err);
    if (!out || coh_out_add(out, ini.bytes, ini.length, err))
        goto out;
    rc = 0;
out:
    coh_suggest_release(&s);
    coh_text_release(&ini);
    return rc;
}

int
coh_ingest_suggest(struct coh_run *run, struct coh_error *err)
{
    struct coh_reader *reader;

    if (run->operands.n > 1)
        return coh_fail(err, COH_USAGE, "--suggest takes one file");
    reader =
        coh_run_reader(run, run->operands.n ? run->operands.at[0] : NULL, err);
    if (!reader)
        return -1;
    if (draft(run, reader, err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err) || coh_run_finish(run, err)
               ? -1
               : 0;
}
