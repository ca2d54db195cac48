"""Settings of the desk and the exchange rates that the user entered."""
