/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/medium.h"

/* Lines in the form of proc(5); 0:45 is mounted over once. */
static const char mounts[] =
    "22 27 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "36 35 0:45 / /mnt/my\\040share rw,noatime master:1 shared:7 - tmpfs none"
    " rw\n"
    "37 35 0:45 / /mnt/nfs rw - nfs4 server:/x rw,vers=4.2\n"
    "38 35 0:46 / /home/a/far rw - fuse.sshfs a@b:/ rw\n"
    "39 35 10:45 / /mnt/c rw - 9p drvfs rw\n";

static struct coh_span
type_of(unsigned major_id, unsigned minor_id)
{
    return coh_medium_type_of(coh_span_of(mounts), major_id, minor_id);
}

static void
the_list_of_mounts_tells_the_type(void **state)
{
    (void)state;
    assert_true(coh_span_is(type_of(8, 1), "ext4"));
    assert_true(coh_span_is(type_of(0, 45), "nfs4"));
    assert_true(coh_span_is(type_of(0, 46), "fuse.sshfs"));
    assert_true(coh_span_is(type_of(10, 45), "9p"));
    assert_int_equal(type_of(0, 4).length, 0);
    assert_int_equal(coh_medium_type_of(coh_span_of(""), 0, 1).length, 0);
    assert_int_equal(
        coh_medium_type_of(coh_span_of("1 2 0:1 / /"), 0, 1).length, 0);
}

static void
network_file_systems_are_known_by_type(void **state)
{
    static const char *const far[] = {"nfs",  "nfs4",       "cifs", "smb2",
                                      "smb3", "fuse.sshfs", "9p",   "davfs"};
    static const char *const near[] = {"ext4",  "btrfs",   "xfs", "apfs",
                                       "tmpfs", "overlay", "zfs", "fuseblk",
                                       "fuse",  ""};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(far); i++)
        assert_non_null(coh_medium_of_type(coh_span_of(far[i])));
    for (i = 0; i < UNIT_COUNT(near); i++)
        assert_null(coh_medium_of_type(coh_span_of(near[i])));
}

static void
synced_folders_are_known_by_name(void **state)
{
    static const char *const synced[] = {
        "Dropbox",
        "dropbox",
        "Dropbox (Personal)",
        "OneDrive",
        "OneDrive - Maple School",
        "Google Drive",
        "iCloud Drive",
        "GoogleDrive-a@maple.example",
        "Nextcloud",
        "Nextcloud2",
        "Mobile Documents",
        "CloudStorage",
    };
    static const char *const plain[] = {"maple", "Dropboxes",  "drop",
                                        "",      "my Dropbox", "Nextclouds"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(synced); i++)
        assert_non_null(coh_medium_of_name(coh_span_of(synced[i])));
    for (i = 0; i < UNIT_COUNT(plain); i++)
        assert_null(coh_medium_of_name(coh_span_of(plain[i])));
}

/* tmpfs or a disk wherever tests run: what is asked of the real system is
 * only that it answers. */
static void
a_folder_that_is_not_there_is_nothing_to_warn_of(void **state)
{
    (void)state;
    assert_null(coh_medium_network("/nowhere/at/all"));
    assert_null(coh_medium_synced("/nowhere/at/all"));
    assert_null(coh_medium_network("/proc"));
}

static void
marks_are_seen_in_the_folder_and_above_it(void **state)
{
    char top[] = "/tmp/coh-medium-XXXXXX", below[60], mark[60];

    (void)state;
    assert_non_null(mkdtemp(top));
    snprintf(below, sizeof(below), "%s/maple", top);
    assert_int_equal(mkdir(below, 0700), 0);
    assert_null(coh_medium_synced(below));

    snprintf(mark, sizeof(mark), "%s/.stfolder", top);
    assert_int_equal(mkdir(mark, 0700), 0);
    assert_string_equal(coh_medium_synced(below), "Syncthing");
    assert_int_equal(rmdir(mark), 0);

    /* Dropbox keeps its own things in a folder ~/.dropbox. */
    snprintf(mark, sizeof(mark), "%s/.dropbox", top);
    assert_int_equal(mkdir(mark, 0700), 0);
    assert_null(coh_medium_synced(below));
    assert_int_equal(rmdir(mark), 0);
    assert_int_equal(coh_file_write(mark, coh_span_of("{}"), NULL), 0);
    assert_string_equal(coh_medium_synced(below), "Dropbox");
    assert_int_equal(unlink(mark), 0);
    snprintf(mark, sizeof(mark), "%s/.dropbox.cache", top);
    assert_int_equal(mkdir(mark, 0700), 0);
    assert_string_equal(coh_medium_synced(below), "Dropbox");
    assert_int_equal(rmdir(mark), 0);
    /* What a mark points to need not be there. */
    snprintf(mark, sizeof(mark), "%s/.tmp.driveupload", top);
    assert_int_equal(symlink("nowhere", mark), 0);
    assert_string_equal(coh_medium_synced(below), "Google Drive");
    assert_int_equal(unlink(mark), 0);
    assert_int_equal(rmdir(below), 0);
    assert_int_equal(rmdir(top), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_of_mounts_tells_the_type),
        cmocka_unit_test(network_file_systems_are_known_by_type),
        cmocka_unit_test(synced_folders_are_known_by_name),
        cmocka_unit_test(a_folder_that_is_not_there_is_nothing_to_warn_of),
        cmocka_unit_test(marks_are_seen_in_the_folder_and_above_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
