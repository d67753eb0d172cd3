/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The descriptor of a package. What it must hold is the standard's: Data
 * Package 1 (profiles tabular-data-package and tabular-data-resource) and 2.0
 * (datapackage.org); tests/frictionless/run has other programs read it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "inventory/descriptor.h"

static const char *const colours[] = {"red", "blue-green", NULL};

static const struct coh_descriptor_column columns[] = {
    {.name = "id", .title = "Id", .required = 1, .key = 1},
    {.name = "of", .type = COH_TYPE_INTEGER, .key = 1},
    {.name = "colour", .word = colours},
    {.name = "colours", .word = colours, .list = 1},
    {.name = "day", .type = COH_TYPE_DATE},
    {.name = "source_id", .refers = "inventory", .refers_column = "source_id"},
};

static int
describe(struct coh_text *text, struct coh_error *err)
{
    struct coh_descriptor d = COH_DESCRIPTOR_INIT;
    struct coh_descriptor_file *f;
    size_t i;
    int rc = -1;

    d.name = "Maple, Grade 5";
    d.title = "Maple \"5\"";
    d.description = "";
    d.created = 0;
    if (!(f = coh_descriptor_add(&d, "inventory", "inventory.csv", err)) ||
        coh_descriptor_fields(f, err) ||
        !(f = coh_descriptor_add(&d, "things", "data/things.csv", err)))
        goto out;
    f->bytes = 5000000000ULL;
    memcpy(f->sha256, "abc", 4);
    f->guarded = 1;
    for (i = 0; i < sizeof(columns) / sizeof(*columns); i++)
        if (coh_descriptor_column(f, &columns[i], err))
            goto out;
    rc = coh_descriptor_json(&d, text, err);
out:
    coh_descriptor_release(&d);
    return rc;
}

static json_t *
parsed(void)
{
    struct coh_text text = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    json_t *j;

    assert_int_equal(describe(&text, &err), 0);
    j = json_loadb(text.bytes, text.length, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(j);
    coh_text_release(&text);
    return j;
}

static const json_t *
resource(const json_t *package, size_t at)
{
    return json_array_get(json_object_get(package, "resources"), at);
}

static const json_t *
field(const json_t *of, const char *name)
{
    const json_t *list =
        json_object_get(json_object_get(of, "schema"), "fields");
    size_t i;

    for (i = 0; i < json_array_size(list); i++) {
        const json_t *f = json_array_get(list, i);

        if (!strcmp(json_string_value(json_object_get(f, "name")), name))
            return f;
    }
    fail_msg("no field %s", name);
    return NULL;
}

static void
is(const json_t *object, const char *key, const char *value)
{
    assert_string_equal(json_string_value(json_object_get(object, key)), value);
}

static void
the_package_says_both_versions(void **state)
{
    json_t *j = parsed();

    (void)state;
    is(j, "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    is(j, "profile", "tabular-data-package");
    is(j, "name", "maple--grade-5");
    is(j, "title", "Maple \"5\"");
    is(j, "created", "1970-01-01T00:00:00Z");
    assert_null(json_object_get(j, "description"));
    assert_int_equal(json_array_size(json_object_get(j, "resources")), 2);
    json_decref(j);
}

static void
a_file_is_a_table_with_its_bytes_and_hash(void **state)
{
    json_t *j = parsed();
    const json_t *r = resource(j, 1);

    (void)state;
    is(r, "profile", "tabular-data-resource");
    is(r, "type", "table");
    is(r, "path", "data/things.csv");
    is(r, "hash", "sha256:abc");
    assert_true(json_integer_value(json_object_get(r, "bytes")) ==
                5000000000LL);
    assert_non_null(json_object_get(r, "cohort:guarded"));
    assert_null(json_object_get(resource(j, 0), "cohort:guarded"));
    is(json_object_get(r, "dialect"), "lineTerminator", "\n");
    json_decref(j);
}

static void
every_column_has_a_type_and_its_rules(void **state)
{
    json_t *j = parsed();
    const json_t *r = resource(j, 1), *schema = json_object_get(r, "schema");
    const json_t *f = field(r, "colour"), *rules;

    (void)state;
    is(field(r, "id"), "type", "string");
    is(field(r, "of"), "type", "integer");
    is(field(r, "day"), "type", "date");
    rules = json_object_get(f, "constraints");
    assert_int_equal(json_array_size(json_object_get(rules, "enum")), 2);
    assert_int_equal(json_array_size(json_object_get(f, "categories")), 2);
    is(json_object_get(field(r, "colours"), "constraints"), "pattern",
       "^(red|blue-green)(;(red|blue-green))*$");
    assert_true(json_is_true(json_object_get(
        json_object_get(field(r, "id"), "constraints"), "required")));
    assert_null(json_object_get(field(r, "day"), "constraints"));
    assert_int_equal(json_array_size(json_object_get(schema, "primaryKey")), 2);
    assert_int_equal(json_array_size(json_object_get(schema, "missingValues")),
                     1);
    json_decref(j);
}

static void
a_foreign_key_names_the_other_file(void **state)
{
    json_t *j = parsed();
    const json_t *keys = json_object_get(
        json_object_get(resource(j, 1), "schema"), "foreignKeys");
    const json_t *key = json_array_get(keys, 0);
    const json_t *reference = json_object_get(key, "reference");

    (void)state;
    assert_int_equal(json_array_size(keys), 1);
    is(reference, "resource", "inventory");
    assert_string_equal(
        json_string_value(json_array_get(json_object_get(key, "fields"), 0)),
        "source_id");
    json_decref(j);
}

static void
all_fields_of_the_inventory_are_described(void **state)
{
    json_t *j = parsed();
    const json_t *r = resource(j, 0);
    int i;

    (void)state;
    for (i = 0; i < COH_FIELDS; i++) {
        const json_t *f = field(r, coh_field[i].name);

        is(f, "title", coh_field[i].title);
        assert_non_null(json_object_get(f, "type"));
    }
    is(field(r, "min_n"), "type", "integer");
    is(field(r, "score_max"), "type", "number");
    is(field(r, "last_collected"), "type", "date");
    assert_non_null(json_object_get(
        json_object_get(field(r, "frequency"), "constraints"), "enum"));
    assert_non_null(json_object_get(
        json_object_get(field(r, "purpose"), "constraints"), "pattern"));
    json_decref(j);
}

static void
memory_that_fails_anywhere_is_survived(void **state)
{
    size_t i;

    (void)state;
    coh_memory_fail_at(0, 0);
    for (i = 1; i < 1000; i++) {
        struct coh_text text = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;
        int rc;

        coh_memory_fail_at(i, 0);
        rc = describe(&text, &err);
        coh_text_release(&text);
        if (coh_memory_fail_at(0, 0) < i)
            break;
        assert_int_equal(rc, -1);
        assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(i > 5 && i < 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_package_says_both_versions),
        cmocka_unit_test(a_file_is_a_table_with_its_bytes_and_hash),
        cmocka_unit_test(every_column_has_a_type_and_its_rules),
        cmocka_unit_test(a_foreign_key_names_the_other_file),
        cmocka_unit_test(all_fields_of_the_inventory_are_described),
        cmocka_unit_test(memory_that_fails_anywhere_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
