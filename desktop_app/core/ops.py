"""What can be done to a project, each by its name, and how a step in the history came about."""

from enum import StrEnum


class Op(StrEnum):
    """What a user can do to a project; a step in the history carries one of these."""

    IMPORT_DOCUMENT = "import_document"
    RENAME_DOCUMENT = "rename_document"
    SET_DOCUMENT_FIELD = "set_document_field"
    IMPORT_FIELDS = "import_fields"
    TAKE_GUESSES = "take_guesses"
    CHANGE_SET = "change_set"
    REMOVE_SET = "remove_set"
    REMOVE_DOCUMENT = "remove_document"
    RESTORE_DOCUMENT = "restore_document"
    EMPTY_REMOVED = "empty_removed"
    CORRECT_TEXT = "correct_text"
    REPLACE_TEXT = "replace_text"
    PLACE_ORPHAN = "place_orphan"
    DROP_ORPHAN = "drop_orphan"
    KEEP_TURNS = "keep_turns"
    SET_SPEAKER = "set_speaker"
    APPLY_CODE = "apply_code"
    HIGHLIGHT = "highlight"
    ADD_PART = "add_part"
    REMOVE_PART = "remove_part"
    SET_ROLE = "set_role"
    MOVE_PART = "move_part"
    ORDER_PARTS = "order_parts"
    SPLIT_ANNOTATION = "split_annotation"
    JOIN_ANNOTATIONS = "join_annotations"
    RECODE = "recode"
    REMOVE_ANNOTATION = "remove_annotation"
    SET_PROPERTY = "set_property"
    IMPORT_ANNOTATIONS = "import_annotations"
    CREATE_CODE = "create_code"
    RENAME_CODE = "rename_code"
    RECOLOR_CODE = "recolor_code"
    MOVE_CODE = "move_code"
    EDIT_CODE = "edit_code"
    DELETE_CODE = "delete_code"
    DELETE_CODES = "delete_codes"
    MOVE_CODES = "move_codes"
    MERGE_CODES = "merge_codes"
    SPLIT_CODE = "split_code"
    RETIRE_CODE = "retire_code"
    RESTORE_CODE = "restore_code"
    SORT_CODES = "sort_codes"
    EXPLAIN_WORDING = "explain_wording"
    CONFIRM_WORDING = "confirm_wording"
    ADD_EXAMPLE = "add_example"
    REMOVE_EXAMPLE = "remove_example"
    IMPORT_PROJECT = "import_project"
    IMPORT_CODES = "import_codes"
    WRITE_NOTE = "write_note"
    ADD_CODER = "add_coder"
    EDIT_CODER = "edit_coder"
    JOIN_CODERS = "join_coders"
    LINK_ANNOTATIONS = "link_annotations"
    UNLINK_ANNOTATIONS = "unlink_annotations"
    SAVE_QUERY = "save_query"
    REMOVE_QUERY = "remove_query"
    MERGE = "merge"
    GIVE_ASSIGNMENT = "give_assignment"
    OPEN_PACK = "open_pack"
    COLLECT = "collect"
    REVEAL = "reveal"
    RECEIVE = "receive"
    HAND_IN = "hand_in"
    DECIDE = "decide"
    WRITE_REPLY = "write_reply"
    SECOND_LOOK = "second_look"
    GO_BACK = "go_back"
    BUILD_SAMPLE = "build_sample"

    @classmethod
    def _missing_(cls, value: object) -> "Op | None":
        """Take what a newer program calls something that this one cannot do yet."""
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown


FINAL = frozenset({Op.EMPTY_REMOVED})
"""What can never be undone: it deletes for good."""


class StepKind(StrEnum):
    """How a step came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
