"""Kenya's public holidays from one year to another, as an independent calendar has them: date, tab, name."""

import sys
import holidays

first, last = int(sys.argv[1]), int(sys.argv[2])
days = holidays.country_holidays("KE", years=range(first, last + 1), language="en_KE")
for date, names in sorted(days.items()):
    print(date.isoformat(), names, sep="\t")
