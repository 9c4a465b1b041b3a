"""What can happen to number books."""

from motcua.base.journal.events import kind

BOOK_BEGUN = kind("documents.book_begun", "Sổ {book} năm {year} tiếp theo số {last} của sổ giấy ({source})")
