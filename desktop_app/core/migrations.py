"""The statements that bring the tables of an older project to the next version: append-only.

The tables of this version are in `schema`.
"""

MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        """
        CREATE TABLE formatting (
            id TEXT NOT NULL,
            document_id TEXT NOT NULL,
            text_sha256 TEXT DEFAULT '' NOT NULL,
            runs TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX formatting_by_document ON formatting (document_id)",
        """
        CREATE TABLE code_wordings (
            id TEXT NOT NULL,
            code_id TEXT NOT NULL,
            number INTEGER DEFAULT '0' NOT NULL,
            origin TEXT DEFAULT '' NOT NULL,
            fields TEXT DEFAULT '' NOT NULL,
            why TEXT DEFAULT '' NOT NULL,
            author TEXT DEFAULT '' NOT NULL,
            created_by TEXT,
            created_at TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(code_id) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(created_by) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX code_wordings_by_code ON code_wordings (code_id)",
        "CREATE INDEX code_examples_by_code ON code_examples (code_id)",
        "CREATE INDEX codes_by_parent ON codes (parent_id)",
        "CREATE INDEX codes_by_successor ON codes (replaced_by)",
        """
        CREATE TABLE turns (
            id TEXT NOT NULL,
            document_id TEXT NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            kind TEXT NOT NULL,
            speaker TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            CONSTRAINT turn_is_a_passage CHECK (start >= 0 AND "end" > start),
            FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX turns_by_place ON turns (document_id, start)",
        """
        CREATE TABLE corrections (
            id TEXT NOT NULL,
            document_id TEXT NOT NULL,
            number INTEGER DEFAULT '0' NOT NULL,
            before_sha256 TEXT NOT NULL,
            after_sha256 TEXT NOT NULL,
            reason TEXT DEFAULT '' NOT NULL,
            source_name TEXT DEFAULT '' NOT NULL,
            created_by TEXT,
            created_at TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(before_sha256) REFERENCES texts (sha256) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(after_sha256) REFERENCES texts (sha256) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(created_by) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX corrections_by_document ON corrections (document_id)",
        """
        CREATE TABLE document_sets (
            id TEXT NOT NULL,
            name TEXT DEFAULT '' NOT NULL,
            position INTEGER DEFAULT '0' NOT NULL,
            PRIMARY KEY (id),
            CONSTRAINT set_has_name CHECK (name <> '')
        )
        """,
        """
        CREATE TABLE set_members (
            id TEXT NOT NULL,
            set_id TEXT NOT NULL,
            document_id TEXT NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(set_id) REFERENCES document_sets (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX set_members_by_document ON set_members (document_id)",
        "CREATE INDEX set_members_by_set ON set_members (set_id)",
        """
        CREATE TABLE orphans (
            id TEXT NOT NULL,
            annotation_id TEXT NOT NULL,
            document_id TEXT NOT NULL,
            position INTEGER DEFAULT '0' NOT NULL,
            role TEXT DEFAULT '' NOT NULL,
            quote TEXT DEFAULT '' NOT NULL,
            "before" TEXT DEFAULT '' NOT NULL,
            "after" TEXT DEFAULT '' NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            text_sha256 TEXT DEFAULT '' NOT NULL,
            created_at TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(annotation_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX orphans_by_annotation ON orphans (annotation_id)",
        "CREATE INDEX orphans_by_document ON orphans (document_id)",
        """
        CREATE TABLE queries (
            id TEXT NOT NULL,
            name TEXT DEFAULT '' NOT NULL,
            body TEXT DEFAULT '' NOT NULL,
            position INTEGER DEFAULT '0' NOT NULL,
            created_by TEXT,
            created_at TEXT DEFAULT '' NOT NULL,
            modified_at TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            CONSTRAINT query_has_name CHECK (name <> ''),
            FOREIGN KEY(created_by) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "ALTER TABLE coders ADD COLUMN kind TEXT DEFAULT '' NOT NULL",
        "ALTER TABLE documents ADD COLUMN metadata TEXT DEFAULT '' NOT NULL",
        """
        CREATE TABLE assignments (
            id TEXT NOT NULL,
            title TEXT DEFAULT '' NOT NULL,
            instructions TEXT DEFAULT '' NOT NULL,
            units TEXT DEFAULT '' NOT NULL,
            hand_in TEXT DEFAULT '' NOT NULL,
            codebook TEXT DEFAULT '' NOT NULL,
            texts TEXT DEFAULT '' NOT NULL,
            codes TEXT DEFAULT '' NOT NULL,
            role TEXT DEFAULT '' NOT NULL,
            is_blind INTEGER DEFAULT '0' NOT NULL,
            is_revealed INTEGER DEFAULT '0' NOT NULL,
            version INTEGER DEFAULT '0' NOT NULL,
            model_id TEXT,
            created_by TEXT,
            created_at TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(model_id) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(created_by) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        """
        CREATE TABLE submissions (
            id TEXT NOT NULL,
            assignment_id TEXT NOT NULL,
            coder_id TEXT NOT NULL,
            person TEXT DEFAULT '' NOT NULL,
            version INTEGER DEFAULT '0' NOT NULL,
            digest TEXT DEFAULT '' NOT NULL,
            steps TEXT DEFAULT '' NOT NULL,
            texts TEXT DEFAULT '' NOT NULL,
            codes TEXT DEFAULT '' NOT NULL,
            file_name TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(assignment_id) REFERENCES assignments (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(coder_id) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX submissions_by_assignment ON submissions (assignment_id)",
        """
        CREATE TABLE decisions (
            id TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT DEFAULT '' NOT NULL,
            created_by TEXT,
            created_at TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(created_by) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        """
        CREATE TABLE decision_marks (
            id TEXT NOT NULL,
            decision_id TEXT NOT NULL,
            annotation_id TEXT NOT NULL,
            kind TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(decision_id) REFERENCES decisions (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(annotation_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX decision_marks_by_annotation ON decision_marks (annotation_id)",
        "CREATE INDEX decision_marks_by_decision ON decision_marks (decision_id)",
        """
        CREATE TABLE replies (
            id TEXT NOT NULL,
            annotation_id TEXT NOT NULL,
            body TEXT DEFAULT '' NOT NULL,
            created_by TEXT,
            created_at TEXT DEFAULT '' NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(annotation_id) REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY(created_by) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
        )
        """,
        "CREATE INDEX replies_by_annotation ON replies (annotation_id)",
    ),
}
"""Statements that lead from the version that is the key to the next one."""
