import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.read.text import decode_text

TEXT = "重庆市沙坪坝区政务服务管理办公室\r\n2021年，推进“一网通办”改革，办件3.2万件，满意率99.6%。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312"])
def test_text_is_what_was_encoded_line_ends_and_all(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding), "a.txt") == TEXT


def test_byte_order_mark_of_gb18030_is_not_counted() -> None:
    assert decode_text(("\ufeff" + TEXT).encode("gb18030"), "a.txt") == TEXT


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_any_utf_8_comes_back_unchanged(text: str) -> None:
    assert decode_text(text.encode("utf-8"), "a.txt") == text


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused_with_file_and_place(encoding: str) -> None:
    content = (TEXT + "ABC\n").encode(encoding, "ignore")

    with pytest.raises(
        ReadError, match=r"a\.txt, byte \d+: .*expected|a\.txt, byte \d+: neither.*save it as"
    ):
        decode_text(content, "a.txt")


def test_one_wrong_byte_in_utf_8_is_named() -> None:
    content = TEXT.encode("utf-8")
    wrong = content[:30] + b"\xff" + content[30:]

    with pytest.raises(ReadError, match=r"a\.txt, byte \d+: neither UTF-8 nor GB18030"):
        decode_text(wrong, "a.txt")


def test_binary_content_is_refused() -> None:
    with pytest.raises(ReadError, match=r"a\.txt, byte 4: binary content"):
        decode_text(b"PK\x03\x04\0\0\0", "a.txt")


def test_a_rare_name_in_gb18030_is_no_reason_to_refuse() -> None:
    text = "主任：㛃䶮。" + TEXT

    assert decode_text(text.encode("gb18030"), "a.txt") == text


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = decode_text(content, "a.txt")
    except ReadError:
        return
    assert content.endswith((text.encode("utf-8"), text.encode("gb18030")))
