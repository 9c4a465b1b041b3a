"""E-mails, whole and broken: something is always read, nothing ever raises."""

import datetime as dt
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import letters
from motcua.rules.vietnamese import hidden, is_nfc

HEADER = st.sampled_from((
    "From: =?utf-8?B?VHLhuqduIFbEg24gxq/hu5tj?= <uoc@example.vn>",
    "From: \"a\"b <<>", "From: @@@", "Subject: =?x?Q?=FF?=",
    "Subject: =?utf-8?B?!!!?=", "Content-Type: multipart/mixed; boundary=",
    "Content-Type: multipart/mixed; boundary=\"a\"",
    "Content-Type: text/plain; charset=no-such", "Content-Type: text/html; charset*=utf-8''%FF", "Content-Type: /",
    "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: x",
    "Content-Disposition: attachment; filename*=utf-8''%C3%28", "Content-Disposition: attachment; filename=\"../../a\"",
    "Received: from a; Tue, 99 Foo 2026 99:99:99 +9999", "Received: from a by b; Mon, 16 Nov 2026 09:00:00 +0700",
    "Content-Type: message/rfc822", "Mime-Version: 1.0", "Subject: \udcff",
))  # fmt: skip
BODY = st.one_of(
    st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)


def letter(text: str = "Đèn ngõ 42 hỏng.", subject: str = "Đèn hỏng", **more: object) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "Trần Văn Ước <uoc@example.vn>", subject
    made["Received"] = "from a by mx; Mon, 16 Nov 2026 23:30:00 +0000"
    made["Date"] = "Mon, 1 Jan 2001 00:00:00 +0000"
    made.set_content(text)
    return made


def test_a_letter_says_who_what_when_and_brings_its_files() -> None:
    made = letter()
    made.add_alternative("<p>Đèn <b>ngõ 42</b> hỏng.</p>", subtype="html")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Đơn có dấu.pdf")
    made.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg")
    read = letters.read(bytes(made))
    assert (read.name, read.address, read.subject) == ("Trần Văn Ước", "uoc@example.vn", "Đèn hỏng")
    assert read.text == "Đèn ngõ 42 hỏng." and read.came_on == dt.date(2026, 11, 17), (
        "the own server's day, here"
    )
    assert [(part.name, part.content) for part in read.parts] == [
        ("Đơn có dấu.pdf", b"%PDF-1.4"), ("tep-2.jpg", b"\xff\xd8"),
    ]  # fmt: skip
    assert not read.denounces and letters.person(read) == "Trần Văn Ước"


def test_only_a_page_is_read_as_words() -> None:
    made = EmailMessage()
    made.set_content("<style>x</style><p>Một</p><script>y</script>Hai &amp; ba<br>Bốn", subtype="html")
    assert letters.read(bytes(made)).text == "Một\nHai & ba\nBốn"


def test_what_denounces_is_known_by_its_words() -> None:
    assert letters.read(bytes(letter("Ông X NHẬN TIỀN của dân"))).denounces
    assert letters.read(bytes(letter(subject="Đơn tố cáo"))).denounces
    assert letters.read(bytes(letter("Xin giữ kín tên tôi"))).denounces
    made = letter()
    made.add_attachment(b"x", maintype="text", subtype="plain", filename="don_to_cao.txt")
    assert letters.read(bytes(made)).denounces


def test_names_that_no_register_takes() -> None:
    assert letters.person(letters.Letter(name="Nguyễn Văn A 1985 😀")) == "Nguyễn Văn A"
    assert letters.person(letters.Letter(name="1234", address="tran.uoc85@x.vn")) == "tran uoc"
    assert letters.person(letters.Letter(name="Иван", address="12@x.vn")) == ""


def test_old_charsets_and_deep_nests() -> None:
    raw = b"From: a@b.vn\nContent-Type: text/plain; charset=windows-1258\n\n\xd0\xe8n ng\xf5"
    assert letters.read(raw).text.startswith("Đ")
    nested = b"Content-Type: message/rfc822\n\n" * 2000 + b"Content-Type: text/plain\n\nx"
    assert letters.read(nested) is not None
    bounded = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(60))
    assert letters.read(bounded + b"Content-Type: text/plain\n\nx").notes
    many = (
        b"Content-Type: multipart/mixed; boundary=q\n\n"
        + b"--q\nContent-Disposition: attachment\n\nx\n" * 500
    )
    assert 0 < len(letters.read(many).parts) <= letters.FILES_MOST


@settings(max_examples=150, deadline=None)
@given(
    st.lists(HEADER, max_size=8), BODY, st.lists(st.tuples(st.lists(HEADER, max_size=3), BODY), max_size=4)
)
def test_whatever_comes_something_is_read(
    heads: list[str], body: bytes, parts: list[tuple[list[str], bytes]]
) -> None:
    raw = "\r\n".join(heads).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body
    for more, inner in parts:
        raw += b"\r\n--a\r\n" + "\r\n".join(more).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + inner
    read = letters.read(raw)
    for text in (read.name, read.address, read.subject, read.text, *(part.name for part in read.parts)):
        assert is_nfc(text) and not hidden(text)
        text.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_bytes_that_are_no_letter(raw: bytes) -> None:
    letters.read(raw)
