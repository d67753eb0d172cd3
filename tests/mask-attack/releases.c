/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "releases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "school.h"

/* A cell of the reader: a combination of values, when its students came, and
 * after which table they left: (0,0) (0,1) (0,2) (1,1) (1,2) (2,2). */
enum { TABLES = 3, STAYS = 6, ANY = 99, COMMAND = 2048 };

static const int came[] = {0, 0, 0, 1, 1, 2}, left[] = {0, 1, 2, 1, 2, 2};

struct history {
    const char *bin, *dir;
    struct dice dice;
    struct school school;
    int stay[MOST]; /* of each student */
    int by[TABLES]; /* bits: 1 ka, 2 kb */
    int fresh[TABLES], leavers;
    struct reader reader;
};

static void
draw_history(struct history *h)
{
    struct dice *d = &h->dice;
    const size_t often = roll(d, 2, 25); /* of 100 */
    size_t i;
    int t;

    school_draw(&h->school, d, 2, 9);
    h->leavers = (int)roll(d, 0, 1);
    for (i = 0; i < h->school.n; i++) {
        h->school.student[i].score[0] = (int)roll(d, 0, TOP);
        h->stay[i] = 2;
        if (roll(d, 0, 99) < often)
            h->stay[i] = h->leavers ? (int)roll(d, 0, STAYS - 1)
                                    : (int)(roll(d, 0, 1) ? 4 : 5);
    }
    for (t = 0; t < TABLES; t++)
        h->by[t] = (int)roll(d, 0, 2) ? 3 : (int)roll(d, 1, 2);
}

static int
is_there(int stay, int t)
{
    return came[stay] <= t && t <= left[stay];
}

/* Students with these values who were there at table `now`, and not yet at
 * `before` (-1: whenever they came). */
static struct group *
add_group(struct history *h, const size_t *want, int now, int before)
{
    struct group *g = reader_group(&h->reader);
    size_t c, i;

    for (c = 0; c < h->reader.cells; c++) {
        const size_t cell = c / STAYS;
        const int stay = (int)(c % STAYS);

        g->has[c] =
            (want[0] == ANY || want[0] == school_value(&h->school, cell, 0)) &&
            (want[1] == ANY || want[1] == school_value(&h->school, cell, 1)) &&
            is_there(stay, now) && (before < 0 || !is_there(stay, before));
    }
    for (i = 0; i < h->school.n; i++)
        g->n += g->has[school_cell(&h->school, &h->school.student[i]) * STAYS +
                       (size_t)h->stay[i]];
    snprintf(g->name, sizeof(g->name), "table %d since %d, a%zu b%zu", now,
             before, want[0], want[1]);
    return g;
}

static int
was_shown_again(const struct history *h)
{
    char path[512], text[4096];
    FILE *f;
    size_t n;

    snprintf(path, sizeof(path), "%s/said", h->dir);
    f = fopen(path, "r");
    n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
    text[n] = '\0';
    if (f)
        fclose(f);
    return strstr(text, "as released on") != NULL;
}

/* One more table through the ledger, and its groups for the reader. */
static void
release(struct history *h, int t, int show)
{
    static const char *const by[] = {"", "ka", "kb", "ka,kb"};
    char path[512], command[COMMAND];
    struct page page;
    size_t i;

    for (i = 0; i < h->school.n; i++)
        h->school.student[i].away = !is_there(h->stay[i], t);
    snprintf(path, sizeof(path), "%s/table%d.csv", h->dir, t);
    school_write(&h->school, path);
    snprintf(command, sizeof(command),
             "%s/cohort-summary -q -v score -b %s --stats n,mean %s "
             "2>/dev/null | %s/cohort-mask --ledger %s/ledger --about test "
             "--today 2026-03-%02d 2>%s/said",
             h->bin, by[h->by[t]], path, h->bin, h->dir, t + 1, h->dir);
    page_of(&page, command);
    if (show)
        printf("%s\n%d\n", command, page.status);
    h->fresh[t] = page.status <= 1 && !was_shown_again(h);
    for (i = 0; h->fresh[t] && i < page.rows; i++) {
        const char *a = page_at(&page, i, "ka"), *b = page_at(&page, i, "kb");
        const size_t want[] = {*a ? (size_t)(a[1] - '0') : ANY,
                               *b ? (size_t)(b[1] - '0') : ANY};
        struct group *g = add_group(h, want, t, -1);

        g->on_page = 1;
        if (*page_at(&page, i, "n"))
            g->shown = (int)strtol(page_at(&page, i, "n"), NULL, 10);
    }
    page_release(&page);
}

static int
tells_of(const struct history *h, int t, const size_t *want)
{
    return (want[0] == ANY || (h->by[t] & 1)) &&
           (want[1] == ANY || (h->by[t] & 2));
}

/* How many all of the first table are, a reader knows; and where nobody ever
 * leaves, who came to a group between two tables that tell of it is a group
 * that must not be seen. */
static void
add_besides(struct history *h, int first)
{
    const size_t all[] = {ANY, ANY};
    size_t i, n = h->reader.n;
    int t, before;

    add_group(h, all, first, -1);
    for (i = 0; !h->leavers && i < n; i++) {
        struct group *g = &h->reader.group[i];
        size_t want[2], c;

        for (c = 0; c < h->reader.cells && !g->has[c]; c++)
            ;
        if (c == h->reader.cells ||
            sscanf(g->name, "table %d since %d, a%zu b%zu", &t, &before,
                   &want[0], &want[1]) != 4)
            continue;
        for (before = 0; before < t; before++)
            if (h->fresh[before] && tells_of(h, before, want)) {
                g = add_group(h, want, t, before);
                if (g->n >= h->reader.min_n)
                    g->unknown = 1;
            }
    }
}

void
releases_attack(const char *bin, const char *dir, size_t number, int show,
                struct score_card *card)
{
    static struct history h;
    char what[64], path[512];
    size_t c;
    int t, first = -1;

    memset(&h, 0, sizeof(h));
    h.bin = bin;
    h.dir = dir;
    h.dice.state = number + 1000000;
    draw_history(&h);
    h.reader.min_n = 10;
    h.reader.cells = school_cells(&h.school) * STAYS;
    snprintf(path, sizeof(path), "%s/ledger", dir);
    remove(path);
    for (t = 0; t < TABLES; t++) {
        release(&h, t, show);
        card->tables++;
        card->large += h.school.n >= 150;
        card->refused += !h.fresh[t];
        if (h.fresh[t] && first < 0)
            first = t;
    }
    if (first < 0)
        return;
    add_besides(&h, first);
    /* A reader who is told that nobody ever leaves. */
    for (c = 0; !h.leavers && c < h.reader.cells; c++)
        if (left[c % STAYS] < TABLES - 1) {
            struct group *g = reader_group(&h.reader);

            g->has[c] = g->on_page = g->nobody = 1;
            g->shown = 0;
        }
    snprintf(what, sizeof(what), "releases %zu (%zu students)", number,
             h.school.n);
    reader_attack(&h.reader, what, card);
}
