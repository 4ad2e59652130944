"""The numbering of a Word document; each list that begins anew has a number of its own."""

from hub.downloads.docx.markup import add
from hub.downloads.markup import Element

BULLETS, STEPS, CLAUSES = 1, 2, 3
# Signs, format, indent and style of each level; the unit is a twentieth of a point.
_LEVELS = {
    BULLETS: [("bullet", "•", 397, 397, ""), ("bullet", "–", 794, 397, "")],
    STEPS: [("decimal", "%1.", 397, 397, ""), ("lowerLetter", "(%2)", 794, 397, "")],
    CLAUSES: [
        ("decimal", "%1.", 567, 567, "ClauseLevel1"),
        ("lowerLetter", "(%2)", 1134, 567, "ClauseLevel2"),
    ],
}


class Numbering:
    """Word's part that says how paragraphs are numbered."""

    def __init__(self, part: Element) -> None:
        self._part = part
        self._numbers = len(_LEVELS)
        for child in list(part):
            part.remove(child)
        for kind in _LEVELS:
            self._define(kind)
        for kind in _LEVELS:
            number = add(part, "w:num", {"w:numId": str(kind)})
            add(number, "w:abstractNumId", {"w:val": str(kind)})

    def begin(self, kind: int) -> int:
        """Return the number of a new list of this kind, which begins at its start."""
        self._numbers += 1
        number = add(self._part, "w:num", {"w:numId": str(self._numbers)})
        add(number, "w:abstractNumId", {"w:val": str(kind)})
        for level in range(len(_LEVELS[kind])):
            override = add(number, "w:lvlOverride", {"w:ilvl": str(level)})
            add(override, "w:startOverride", {"w:val": "1"})
        return self._numbers

    def _define(self, kind: int) -> None:
        abstract = add(self._part, "w:abstractNum", {"w:abstractNumId": str(kind)})
        add(abstract, "w:multiLevelType", {"w:val": "multilevel"})
        for number, (form, sign, left, hanging, style) in enumerate(_LEVELS[kind]):
            level = add(abstract, "w:lvl", {"w:ilvl": str(number)})
            add(level, "w:start", {"w:val": "1"})
            add(level, "w:numFmt", {"w:val": form})
            if style:
                add(level, "w:pStyle", {"w:val": style})
            add(level, "w:lvlText", {"w:val": sign})
            add(level, "w:lvlJc", {"w:val": "left"})
            indent = {"w:left": str(left), "w:hanging": str(hanging)}
            add(add(level, "w:pPr"), "w:ind", indent)
