"""The public log in service: kept, given out, followed by witnesses, checked by whoever likes."""
