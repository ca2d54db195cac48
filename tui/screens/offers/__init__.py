"""The home screen: the list of offers, its filter, columns and views."""
