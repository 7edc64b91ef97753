"""The calendar and its results, analysed: the home of pandas."""
