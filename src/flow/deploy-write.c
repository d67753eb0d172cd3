/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row a group and educator. */
#include "flow/deploy-sheet.h"

static int
has_block(const struct coh_deploy_sheet *s)
{
    return s->blocks.n > 0;
}

static int
has_role(const struct coh_deploy_sheet *s)
{
    return s->ask->per_group > 1 || s->ask->extended || s->ask->support;
}

static int
put_columns(const struct coh_deploy_sheet *s, struct coh_writer *w,
            struct coh_error *err)
{
    static const struct {
        const char *name;
        enum coh_column_kind kind;
    } column[] = {
        {"group", COH_COLUMN_TEXT},    {"block", COH_COLUMN_TEXT},
        {"educator", COH_COLUMN_TEXT}, {"role", COH_COLUMN_TEXT},
        {"skill", COH_COLUMN_TEXT},    {"level", COH_COLUMN_NUMBER},
        {"gap", COH_COLUMN_NUMBER},    {"load", COH_COLUMN_NUMBER},
        {"reason", COH_COLUMN_TEXT},
    };
    size_t i;

    for (i = 0; i < sizeof(column) / sizeof(*column); i++) {
        if ((i == 1 && !has_block(s)) || (i == 3 && !has_role(s)))
            continue;
        if (coh_writer_column(w, coh_span_of(column[i].name), column[i].kind,
                              err))
            return -1;
    }
    coh_writer_wrap(w, "reason", 50);
    return 0;
}

/* A cell that may have nothing to say. */
static int
put_number(struct coh_writer *w, int there, long n, struct coh_error *err)
{
    return there ? coh_writer_count(w, (size_t)n, err)
                 : coh_writer_blank(w, err);
}

static int
put_row(const struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
        size_t g, size_t e, const char *role, const struct coh_text *reason,
        struct coh_writer *w, struct coh_error *err)
{
    const struct coh_deploy_group *x = &s->group[g];
    const int is = e != COH_DEPLOY_NONE, skill = x->skill != COH_DEPLOY_NONE;
    const int level = is ? s->levels[e * s->groups.n + g] : 0;
    const int led = is && a->lead[g] == e;

    if (coh_writer_string(w, s->groups.at[g], err) ||
        (has_block(s) &&
         coh_writer_string(
             w, x->block == COH_DEPLOY_NONE ? "" : s->blocks.at[x->block],
             err)) ||
        coh_writer_string(w, is ? s->educators.at[e] : "", err) ||
        (has_role(s) && coh_writer_string(w, role, err)) ||
        coh_writer_string(w, skill ? s->skills.at[x->skill] : "", err) ||
        put_number(w, is && skill && (led || s->educator[e].known), level,
                   err) ||
        put_number(w, led && skill, x->need > level ? x->need - level : 0,
                   err) ||
        put_number(w, is, is ? (long)a->load[e] : 0, err) ||
        coh_writer_text(w, coh_text_span(reason), err))
        return -1;
    return coh_writer_row(w, err);
}

static int
put_supports(const struct coh_deploy_sheet *s,
             const struct coh_deploy_answer *a, size_t g, struct coh_text *t,
             struct coh_writer *w, struct coh_error *err)
{
    size_t e, i;

    for (e = 0; e < s->educators.n; e++) {
        if (!a->support[e * s->groups.n + g])
            continue;
        coh_text_clear(t);
        if (coh_deploy_reason_support(s, a, e, g, t, err) ||
            put_row(s, a, g, e, "support", t, w, err))
            return -1;
    }
    for (i = 0; i < s->calls; i++) {
        if (s->call[i].group != g || !a->unmet[i] ||
            !coh_deploy_first_call(s, i))
            continue;
        coh_text_clear(t);
        if (coh_deploy_reason_unmet(s, a, i, t, err) ||
            put_row(s, a, g, COH_DEPLOY_NONE, "support", t, w, err))
            return -1;
    }
    return 0;
}

int
coh_deploy_write(const struct coh_deploy_sheet *s,
                 const struct coh_deploy_answer *a, struct coh_writer *w,
                 struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t g;
    int rc = -1;

    if (put_columns(s, w, err))
        goto out;
    for (g = 0; g < s->groups.n; g++) {
        coh_text_clear(&t);
        if (coh_deploy_reason_lead(s, a, g, &t, err) ||
            put_row(s, a, g, a->lead[g], "lead", &t, w, err) ||
            put_supports(s, a, g, &t, w, err))
            goto out;
    }
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}
