"""A text as the documents that offices send: a portal's page, so that readers can be measured.

What is made here is what a reader has to give back: one paragraph a line of the text, nothing else.
"""

import html
import io
import re
import zipfile

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_工作报告_东湖区人民政府</title>
<script>var text = "<p>这里是脚本，不是正文，不应当读出来。</p>";</script></head><body>
<div class="header"><ul>{links}</ul></div>
<div class="crumbs">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<div class="article"><h1>{title}</h1>
<div class="info">发布时间：2022-01-20 10:11 来源：东湖区政务服务办 【字体：大 中 小】</div>
<div class="{box}">{body}</div>
<div class="share">分享到：微信 微博</div></div>
<div class="side"><h3>相关阅读</h3><ul>{links}</ul></div>
<div class="bottom"><p>主办单位：东湖区人民政府办公室 地址：东湖区中山路一号 邮编：400000</p>
<p>渝ICP备05000000号</p></div>
</body></html>"""
LINKS = "".join(f'<li><a href="/{n}">第{n}条：关于印发某项工作方案的通知</a></li>' for n in range(12))


_PAGE_NUMBER = re.compile(r"— \d+ —")


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold something, with single blanks, without the numbers of pages."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]


def as_html(text: str, *, charset: str = "utf-8", box: str = "TRS_Editor") -> bytes:
    """A portal's page with the text in it; the first paragraph is its heading."""
    title, *others = map(html.escape, paragraphs(text))
    body = "\n".join(f'<p style="text-indent:2em">　　{line}</p>' for line in others)
    page = PAGE.format(title=title, body=body, links=LINKS, charset=charset, box=box)
    return page.encode("gb18030" if charset.startswith("gb") else charset)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document_xml(body: str, *, root: str = "document") -> str:
    """A part of a Word document around paragraphs and tables in WordprocessingML."""
    inner = f"<w:body>{body}</w:body>" if root == "document" else body
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{_W}">{inner}</w:{root}>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def as_docx(text: str) -> bytes:
    """A Word document with a paragraph a line, in runs as Word cuts them, and a page number below."""
    body = "".join(
        '<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr>'
        + "".join(
            f'<w:r><w:t xml:space="preserve">{html.escape(line[at : at + 17])}</w:t></w:r>'
            for at in range(0, len(line), 17)
        )
        + "</w:p>"
        for line in paragraphs(text)
    )
    footer = document_xml("<w:p><w:r><w:t>— 1 —</w:t></w:r></w:p>", root="ftr")
    return zipped({"word/document.xml": document_xml(body), "word/footer1.xml": footer})


_A4, _SIZE, _LEADING, _LEFT, _TOP, _BOTTOM, _PER_LINE = (595, 842), 16, 28, 74, 740, 90, 28
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor"
    "<</Type/FontDescriptor/FontName/STSong-Light"
    "/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
Placed = tuple[int, int, int, str]
_MM = 25.4 / 72
"""Millimetres of a point."""


def as_pdf(text: str, *, head: str = "") -> bytes:
    """A PDF set as offices do: first lines indented, `— n —` below, a running head above."""
    return pdf_of(["\n".join(map(_shown, page)) for page in _pages(text, head)])


def as_ofd(text: str, *, head: str = "") -> bytes:
    """An OFD set as offices do, like the PDF."""
    return ofd_of(["".join(map(_drawn, page)) for page in _pages(text, head)])


def _pages(text: str, head: str) -> list[list[Placed]]:
    """What stands on each page, with the left edge and the baseline, from the lower left corner."""
    pages: list[list[Placed]] = [[]]
    y = _TOP
    for number, line in enumerate(paragraphs(text)):
        for x, piece in _set(line, indent=2 if number else 4):
            if y < _BOTTOM:
                pages.append([])
                y = _TOP
            pages[-1].append((x, y, _SIZE, piece))
            y -= _LEADING
    for number, page in enumerate(pages, 1):
        page += [(_A4[0] // 2 - 20, 40, 14, f"— {number} —"), *([(_LEFT, 800, 9, head)] if head else [])]
    return pages


def _set(line: str, *, indent: int) -> list[tuple[int, str]]:
    """The pieces of a paragraph that fill lines, with their left edges; no line begins with a stop."""
    first = _PER_LINE - indent
    pieces, at = [], 0
    while at < len(line):
        end = at + (_PER_LINE if at else first)
        while line[end : end + 1] and line[end] in "，。；、：！？”》）":
            end += 1
        pieces.append((_LEFT if at else _LEFT + indent * _SIZE, line[at:end]))
        at = end
    return pieces


def _shown(placed: Placed) -> str:
    x, y, size, text = placed
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _drawn(placed: Placed) -> str:
    """A text object of OFD: a box in millimetres from the upper left corner, its text on a baseline in it."""
    x, y, size, text = placed
    em = size * _MM
    box = f"{x * _MM:.3f} {(_A4[1] - y) * _MM - em:.3f} {len(text) * em:.3f} {em * 1.2:.3f}"
    steps = f"g {len(text) - 1} {em:.3f}"
    code = f'<ofd:TextCode X="0" Y="{em:.3f}" DeltaX="{steps}">{html.escape(text)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="9" Font="1" Size="{em:.3f}" Boundary="{box}">{code}</ofd:TextObject>'


def ofd_of(pages: list[str]) -> bytes:
    """An OFD (GB/T 33190-2016) whose pages have these objects on one layer."""
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/{at}.xml"/>' for at in range(len(pages)))
    box = f"<ofd:PhysicalBox>0 0 {_A4[0] * _MM:.0f} {_A4[1] * _MM:.0f}</ofd:PhysicalBox>"
    common = f"<ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea></ofd:CommonData>"
    parts = {
        "OFD.xml": _ofd("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        "Doc_0/Document.xml": _ofd("Document", f"{common}<ofd:Pages>{listed}</ofd:Pages>"),
    }
    for at, objects in enumerate(pages):
        content = f'<ofd:Content><ofd:Layer ID="8">{objects}</ofd:Layer></ofd:Content>'
        parts[f"Doc_0/Pages/{at}.xml"] = _ofd("Page", content)
    return zipped(dict(parts))


def _ofd(root: str, inner: str) -> str:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {space}>{inner}</ofd:{root}>'


def pdf_of(
    pages: list[str], *, resources: str = "<</Font<</F1 3 0 R>>>>", others: tuple[str, ...] = ()
) -> bytes:
    """A PDF of these content streams; `others` are objects from number 4 on."""
    first = 4 + len(others)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        _FONT,
        *others,
    ]
    for at, content in enumerate(pages):
        box = f"/MediaBox[0 0 {_A4[0]} {_A4[1]}]"
        objects += [
            f"<</Type/Page/Parent 2 0 R{box}/Resources{resources}/Contents {first + 2 * at + 1} 0 R>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>"
    return out + f"{end}\nstartxref\n{len(out)}\n%%EOF".encode("latin-1")
