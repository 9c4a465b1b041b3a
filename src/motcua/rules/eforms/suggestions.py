"""Words offered while one types; anything else is taken too.

``ethnic``  the 54 ethnic groups of Vietnam (Quyết định 121-TCTK/PPCĐ of 1979, Danh mục các dân tộc Việt Nam)
"""

from collections.abc import Mapping

_ETHNIC = """
Kinh, Tày, Thái, Hoa, Khơ-me, Mường, Nùng, Mông, Dao, Gia-rai, Ngái, Ê-đê, Ba-na, Xơ-đăng, Sán Chay, Cơ-ho, Chăm,
Sán Dìu, Hrê, Mnông, Ra-glai, Xtiêng, Bru-Vân Kiều, Thổ, Giáy, Cơ-tu, Gié-Triêng, Mạ, Khơ-mú, Co, Tà-ôi, Chơ-ro,
Kháng, Xinh-mun, Hà Nhì, Chu-ru, Lào, La Chí, La Ha, Phù Lá, La Hủ, Lự, Lô Lô, Chứt, Mảng, Pà Thẻn, Cơ Lao, Cống,
Bố Y, Si La, Pu Péo, Brâu, Ơ-đu, Rơ-măm
"""

SUGGESTED: Mapping[str, tuple[str, ...]] = {
    "ethnic": tuple(" ".join(name.split()) for name in _ETHNIC.split(","))
}
