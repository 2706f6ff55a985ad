"""One file a part of the page: each address is read, asked of the views, and written."""
