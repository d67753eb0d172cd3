/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static char *
all_of(FILE *f)
{
    size_t n = 0, room = 65536, got;
    char *text = malloc(room);

    if (!text)
        abort();
    while ((got = fread(text + n, 1, room - n - 1, f)) > 0) {
        n += got;
        if (room - n < 2) {
            room *= 2;
            if (!(text = realloc(text, room)))
                abort();
        }
    }
    text[n] = '\0';
    return text;
}

/* Cuts one cell off, in place; what ended it comes back. */
static char
next_cell(char **at, char **cell)
{
    char *from = *at, *to = *at, end;

    *cell = to;
    if (*from == '"') {
        for (from++; *from && !(*from == '"' && from[1] != '"'); from++) {
            if (*from == '"')
                from++;
            *to++ = *from;
        }
        from += *from == '"';
    } else {
        while (*from && *from != ',' && *from != '\n')
            *to++ = *from++;
    }
    end = *from;
    *at = from + (end != '\0');
    *to = '\0';
    return end;
}

void
page_of(struct page *p, const char *command)
{
    FILE *f = popen(command, "r");
    char *at, end = ',';
    size_t n = 0;

    if (!f) {
        perror("popen");
        exit(4);
    }
    *p = (struct page){.text = all_of(f)};
    p->status = pclose(f);
    p->status = WIFEXITED(p->status) ? WEXITSTATUS(p->status) : 99;
    p->cell = calloc(strlen(p->text) + 2, sizeof(*p->cell));
    if (!p->cell)
        abort();
    for (at = p->text; *at || end == ',';) {
        end = next_cell(&at, &p->cell[n++]);
        if (!p->columns && end != ',')
            p->columns = n;
        if (end == '\0')
            break;
    }
    p->rows = p->columns && n >= p->columns ? n / p->columns - 1 : 0;
}

void
page_release(struct page *p)
{
    free(p->cell);
    free(p->text);
    *p = (struct page){0};
}

size_t
page_column(const struct page *p, const char *name)
{
    size_t i;

    for (i = 0; i < p->columns; i++)
        if (!strcmp(p->cell[i], name))
            return i;
    return (size_t)-1;
}

const char *
page_at(const struct page *p, size_t row, const char *column)
{
    const size_t at = page_column(p, column);

    return at == (size_t)-1 ? "" : p->cell[(row + 1) * p->columns + at];
}
