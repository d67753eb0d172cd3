/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_INVENTORY_SUPPORT_H
#define COH_TESTS_INVENTORY_SUPPORT_H

#include <string.h>

#include "inventory/check.h"

/* An inventory written as "id|field=value|field=value", an entry a line. */
static inline int
add_entry(struct coh_inventory *inv, const char *line, struct coh_error *err)
{
    size_t n = strcspn(line, "|");
    struct coh_entry *e =
        coh_inventory_add(inv, (struct coh_span){line, n}, err);

    if (!e)
        return -1;
    for (line += n; *line == '|'; line += n) {
        const char *value = strchr(++line, '=') + 1;
        const size_t name = (size_t)(value - line) - 1;
        int id = coh_field_find((struct coh_span){line, name});

        n = strcspn(line, "|");
        if (id < 0)
            return coh_fail(err, COH_USAGE, "no field: %s", line);
        if (coh_entry_set(e, (enum coh_field_id)id,
                          (struct coh_span){value, n - name - 1}, err))
            return -1;
    }
    return 0;
}

static inline int
add_entries(struct coh_inventory *inv, const char *const *line,
            struct coh_error *err)
{
    for (; *line; line++)
        if (add_entry(inv, *line, err))
            return -1;
    return 0;
}

/* A line of a calendar, "kind|label|start|end". */
static inline int
add_period(struct coh_calendar *c, const char *line, struct coh_error *err)
{
    struct coh_span part[4];
    size_t i;

    for (i = 0; i < 4; i++) {
        part[i] = (struct coh_span){line, strcspn(line, "|")};
        line += part[i].length + (line[part[i].length] == '|');
    }
    return coh_calendar_add(c, part[0], part[1], part[2], part[3], err);
}

static inline coh_date
date_of(const char *text)
{
    coh_date date = COH_DATE_NONE;

    return coh_date_parse(coh_span_of(text), &date) ? COH_DATE_NONE : date;
}

#endif
