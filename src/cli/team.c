/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/team.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

struct wanted {
    const char *section, *key;
    char *value;
    struct coh_error *err;
};

static int
on_key(void *context, const char *section, const char *key, const char *value)
{
    struct wanted *w = context;

    if (strcmp(section, w->section) != 0 || strcmp(key, w->key) != 0 || !*value)
        return 1;
    coh_free(w->value);
    w->value = coh_copy_text(value, strlen(value), w->err);
    return w->value != NULL;
}

int
coh_team_value(const char *section, const char *key, char **value,
               struct coh_error *err)
{
    struct coh_error own = COH_ERROR_INIT;
    struct wanted w = {section, key, NULL, &own};
    FILE *f = fopen("team.ini", "r");
    int line;

    *value = NULL;
    if (!f)
        return errno == ENOENT
                   ? 0
                   : coh_fail(err, COH_INPUT, "team.ini: %s", strerror(errno));
    line = ini_parse_file(f, on_key, &w);
    fclose(f);
    if (!line) {
        *value = w.value;
        return 0;
    }
    coh_free(w.value);
    if (!own.code)
        return coh_fail(err, COH_INPUT,
                        "team.ini: line %d: neither [section] nor key = value",
                        line);
    if (err)
        *err = own;
    return -1;
}
