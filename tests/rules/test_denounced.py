"""Which posts a denunciation names."""

import pytest

from motcua.rules.denounced import Held, named_posts

POSTS = (
    Held("chair", "Chủ tịch UBND phường", ("Đặng Hoàng Long",)),
    Held("vice", "Phó Chủ tịch UBND phường", ("Lê Thị Hoa", "Hoa")),
    Held("land-1", "Công chức địa chính"),
)


@pytest.mark.parametrize(
    ("against", "content", "named"),
    [
        ("Ông Đặng Hoàng Long, Chủ tịch UBND", "", ["chair"]),
        ("ong dang hoang long", "", ["chair"]),
        ("", "Tôi tố cáo Chủ tịch phường Đặng Hoàng Long nhận tiền", ["chair"]),
        ("", "Ông ĐẶNG HOÀNG LONG nhận tiền", ["chair"]),
        ("Phó chủ tịch phường", "", ["vice"]),
        ("", "Tôi tố cáo bà phó chủ tịch", ["vice"]),
        ("", "Hoa nở đầy đường", []),
        ("Chủ tịch Hội Nông dân", "", []),
        ("Chủ tịch UBMTTQ phường", "", []),
        ("Chủ tịch Ủy ban Mặt trận Tổ quốc phường", "", []),
        ("", "Kính gửi: Ông Đặng Hoàng Long, Chủ tịch UBND phường", []),
        ("", "Tôi gửi đơn tố cáo này đến Chủ tịch UBND phường", []),
        ("", "Đề nghị Chủ tịch phường xem xét", []),
        ("Công chức địa chính", "", ["land-1"]),
        ("", "", []),
        ("", "Hôm qua, công chức địa chính vòi tiền tôi", ["land-1"]),
        ("", "Phó Chủ tịch UBND phường nhận hối lộ.", ["vice"]),
        ("", "Đề nghị Chủ tịch phường xử lý cán bộ nhận hối lộ", []),
        ("", "Cán bộ nhận hối lộ. Chủ tịch phường chưa biết", []),
    ],
)
def test_named_posts(against: str, content: str, named: list[str]) -> None:
    assert named_posts(against, content, POSTS) == named
