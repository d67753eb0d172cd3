/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/where.h"

#include <string.h>

#include "base/decimal.h"

enum relation { EQUAL, UNEQUAL, LESS, LESS_EQUAL, MORE, MORE_EQUAL };

struct coh_condition {
    size_t column;
    enum relation relation;
    int as_text; /* ids never compare as numbers */
    char *value;
    size_t length;
};

/* Longer operators first, so that `<=` is not read as `<`. */
static const struct {
    const char *sign;
    enum relation relation;
} operators[] = {
    {"!=", UNEQUAL}, {"<=", LESS_EQUAL}, {">=", MORE_EQUAL},
    {"=", EQUAL},    {"<", LESS},        {">", MORE},
};

static const char *
read_operator(const char *at, enum relation *relation)
{
    size_t i;

    for (i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
        size_t n = strlen(operators[i].sign);

        if (!strncmp(at, operators[i].sign, n)) {
            *relation = operators[i].relation;
            return at + n;
        }
    }
    return NULL;
}

/* The longest header that stands at the start with an operator behind it. */
static const char *
split(const char *text, const struct coh_header *header,
      struct coh_condition *c)
{
    const char *value = NULL;
    size_t i, longest = 0;

    for (i = 0; i < header->n; i++) {
        struct coh_span name = header->name[i];
        enum relation relation;
        const char *behind;

        if (!name.length || strncmp(text, name.bytes, name.length) != 0)
            continue;
        behind = read_operator(text + name.length, &relation);
        if (behind && (!value || name.length > longest)) {
            value = behind;
            longest = name.length;
            c->column = i;
            c->relation = relation;
        }
    }
    return value;
}

int
coh_where_add(struct coh_where *where, const char *text,
              const struct coh_header *header, struct coh_error *err)
{
    struct coh_condition c = {.column = 0};
    const char *value = split(text, header, &c);
    char quoted[COH_QUOTE_SIZE];
    struct coh_span wanted;
    size_t at;

    if (!value) {
        size_t n = strcspn(text, "!=<>");

        if (!text[n])
            return coh_fail(err, COH_USAGE,
                            "--where '%s': no operator; write COLUMN=VALUE "
                            "with one of = != < <= > >=",
                            coh_quote(text, strlen(text), quoted));
        if (coh_header_find(header, (struct coh_span){text, n}, &at, err))
            return -1;
        c.column = at; /* blanks around the name, or #N */
        value = read_operator(text + n, &c.relation);
        if (!value)
            return coh_fail(err, COH_USAGE, "--where '%s': not an operator",
                            coh_quote(text, strlen(text), quoted));
    }
    if (coh_header_find(header, header->name[c.column], &at, err))
        return -1; /* it stands twice */
    if (*value && strchr("=<>", *value) && value[-1] == *value)
        return coh_fail(err, COH_USAGE,
                        "--where '%s': an operator stands twice",
                        coh_quote(text, strlen(text), quoted));
    if (coh_reserve(&where->condition, &where->capacity, where->n + 1,
                    sizeof(c), err))
        return -1;
    c.as_text = coh_name_is_id(header->name[c.column]);
    wanted = coh_span_trim(coh_span_of(value));
    c.length = wanted.length;
    c.value = coh_copy_text(wanted.bytes, wanted.length, err);
    if (!c.value)
        return -1;
    where->condition[where->n++] = c;
    return 0;
}

/* Numbers of more than 18 digits: doubles that tie are told apart by bytes. */
static int
compare_long(struct coh_span a, struct coh_span b)
{
    double x = coh_number_double(a), y = coh_number_double(b);

    return x == y ? coh_span_compare(a, b) : (x > y) - (x < y);
}

static int
compare(const struct coh_condition *c, struct coh_span cell)
{
    struct coh_span value = {c->value, c->length};
    struct coh_decimal a, b;
    enum coh_number x, y;

    if (c->as_text)
        return coh_span_compare(cell, value);
    x = coh_decimal_parse(cell, &a);
    y = coh_decimal_parse(value, &b);
    if (x == COH_NUMBER_NOT || y == COH_NUMBER_NOT)
        return coh_span_compare(cell, value);
    if (x == COH_NUMBER_EXACT && y == COH_NUMBER_EXACT)
        return coh_decimal_compare(a, b);
    return compare_long(cell, value);
}

/* `score>9` asks for numbers: "Absent" is not more than 9. */
static int
is_no_number(const struct coh_condition *c, struct coh_span cell)
{
    struct coh_decimal d;

    return c->relation != EQUAL && c->relation != UNEQUAL && !c->as_text &&
           coh_decimal_parse((struct coh_span){c->value, c->length}, &d) !=
               COH_NUMBER_NOT &&
           coh_decimal_parse(cell, &d) == COH_NUMBER_NOT;
}

static int
fits(const struct coh_condition *c, struct coh_span cell)
{
    int order;

    cell = coh_span_trim(cell);
    if (!cell.length || !c->length)
        return c->relation == EQUAL ? cell.length == c->length
               : c->relation == UNEQUAL
                   ? cell.length != c->length && cell.length
                   : 0;
    if (is_no_number(c, cell))
        return 0;
    order = compare(c, cell);
    switch (c->relation) {
    case EQUAL:
        return order == 0;
    case UNEQUAL:
        return order != 0;
    case LESS:
        return order < 0;
    case LESS_EQUAL:
        return order <= 0;
    case MORE:
        return order > 0;
    case MORE_EQUAL:
        break;
    }
    return order >= 0;
}

/* Of several `=` on one column, one must fit. */
static int
fits_alternatives(const struct coh_where *where, const struct coh_condition *c,
                  const struct coh_span *cell)
{
    size_t i;

    for (i = 0; i < where->n; i++) {
        const struct coh_condition *alternative = &where->condition[i];

        if (alternative->relation == EQUAL &&
            alternative->column == c->column &&
            fits(alternative, cell[c->column]))
            return 1;
    }
    return 0;
}

int
coh_where_fits(const struct coh_where *where, const struct coh_span *cell)
{
    size_t i;

    for (i = 0; i < where->n; i++) {
        const struct coh_condition *c = &where->condition[i];

        if (c->relation == EQUAL ? !fits_alternatives(where, c, cell)
                                 : !fits(c, cell[c->column]))
            return 0;
    }
    return 1;
}

int
coh_where_asks(const struct coh_where *where, size_t column)
{
    size_t i;

    for (i = 0; i < where->n; i++)
        if (where->condition[i].column == column)
            return 1;
    return 0;
}

void
coh_where_release(struct coh_where *where)
{
    size_t i;

    for (i = 0; i < where->n; i++)
        coh_free(where->condition[i].value);
    coh_free(where->condition);
    *where = (struct coh_where)COH_WHERE_INIT;
}
