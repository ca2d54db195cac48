"""Letters on their way out: web page, PDF, text and email draft; one, or many into a folder.

Nothing here reads or fetches what a letter names; the logo of the settings is the only file read.
"""
