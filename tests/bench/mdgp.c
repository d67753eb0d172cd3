/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mdgp INSTANCE SECONDS SEED: the search of `cohort group` on an instance of
 * the maximally diverse grouping problem (MDGPLIB). Prints the objective, Σ of
 * the distances within groups, alone on one line with the decimals of the
 * data. SECONDS are those of the search, after reading.
 *
 * The instance: `n k ss|ds min max ...`, then `i j distance` a pair.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/file.h"
#include "base/memory.h"
#include "group/climb.h"

struct instance {
    struct coh_text text;
    size_t at;
    struct coh_group_problem p;
    size_t *min, *max, *group;
    struct coh_decimal *written; /* n × n, as they stand */
    int32_t *distance;           /* all at one scale */
    int scale;
};

static struct coh_span
word(struct instance *x)
{
    struct coh_span s = {x->text.bytes + x->at, 0};
    static const char blanks[] = " \t\r\n";

    while (x->at < x->text.length && memchr(blanks, *s.bytes, 4)) {
        s.bytes++;
        x->at++;
    }
    while (x->at < x->text.length && !memchr(blanks, s.bytes[s.length], 4)) {
        s.length++;
        x->at++;
    }
    return s;
}

static int
whole(struct instance *x, size_t most, size_t *value, struct coh_error *err)
{
    struct coh_decimal d;

    if (coh_decimal_parse(word(x), &d) != COH_NUMBER_EXACT || d.scale ||
        d.mantissa < 0 || (uint64_t)d.mantissa > most)
        return coh_fail(err, COH_INPUT, "byte %zu: no whole number to %zu",
                        x->at, most);
    *value = (size_t)d.mantissa;
    return 0;
}

static int
read_head(struct instance *x, struct coh_error *err)
{
    size_t g, n, k;

    if (whole(x, 20000, &n, err) || whole(x, n, &k, err))
        return -1;
    x->p.n = n;
    x->p.k = k;
    word(x);
    x->min = coh_alloc_array(k, sizeof(*x->min), err);
    x->max = coh_alloc_array(k, sizeof(*x->max), err);
    x->group = coh_alloc_array(n, sizeof(*x->group), err);
    x->written = coh_alloc_array(n, n * sizeof(*x->written), err);
    x->distance = coh_alloc_array(n, n * sizeof(*x->distance), err);
    if (!x->min || !x->max || !x->group || !x->written || !x->distance)
        return -1;
    for (g = 0; g < k; g++)
        if (whole(x, n, &x->min[g], err) || whole(x, n, &x->max[g], err))
            return -1;
    x->p.min = x->min;
    x->p.max = x->max;
    return coh_group_check(&x->p, err);
}

static int
read_pairs(struct instance *x, struct coh_error *err)
{
    size_t pair, i, j, n = x->p.n;
    struct coh_decimal d;

    for (pair = 0; pair < n * (n - 1) / 2; pair++) {
        if (whole(x, n - 1, &i, err) || whole(x, n - 1, &j, err))
            return -1;
        if (coh_decimal_parse(word(x), &d) != COH_NUMBER_EXACT || i == j)
            return coh_fail(err, COH_INPUT, "byte %zu: no distance", x->at);
        x->written[(i < j ? i : j) * n + (i < j ? j : i)] = d;
        x->scale = d.scale > x->scale ? d.scale : x->scale;
    }
    return 0;
}

static int
to_one_scale(struct instance *x, struct coh_error *err)
{
    size_t i, n = x->p.n;
    struct coh_decimal *d;

    for (i = 0; i < n * n; i++) {
        d = &x->written[i];
        for (; d->scale < x->scale && d->mantissa < INT32_MAX; d->scale++)
            d->mantissa *= 10;
        if (d->mantissa < 0 || d->mantissa > INT32_MAX)
            return coh_fail(err, COH_INPUT, "a distance is out of range");
        x->distance[i] = (int32_t)d->mantissa;
    }
    return 0;
}

/* Any grouping with these sizes. */
static int
fill(struct instance *x, struct coh_error *err)
{
    size_t g = 0, i = 0, size = 0;

    for (g = 0; g < x->p.k; g++)
        for (size = 0; size < x->min[g] && i < x->p.n; size++)
            x->group[i++] = g + 1;
    for (g = 0; g < x->p.k; g++)
        for (size = x->min[g]; size < x->max[g] && i < x->p.n; size++)
            x->group[i++] = g + 1;
    if (!coh_group_fits(&x->p, x->group))
        return coh_fail(err, COH_INPUT, "no grouping has these sizes");
    return 0;
}

static int
search(struct instance *x, double seconds, struct coh_error *err)
{
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_aim aim = COH_GROUP_AIM_INIT;
    struct coh_decimal value = {.scale = x->scale};
    char text[COH_NUMBER_SIZE];
    uint64_t moves;
    int rc = -1;

    if (coh_group_aim_table(&aim, &x->p, x->distance, 1, 0, err) ||
        coh_group_rules_read(&x->p, NULL, &r, err) ||
        coh_group_climb(&r, &aim, x->group, x->p.seed, 0, seconds, x->group,
                        &moves, err))
        goto out;
    if (!coh_group_fits(&x->p, x->group)) {
        coh_fail(err, COH_SYSTEM, "the search left the sizes");
        goto out;
    }
    value.mantissa = -coh_group_aim_cost(&aim, x->group);
    printf("%s\n", coh_decimal_text(value, text));
    rc = fflush(stdout) ? coh_fail(err, COH_SYSTEM, "cannot write") : 0;
out:
    coh_group_rules_release(&r);
    coh_group_aim_release(&aim);
    return rc;
}

int
main(int argc, char **argv)
{
    struct coh_error err = COH_ERROR_INIT;
    struct instance x = {.text = COH_TEXT_INIT};
    double seconds, seed;
    int rc = -1;

    if (argc != 4 || coh_double_parse(argv[2], &seconds) || seconds <= 0 ||
        coh_double_parse(argv[3], &seed) || seed < 0) {
        fputs("usage: mdgp INSTANCE SECONDS SEED\n", stderr);
        return 2;
    }
    x.p.seed = (uint64_t)seed;
    if (!coh_file_read(argv[1], &x.text, &err) && !read_head(&x, &err) &&
        !read_pairs(&x, &err) && !to_one_scale(&x, &err) && !fill(&x, &err))
        rc = search(&x, seconds, &err);
    if (rc)
        fprintf(stderr, "mdgp: %s: %s\n", argv[1], err.text);
    coh_text_release(&x.text);
    coh_free(x.min);
    coh_free(x.max);
    coh_free(x.group);
    coh_free(x.written);
    coh_free(x.distance);
    return rc ? 3 : 0;
}
