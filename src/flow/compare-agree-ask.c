/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --agree: what is asked, and which columns answer it. */
#include "flow/compare-agree.h"

/* ---- what is asked ---- */

static int
read_cuts(struct coh_agree *a, struct coh_error *err)
{
    struct coh_summary reader = COH_SUMMARY_INIT;
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    int rc = -1;

    if (coh_list_parse(&list, a->ask->cut, err))
        goto out;
    if (list.n != 2) {
        coh_fail(err, COH_USAGE,
                 "--cut with --agree takes two, one a measure: --cut 14,210");
        goto out;
    }
    for (i = 0; i < 2; i++) {
        if (coh_summary_cut(&reader, coh_span_trim(list.item[i]), err)) {
            coh_error_context(err, "--cut: ");
            goto out;
        }
        a->of[i].cut = reader.cut_at;
        a->of[i].percent = reader.percent;
    }
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

int
coh_agree_ask(struct coh_agree *a, struct coh_error *err)
{
    const struct coh_compare_ask *ask = a->ask;
    size_t i;

    if (ask->by || ask->within || ask->paired || ask->reference || ask->min_n ||
        ask->overall || ask->rates || ask->collapse)
        return coh_fail(err, COH_USAGE,
                        "--agree goes with --value, --cut, --table, --list, "
                        "--date, --ci and --p alone");
    if (ask->table && ask->list)
        return coh_fail(err, COH_USAGE, "--table or --list: not both at once");
    if (coh_list_parse(&a->names, ask->agree, err))
        return -1;
    for (i = 0; i < a->names.n; i++)
        a->names.item[i] = coh_span_trim(a->names.item[i]);
    if (a->names.n != 2 || !a->names.item[0].length ||
        !a->names.item[1].length ||
        coh_span_equal(a->names.item[0], a->names.item[1]))
        return coh_fail(err, COH_USAGE,
                        "--agree takes two measures: --agree 'Unit 3 Test,MAP "
                        "Growth'");
    for (i = 0; i < 2; i++)
        a->of[i].name = a->names.item[i];
    return ask->cut ? read_cuts(a, err) : 0;
}

/* ---- which columns ---- */

static size_t
column(const struct coh_agree *a, const char *name)
{
    return coh_header_seek(&a->rows.header, coh_span_of(name));
}

static int
is_column(const struct coh_agree *a, int side)
{
    struct coh_span name = a->of[side].name;

    return name.bytes[0] == '#' ||
           coh_header_seek(&a->rows.header, name) < a->rows.header.n;
}

static int
find_wide(struct coh_agree *a, struct coh_error *err)
{
    struct coh_columns at = COH_COLUMNS_INIT;
    int side, rc = coh_rows_columns(&a->rows, a->ask->agree, &at, err);

    for (side = 0; !rc && side < 2; side++) {
        a->of[side].column = at.at[side];
        a->of[side].name = a->rows.header.name[at.at[side]];
        if (a->of[side].percent)
            rc = coh_fail(err, COH_INPUT,
                          "--cut in per cent needs tidy rows with max_score; "
                          "these measures are columns");
    }
    if (!rc && a->of[0].column == a->of[1].column)
        rc = coh_fail(err, COH_USAGE, "--agree names one column twice");
    coh_columns_release(&at);
    return rc;
}

static int
find_tidy(struct coh_agree *a, struct coh_error *err)
{
    size_t none = a->rows.header.n;
    struct coh_columns value = COH_COLUMNS_INIT, both = COH_COLUMNS_INIT;
    int rc;

    if (a->assessment == none && a->measure == none) {
        /* Neither columns nor tidy: the names are columns that are not. */
        rc = coh_rows_columns(&a->rows, a->ask->agree, &both, err);
        coh_columns_release(&both);
        return rc;
    }
    if (a->rows.student == none)
        return coh_fail(err, COH_INPUT,
                        "there is no student column '%.40s': --student names "
                        "it",
                        a->rows.run->student);
    rc = coh_rows_columns(&a->rows, a->ask->value ? a->ask->value : "score",
                          &value, err);
    if (!rc && value.n != 1)
        rc = coh_fail(err, COH_USAGE, "--value takes one column of scores");
    if (!rc)
        a->score = value.at[0];
    coh_columns_release(&value);
    if (!rc && (a->of[0].percent || a->of[1].percent) && a->full == none)
        return coh_fail(err, COH_INPUT,
                        "--cut in per cent: there is no column 'max_score'");
    return rc;
}

int
coh_agree_columns(struct coh_agree *a, struct coh_error *err)
{
    a->assessment = column(a, "assessment");
    a->measure = column(a, "measure");
    a->item = column(a, "item");
    a->full = column(a, "max_score");
    a->status = column(a, "status");
    a->scale = column(a, "scale");
    a->level = column(a, "level");
    a->date = column(a, a->ask->date);
    a->name = column(a, "name");
    a->named = a->name < a->rows.header.n;
    a->wide = is_column(a, 0) && is_column(a, 1);
    return a->wide ? find_wide(a, err) : find_tidy(a, err);
}
