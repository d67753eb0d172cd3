/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What forbids an interval between groups, and how it is said. */
#include "flow/compare-cells.h"

static const char *const kind_name[COH_SUMMARY_KINDS] = {"scale", "assessment",
                                                         "measure"};

void
coh_compare_cells_doubt(const struct coh_compare_cells *c, size_t block,
                        size_t group, size_t variable,
                        struct coh_compare_doubt *doubt)
{
    const struct coh_summary_result *r =
        coh_compare_cells_result(c, block, group, variable);
    struct coh_span by =
        c->in.rows.header.name[c->in.by.at[c->block[block].by]];
    size_t k;

    if (coh_summary_repeats(&c->sum, r)) {
        doubt->repeats = 1;
        doubt->rows += r->sample.n;
        doubt->students += r->students + r->unnamed;
    }
    for (k = 0; k < COH_SUMMARY_KINDS; k++) {
        /* Who asks for assessments side by side may have them. */
        if (coh_span_is(by, kind_name[k]))
            continue;
        if (r->other[k])
            doubt->other[k] = r->other[k];
        if (r->kind[k] && doubt->kind[k] && r->kind[k] != doubt->kind[k])
            doubt->other[k] = r->kind[k];
        if (!doubt->kind[k])
            doubt->kind[k] = r->kind[k];
    }
}

static int
judge_kinds(const struct coh_compare_cells *c,
            const struct coh_compare_doubt *doubt, const char *label,
            struct coh_text *words, struct coh_error *err)
{
    char quoted[2][COH_QUOTE_SIZE];
    struct coh_span name;
    size_t k, i, at[2];
    int some = 0;

    for (k = 0; k < COH_SUMMARY_KINDS; k++) {
        if (!doubt->other[k])
            continue;
        some = 1;
        at[0] = doubt->kind[k];
        at[1] = doubt->other[k];
        for (i = 0; i < 2; i++) {
            name = coh_keys_cells(&c->sum.kinds[k], at[i] - 1)[0];
            if (!name.length)
                name = coh_span_of("(blank)");
            coh_quote(name.bytes, name.length, quoted[i]);
        }
        if (coh_text_format(words, err, "%smore than one %s (%s, %s)",
                            words->length ? "; " : "", kind_name[k], quoted[0],
                            quoted[1]) ||
            coh_notes_add(&c->in.rows.run->notes, COH_NOTE_LOOK, label, err,
                          "more than one %s in one comparison: no interval",
                          kind_name[k]))
            return -1;
    }
    return some;
}

int
coh_compare_cells_judge(const struct coh_compare_cells *c,
                        const struct coh_compare_doubt *doubt,
                        const char *label, struct coh_text *words,
                        struct coh_error *err)
{
    int some;

    if (doubt->repeats) {
        if (coh_text_format(words, err,
                            "%sstudents repeat (%zu rows of %zu student%s)",
                            words->length ? "; " : "", doubt->rows,
                            doubt->students, doubt->students == 1 ? "" : "s") ||
            coh_notes_add(&c->in.rows.run->notes, COH_NOTE_LOOK, label, err,
                          "students repeat: n counts rows, no interval; "
                          "--per-student takes one score of each"))
            return -1;
    }
    some = judge_kinds(c, doubt, label, words, err);
    if (some < 0)
        return -1;
    some |= doubt->repeats;
    return some && coh_text_add_string(words, ": no interval", err) ? -1 : some;
}
