"""Documents of word processors, books and mails: each becomes HTML, and the HTML a page."""
