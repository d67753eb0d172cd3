/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "inventory/sheet.h"
#include "store/inventory.h"

/*
 * Nothing is lost: whatever an inventory holds comes back from its sheet, into
 * an empty inventory or an empty store, and the sheet is the same bytes again.
 */

static char path[UNIT_PATH], db[UNIT_PATH];
static unsigned long long seed;

/* Knuth's MMIX generator: the same inventories on any machine. */
static unsigned
draw(unsigned n)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(seed >> 33) % n;
}

/* What has broken sheets before. */
static const char *const part[] = {
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    ",",
    ";",
    "\t",
    "'",
    "''",
    "=1+1",
    "+1",
    "-1",
    "@SUM",
    " ",
    "  ",
    "|",
    "a",
    "007",
    "1e5",
    "é",
    "漢字",
    "😀",
    "\xEF\xBC\x9D",
    "\\",
    "\\n",
    "#",
    "<b>",
    "&",
    "NULL",
    "N/A",
    "3/4/2026",
    "%",
    "\x01",
    "\xC2\xA0",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    ":",
};

static struct coh_span
draw_text(char out[256])
{
    size_t n = 0, k;

    for (k = draw(8); k; k--) {
        const char *s = part[draw(UNIT_COUNT(part))];

        memcpy(out + n, s, strlen(s));
        n += strlen(s);
    }
    return (struct coh_span){out, n};
}

static struct coh_span
draw_value(int field, char out[256])
{
    static const char *const number[] = {"0",     "-1.5", "100",
                                         "0.950", "1e3",  "+7"};
    const struct coh_field *f = &coh_field[field];
    size_t words = 0;

    switch (f->kind) {
    case COH_VALUE_WORD:
        while (f->words->word[words])
            words++;
        return coh_span_of(f->words->word[draw((unsigned)words)]);
    case COH_VALUE_DATE:
        snprintf(out, 256, "2026-%02u-%02u", 1 + draw(12), 1 + draw(28));
        return coh_span_of(out);
    case COH_VALUE_NUMBER:
        return coh_span_of(number[draw(UNIT_COUNT(number))]);
    case COH_VALUE_COUNT:
        snprintf(out, 256, "%03u", draw(500));
        return coh_span_of(out);
    case COH_VALUE_TEXT:
    case COH_VALUE_SLUG:
        break;
    }
    return draw_text(out);
}

/* The few own names must differ from each other and from fields. */
static void
draw_own(struct coh_entry *e)
{
    static const char *const name[] = {"Cost", "cost",       "=Who",  "'Room",
                                       "a,b",  "two\nlines", "Größe", "-",
                                       "x\"y", "own:x"};
    char text[256];
    size_t i;

    for (i = 0; i < UNIT_COUNT(name); i++)
        if (!draw(3))
            assert_int_equal(coh_entry_own_set(e, coh_span_of(name[i]),
                                               draw_text(text), NULL),
                             0);
}

static void
draw_inventory(struct coh_inventory *inv)
{
    unsigned n = 1 + draw(5), i;
    char text[256];
    int k;

    for (i = 0; i < n; i++) {
        struct coh_entry *e;

        snprintf(text, sizeof(text), "source-%u", i);
        e = coh_inventory_add(inv, coh_span_of(text), NULL);
        assert_non_null(e);
        for (k = COH_FIELD_SOURCE_ID + 1; k < COH_FIELDS; k++)
            if (!coh_field_follows((enum coh_field_id)k) && draw(3))
                assert_int_equal(coh_entry_set(e, (enum coh_field_id)k,
                                               draw_value(k, text), NULL),
                                 0);
        draw_own(e);
    }
}

static void
write_sheet(const struct coh_inventory *inv, int guarded,
            enum coh_format format, struct coh_text *bytes)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w;

    assert_int_equal(coh_out_open(&out, path, NULL), 0);
    w = coh_writer_new(&out, format, -1, NULL);
    assert_non_null(w);
    if (guarded)
        coh_writer_guard(w);
    assert_int_equal(coh_sheet_write(inv, w, NULL), 0);
    assert_int_equal(coh_writer_end(w, NULL), 0);
    assert_int_equal(coh_out_close(&out, NULL), 0);
    coh_writer_free(w);
    coh_out_release(&out);
    coh_text_clear(bytes);
    assert_int_equal(coh_file_read(path, bytes, NULL), 0);
}

static void
read_sheet(struct coh_inventory *inv, int guarded)
{
    struct coh_reader_options options = {.max_cell = 1048576};
    struct coh_sheet sheet = COH_SHEET_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_reader *r = coh_reader_open(path, &options, NULL);

    assert_non_null(r);
    sheet.guarded = guarded;
    if (coh_sheet_read(&sheet, inv, r, &notes, &err))
        fail_msg("%s", err.text);
    coh_reader_free(r);
    coh_notes_release(&notes);
    coh_sheet_release(&sheet);
}

/* Through the store and back; frees what it takes. */
static void
through_store(struct coh_inventory *inv)
{
    struct coh_shelf shelf = COH_SHELF_INIT;
    size_t i;

    unit_file(db, "", 0);
    unlink(db);
    assert_int_equal(coh_store_open(&shelf.store, db, COH_STORE_CREATE, NULL),
                     0);
    for (i = 0; i < inv->n; i++)
        assert_int_equal(
            coh_store_entry_write(&shelf.store, &inv->entry[i], NULL), 0);
    coh_inventory_release(inv);
    assert_int_equal(coh_store_inventory_read(&shelf.store, inv, NULL), 0);
    coh_shelf_close(&shelf);
    unlink(db);
}

static void
assert_comes_back(int guarded, enum coh_format format, int by_store)
{
    struct coh_inventory inv = COH_INVENTORY_INIT, again = COH_INVENTORY_INIT;
    struct coh_text first = COH_TEXT_INIT, second = COH_TEXT_INIT;

    unit_file(path, "", 0);
    draw_inventory(&inv);
    write_sheet(&inv, guarded, format, &first);
    read_sheet(&again, guarded);
    if (by_store)
        through_store(&again);
    write_sheet(&again, guarded, format, &second);
    assert_string_equal(coh_text_get(&first), coh_text_get(&second));
    assert_int_equal(first.length, second.length);
    coh_text_release(&first);
    coh_text_release(&second);
    coh_inventory_release(&inv);
    coh_inventory_release(&again);
    unlink(path);
}

static void
what_an_inventory_holds_comes_back_from_its_sheet(void **state)
{
    int i;

    (void)state;
    for (i = 0; i < 1000; i++) {
        seed = (unsigned long long)i;
        assert_comes_back(i & 1, i & 2 ? COH_FORMAT_TSV : COH_FORMAT_CSV, 0);
    }
}

static void
what_an_inventory_holds_comes_back_from_a_store(void **state)
{
    int i;

    (void)state;
    for (i = 0; i < 25; i++) {
        seed = 5000 + (unsigned long long)i;
        assert_comes_back(i & 1, COH_FORMAT_CSV, 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_inventory_holds_comes_back_from_its_sheet),
        cmocka_unit_test(what_an_inventory_holds_comes_back_from_a_store),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
