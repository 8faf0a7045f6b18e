"""One module per page: it asks the actions, and hands their nouns to its template. Pages never compute."""
