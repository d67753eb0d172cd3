/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random classes through the tools to `cohort mask`, and an attack on what is
 * printed, and on nothing else. See README.md here.
 *
 *     attack BIN DIR FROM CASES [show]
 *
 * Every fifth case is three releases through a ledger (releases.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "reader.h"
#include "releases.h"
#include "school.h"

enum { ANY = 99, COMMAND = 4096 };

enum kind { SUMMARY, LEVELS, COMPARE, RATES, WITHIN, TOTALS, MERGED, KINDS_OF };

static const char *const kind_name[] = {
    "summary", "levels", "compare", "rates", "within", "totals", "merged",
};

struct attempt {
    const char *bin, *dir;
    size_t number;
    enum kind kind;
    struct dice dice;
    struct school school;
    int min_n, cut, variables, structural, banded;
    char command[COMMAND];
    struct page page;
    struct reader reader;
};

static int
is_in(const struct attempt *a, const struct student *one, const size_t *want)
{
    size_t k;

    for (k = 0; k < a->school.kinds; k++)
        if (want[k] != ANY && want[k] != one->in[k])
            return 0;
    return 1;
}

static int
counts(const struct attempt *a, const struct student *one, int variable)
{
    return !one->away &&
           (a->kind == LEVELS || one->score[variable] != NO_SCORE);
}

/* The group of all whose values are as wanted; with `other` all but these. */
static struct group *
add_group(struct attempt *a, const size_t *want, const size_t *other,
          int variable)
{
    struct group *g = reader_group(&a->reader);
    size_t c, k, i;
    int at;

    for (c = 0; c < a->reader.cells; c++) {
        struct student one = {0};

        for (k = 0; k < a->school.kinds; k++)
            one.in[k] = school_value(&a->school, c, k);
        g->has[c] = is_in(a, &one, want) && !(other && is_in(a, &one, other));
    }
    for (i = 0; i < a->school.n; i++) {
        const struct student *one = &a->school.student[i];

        if (!g->has[school_cell(&a->school, one)] || !counts(a, one, variable))
            continue;
        g->n++;
        g->sum += one->score[variable];
        g->k += one->score[variable] >= a->cut;
    }
    at = snprintf(g->name, sizeof(g->name), "%s", other ? "all but " : "");
    for (k = 0; k < a->school.kinds; k++) {
        const size_t v = other ? other[k] : want[k];

        if (v == ANY)
            at += snprintf(g->name + at, sizeof(g->name) - (size_t)at, ".");
        else
            at += snprintf(g->name + at, sizeof(g->name) - (size_t)at, "%c%zu",
                           (int)('a' + k), v);
    }
    return g;
}

/* "b3" is value 3, "m" and "(all)" are 0 and any. */
static size_t
value_of(const char *cell)
{
    if (!strcmp(cell, "(all)"))
        return ANY;
    return cell[0] == 'm' ? 0 : (size_t)(cell[1] - '0');
}

static void
read_numbers(struct attempt *a, struct group *g, size_t row, const char *end)
{
    char name[40];
    const char *n, *band, *mean;

    snprintf(name, sizeof(name), "n%s", end);
    n = page_at(&a->page, row, name);
    snprintf(name, sizeof(name), "mean%s", end);
    mean = page_at(&a->page, row, name);
    snprintf(name, sizeof(name), "rate_band%s", end);
    band = page_at(&a->page, row, name);
    g->on_page = 1;
    g->banded = page_column(&a->page, name) != (size_t)-1;
    if (*n)
        g->shown = (int)strtol(n, NULL, 10);
    if (*mean)
        g->mean = strtod(mean, NULL);
    if (*band && *n)
        reader_band(band, g->shown, &g->low, &g->high);
}

/* The row of these values; its number of rows when there is none. */
static size_t
row_of(const struct attempt *a, const size_t *want, const char *variable)
{
    size_t i, k;

    for (i = 0; i < a->page.rows; i++) {
        const char *is = page_at(&a->page, i, "variable");

        if (a->kind != LEVELS && strcmp(is, variable) != 0)
            continue;
        for (k = 0; k < a->school.kinds; k++) {
            const char *name[] = {"ka", "kb", "kc"};

            if (a->kind == LEVELS && k + 1 == a->school.kinds)
                name[k] = "level";
            if (value_of(page_at(&a->page, i, name[k])) != want[k])
                break;
        }
        if (k == a->school.kinds)
            return i;
    }
    return i;
}

/* The levels' "of": how many the group has at all levels. */
static void
read_of(struct attempt *a, struct group *g, const size_t *want)
{
    size_t one[KINDS], row;

    memcpy(one, want, sizeof(one));
    for (one[a->school.kinds - 1] = 0;
         one[a->school.kinds - 1] < a->school.values[a->school.kinds - 1];
         one[a->school.kinds - 1]++) {
        row = row_of(a, one, "");
        if (row == a->page.rows)
            continue;
        g->on_page = 1;
        if (*page_at(&a->page, row, "of"))
            g->shown = (int)strtol(page_at(&a->page, row, "of"), NULL, 10);
    }
}

/* The group of a row of the page, or of a total that is in none. */
static void
add_place(struct attempt *a, const size_t *want, const char *variable, int v)
{
    struct group *g = add_group(a, want, NULL, v);
    const size_t row = row_of(a, want, variable);
    const size_t last = a->school.kinds - 1;
    size_t k, fine = 1;

    for (k = 0; k < a->school.kinds; k++)
        fine &= want[k] != ANY;
    if (row < a->page.rows) {
        read_numbers(a, g, row, "");
    } else if (fine) {
        g->nobody = g->on_page = 1;
        g->shown = 0;
        if (g->n)
            printf("LEAK? no row for %s of %d\n", g->name, g->n);
    } else if (a->kind == LEVELS && want[last] == ANY) {
        for (k = 0; k < last && want[k] != ANY; k++)
            ;
        if (k == last)
            read_of(a, g, want);
    }
}

/* A total over groups in which nobody can be but one is that group. */
static void
drop_twins(struct attempt *a)
{
    struct reader *r = &a->reader;
    size_t i, j, c;

    for (i = 0; i < r->n; i++)
        for (j = 0; !r->group[i].on_page && j < r->n; j++) {
            if (j == i || !r->group[j].on_page || r->group[j].nobody)
                continue;
            for (c = 0; c < r->cells; c++)
                if (!r->group[c].nobody &&
                    r->group[i].has[c] != r->group[j].has[c])
                    break;
            if (c == r->cells)
                r->group[i].unknown = 1;
        }
}

/* All combinations, then all totals of `want` from column `k` on. */
static void
add_places(struct attempt *a, const char *variable, int v)
{
    size_t want[KINDS] = {0}, c, k, i, all = 1;

    for (c = 0; c < a->reader.cells; c++) {
        for (k = 0; k < a->school.kinds; k++)
            want[k] = school_value(&a->school, c, k);
        add_place(a, want, variable, v);
    }
    for (k = 0; k < a->school.kinds; k++)
        all *= a->school.values[k] + 1;
    for (i = 0; i < all; i++) {
        size_t rest = i, any = 0;

        for (k = 0; k < a->school.kinds; k++) {
            want[k] = rest % (a->school.values[k] + 1);
            rest /= a->school.values[k] + 1;
            if (want[k] == a->school.values[k]) {
                want[k] = ANY;
                any++;
            }
        }
        if (any)
            add_place(a, want, variable, v);
    }
    drop_twins(a);
}

/* Rows of a comparison: a group, and everyone else. */
static void
add_comparison(struct attempt *a, const char *variable, int v)
{
    size_t want[KINDS], whole[KINDS], all[KINDS] = {ANY, ANY, ANY}, i, c, k;

    for (c = 0; c < a->reader.cells; c++) {
        for (k = 0; k < a->school.kinds; k++)
            want[k] = school_value(&a->school, c, k);
        add_group(a, want, NULL, v)->unknown = 1;
    }
    add_group(a, all, NULL, v);
    for (i = 0; i < a->page.rows; i++) {
        const char *by = page_at(&a->page, i, "by");
        const char *group = page_at(&a->page, i, "group");

        if (strcmp(page_at(&a->page, i, "variable"), variable) != 0)
            continue;
        memcpy(want, all, sizeof(want));
        memcpy(whole, all, sizeof(whole));
        if (a->kind == WITHIN)
            want[0] = whole[0] = value_of(page_at(&a->page, i, "ka"));
        want[by[1] - 'a'] = value_of(group);
        read_numbers(a, add_group(a, want, NULL, v), i, "");
        read_numbers(a, add_group(a, whole, want, v), i, "_reference");
    }
    for (k = 0; a->kind == WITHIN && k < 2; k++)
        for (i = 0; i < a->school.values[k]; i++) {
            memcpy(want, all, sizeof(want));
            want[k] = i;
            add_group(a, want, NULL, v);
        }
}

/* A table with its totals, as summary would write it. */
static void
write_totals(struct attempt *a, const char *path)
{
    FILE *f = fopen(path, "w");
    size_t want[KINDS], i, k, all = 1;

    if (!f)
        exit(4);
    a->reader.cells = school_cells(&a->school);
    for (k = 0; k < a->school.kinds; k++) {
        all *= a->school.values[k] + 1;
        fprintf(f, "k%c,", (int)('a' + k));
    }
    fputs("variable,n,missing,mean,sd,at_or_above,rate\n", f);
    for (i = 0; i < all; i++) {
        const struct group *g;
        size_t rest = i;

        for (k = 0; k < a->school.kinds; k++) {
            want[k] = rest % (a->school.values[k] + 1);
            rest /= a->school.values[k] + 1;
            if (want[k] == a->school.values[k])
                want[k] = ANY;
        }
        g = add_group(a, want, NULL, 0);
        for (k = 0; k < a->school.kinds; k++)
            if (want[k] == ANY)
                fputs("(all),", f);
            else
                fprintf(f, "%c%zu,", (int)('a' + k), want[k]);
        fprintf(f, "score,%d,0,", g->n);
        if (g->n)
            fprintf(f, "%.17g,5,%d,%.17g\n", g->sum / g->n, g->k,
                    (double)g->k / g->n);
        else
            fputs(",,0,\n", f);
        a->reader.n = 0;
    }
    fclose(f);
}

static void
by_columns(const struct attempt *a, size_t kinds, char *by, size_t size)
{
    snprintf(by, size, "ka%s%s", kinds > 1 ? ",kb" : "",
             kinds > 2 ? ",kc" : "");
    (void)a;
}

static void
make_command(struct attempt *a)
{
    const char *tidy = a->variables > 1 ? "score,second" : "score";
    char by[16], mask[256], tool[512], path[256];
    const size_t kinds = a->school.kinds;

    snprintf(path, sizeof(path), "%s/students.csv", a->dir);
    snprintf(mask, sizeof(mask), "%s/cohort-mask --min-n %d%s%s 2>%s/said",
             a->bin, a->min_n, a->structural ? " --structural" : "",
             a->kind == MERGED ? " --merge 'ka:a0+a1=m'" : "", a->dir);
    by_columns(a, a->kind == LEVELS ? kinds - 1 : kinds, by, sizeof(by));
    switch (a->kind) {
    case LEVELS:
        snprintf(tool, sizeof(tool), "%s/cohort-summary --levels -v k%c -b %s",
                 a->bin, (int)('a' + kinds - 1), by);
        break;
    case COMPARE:
    case RATES:
    case WITHIN:
        snprintf(tool, sizeof(tool), "%s/cohort-compare -v %s -b %s", a->bin,
                 tidy, a->kind == WITHIN ? "kb --within ka" : by);
        break;
    default:
        snprintf(tool, sizeof(tool), "%s/cohort-summary -v %s -b %s", a->bin,
                 tidy, by);
    }
    if (a->banded && a->kind != LEVELS)
        snprintf(tool + strlen(tool), sizeof(tool) - strlen(tool),
                 "%s --cut %d", a->kind == RATES ? " --rates" : "", a->cut);
    if (a->kind == TOTALS) {
        write_totals(a, path);
        snprintf(a->command, sizeof(a->command), "%s -b %s %s", mask, by, path);
    } else {
        school_write(&a->school, path);
        snprintf(a->command, sizeof(a->command), "%s %s 2>/dev/null | %s", tool,
                 path, mask);
    }
}

static void
draw_attempt(struct attempt *a)
{
    struct dice *d = &a->dice;
    size_t i;

    a->kind = (enum kind)(a->number % KINDS_OF);
    school_draw(&a->school, d,
                a->kind == WITHIN ? 2 : roll(d, 2, roll(d, 2, 3)), 60);
    a->min_n = roll(d, 0, 2) ? 10 : (int)roll(d, 3, 12);
    a->cut = (int)roll(d, 3, 18);
    a->variables = a->kind == TOTALS ? 1 : (int)roll(d, 1, 2);
    a->structural = a->kind != RATES && roll(d, 0, 4) == 0;
    a->banded = a->kind == RATES || a->kind == TOTALS ||
                (a->kind != COMPARE && a->kind != WITHIN && roll(d, 0, 1));
    make_command(a);
    for (i = 0; a->kind == MERGED && i < a->school.n; i++)
        if (a->school.student[i].in[0] == 1)
            a->school.student[i].in[0] = 0;
}

static void
attack(struct attempt *a, struct score_card *card)
{
    static const char *const name[] = {"score", "second"};
    char what[128];
    int v;

    for (v = 0; v < a->variables; v++) {
        a->reader.n = 0;
        a->reader.cells = school_cells(&a->school);
        a->reader.min_n = a->min_n;
        if (a->kind == COMPARE || a->kind == RATES || a->kind == WITHIN)
            add_comparison(a, name[v], v);
        else
            add_places(a, name[v], v);
        snprintf(what, sizeof(what), "case %zu (%s, %zu students, min_n %d) %s",
                 a->number, kind_name[a->kind], a->school.n, a->min_n, name[v]);
        reader_attack(&a->reader, what, card);
        if (a->kind == LEVELS)
            break;
    }
}

static void
run_case(struct attempt *a, struct score_card *card, int show)
{
    draw_attempt(a);
    page_of(&a->page, a->command);
    card->tables++;
    card->large += a->school.n >= 150;
    if (show)
        printf("%s\n", a->command);
    if (a->page.status > 1)
        card->refused++;
    else
        attack(a, card);
    page_release(&a->page);
}

int
main(int argc, char **argv)
{
    static struct attempt a;
    struct score_card card = {.tightest = 1e9};
    size_t i, from, cases;

    if (argc < 5) {
        fputs("attack BIN DIR FROM CASES [show]\n", stderr);
        return 2;
    }
    from = strtoul(argv[3], NULL, 10);
    cases = strtoul(argv[4], NULL, 10);
    for (i = from; i < from + cases; i++) {
        a.bin = argv[1];
        a.dir = argv[2];
        a.number = i;
        a.dice.state = i;
        if (i % 5 == 0)
            releases_attack(a.bin, a.dir, i, argc > 5, &card);
        else
            run_case(&a, &card, argc > 5);
    }
    printf("# %zu tables (%zu of 150 students and more), %zu refused, %zu "
           "numbers hidden\n# %zu small groups attacked: %zu narrow, %zu "
           "exact, %zu false or contradictory\n# %zu shares attacked: %zu "
           "with fewer than three counts\n# %zu means of small groups: %zu "
           "within a point; the tightest %g points\n",
           card.tables, card.large, card.refused, card.hidden, card.guarded,
           card.narrow, card.exact, card.false_shown, card.bands,
           card.band_leaks, card.means, card.mean_leaks, card.tightest);
    return card.narrow || card.false_shown || card.band_leaks;
}
