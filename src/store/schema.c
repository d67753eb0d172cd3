/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/schema.h"

/* Days are ISO text, NULL where open. A result is current while superseded_by
 * is NULL; key_hash covers its natural key but the student and only narrows
 * the search, equality is decided on the columns. written_id is the id as the
 * file had it, under which results of nobody on the roster are kept apart; the
 * name that stood beside it is in apart until its student is known.
 *
 * Loads and undos are numbered in one sequence, and a result is a chain of
 * versions: the current row, and those whose history_of names it. A version
 * stood from known_from (where NULL: from its own load) until before
 * superseded_by, and counted as gone from gone_by on. An undo that leaves
 * nothing closes the current row, too. A touch is what a load did to a result
 * (enum coh_load_did); what stands is always the last touch of a load that was
 * not undone. touches_known is 0 for loads of version 1, whose touches were
 * read off the versions: what they merely confirmed is not known. */
/* A history that is only added to: whatever program asks. */
#define DECISION_KEPT(table, verb, done, when)                              \
    "CREATE TRIGGER " table "_kept_" verb " BEFORE " verb " ON " table when \
    " BEGIN SELECT RAISE(ABORT, 'a decision is never " done "'); END;"

static const struct {
    int version; /* the one that the step leaves */
    const char *sql;
} step[] = {
    {0, "CREATE TABLE student("
        "  student_id TEXT PRIMARY KEY NOT NULL CHECK (student_id <> ''),"
        "  name TEXT NOT NULL,"
        "  active_from TEXT,"
        "  active_to TEXT"
        ") STRICT, WITHOUT ROWID;"},
    {0, "CREATE TABLE student_identifier("
        "  system TEXT NOT NULL,"
        "  identifier TEXT NOT NULL CHECK (identifier <> ''),"
        "  student_id TEXT NOT NULL REFERENCES student ON DELETE CASCADE,"
        "  PRIMARY KEY (system, identifier)"
        ") STRICT, WITHOUT ROWID;"
        "CREATE INDEX student_identifier_student"
        "  ON student_identifier(student_id);"},
    {0, "CREATE TABLE student_attribute("
        "  student_id TEXT NOT NULL REFERENCES student ON DELETE CASCADE,"
        "  name TEXT NOT NULL,"
        "  from_date TEXT NOT NULL,"
        "  to_date TEXT,"
        "  value TEXT NOT NULL,"
        "  PRIMARY KEY (student_id, name, from_date)"
        ") STRICT, WITHOUT ROWID;"},
    {0, "CREATE TABLE source("
        "  source_id TEXT PRIMARY KEY NOT NULL CHECK (source_id <> '')"
        ") STRICT, WITHOUT ROWID;"},
    {0, "CREATE TABLE source_field("
        "  source_id TEXT NOT NULL REFERENCES source ON DELETE CASCADE,"
        "  field TEXT NOT NULL,"
        "  value TEXT NOT NULL,"
        "  PRIMARY KEY (source_id, field)"
        ") STRICT, WITHOUT ROWID;"},
    {0, "CREATE TABLE calendar("
        "  kind TEXT NOT NULL,"
        "  label TEXT NOT NULL,"
        "  start TEXT NOT NULL,"
        "  \"end\" TEXT NOT NULL,"
        "  CHECK (start <= \"end\")"
        ") STRICT;"},
    {0, "CREATE TABLE load("
        "  load INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  source_id TEXT NOT NULL REFERENCES source,"
        "  layout TEXT NOT NULL,"
        "  main_scale TEXT NOT NULL,"
        "  file TEXT NOT NULL,"
        "  file_sha256 TEXT NOT NULL,"
        "  content_sha256 TEXT,"
        "  day TEXT NOT NULL,"
        "  records INTEGER NOT NULL DEFAULT 0,"
        "  used INTEGER NOT NULL DEFAULT 0,"
        "  by_rule INTEGER NOT NULL DEFAULT 0,"
        "  set_aside INTEGER NOT NULL DEFAULT 0,"
        "  blank INTEGER NOT NULL DEFAULT 0,"
        "  added INTEGER NOT NULL DEFAULT 0,"
        "  changed INTEGER NOT NULL DEFAULT 0,"
        "  unchanged INTEGER NOT NULL DEFAULT 0,"
        "  repeated INTEGER NOT NULL DEFAULT 0,"
        "  UNIQUE (source_id, content_sha256)"
        ") STRICT;"},
    {0, "CREATE TABLE result("
        "  id INTEGER PRIMARY KEY,"
        "  load INTEGER NOT NULL REFERENCES load,"
        "  line INTEGER NOT NULL,"
        "  superseded_by INTEGER REFERENCES load,"
        "  key_hash INTEGER NOT NULL,"
        "  student_id TEXT REFERENCES student,"
        "  written_id TEXT NOT NULL,"
        "  assessment TEXT NOT NULL,"
        "  measure TEXT NOT NULL,"
        "  item TEXT NOT NULL,"
        "  date TEXT NOT NULL,"
        "  term TEXT NOT NULL,"
        "  attempt TEXT NOT NULL,"
        "  score TEXT NOT NULL,"
        "  max_score TEXT NOT NULL,"
        "  sem TEXT NOT NULL,"
        "  scale TEXT NOT NULL,"
        "  percentile TEXT NOT NULL,"
        "  level TEXT NOT NULL,"
        "  response TEXT NOT NULL,"
        "  \"key\" TEXT NOT NULL,"
        "  status TEXT NOT NULL,"
        "  raw TEXT NOT NULL,"
        "  source TEXT NOT NULL"
        ") STRICT;"
        "CREATE INDEX result_current"
        "  ON result(key_hash, coalesce(student_id, written_id))"
        "  WHERE superseded_by IS NULL;"
        "CREATE INDEX result_assessment ON result(assessment, date)"
        "  WHERE superseded_by IS NULL;"
        "CREATE INDEX result_load ON result(load);"
        "CREATE INDEX result_history ON result(superseded_by)"
        "  WHERE superseded_by IS NOT NULL;"
        "CREATE INDEX result_student ON result(student_id);"
        "CREATE INDEX result_unknown ON result(written_id)"
        "  WHERE student_id IS NULL;"},
    {0, "CREATE TABLE set_aside("
        "  load INTEGER NOT NULL REFERENCES load ON DELETE CASCADE,"
        "  line INTEGER NOT NULL,"
        "  reason TEXT NOT NULL"
        ") STRICT;"
        "CREATE INDEX set_aside_load ON set_aside(load);"},
    {1, "CREATE TABLE apart("
        "  written_id TEXT PRIMARY KEY NOT NULL CHECK (written_id <> ''),"
        "  name TEXT NOT NULL"
        ") STRICT, WITHOUT ROWID;"},
    {1, "ALTER TABLE load ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE load ADD COLUMN back INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE load ADD COLUMN collected TEXT;"
        "ALTER TABLE load ADD COLUMN collected_before TEXT;"
        "ALTER TABLE load ADD COLUMN content_was TEXT;"
        "ALTER TABLE load ADD COLUMN touches_known INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE load ADD COLUMN continued_by INTEGER REFERENCES load;"
        "ALTER TABLE load ADD COLUMN undoes INTEGER REFERENCES load;"
        "ALTER TABLE load ADD COLUMN undone_by INTEGER REFERENCES load;"
        "ALTER TABLE result ADD COLUMN known_from INTEGER REFERENCES load;"
        "ALTER TABLE result ADD COLUMN gone_by INTEGER REFERENCES load;"
        "ALTER TABLE result ADD COLUMN history_of INTEGER;"},
    {1, "UPDATE load SET collected_before = '', collected ="
        " (SELECT CASE WHEN max(date) = '' THEN load.day"
        "  ELSE nullif(max(iif(date <= load.day, date, '')), '') END"
        "  FROM result WHERE result.load = load.load);"
        "UPDATE result SET history_of ="
        " (SELECT held.id FROM result held INDEXED BY result_current"
        "  WHERE held.superseded_by IS NULL"
        "  AND held.key_hash = result.key_hash"
        "  AND coalesce(held.student_id, held.written_id) ="
        "   coalesce(result.student_id, result.written_id)"
        "  AND (held.student_id IS NULL) = (result.student_id IS NULL)"
        "  AND held.assessment = result.assessment"
        "  AND held.measure = result.measure AND held.item = result.item"
        "  AND held.date = result.date AND held.term = result.term"
        "  AND held.attempt = result.attempt AND held.scale = result.scale"
        "  AND held.source = result.source)"
        " WHERE superseded_by IS NOT NULL;"
        "DROP INDEX result_load;"
        "DROP INDEX result_history;"
        "CREATE INDEX result_history ON result(history_of)"
        "  WHERE history_of IS NOT NULL;"},
    {1, "CREATE TABLE touch("
        "  load INTEGER NOT NULL,"
        "  result INTEGER NOT NULL,"
        "  did INTEGER NOT NULL,"
        "  line INTEGER NOT NULL,"
        "  PRIMARY KEY (load, result)"
        ") STRICT, WITHOUT ROWID;"
        "INSERT OR IGNORE INTO touch SELECT load, coalesce(history_of, id),"
        " iif(EXISTS (SELECT 1 FROM result h"
        "  WHERE h.history_of = coalesce(result.history_of, result.id)"
        "  AND h.superseded_by = result.load), 2, 1), line"
        " FROM result ORDER BY 1, 2;"
        "CREATE TRIGGER result_forgotten AFTER DELETE ON result BEGIN"
        " DELETE FROM touch WHERE load IN (SELECT load FROM load)"
        "  AND result = OLD.id;"
        " END;"},
    {2, "ALTER TABLE load ADD COLUMN of_notes INTEGER NOT NULL DEFAULT 0;"
        "CREATE TABLE note("
        "  id INTEGER PRIMARY KEY,"
        "  load INTEGER NOT NULL REFERENCES load,"
        "  line INTEGER NOT NULL,"
        "  superseded_by INTEGER REFERENCES load,"
        "  known_from INTEGER REFERENCES load,"
        "  gone_by INTEGER REFERENCES load,"
        "  history_of INTEGER,"
        "  key_hash INTEGER NOT NULL,"
        "  number INTEGER NOT NULL,"
        "  student_id TEXT REFERENCES student,"
        "  written_id TEXT NOT NULL,"
        "  date TEXT NOT NULL,"
        "  author_role TEXT NOT NULL,"
        "  source TEXT NOT NULL,"
        "  \"text\" TEXT NOT NULL,"
        "  codes TEXT NOT NULL,"
        "  shareable TEXT NOT NULL CHECK (shareable IN ('yes', 'no'))"
        ") STRICT;"
        "CREATE INDEX note_key"
        "  ON note(key_hash, coalesce(student_id, written_id));"
        "CREATE INDEX note_history ON note(history_of)"
        "  WHERE history_of IS NOT NULL;"
        "CREATE INDEX note_student ON note(student_id);"
        "CREATE INDEX note_unknown ON note(written_id)"
        "  WHERE student_id IS NULL;"
        "CREATE TABLE note_number("
        "  source TEXT PRIMARY KEY NOT NULL,"
        "  last INTEGER NOT NULL"
        ") STRICT, WITHOUT ROWID;"},
    {2, "DROP TRIGGER result_forgotten;"
        "CREATE TRIGGER result_forgotten AFTER DELETE ON result BEGIN"
        " DELETE FROM touch WHERE load IN"
        "  (SELECT load FROM load WHERE NOT of_notes) AND result = OLD.id;"
        " END;"
        "CREATE TRIGGER note_forgotten AFTER DELETE ON note BEGIN"
        " DELETE FROM touch WHERE load IN"
        "  (SELECT load FROM load WHERE of_notes) AND result = OLD.id;"
        " END;"},
    {3, "CREATE TABLE decision("
        "  entry INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  id INTEGER NOT NULL,"
        "  kind TEXT NOT NULL"
        "    CHECK (kind IN ('decided', 'amended', 'closed', 'redacted')),"
        "  day TEXT NOT NULL"
        ") STRICT;"
        "CREATE INDEX decision_id ON decision(id);"
        "CREATE UNIQUE INDEX decision_once ON decision(id)"
        "  WHERE kind = 'decided';"
        "CREATE TABLE decision_value("
        "  entry INTEGER NOT NULL REFERENCES decision,"
        "  number INTEGER NOT NULL,"
        "  field TEXT NOT NULL,"
        "  value TEXT NOT NULL,"
        "  PRIMARY KEY (entry, number)"
        ") STRICT, WITHOUT ROWID;"},
    {3, "CREATE TABLE decision_redaction("
        "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  entry INTEGER NOT NULL REFERENCES decision,"
        "  of_entry INTEGER NOT NULL,"
        "  of_number INTEGER NOT NULL,"
        "  position INTEGER NOT NULL CHECK (position > 0),"
        "  length INTEGER NOT NULL CHECK (length > 0),"
        "  was INTEGER NOT NULL,"
        "  FOREIGN KEY (of_entry, of_number) REFERENCES decision_value"
        ") STRICT;"},
    {3, DECISION_KEPT("decision", "UPDATE", "changed", "")},
    {3, DECISION_KEPT("decision", "DELETE", "deleted", "")},
    {3, DECISION_KEPT("decision_value", "DELETE", "deleted", "")},
    {3, DECISION_KEPT("decision_redaction", "UPDATE", "changed", "")},
    {3, DECISION_KEPT("decision_redaction", "DELETE", "deleted", "")},
    /* OR REPLACE deletes without asking the triggers of deletion. */
    {3, DECISION_KEPT("decision", "INSERT", "changed",
                      " WHEN EXISTS (SELECT 1 FROM decision"
                      "  WHERE entry = NEW.entry"
                      "  OR (id = NEW.id AND NEW.kind = 'decided'))")},
    {3, "CREATE TRIGGER decision_in_order AFTER INSERT ON decision"
        " WHEN NEW.entry <> (SELECT max(entry) FROM decision)"
        " BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;"},
    {3, DECISION_KEPT("decision_value", "INSERT", "changed",
                      " WHEN NEW.entry <> (SELECT max(entry) FROM decision)"
                      "  OR EXISTS (SELECT 1 FROM decision_value"
                      "  WHERE entry = NEW.entry AND number = NEW.number)")},
    /* A name is taken out by an entry that says so, and in no other way. */
    {3, DECISION_KEPT(
            "decision_redaction", "INSERT", "changed",
            " WHEN NOT EXISTS (SELECT 1 FROM decision r"
            "  JOIN decision d ON d.id = r.id"
            "  JOIN decision_value v ON v.entry = d.entry"
            "  WHERE r.entry = NEW.entry AND r.kind = 'redacted'"
            "  AND r.entry = (SELECT max(entry) FROM decision)"
            "  AND d.entry = NEW.of_entry AND d.kind <> 'redacted'"
            "  AND NEW.number NOT IN (SELECT number FROM decision_redaction)"
            "  AND v.number = NEW.of_number AND length(v.value) = NEW.was"
            "  AND NEW.position + NEW.length <= NEW.was + 1)")},
    {3, DECISION_KEPT(
            "decision_value", "UPDATE", "changed",
            " WHEN NOT EXISTS (SELECT 1 FROM decision_redaction r"
            "  WHERE r.number = (SELECT max(number) FROM decision_redaction)"
            "  AND r.of_entry = OLD.entry AND r.of_number = OLD.number"
            "  AND r.was = length(OLD.value) AND NEW.entry = OLD.entry"
            "  AND NEW.number = OLD.number AND NEW.field = OLD.field"
            "  AND NEW.value = substr(OLD.value, 1, r.position - 1)"
            "   || '(a student)'"
            "   || substr(OLD.value, r.position + r.length))")},
    {3, "CREATE TRIGGER decision_redaction_done"
        " AFTER INSERT ON decision_redaction BEGIN"
        " UPDATE decision_value SET value ="
        "  substr(value, 1, NEW.position - 1) || '(a student)'"
        "  || substr(value, NEW.position + NEW.length)"
        "  WHERE entry = NEW.of_entry AND number = NEW.of_number;"
        " END;"},
};

#define STEPS (sizeof(step) / sizeof(*step))

int
coh_schema_version(void)
{
    return step[STEPS - 1].version + 1;
}

const char *
coh_schema_step(int version, size_t part)
{
    size_t i;

    for (i = 0; i < STEPS; i++)
        if (step[i].version == version && part-- == 0)
            return step[i].sql;
    return NULL;
}
