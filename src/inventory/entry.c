/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/entry.h"

#include <string.h>

#include "table/columns.h"

int
coh_entry_set(struct coh_entry *e, enum coh_field_id id, struct coh_span value,
              struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char *copy = NULL;
    int rc = -1;

    if (coh_field_keep(id, value, &t, err))
        goto out;
    if (t.length && !(copy = coh_copy_text(t.bytes, t.length, err)))
        goto out;
    coh_free(e->value[id]);
    e->value[id] = copy;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

const char *
coh_entry_get(const struct coh_entry *e, enum coh_field_id id)
{
    return e->value[id] ? e->value[id] : "";
}

coh_date
coh_entry_date(const struct coh_entry *e, enum coh_field_id id)
{
    coh_date date;

    if (coh_date_parse(coh_span_of(e->value[id]), &date))
        return COH_DATE_NONE;
    return date;
}

static int
is(const struct coh_entry *e, enum coh_field_id id, const char *word)
{
    return !strcmp(coh_entry_get(e, id), word);
}

/* What makes a study evidence: it has no frequency and measures nobody here. */
static int
research_needs(const struct coh_entry *e, enum coh_field_id id)
{
    static const enum coh_field_id needed[] = {
        COH_FIELD_TITLE,        COH_FIELD_DESCRIPTION,
        COH_FIELD_TIER,         COH_FIELD_CONSTRUCT,
        COH_FIELD_CURRENT_USE,  COH_FIELD_QUESTIONS_INFORMED,
        COH_FIELD_REVIEWED_ON,  COH_FIELD_REVIEWED_BY_ROLE,
        COH_FIELD_ACCESS_LEVEL,
    };
    size_t i;

    if (coh_field[id].need == COH_NEED_RESEARCH)
        return 1;
    if (coh_field[id].need == COH_NEED_FILE)
        return is(e, COH_FIELD_ACCESS_METHOD, "file");
    for (i = 0; i < sizeof(needed) / sizeof(*needed); i++)
        if (needed[i] == id)
            return 1;
    return 0;
}

int
coh_entry_needs(const struct coh_entry *e, enum coh_field_id id)
{
    const int typed = e->value[COH_FIELD_DATA_TYPE] != NULL;

    if (id == COH_FIELD_SOURCE_ID)
        return 1;
    if (is(e, COH_FIELD_STATUS, "retired"))
        return 0;
    if (is(e, COH_FIELD_TIER, "research"))
        return research_needs(e, id);
    if (is(e, COH_FIELD_STATUS, "no-tool") &&
        coh_field[id].group > COH_GROUP_WHO)
        return 0;
    switch (coh_field[id].need) {
    case COH_NEED_FIRST:
    case COH_NEED_REQUIRED:
        return 1;
    case COH_NEED_QUANTITATIVE:
        return typed && !is(e, COH_FIELD_DATA_TYPE, "qualitative");
    case COH_NEED_QUALITATIVE:
        return typed && !is(e, COH_FIELD_DATA_TYPE, "quantitative");
    case COH_NEED_FILE:
        return is(e, COH_FIELD_ACCESS_METHOD, "file");
    case COH_NEED_OPTIONAL:
    case COH_NEED_RESEARCH:
    case COH_NEED_DERIVED:
        break;
    }
    return 0;
}

int
coh_entry_is_first(const struct coh_entry *e, enum coh_field_id id)
{
    return (coh_field[id].need == COH_NEED_FIRST ||
            coh_field[id].need == COH_NEED_RESEARCH) &&
           coh_entry_needs(e, id);
}

int
coh_entry_lacks(const struct coh_entry *e, enum coh_field_id id)
{
    return !e->value[id] && !coh_field[id].otherwise && coh_entry_needs(e, id);
}

int
coh_entry_gaps(const struct coh_entry *e)
{
    int i, n = 0;

    for (i = 0; i < COH_FIELDS; i++)
        n += coh_entry_lacks(e, (enum coh_field_id)i);
    return n;
}

void
coh_entry_release(struct coh_entry *e)
{
    size_t i;

    for (i = 0; i < COH_FIELDS; i++)
        coh_free(e->value[i]);
    for (i = 0; i < e->owns; i++) {
        coh_free(e->own[i].name);
        coh_free(e->own[i].value);
    }
    coh_free(e->own);
    *e = (struct coh_entry)COH_ENTRY_INIT;
}

struct coh_entry *
coh_inventory_add(struct coh_inventory *inv, struct coh_span source_id,
                  struct coh_error *err)
{
    struct coh_entry e = COH_ENTRY_INIT;
    char quoted[COH_QUOTE_SIZE];

    source_id = coh_span_trim(source_id);
    if (coh_inventory_find(inv, source_id)) {
        coh_fail(err, COH_INPUT, "the source '%s' stands there already",
                 coh_quote(source_id.bytes, source_id.length, quoted));
        return NULL;
    }
    if (coh_reserve(&inv->entry, &inv->capacity, inv->n + 1,
                    sizeof(*inv->entry), err) ||
        coh_entry_set(&e, COH_FIELD_SOURCE_ID, source_id, err))
        return NULL;
    inv->entry[inv->n] = e;
    return &inv->entry[inv->n++];
}

struct coh_entry *
coh_inventory_find(const struct coh_inventory *inv, struct coh_span source_id)
{
    size_t i;

    for (i = 0; i < inv->n; i++)
        if (coh_span_is(source_id,
                        coh_entry_get(&inv->entry[i], COH_FIELD_SOURCE_ID)))
            return &inv->entry[i];
    return NULL;
}

int
coh_inventory_fail_unknown(const struct coh_inventory *inv,
                           struct coh_span source_id, struct coh_error *err)
{
    struct coh_span *id = coh_alloc_array(inv->n, sizeof(*id), err);
    char quoted[COH_QUOTE_SIZE];
    const struct coh_span *nearest;
    size_t i;

    if (!id)
        return -1;
    for (i = 0; i < inv->n; i++)
        id[i] = coh_span_of(coh_entry_get(&inv->entry[i], COH_FIELD_SOURCE_ID));
    nearest = coh_nearest(id, inv->n, source_id);
    coh_quote(source_id.bytes, source_id.length, quoted);
    if (nearest)
        coh_fail(err, COH_INPUT,
                 "no source '%s' in the inventory; the nearest is '%s'", quoted,
                 nearest->bytes);
    else
        coh_fail(err, COH_INPUT,
                 "no source '%s' in the inventory: cohort inventory list names "
                 "them",
                 quoted);
    coh_free(id);
    return -1;
}

void
coh_inventory_release(struct coh_inventory *inv)
{
    size_t i;

    for (i = 0; i < inv->n; i++)
        coh_entry_release(&inv->entry[i]);
    coh_free(inv->entry);
    *inv = (struct coh_inventory)COH_INVENTORY_INIT;
}
