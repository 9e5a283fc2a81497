// All is ready: the day that the address asks for, else the last.

showDate(addressed() ?? dayText);
