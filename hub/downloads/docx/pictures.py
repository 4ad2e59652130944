"""Pictures of a Word document, with their words for those who do not see them."""

import io

from docx.parts.story import StoryPart
from docx.shared import Cm, Length

from hub.downloads.blocks import Picture
from hub.downloads.docx.markup import add, full
from hub.downloads.markup import Element

_WIDEST, _HIGHEST = Cm(16), Cm(20)
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def write_picture(part: StoryPart, paragraph: Element, picture: Picture) -> None:
    """Append the picture to the paragraph, never wider than the text."""
    _, image = part.get_or_add_image(io.BytesIO(picture.data))
    width, height = _fitting(image.width, image.height)
    inline = part.new_pic_inline(io.BytesIO(picture.data), width, height)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    shown = inline.docPr
    shown.set("descr", picture.alt)
    shown.set("name", f"Picture {shown.get('id')}")
    # The name of the file would otherwise be told beside the alternative text.
    inline.find(".//" + full("pic:cNvPr")).set("name", shown.get("name"))
    if not picture.alt:
        _decorate(shown)
    add(add(paragraph, "w:r"), "w:drawing").append(inline)


def _fitting(width: int, height: int) -> tuple[Length, Length]:
    smaller = min(1.0, _WIDEST / max(width, 1), _HIGHEST / max(height, 1))
    return Length(int(width * smaller)), Length(int(height * smaller))


def _decorate(shown: Element) -> None:
    """Say that there is nothing to tell about the picture."""
    extension = add(add(shown, "a:extLst"), "a:ext", {"uri": _DECORATIVE_URI})
    name = f"{{{_DECORATIVE}}}decorative"
    extension.append(
        extension.makeelement(name, {"val": "1"}, nsmap={"adec": _DECORATIVE})
    )
