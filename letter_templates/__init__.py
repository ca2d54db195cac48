"""The letter templates that come with the desk: HTML with Jinja2, read as package resources."""
