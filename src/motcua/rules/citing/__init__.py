"""References to legal and administrative documents: read in any text, and written in one form.

``cited`` finds them: "Nghị định số 32/2021/NĐ-CP ngày 29/3/2021 của Chính phủ", "Chỉ thị 16/CT-TTg", Party symbols
("18-KH/QU"), lists ("các Nghị định số 61/2018/NĐ-CP, 107/2021/NĐ-CP"), laws by name and year, resolutions of
congresses without a number; across line breaks, without accents, decomposed. What is not written is not there: a
reference has no day, no issuer, no symbol that the text does not give it. ``normal`` is the one form of a number and
symbol, by which documents are told apart everywhere (R8.1-R8.3; NĐ 30/2020, Phụ lục III).
"""

from motcua.rules.citing.finding import cited
from motcua.rules.citing.references import Leaf, Reference, distinct, normal, written

__all__ = ["Leaf", "Reference", "cited", "distinct", "normal", "written"]
