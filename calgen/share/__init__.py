"""The calendar as a client sees it: posts to approve on one page, and her answers when they come back."""
