# Cohort. `make help` lists the targets; B=build/NAME is a variant of its own.
B        ?= build
PREFIX   ?= /usr/local
VERSION  := 0.1.0
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wvla
PKGS     := gsl sqlite3 libcmark-gfm libsodium libpcre2-8 libutf8proc \
            jansson inih
CFLAGS   ?= -O2 -g
override CPPFLAGS += -D_XOPEN_SOURCE=700 -DCOH_VERSION='"$(VERSION)"' \
            -iquote src -iquote $(B)/gen \
            $(shell pkg-config --cflags $(PKGS) xlsxwriter)
override CFLAGS += -std=c17 -ffp-contract=off $(WARN) $(EXTRA)
# libxlsxwriter is loaded by who writes a workbook: src/table/xlsx-library.h.
LDLIBS   = -Wl,--as-needed -lcmark-gfm-extensions \
            $(shell pkg-config --libs $(PKGS)) -lcsv -lglpk -lpthread -ldl -lm

SRC      := $(sort $(wildcard src/*/*.c))
EMBED    := $(sort $(wildcard src/*/layouts/*.ini src/*/rosters/*.ini \
            src/*/templates/* examples/artifacts/*.md examples/artifacts/*.csv))
TOOLS    := $(sort $(patsubst tools/%.c,%,$(wildcard tools/*.c)))
UNITS    := $(sort $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c)))
SCRIPTS  := $(wildcard scripts/weekly-report)
LIB      := $(B)/libcohort.a
OBJ      := $(SRC:%.c=$(B)/%.o) $(B)/gen/embedded.o
BIN      := $(TOOLS:%=$(B)/bin/%)

.PHONY: all tests manual check unit cli oracle proof mask-attack releases family simulate \
        bench-grouping lint asan coverage fuzz injection charts install clean help \
        FORCE
.SECONDARY:
all: $(BIN) ## build every tool into build/bin

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Layouts and templates are data: one object holds the bytes of all of them.
$(B)/gen/embedded.c: $(EMBED) scripts/embed $(B)/objects
	@mkdir -p $(@D)
	sh scripts/embed $(EMBED) >$@
$(B)/gen/embedded.o: $(B)/gen/embedded.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The list of objects is a prerequisite, so that a deleted file leaves too.
$(B)/objects: FORCE
	@mkdir -p $(B); echo '$(OBJ) $(EMBED)' | cmp -s - $@ || \
	echo '$(OBJ) $(EMBED)' >$@
FORCE:
$(LIB): $(OBJ) $(B)/objects
	@rm -f $@
	$(AR) rcs $@ $(OBJ)
$(B)/bin/%: $(B)/tools/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS)
$(B)/unit/%: $(B)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS) -lcmocka

check: unit cli lint ## unit tests, command-line tests and lint

tests: $(UNITS:%=$(B)/unit/%) ## build the unit tests

unit: $(UNITS:%=$(B)/unit/%) ## unit tests (cmocka)
	B=$(B) sh tests/run-unit $(UNITS:%=$(B)/unit/%)

cli: all $(B)/mask-attack/attack ## command-line tests (CASE=TOOL/NAME for one, ACCEPT=1 to take over)
	B=$(B) CASE='$(CASE)' ACCEPT='$(ACCEPT)' sh tests/run-cli

oracle: all ## figures beside R's, where R is installed (TOOL=summary for one)
	B=$(B) sh scripts/oracle $(TOOL)

PROOFS   := $(addprefix $(B)/unit/test_,group_proof group_deploy \
            group_rotation privacy_proof)
proof: $(PROOFS) ## groups and hidden tables against all there are (CASES=10000)
	for t in $(PROOFS); do \
	COHORT_PROOF_CASES=$(or $(CASES),10000) $$t || exit 1; done

ATTACK   := $(patsubst %.c,$(B)/%.o,$(wildcard tests/mask-attack/*.c))
mask-attack: all $(B)/mask-attack/attack ## break masked tables (CASES=250 FROM=1)
	d=$$(mktemp -d) && $(B)/mask-attack/attack $(B)/bin $$d $(or $(FROM),1) \
	$(or $(CASES),250); s=$$?; rm -rf $$d; exit $$s
$(B)/mask-attack/attack: $(ATTACK)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(ATTACK) -lm

family: all ## a family page of each student, searched for all others
	B=$(B) sh tests/family/run

# Without the ledger the attack must find what is given away.
releases: all $(B)/releases/attack ## eight weekly shared pages, and an attack on them
	B=$(B) sh tests/releases/run
	! B=$(B) LEDGER=no sh tests/releases/run >$(B)/releases/open
	@grep -c FOUND $(B)/releases/open | sed 's/$$/ found without the ledger/'
$(B)/releases/attack: $(B)/tests/releases/attack.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< -lm

SIMULATE := $(patsubst %.c,$(B)/%.o,$(wildcard tests/simulate/*.c))
simulate: $(B)/simulate/coverage ## how often intervals hold the truth (some minutes)
	$<
$(B)/simulate/coverage: $(SIMULATE) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(SIMULATE) $(LIB) $(LDLIBS)

bench-grouping: $(B)/bench/mdgp ## grouping on MDGPLIB (DIR=, SEEDS=20, TIMES="0.1 1 3")
	B=$(B) SEEDS='$(SEEDS)' TIMES='$(TIMES)' sh scripts/bench-grouping '$(DIR)'
$(B)/bench/%: $(B)/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS)

lint: all ## layers, pages, cases, names, format
	B=$(B) sh scripts/lint

asan: ## unit and command-line tests under AddressSanitizer and UBSan
	$(MAKE) B=build/asan CFLAGS='-O1 -g -fsanitize=address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer' unit cli

coverage: ## unit and command-line tests, then lines covered a file
	$(MAKE) B=build/coverage CFLAGS='-O0 -g --coverage' unit cli
	sh scripts/coverage build/coverage

manual: all ## the commands of docs/guide and docs/pipes.md do what they say
	B=$(B) bash tests/docs/run

injection: all ## hostile texts through every tool, judged by Python's parsers
	B=$(B) sh tests/injection/run

charts: all ## every kind of chart in every form, judged by Python and Chromium
	B=$(B) sh tests/charts/run

FUZZERS  := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: ## each fuzzer for SECONDS=60 (clang, libFuzzer)
	$(MAKE) B=build/fuzz CC=clang LDFLAGS=-fsanitize=fuzzer CFLAGS='-O1 -g \
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
	$(FUZZERS:%=build/fuzz/fuzz/%)
	sh tests/fuzz/seeds build/fuzz/corpus
	for f in $(FUZZERS); do mkdir -p build/fuzz/corpus/$$f && \
	build/fuzz/fuzz/$$f -max_total_time=$(or $(SECONDS),60) -timeout=10 \
	-dict=tests/fuzz/words.dict \
	-print_final_stats=1 build/fuzz/corpus/$$f || exit 1; done
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS)

install: all ## install tools, pages and cohort-weekly (DESTDIR= PREFIX=)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin
	install -m 755 scripts/weekly-report $(DESTDIR)$(PREFIX)/bin/cohort-weekly
	install -m 644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 docs/man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
# `man cohort-inventory-check` finds the page that its verb stands on.
	@cd $(DESTDIR)$(PREFIX)/share/man/man1 && for t in $(TOOLS); do p=$$t; \
	while [ ! -f $(CURDIR)/docs/man/$$p.1 ]; do p=$${p%-*}; done; \
	[ $$p = $$t ] || { echo ".so man1/$$p.1" >$$t.1 && chmod 644 $$t.1; } || \
	exit 1; done

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1\t\2/p' Makefile | expand -t 12

-include $(OBJ:.o=.d) $(TOOLS:%=$(B)/tools/%.d) $(UNITS:%=$(B)/tests/unit/%.d) \
  $(SIMULATE:.o=.d) \
  $(B)/tests/bench/mdgp.d
