"""Machina's attachments: fenced and off. What members add are files of `forum.files`."""
