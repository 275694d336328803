"""What people take away: the national open-data files, spreadsheets, a database, votes and people as Popolo."""
