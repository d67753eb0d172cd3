/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/change.h"

#include <string.h>

/* "FIELD=VALUE" taken apart. */
struct parts {
    struct coh_span name, value;
    int adds;
};

static int
take_apart(const char *change, struct parts *p, struct coh_error *err)
{
    const char *sign = strchr(change, '=');

    if (!sign || sign == change)
        return coh_fail(err, COH_USAGE,
                        "'%.80s' is not FIELD=VALUE, such as tier=team; quote "
                        "values with blanks: 'title=Exit tickets'",
                        change);
    p->value = coh_span_trim(coh_span_of(sign + 1));
    p->adds = sign[-1] == '+';
    p->name = coh_span_trim(
        (struct coh_span){change, (size_t)(sign - change - p->adds)});
    return 0;
}

static int
fail_unknown(struct coh_span name, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    const char *nearest = coh_field_nearest(name);

    coh_quote(name.bytes, name.length, quoted);
    if (nearest)
        return coh_fail(err, COH_INPUT,
                        "there is no field '%s'; the nearest is '%s'", quoted,
                        nearest);
    return coh_fail(err, COH_INPUT,
                    "there is no field '%s': cohort inventory show --all ID "
                    "names them all",
                    quoted);
}

static int
is_own(const struct coh_inventory *inv, struct coh_span name)
{
    size_t i;

    for (i = 0; i < inv->n; i++)
        if (*coh_entry_own_get(&inv->entry[i], name))
            return 1;
    return 0;
}

static int
refuse_field(enum coh_field_id id, const struct parts *p, struct coh_error *err)
{
    const struct coh_field *f = &coh_field[id];

    if (id == COH_FIELD_SOURCE_ID)
        return coh_fail(err, COH_INPUT,
                        "source_id: a source keeps its ID; add another one, "
                        "and set status=retired here");
    if (coh_field_follows(id))
        return coh_fail(err, COH_INPUT,
                        "%s: follows from frequency, last_collected and the "
                        "school calendar: set those",
                        f->name);
    if (f->need == COH_NEED_DERIVED)
        return coh_fail(err, COH_INPUT,
                        "%s: is measured from the file by cohort inventory "
                        "profile",
                        f->name);
    if (p->adds && !f->list)
        return coh_fail(err, COH_USAGE, "%s: is no list: %s=VALUE", f->name,
                        f->name);
    return 0;
}

static int
holds(const struct coh_field *f, struct coh_span list, struct coh_span wanted)
{
    struct coh_span item;

    while (coh_field_next(f, &list, &item))
        if (coh_span_equal(item, wanted))
            return 1;
    return 0;
}

/* What the list comes to: all that it holds, then what is new. */
static int
add_to_list(const struct coh_entry *e, enum coh_field_id id,
            struct coh_span value, struct coh_text *t, struct coh_error *err)
{
    struct coh_text kept = COH_TEXT_INIT;
    struct coh_span rest, item;
    int rc = -1;

    if (coh_text_add_string(t, coh_entry_get(e, id), err) ||
        coh_field_keep(id, value, &kept, err))
        goto out;
    rest = coh_text_span(&kept);
    while (coh_field_next(&coh_field[id], &rest, &item))
        if (!holds(&coh_field[id], coh_text_span(t), item) &&
            (coh_text_add_string(t, ";", err) ||
             coh_text_add(t, item.bytes, item.length, err)))
            goto out;
    rc = 0;
out:
    coh_text_release(&kept);
    return rc;
}

static int
set_field(struct coh_entry *e, enum coh_field_id id, const struct parts *p,
          struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_span rest = p->value;
    struct coh_fault fault;
    int rc = -1;

    if (refuse_field(id, p, err))
        return -1;
    if (coh_field_fault(id, &rest, &fault)) {
        if (!coh_fault_text(&fault, &t, err))
            coh_fail(err, COH_INPUT, "%s", coh_text_get(&t));
    } else if (!p->adds) {
        rc = coh_entry_set(e, id, p->value, err);
    } else if (!add_to_list(e, id, p->value, &t, err)) {
        rc = coh_entry_set(e, id, coh_text_span(&t), err);
    }
    coh_text_release(&t);
    return rc;
}

int
coh_change_apply(const struct coh_inventory *inv, struct coh_entry *e,
                 const char *change, struct coh_error *err)
{
    struct parts p = {.adds = 0};
    char quoted[COH_QUOTE_SIZE];
    int field;

    if (take_apart(change, &p, err))
        return -1;
    field = coh_field_find(p.name);
    if (field >= 0)
        return set_field(e, (enum coh_field_id)field, &p, err);
    if (!is_own(inv, p.name))
        return fail_unknown(p.name, err);
    if (p.adds)
        return coh_fail(err, COH_USAGE, "%s: is no list",
                        coh_quote(p.name.bytes, p.name.length, quoted));
    return coh_entry_own_set(e, p.name, p.value, err);
}

/* ---- what it came to ---- */

static int
put_row(struct coh_writer *w, struct coh_span field, const char *before,
        const char *now, struct coh_error *err)
{
    if (!strcmp(before, now))
        return 0;
    if (coh_writer_text(w, field, err) || coh_writer_string(w, before, err) ||
        coh_writer_string(w, now, err))
        return -1;
    return coh_writer_row(w, err);
}

static int
put_own(const struct coh_entry *was, const struct coh_entry *e,
        struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < was->owns; i++) {
        struct coh_span name = coh_span_of(was->own[i].name);

        if (put_row(w, name, was->own[i].value, coh_entry_own_get(e, name),
                    err))
            return -1;
    }
    for (i = 0; i < e->owns; i++) {
        struct coh_span name = coh_span_of(e->own[i].name);

        if (!*coh_entry_own_get(was, name) &&
            put_row(w, name, "", e->own[i].value, err))
            return -1;
    }
    return 0;
}

int
coh_change_write(const struct coh_entry *was, const struct coh_entry *e,
                 struct coh_writer *w, struct coh_error *err)
{
    static const char *const column[] = {"field", "before", "now"};
    size_t i;

    for (i = 0; i < sizeof(column) / sizeof(*column); i++)
        if (coh_writer_column(w, coh_span_of(column[i]), COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < COH_FIELDS; i++)
        if (put_row(w, coh_span_of(coh_field[i].name),
                    coh_entry_get(was, (enum coh_field_id)i),
                    coh_entry_get(e, (enum coh_field_id)i), err))
            return -1;
    return put_own(was, e, w, err);
}

int
coh_change_blank(const struct coh_entry *e, struct coh_text *t, size_t *needed,
                 size_t *blank, struct coh_error *err)
{
    size_t i, said = 0;

    *needed = *blank = 0;
    for (i = 0; i < COH_FIELDS; i++)
        if (coh_entry_is_first(e, (enum coh_field_id)i)) {
            ++*needed;
            *blank += (size_t)coh_entry_lacks(e, (enum coh_field_id)i);
        }
    for (i = 0; i < COH_FIELDS; i++) {
        const char *joint = !said ? "" : said + 1 < *blank ? ", " : " and ";

        if (!coh_entry_is_first(e, (enum coh_field_id)i) ||
            !coh_entry_lacks(e, (enum coh_field_id)i))
            continue;
        if (coh_text_format(t, err, "%s%s", joint, coh_field[i].name))
            return -1;
        said++;
    }
    return 0;
}
