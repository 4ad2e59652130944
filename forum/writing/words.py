"""When two wordings are the same: a browser's line ends and outer space do not count."""

import hashlib


def tidy(text: str) -> str:
    """Return the text with one kind of line end and no space around it."""
    return "\n".join(text.strip().splitlines())


def digest(subject: str, content: str) -> str:
    """Return a short name for these words; others have another one."""
    words = f"{tidy(subject)}\0{tidy(content)}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def digest_of(post: object) -> str:
    """Return the short name for what a post says."""
    return digest(post.subject, post.content.raw)
