"""What can happen to number books."""

from motcua.base.journal.events import kind

BOOK_BEGUN = kind("documents.book_begun", "Sổ {book} năm {year} tiếp theo số {last} của sổ giấy ({source})")
NUMBER_REGISTERED = kind(
    "documents.number_registered", "Ghi vào sổ {book} năm {year} số {number} đã cấp trên giấy"
)
