"""What a text tells in numbers, quantities, dates, times of day, names and addresses. Pure; knows no article."""
