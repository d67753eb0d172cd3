/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"

/* printf abc | sha256sum: FIPS 180-4's first example */
static const char sha256_abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static int
make_folder(void **state)
{
    static char folder[] = "/tmp/cohort-unit-XXXXXX";

    memcpy(folder, "/tmp/cohort-unit-XXXXXX", sizeof(folder));
    *state = mkdtemp(folder);
    return *state && chdir(folder) == 0 ? 0 : -1;
}

static int
remove_folder(void **state)
{
    unlink("f");
    return chdir("/") || rmdir(*state);
}

static mode_t
mode_of(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

static int
files_here(void)
{
    struct stat st;

    return stat("f", &st) == 0;
}

static void
what_was_written_reads_back_with_the_same_hash(void **state)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_in in = COH_IN_INIT;
    char buffer[16];
    size_t got;

    (void)state;
    assert_int_equal(coh_out_open(&out, "f", NULL), 0);
    assert_int_equal(coh_out_add(&out, "ab", 2, NULL), 0);
    assert_int_equal(coh_out_add_string(&out, "c", NULL), 0);
    assert_int_equal(coh_out_close(&out, NULL), 0);
    assert_string_equal(out.sha256, sha256_abc);
    coh_out_release(&out);
    assert_int_equal(coh_in_open(&in, "f", NULL), 0);
    assert_string_equal(in.name, "f");
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, NULL), 0);
    assert_int_equal(got, 3);
    assert_memory_equal(buffer, "abc", 3);
    assert_string_equal(in.sha256, "");
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, NULL), 0);
    assert_int_equal(got, 0);
    assert_string_equal(in.sha256, sha256_abc);
    assert_int_equal(in.size, 3);
    assert_int_equal(coh_in_rewind(&in, NULL), 0);
    assert_int_equal(in.size, 0);
    coh_in_release(&in);
    coh_in_release(&in);
}

/* As cohort init --group makes it, and near misses of that. */
static void
in_a_groups_folder_files_and_folders_are_the_groups(void **state)
{
    static const struct {
        mode_t folder, file, sub;
    } row[] = {
        {02770, 0660, 02770}, {02775, 0660, 02770}, {0770, 0600, 0700},
        {02750, 0600, 0700},  {0700, 0600, 0700},
    };
    mode_t before = umask(077);
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(row); i++) {
        assert_int_equal(mkdir("g", 0700), 0);
        assert_int_equal(chmod("g", row[i].folder), 0);
        assert_int_equal(coh_file_mode("g/f"), row[i].file);
        assert_int_equal(coh_file_write("g/f", coh_span_of("1"), NULL), 0);
        assert_int_equal(mode_of("g/f"), row[i].file);
        assert_int_equal(chmod("g/f", 0640), 0);
        assert_int_equal(coh_file_write("g/f", coh_span_of("2"), NULL), 0);
        assert_int_equal(mode_of("g/f"), 0640 | row[i].file);
        assert_int_equal(coh_file_folder("g/s", NULL), 0);
        assert_int_equal(mode_of("g/s") & 02777, row[i].sub);
        assert_int_equal(coh_file_folder("g/s", NULL), 0);
        assert_int_equal(rmdir("g/s"), 0);
        assert_int_equal(unlink("g/f"), 0);
        assert_int_equal(rmdir("g"), 0);
    }
    assert_int_equal(coh_file_mode("f"), 0600);
    assert_int_equal(coh_file_mode("/nowhere/f"), 0600);
    umask(before);
}

static void
a_new_file_is_private_and_an_old_one_keeps_its_mode(void **state)
{
    mode_t before = umask(0);

    (void)state;
    assert_int_equal(coh_file_write("f", coh_span_of("1"), NULL), 0);
    assert_int_equal(mode_of("f"), 0600);
    assert_int_equal(chmod("f", 0644), 0);
    assert_int_equal(coh_file_write("f", coh_span_of("2"), NULL), 0);
    assert_int_equal(mode_of("f"), 0644);
    umask(before);
}

static void
a_file_given_up_leaves_the_old_one_and_nothing_beside_it(void **state)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(coh_out_open(&out, "f", NULL), 0);
    assert_int_equal(coh_out_add(&out, "x", 1, NULL), 0);
    assert_false(files_here());
    coh_out_release(&out);
    assert_false(files_here());
    assert_int_equal(coh_file_write("f", coh_span_of("old"), NULL), 0);
    assert_int_equal(coh_out_open(&out, "f", NULL), 0);
    assert_int_equal(coh_out_add(&out, "new", 3, NULL), 0);
    coh_out_release(&out);
    assert_int_equal(coh_file_read("f", &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), "old");
    coh_text_release(&t);
    /* remove_folder fails if a temporary file was left */
}

static void
more_than_the_buffer_is_written_whole(void **state)
{
    size_t n = 3 * 65536 + 7, i;
    char *bytes = malloc(n);
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_non_null(bytes);
    for (i = 0; i < n; i++)
        bytes[i] = (char)(i * 31 % 256);
    assert_int_equal(coh_file_write("f", (struct coh_span){bytes, n}, NULL), 0);
    assert_int_equal(coh_file_read("f", &t, NULL), 0);
    assert_int_equal(t.length, n);
    assert_memory_equal(t.bytes, bytes, n);
    coh_text_release(&t);
    free(bytes);
}

static void
a_full_disk_is_a_fault_of_the_machine(void **state)
{
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    if (access("/dev/full", W_OK))
        skip();
    assert_int_equal(coh_file_write("/dev/full", coh_span_of("x"), &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
}

static void
a_folder_or_a_missing_folder_cannot_be_written(void **state)
{
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_file_write(".", coh_span_of("x"), &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    err.code = COH_OK;
    assert_int_equal(coh_file_write("no/f", coh_span_of("x"), &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
}

static void
what_is_not_there_or_a_folder_is_a_fault_of_the_input(void **state)
{
    struct coh_in in = COH_IN_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_in_open(&in, "not-there", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_memory_equal(err.text, "not-there: ", 11);
    coh_in_release(&in);
    err.code = COH_OK;
    assert_int_equal(coh_in_open(&in, ".", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_in_release(&in);
}

/* Standard input becomes a pipe that holds abc. */
static void
a_pipe_can_be_read_twice_once_it_is_spooled(void **state)
{
    struct coh_in in = COH_IN_INIT;
    int ends[2], before = dup(STDIN_FILENO), round;
    char buffer[16];
    size_t got;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    close(ends[1]);
    assert_true(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
    assert_int_equal(coh_in_open(&in, "-", NULL), 0);
    assert_string_equal(in.name, "standard input");
    assert_false(in.seekable);
    assert_int_equal(coh_in_spool(&in, NULL), 0);
    for (round = 0; round < 2; round++) {
        assert_int_equal(coh_in_read(&in, buffer, 16, &got, NULL), 0);
        assert_int_equal(got, 3);
        assert_int_equal(coh_in_read(&in, buffer, 16, &got, NULL), 0);
        assert_string_equal(in.sha256, sha256_abc);
        assert_int_equal(coh_in_rewind(&in, NULL), 0);
    }
    coh_in_release(&in);
    assert_true(dup2(before, STDIN_FILENO) == STDIN_FILENO);
    close(before);
}

static void
a_pipe_that_was_not_spooled_cannot_go_back(void **state)
{
    struct coh_in in = COH_IN_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int ends[2], before = dup(STDIN_FILENO);

    (void)state;
    assert_int_equal(pipe(ends), 0);
    close(ends[1]);
    assert_true(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
    assert_int_equal(coh_in_open(&in, NULL, NULL), 0);
    assert_int_equal(coh_in_rewind(&in, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    coh_in_release(&in);
    assert_true(dup2(before, STDIN_FILENO) == STDIN_FILENO);
    close(before);
}

static void
a_temporary_file_is_private_and_has_no_name(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct stat st;
    int fd;

    (void)state;
    assert_int_equal(coh_file_temporary(&fd, NULL), 0);
    assert_int_equal(fstat(fd, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(st.st_nlink, 0);
    close(fd);
    setenv("TMPDIR", "/not-there", 1);
    assert_int_equal(coh_file_temporary(&fd, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    unsetenv("TMPDIR");
}

static int
write_and_read(struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (coh_file_write("f", coh_span_of("abc"), err) ||
        coh_file_read("f", &t, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

static void
every_failing_allocation_of_files_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(write_and_read) >= 5);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

static void
a_second_reading_keeps_the_hash_and_notices_another_size(void **state)
{
    struct coh_in in = COH_IN_INIT;
    struct coh_error err = COH_ERROR_INIT;
    char path[UNIT_PATH], buffer[16], hash[COH_SHA256_HEX];
    size_t got;
    FILE *f;

    (void)state;
    unit_file(path, "abc", 3);
    assert_int_equal(coh_in_open(&in, path, NULL), 0);
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, NULL), 0);
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, NULL), 0);
    memcpy(hash, in.sha256, sizeof(hash));
    /* SHA-256 of "abc", FIPS 180-4's first example. */
    assert_memory_equal(hash, "ba7816bf8f01cfea", 16);
    assert_int_equal(coh_in_rewind(&in, NULL), 0);
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, NULL), 0);
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, NULL), 0);
    assert_string_equal(in.sha256, hash);
    f = fopen(path, "ab");
    assert_non_null(f);
    assert_int_equal(fputc('d', f), 'd');
    assert_int_equal(fclose(f), 0);
    assert_int_equal(coh_in_rewind(&in, NULL), 0);
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, NULL), 0);
    assert_int_equal(coh_in_read(&in, buffer, sizeof(buffer), &got, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_in_release(&in);
    unlink(path);
}

static void
a_file_without_end_is_not_read_whole(void **state)
{
    struct coh_text text = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_file_read("/dev/zero", &text, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_text_release(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_without_end_is_not_read_whole),
        cmocka_unit_test(
            a_second_reading_keeps_the_hash_and_notices_another_size),
        IN_FOLDER(what_was_written_reads_back_with_the_same_hash),
        IN_FOLDER(in_a_groups_folder_files_and_folders_are_the_groups),
        IN_FOLDER(a_new_file_is_private_and_an_old_one_keeps_its_mode),
        IN_FOLDER(a_file_given_up_leaves_the_old_one_and_nothing_beside_it),
        IN_FOLDER(more_than_the_buffer_is_written_whole),
        IN_FOLDER(a_full_disk_is_a_fault_of_the_machine),
        IN_FOLDER(a_folder_or_a_missing_folder_cannot_be_written),
        IN_FOLDER(what_is_not_there_or_a_folder_is_a_fault_of_the_input),
        IN_FOLDER(a_pipe_can_be_read_twice_once_it_is_spooled),
        IN_FOLDER(a_pipe_that_was_not_spooled_cannot_go_back),
        IN_FOLDER(a_temporary_file_is_private_and_has_no_name),
        IN_FOLDER(every_failing_allocation_of_files_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
