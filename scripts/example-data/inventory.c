/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inventory.csv: the team's data sources, as a spreadsheet. */
#include "example.h"

#include <string.h>

static const char *const columns[] = {
    "source_id",
    "title",
    "description",
    "owner_role",
    "contact",
    "system",
    "vendor",
    "requiring_entity",
    "tier",
    "status",
    "data_type",
    "measure_category",
    "construct",
    "subject",
    "standards",
    "purpose",
    "ceds_purpose",
    "questions_informed",
    "instrument_type",
    "item_types",
    "scale",
    "score_min",
    "score_max",
    "cut_scores",
    "reliability",
    "sem",
    "growth_capable",
    "coding_scheme",
    "intercoder_agreement",
    "population",
    "grades",
    "unit",
    "n_expected",
    "accommodations",
    "frequency",
    "window_start",
    "window_end",
    "last_collected",
    "lag_days",
    "admin_minutes",
    "period_covered",
    "access_level",
    "access_roles",
    "access_method",
    "access_steps",
    "location",
    "format",
    "join_key",
    "granularity",
    "current_use",
    "more_effective_use",
    "used_by",
    "decision_cadence",
    "grouping_use",
    "keep_decision",
    "barriers",
    "sensitivity",
    "pii_fields",
    "legal_basis",
    "min_n",
    "retention",
    "disposal",
    "sharing_agreement",
    "equity_note",
    "known_limits",
    "reviewed_on",
    "reviewed_by_role",
    "citation",
    "research_validity",
    "research_relevance",
    "research_importance",
    "research_context",
    "notes",
};

enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

/* The value of the line `field: value` of an entry; blank without one. */
static int
find(char *buf, size_t size, const char *row, const char *field)
{
    size_t len = strlen(field);

    buf[0] = '\0';
    while (*row) {
        size_t line = strcspn(row, "\n");

        if (!strncmp(row, field, len) && !strncmp(row + len, ": ", 2)) {
            size_t n = line - len - 2;

            if (n >= size)
                return -1;
            memcpy(buf, row + len + 2, n);
            buf[n] = '\0';
            return 1;
        }
        row += line + (row[line] == '\n');
    }
    return 0;
}

/* A misspelt field of an entry must not be lost in silence. */
static int
count_lines(const char *row)
{
    int n = 0;

    for (; *row; row++)
        n += *row == '\n';
    return n;
}

static int
write_row(struct sheet *out, const char *row)
{
    char value[512];
    int used = 0;

    for (int c = 0; c < N_COLUMNS; c++) {
        int found = find(value, sizeof value, row, columns[c]);

        if (found < 0)
            return -1;
        used += found;
        cell(out, value);
    }
    record_end(out);
    return used == count_lines(row) ? 0 : -1;
}

int
inventory_write(const char *dir)
{
    struct sheet out;
    int bad = 0;

    if (sheet_open(&out, dir, "inventory.csv", "\n", false))
        return -1;
    record(&out, columns, N_COLUMNS);
    for (int i = 0; i < n_inventory_rows; i++)
        if (write_row(&out, inventory_rows[i])) {
            fprintf(stderr, "inventory-rows.c: entry %d: unknown field\n",
                    i + 1);
            bad = -1;
        }
    return sheet_close(&out) || bad ? -1 : 0;
}
