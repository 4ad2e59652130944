"""While one writes: drafts, quotes, and what stood there before an edit."""
