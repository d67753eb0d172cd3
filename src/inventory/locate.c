/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/locate.h"

#include <fnmatch.h>
#include <string.h>

#include "base/file.h"

int
coh_entry_located(const struct coh_entry *e, const char *name)
{
    const char *location = coh_entry_get(e, COH_FIELD_LOCATION);
    char pattern[200];

    while (*location) {
        size_t n = strcspn(location, ";");
        struct coh_span s = coh_span_trim((struct coh_span){location, n});

        if (s.length && s.length < sizeof(pattern)) {
            memcpy(pattern, s.bytes, s.length);
            pattern[s.length] = '\0';
            if (fnmatch(coh_base_name(pattern), name, 0) == 0)
                return 1;
        }
        location += n + (location[n] == ';');
    }
    return 0;
}

int
coh_inventory_locate(const struct coh_inventory *inventory, const char *name,
                     const struct coh_entry **entry, struct coh_error *err)
{
    size_t i;

    *entry = NULL;
    for (i = 0; i < inventory->n; i++) {
        const struct coh_entry *e = &inventory->entry[i];

        if (!coh_entry_located(e, name))
            continue;
        if (*entry)
            return coh_fail(err, COH_INPUT,
                            "the locations of %.60s and %.60s both fit this "
                            "file: say which with --source",
                            coh_entry_get(*entry, COH_FIELD_SOURCE_ID),
                            coh_entry_get(e, COH_FIELD_SOURCE_ID));
        *entry = e;
    }
    return 0;
}
