"""The desk's file: connection, migrations, Peewee models, events, search index, pages of rows."""
