"""The making of what is handed out: the templates of both forms, the add-in itself."""
