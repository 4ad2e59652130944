"""Files that members add to their messages: private, judged, handed out with care."""
