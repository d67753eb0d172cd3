/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes through the reader: no crash, no hang, and every physical line of
 * the input belongs to one record or is blank; and a header is found below as
 * many records as were looked at. The first two bytes choose the options. `make
 * fuzz` runs it (libFuzzer); without libFuzzer, build it with -DCOH_FUZZ_MAIN
 * and give it the files to try.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table/head.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Records in order, without overlap. Returns the lines up to the last one. */
static size_t
read_all(struct coh_reader *r, struct coh_error *err)
{
    struct coh_record rec;
    size_t next = 1, i;
    volatile char sum = 0; /* touch every byte: the sanitizer watches */

    for (;;) {
        if (coh_reader_next(r, &rec, err))
            return 0;
        if (rec.end) {
            (void)sum;
            return next;
        }
        if (rec.line < next || rec.lines == 0)
            abort();
        next = rec.line + rec.lines;
        for (i = 0; !rec.aside && i < rec.n; i++)
            if (rec.cell[i].length)
                sum ^= rec.cell[i].bytes[rec.cell[i].length - 1];
        if (rec.raw.length)
            sum ^= rec.raw.bytes[rec.raw.length - 1];
    }
}

static size_t
count_lines(const uint8_t *s, size_t n)
{
    size_t i, lines = 0;

    for (i = 0; i < n; i++)
        lines +=
            s[i] == '\n' || (s[i] == '\r' && (i + 1 == n || s[i + 1] != '\n'));
    return lines + (n > 0 && s[n - 1] != '\n' && s[n - 1] != '\r');
}

/* A header is wherever the head has a record that can be parsed. */
static void
find_header(struct coh_reader *r, size_t above)
{
    struct coh_head head = COH_HEAD_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_record rec;
    int there;

    if (!coh_head_read(&head, r, above + 1, &err)) {
        there = head.n > above && !head.record[above].aside;
        if (!coh_reader_start(r, above, &rec, &err)) {
            if (!there || rec.n != head.record[above].n ||
                rec.line != head.record[above].line)
                abort();
        } else if (there) {
            abort();
        }
    }
    coh_head_release(&head);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct coh_reader_options options = {.delimiter = '\0'};
    struct coh_error err = COH_ERROR_INIT;
    struct coh_reader *r;
    char path[] = "/tmp/cohort-fuzz-XXXXXX";
    uint8_t first, second;
    int fd;

    if (n < 2 || (fd = mkstemp(path)) < 0)
        return 0;
    first = bytes[0], second = bytes[1];
    bytes += 2, n -= 2;
    options.max_cell = first & 15;
    options.pad_short = first >> 4 & 1;
    options.quoting = (enum coh_quoting)(second & 3) % 3;
    options.delimiter = "\0,\t;|: '"[second >> 2 & 7];
    if (write(fd, bytes, n) == (ssize_t)n &&
        (r = coh_reader_open(path, &options, &err))) {
        coh_reader_set_width(r, first >> 5);
        /* half a unit of UTF-16 may be a line behind the last */
        if (read_all(r, &err) > count_lines(bytes, n) + 1 + n % 2)
            abort();
        find_header(r, second >> 5);
        coh_reader_free(r);
    }
    close(fd);
    unlink(path);
    return 0;
}

#ifdef COH_FUZZ_MAIN
int
main(int argc, char **argv)
{
    static uint8_t bytes[1 << 20];
    int i;

    for (i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");

        if (!f)
            return 1;
        LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, sizeof(bytes), f));
        fclose(f);
    }
    return 0;
}
#endif
